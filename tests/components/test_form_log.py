"""What a turn of the form tells the door: masked words, and whether details are kept."""

from __future__ import annotations

import pytest
from rasa.shared.core.events import ActionExecuted, SlotSet

from components.form_log import FormStep, FormTurnLog
from components.private_words import PrivateWords
from tests.components.form_conversations import FORM, asks, conversation, ends, says

SEEN = {
    "intent": "affirm",
    "topics": [{"name": "affirm", "text": "I'm Maria"}],
    "unanswered": False,
}
LISTENS = ActionExecuted("action_listen")


def test_where_the_form_stands() -> None:
    """The slot that is waited for, or nothing where there is no form."""
    assert FormStep.of(None) == FormStep()
    assert FormStep.of(conversation(says("hi"), LISTENS)) == FormStep()
    waiting = conversation(says("call me"), *asks("lead_name"))
    assert FormStep.of(waiting) == FormStep(FORM, "lead_name")


def test_details_are_masked() -> None:
    """Text and topics hold a label for what this turn has set."""
    tracker = conversation(
        says("call me"),
        *asks("lead_name"),
        says("I'm Maria"),
        SlotSet("lead_name", "Maria"),
        *asks("lead_contact"),
    )
    log = FormTurnLog.of(tracker, FormStep(FORM, "lead_name"))
    told = log.understood(SEEN, "I'm Maria")
    assert told["masked_text"] == "I'm [name]"
    assert told["topics"] == [{"name": "affirm", "text": "I'm [name]"}]
    assert (log.form, log.ended, log.forget_details) == (FORM, False, False)


def test_nothing_private_is_left_alone() -> None:
    """A plain question is handed on as it is."""
    log = FormTurnLog.of(conversation(says("is it safe?"), LISTENS), FormStep())
    assert log.understood(SEEN, "is it safe?") == {**SEEN, "masked_text": None}


def test_not_understood_is_not_shown() -> None:
    """What was typed for a name and was none may be one all the same."""
    tracker = conversation(says("zq 7"), SlotSet("lead_misses", 1.0), *asks("lead_name"))
    log = FormTurnLog.of(tracker, FormStep(FORM, "lead_name"))
    assert log.understood(SEEN, "zq 7")["masked_text"] == "[not shown]"


@pytest.mark.parametrize(
    ("form", "missed", "step", "unanswered"),
    [
        (None, False, None, True),
        (FORM, False, "lead_name", False),
        (FORM, True, "lead_name", False),
        (FORM, True, "lead_time", True),
    ],
)
def test_what_staff_find_unanswered(
    form: str | None, missed: bool, step: str | None, unanswered: bool
) -> None:
    """A name that the form took is no missed question; what it did not understand may be one."""
    log = FormTurnLog(FormStep(form, step), form, PrivateWords(()), saved=False, missed=missed)
    assert log.understood({**SEEN, "unanswered": True}, "Bob")["unanswered"] is unanswered
    assert log.understood(SEEN, "Bob")["unanswered"] is False


def test_a_saved_request_keeps_its_details() -> None:
    """The form is over and the clinic has the request: its words stay sealed in the log."""
    tracker = conversation(says("x"), *asks("lead_confirmed"), says("yes"), *ends(saved=True))
    log = FormTurnLog.of(tracker, FormStep(FORM, "lead_confirmed"))
    assert (log.ended, log.forget_details) == (True, False)


def test_a_cancelled_request_forgets_them() -> None:
    """Refused or cancelled: what was given on the way is not kept."""
    tracker = conversation(says("x"), *asks("lead_time"), says("cancel"), *ends(saved=False))
    log = FormTurnLog.of(tracker, FormStep(FORM, "lead_time"))
    assert (log.ended, log.forget_details) == (True, True)


def test_no_form_no_ending() -> None:
    """Ordinary turns end no form."""
    log = FormTurnLog.of(conversation(says("hello"), LISTENS), FormStep())
    assert (log.form, log.ended, log.forget_details) == (None, False, False)
