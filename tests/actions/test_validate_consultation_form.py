"""A request that is saved is known as saved at once, whatever becomes of the action after it."""

from __future__ import annotations

import pytest

from actions.handover.outcome import Ending, Outcome
from actions.handover.request import Request
from actions.validate_consultation_form import _slots


@pytest.mark.parametrize("ending", [None, *Ending])
def test_saved_is_known_before_the_form_closes(ending: Ending | None) -> None:
    """The slot that rules look at is set with the request, and by no other ending."""
    events = _slots(Outcome(Request.begin(), (), None, ending))
    slots = {event["name"]: event["value"] for event in events}
    assert slots.get("lead_saved", False) is (ending is Ending.SAVED)
