"""What a message gives to the request, whatever is asked; nothing that was given is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.handover.answers import MOST_SIGNS, Answers
from actions.handover.heard import Heard, Topic
from actions.handover.names import MOST_LETTERS
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
from tests.actions.messages import REGION, WHOLE, heard

STEPS = [CONSENT, NAME, CONTACT, EMAIL_CHECK, TIME, SUBJECT, CHANGE, CONFIRM]
AGREED = replace(
    Request.begin(), consent=True, consent_words="yes", consent_at="2026-11-24T10:00:00+00:00"
)


def answer(request: Request, step: str | None, message: Heard | str) -> Answers:
    """Read a message as an answer."""
    message = heard(message) if isinstance(message, str) else message
    answers = Answers(request, message, step, REGION)
    if step is None:
        answers.take_first()
    else:
        answers.take_answer()
    return answers


def test_all_in_the_first_message() -> None:
    """'I'm Maria, 617 555 0134, call me after 5' is taken whole."""
    request = answer(Request.begin(), None, "I'm Maria, 617 555 0134, call me after 5").request
    assert (request.name, request.contact, request.time) == ("Maria", "+16175550134", "after 5")
    assert request.contact_raw == "617 555 0134"
    assert request.consent is None


def test_a_first_message_without_details_gives_none() -> None:
    """A wish alone fills nothing."""
    begun = Request.begin("What are the risks?")
    for text in ("call me", "book a consultation", "can I talk to a doctor about my hair tomorrow"):
        assert answer(begun, None, text).request == begun


def test_consent_keeps_the_words_and_the_moment() -> None:
    """A yes is kept with what was said."""
    request = answer(Request.begin(), CONSENT, "yes, I'm Maria, 617 555 0134").request
    assert request.consent is True
    assert request.consent_words == "yes, I'm Maria, 617 555 0134"
    assert request.consent_at
    assert (request.name, request.contact) == ("Maria", "+16175550134")


def test_details_are_no_consent() -> None:
    """A number instead of an answer is kept for the moment, and the question stands."""
    answers = answer(Request.begin(), CONSENT, "Maria, 617 555 0134")
    assert answers.request.consent is None
    assert answers.volunteered
    assert answers.request.contact == "+16175550134"


def test_a_question_beside_the_name() -> None:
    """A name is taken out of a message that asks as well."""
    text = "I'm Maria. Does it hurt?"
    message = Heard(text, "ask_clinic", (Topic("ask_clinic/pain", 0.9, "Does it hurt?"),))
    assert answer(AGREED, NAME, message).request.name == "Maria"


@pytest.mark.parametrize("text", ["is it safe", "Does It Hurt", "will it work"])
def test_a_question_is_no_name(text: str) -> None:
    """What asks for something is not taken for a name."""
    assert answer(AGREED, NAME, heard(text, "faq", "faq/safety")).request.name is None


def test_a_name_in_another_language() -> None:
    """A long name that reads as Portuguese is a name; a French sentence is none."""
    name = "Ana Maria Oliveira dos Santos Silva"
    message = heard(name, "other_language", "other_language", language="pt")
    assert answer(AGREED, NAME, message).request.name == name
    message = heard("il faut parler doucement", "other_language", "other_language", language="fr")
    assert answer(AGREED, NAME, message).request.name is None


def test_a_mistyped_address() -> None:
    """A suggestion can be accepted, overruled, or answered with another contact."""
    asked = answer(replace(AGREED, name="Maria"), CONTACT, "maria@gmial.com").request
    assert (asked.contact, asked.email_guess) == ("maria@gmial.com", "maria@gmail.com")
    assert asked.missing == EMAIL_CHECK
    taken = answer(asked, EMAIL_CHECK, "Yes, change it").request
    assert (taken.contact, taken.contact_shown) == ("maria@gmail.com", "maria@gmail.com")
    kept = answer(asked, EMAIL_CHECK, "No, keep mine").request
    assert (kept.contact, kept.email_guess) == ("maria@gmial.com", None)
    other = answer(asked, EMAIL_CHECK, "617 555 0134").request
    assert (other.contact, other.email_guess) == ("+16175550134", None)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("17:30", "17:30"),
        ("9-5", "9-5"),
        ("no", "any time"),
        ("no, after 5", "after 5"),
        ("when my kids are in school", "when my kids are in school"),
        ("asdfgh", None),
        ("hello", None),
    ],
)
def test_times(text: str, time: str | None) -> None:
    """A time may be told in any words."""
    assert answer(replace(WHOLE, time=None), TIME, text).request.time == time


def test_a_subject_is_removed_by_no() -> None:
    """The subject is optional."""
    asked = replace(WHOLE, subject="What are the risks?")
    assert answer(asked, SUBJECT, "no").request.subject is None
    assert answer(asked, SUBJECT, "my beard").request.subject == "my beard"
    assert answer(asked, SUBJECT, "sdfghjkl").request.subject == "What are the risks?"


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("no, my name is Mary", "name", "Mary"),
        ("change my name to Mary", "name", "Mary"),
        ("617 555 0177", "contact", "+16175550177"),
        ("mary@example.org", "contact", "mary@example.org"),
        ("after 4 is better", "time", "after 4"),
    ],
)
def test_corrected_at_the_summary(text: str, field: str, value: str) -> None:
    """A new value is taken, and nothing else changes."""
    answers = answer(WHOLE, CONFIRM, text)
    assert answers.changed
    assert getattr(answers.request, field) == value
    assert answers.request.confirmed is None
    untouched = {"name", "time", "subject", "consent_words", "run"} - {field}
    assert all(getattr(answers.request, name) == getattr(WHOLE, name) for name in untouched)


@pytest.mark.parametrize(
    ("text", "missing"),
    [("change my name", NAME), ("wrong number", CONTACT), ("another time", TIME)],
)
def test_a_field_is_asked_for_again(text: str, missing: str) -> None:
    """A field that is named as wrong is empty then, and no other."""
    assert answer(WHOLE, CONFIRM, text).request.missing == missing


@pytest.mark.parametrize("text", ["yes", "yes that's all correct, thank you", "Yes, send it", "ok"])
def test_confirmed(text: str) -> None:
    """A plain yes confirms."""
    assert answer(WHOLE, CONFIRM, text).request.confirmed is True


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes but my name is wrong",
        "ok?",
        "maybe",
        "what happens then?",
        "yes is it free?",
        "👎",
    ],
)
def test_not_confirmed(text: str) -> None:
    """Nothing else does."""
    assert not answer(WHOLE, CONFIRM, text).request.confirmed


@given(st.text(max_size=1000), st.sampled_from(STEPS), st.booleans())
def test_any_text_at_any_step(text: str, step: str, whole: bool) -> None:
    """No text raises; what it gives is bounded, and the consent only ever comes of a yes."""
    message = heard(text)
    request = WHOLE if whole else replace(Request.begin(), contact="a@gmial.com")
    answers = Answers(request, message, step, REGION)
    answers.take_answer()
    answers.take_correction()
    got = answers.request
    assert len(got.name or "") <= MOST_LETTERS
    assert len(got.contact or "") <= 254
    assert len(got.time or "") <= MOST_SIGNS
    assert len(got.subject or "") <= MOST_SIGNS
    assert got.run == request.run
    assert got.consent == request.consent or step == CONSENT


@given(st.text(max_size=1000))
def test_nothing_given_is_lost(text: str) -> None:
    """Whatever is said while the time is asked for, name and number stay or become others."""
    request = replace(WHOLE, time=None)
    answers = Answers(request, heard(text), TIME, REGION)
    answers.take_answer()
    assert answers.request.name == "Maria"
    assert answers.request.contact
