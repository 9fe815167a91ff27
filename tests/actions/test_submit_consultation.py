"""After the form: 'saved' is said only of a saved request, and no detail stays behind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.handover.request import Request
from actions.submit_consultation import SubmitConsultation
from tests.actions.messages import WHOLE
from tests.actions.tracker import tracker_of

SAVED = replace(WHOLE, confirmed=True, reference="KX-4821")


async def run(request: Request) -> tuple[list[str], dict[str, Any]]:
    """Run the action; give what it says and the slots that it sets."""
    dispatcher = CollectingDispatcher()
    events = await SubmitConsultation().run(dispatcher, tracker_of(**request.to_slots()), {})
    return [m["response"] for m in dispatcher.messages], {e["name"]: e["value"] for e in events}


async def test_saved() -> None:
    """It is said, and only the reference is left."""
    said, slots = await run(SAVED)
    assert said == ["utter_lead_saved"]
    assert slots.pop("lead_saved") is True
    assert slots == Request(reference="KX-4821").to_slots()


@pytest.mark.parametrize(
    "request_", [WHOLE, replace(SAVED, reference=None), replace(SAVED, confirmed=None), Request()]
)
async def test_not_saved(request_: Request) -> None:
    """Neither a yes without a reference nor an old reference without a yes is a saved request."""
    said, slots = await run(request_)
    assert said == []
    assert slots == Request().to_slots()
