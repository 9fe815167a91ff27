"""Messages as the engine would hand them over."""

from __future__ import annotations

from typing import Any

from actions.handover.form_turn import FormTurn
from actions.handover.heard import Heard, Topic
from actions.handover.outcome import Outcome
from actions.handover.request import Request

REGION = "US"
# A request with everything that is asked for.
WHOLE = Request(
    run="5b6e0d0e-7b63-4b61-9a3f-0d3c6f6f3a11",
    started_at="2026-11-24T10:00:00+00:00",
    consent=True,
    consent_words="yes",
    consent_at="2026-11-24T10:00:05+00:00",
    name="Maria",
    contact="+16175550134",
    contact_shown="+1 617-555-0134",
    contact_raw="617 555 0134",
    time="any time",
)


def heard(text: str, intent: str = "nlu_fallback", *topics: str, **more: Any) -> Heard:
    """Make a message; each topic is about the whole of it."""
    return Heard(text, intent, tuple(Topic(name, 0.9, text) for name in topics), **more)


def take(request: Request, step: str, message: Heard | str) -> Outcome:
    """Let the form take one message."""
    message = heard(message) if isinstance(message, str) else message
    return FormTurn(request, message, step, REGION).take()


def said(outcome: Outcome) -> list[str]:
    """Name what an outcome says, in order."""
    return [say.response.removeprefix("utter_") for say in outcome.says]
