"""What one message does to the form, and what is asked next."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.handover.form_turn import FormTurn
from actions.handover.heard import Heard, Topic
from actions.handover.outcome import Ending
from actions.handover.request import (
    CHANGE,
    CONFIRM,
    CONSENT,
    CONTACT,
    EMAIL_CHECK,
    NAME,
    SUBJECT,
    TIME,
    Request,
)
from tests.actions.messages import REGION, WHOLE, heard, said, take

# For each step a request that is there.
AT = {
    CONSENT: Request.begin(),
    NAME: replace(WHOLE, name=None, contact=None, time=None),
    CONTACT: replace(WHOLE, contact=None, time=None),
    EMAIL_CHECK: replace(WHOLE, contact="m@gmial.com", email_guess="m@gmail.com", time=None),
    TIME: replace(WHOLE, time=None),
    SUBJECT: WHOLE,
    CHANGE: WHOLE,
    CONFIRM: WHOLE,
}
each_step = pytest.mark.parametrize("step", AT)


@each_step
def test_stop(step: str) -> None:
    """The form can be stopped at every step."""
    outcome = take(AT[step], step, "cancel")
    assert (outcome.ending, outcome.step) == (Ending.CANCELLED, None)


@each_step
def test_why(step: str) -> None:
    """Every step says why it asks, and asks again."""
    outcome = take(AT[step], step, heard("why do you ask", "why_details", "why_details"))
    assert said(outcome) == [f"why_{step}"]
    assert outcome.step == step


@each_step
def test_gibberish(step: str) -> None:
    """It explains; the second time in a row it shows a way out; the third time still."""
    once = take(AT[step], step, "asdf")
    assert said(once) == [f"help_{step}"]
    twice = take(once.request, step, "asdf")
    assert said(twice) == [f"help_{step}", "lead_way_out"]
    assert said(take(twice.request, step, "asdf")) == [f"help_{step}", "lead_way_out"]
    assert once.step == twice.step == step


@each_step
def test_a_question(step: str) -> None:
    """A question is answered and the step asked again; about its own subject it is an answer."""
    outcome = take(AT[step], step, heard("how much is it?", "ask_clinic", "ask_clinic/cost"))
    if step == SUBJECT:
        assert outcome.request.subject == "how much is it?"
        return
    assert said(outcome) == ["ask_clinic/cost"]
    assert outcome.step == step
    assert outcome.request == AT[step]


@each_step
@pytest.mark.parametrize(
    "text", ["/restart", "/affirm", ' /x{"a": 1}', '{"x": true}', "<b>yes</b>"]
)
def test_commands(step: str, text: str) -> None:
    """A command is neither answer nor wish, at any step."""
    outcome = take(AT[step], step, heard(text, "out_of_scope", "out_of_scope"))
    assert outcome.request == replace(AT[step], misses=1)
    assert (outcome.step, outcome.ending) == (step, None)


@each_step
def test_under_18(step: str) -> None:
    """Whoever is under 18 is asked to come with a parent, whatever else the message holds."""
    text = "yes, I'm Lily, I am 14, 617 555 0134"
    outcome = take(AT[step], step, heard(text, "under_18", "under_18"))
    assert said(outcome) == ["under_18"]
    assert outcome.ending is Ending.MINOR


@each_step
def test_start_over(step: str) -> None:
    """The request is another one then, empty but for the consent."""
    outcome = take(AT[step], step, heard("start over", "start_over"))
    assert said(outcome) == ["lead_start_over"]
    assert outcome.request.run != AT[step].run
    assert outcome.request.consent == AT[step].consent
    assert outcome.step == (CONSENT if step == CONSENT else NAME)


@each_step
def test_goodbye(step: str) -> None:
    """The form waits for whoever leaves."""
    outcome = take(AT[step], step, heard("see you later", "goodbye"))
    if step == SUBJECT:
        return  # 'see you later' may be what it is about
    assert said(outcome) == ["lead_waits"]
    assert outcome.step == step


def test_refused() -> None:
    """A no to the consent is the end."""
    outcome = take(AT[CONSENT], CONSENT, "no")
    assert (outcome.ending, said(outcome)) == (Ending.REFUSED, ["lead_refused"])


@pytest.mark.parametrize("step", [NAME, CONTACT])
@pytest.mark.parametrize("text", ["no", "I don't want to give that"])
def test_a_detail_is_declined(step: str, text: str) -> None:
    """The form says what it is for, and that there is a way without it."""
    outcome = take(AT[step], step, text)
    assert said(outcome) == [f"why_{step}", "lead_way_out"]
    assert outcome.step == step


@pytest.mark.parametrize(
    ("text", "intent", "problem"),
    [
        ("555-0134", "ask_clinic/location_hours", "lead_phone_problem"),
        ("maria@gmail", "book_consultation", "lead_email_problem"),
    ],
)
def test_half_a_contact(text: str, intent: str, problem: str) -> None:
    """What is wrong with it is said, whatever else it may be taken for."""
    outcome = take(AT[CONTACT], CONTACT, heard(text, intent, intent))
    assert said(outcome) == [problem]


def test_data_and_a_question() -> None:
    """Both are taken, and the next question follows."""
    text = "I'm Maria, 617 555 0134. Does it hurt?"
    message = Heard(text, "ask_clinic", (Topic("ask_clinic/pain", 0.9, "Does it hurt?"),))
    outcome = take(AT[NAME], NAME, message)
    assert (outcome.request.name, outcome.request.contact) == ("Maria", "+16175550134")
    assert said(outcome) == ["ask_clinic/pain"]
    assert outcome.step == TIME


def test_only_a_yes_at_the_summary_saves() -> None:
    """Confirmed is confirmed, and no word of 'saved' is said before it is."""
    outcome = take(WHOLE, CONFIRM, "yes")
    assert (outcome.ending, outcome.says) == (Ending.SAVED, ())


def test_begin() -> None:
    """What the first message tells is not asked for again."""
    first = FormTurn(Request.begin(), heard("I'm Maria, 617 555 0134"), None, REGION).begin()
    assert first.step == CONSENT
    assert take(first.request, CONSENT, "yes").step == TIME


def test_a_minor_does_not_begin() -> None:
    """Whoever tells an age below 18 with the wish is not asked for details."""
    text = "I'm 15, please call me on 617 555 0134"
    message = heard(text, "book_consultation", "under_18", "book_consultation")
    outcome = FormTurn(Request.begin(), message, None, REGION).begin()
    assert outcome.ending is Ending.MINOR
    assert [(say.response, say.values) for say in outcome.says] == [
        ("utter_under_18", {"without": ["book_consultation"]})
    ]


@given(
    st.lists(
        st.one_of(
            st.text(max_size=60),
            st.sampled_from(
                ["yes", "no", "Maria", "617 555 0134", "m@gmial.com", "change", "asdf"]
            ),
        ),
        max_size=12,
    )
)
def test_any_conversation(texts: list[str]) -> None:
    """Whatever is said, the form asks for something or has ended, and saves only what is whole."""
    outcome = FormTurn(Request.begin(), heard("call me"), None, REGION).begin()
    for text in texts:
        if outcome.ending:
            break
        assert outcome.step in AT
        outcome = take(outcome.request, str(outcome.step), text)
    if outcome.ending is Ending.SAVED:
        request = outcome.request
        assert request.consent and request.name and request.contact and request.time
        assert request.consent_words and not request.email_guess
