"""What visitors want of the form itself is told from answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.handover import wishes
from tests.actions.messages import heard


@pytest.mark.parametrize(
    "text",
    [
        *("yes", "Yes, I agree", "yeah sure", "ok", "OK!", "I do", "I agree", "go ahead", "👍"),
        *(
            "of course you may",
            "that's fine, go ahead",
            "no problem",
            "why not",
            "yes, but does it hurt?",
        ),
        *(
            "yes that's all correct",
            "Yes, send it",
            "you may",
            "actually yes",
            "sure, not a problem",
        ),
    ],
)
def test_yes(text: str) -> None:
    """A yes is one, whatever stands around it, and is no no."""
    assert wishes.agrees(heard(text))
    assert not wishes.refuses(heard(text))


@pytest.mark.parametrize(
    "text",
    [
        *("no", "No, thank you", "nope", "I do not agree", "I don't agree", "I dont consent"),
        *("ok no", "fine, but I do not agree", "I'd rather not", "not now", "never", "well, no"),
        *("no, my name is Maria", "that's wrong"),
    ],
)
def test_no(text: str) -> None:
    """A no is one also where it begins like a yes."""
    assert wishes.refuses(heard(text))
    assert not wishes.agrees(heard(text))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("maybe", "deny"),
        ("hmm not sure", "deny"),
        ("I don't know", "affirm"),
        ("it depends", "deny"),
        ("ok what are the risks", "faq"),
        ("right, and how much is it?", "ask_clinic"),
        ("Maria", "out_of_scope"),
    ],
)
def test_neither(text: str, intent: str) -> None:
    """What is not sure is neither, whatever the engine takes it for."""
    assert not wishes.agrees(heard(text, intent))
    assert not wishes.refuses(heard(text, intent))


@pytest.mark.parametrize(
    "text",
    [
        *("cancel", "STOP", "please stop", "never mind", "forget it", "I changed my mind", "quit"),
        *("Cancel the request", "please don't call me", "I don't want this", "don't send it"),
        *("ok cancel", "no, stop", "can I stop this", "leave me alone"),
    ],
)
def test_cancel(text: str) -> None:
    """A visitor can stop in many words."""
    assert wishes.cancels(heard(text))


@pytest.mark.parametrize(
    "text",
    ["I stopped losing hair", "Maria", "don't call me before 5", "can I cancel my visit on Friday"],
)
def test_no_cancel(text: str) -> None:
    """Words of stopping inside something else do not stop it."""
    assert not wishes.cancels(heard(text))


@pytest.mark.parametrize(
    "text",
    [
        *("why", "why do you need my number?", "what for?", "what is that for", "why my name"),
        *("do I have to give my name?", "is this required?", "what will you do with my number"),
    ],
)
def test_why(text: str) -> None:
    """The question what a detail is for."""
    assert wishes.asks_why(heard(text))


@pytest.mark.parametrize("text", ["why is my hair falling out", "why does it work", "Maria"])
def test_no_why(text: str) -> None:
    """A question about hair is none about the form."""
    assert not wishes.asks_why(heard(text))


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("change my number", "lead_contact"),
        ("wrong e-mail address", "lead_contact"),
        ("I misspelled my name", "lead_name"),
        ("can we make it another time", "lead_time"),
        ("change what it is about", "lead_subject"),
        ("actually my name is Mary and my number is new", "lead_name"),
        ("my number", None),
        ("Maria", None),
    ],
)
def test_field_to_change(text: str, field: str | None) -> None:
    """The field that is named first is the one to change, if anything is to be changed."""
    assert wishes.field_to_change(heard(text)) == field


@pytest.mark.parametrize(
    "text",
    [
        *("I don't want to give my number", "I won't tell you my name", "not giving you my email"),
        *("I'd rather not say that", "I do not want to share my phone number"),
    ],
)
def test_declines(text: str) -> None:
    """A detail that is not given is not the end yet."""
    assert wishes.declines(heard(text))


@pytest.mark.parametrize("text", ["no", "I don't want this", "can't you give me your number?"])
def test_does_not_decline(text: str) -> None:
    """A plain no, a wish to stop and a question are something else."""
    assert not wishes.declines(heard(text))


@pytest.mark.parametrize(
    "text", ["I'm 15", "yes but I'm 15, after school", "I am only 16", "14 f", "my son, after 4"]
)
def test_minor(text: str) -> None:
    """An age is one, also beside an hour."""
    assert wishes.is_minor(heard(text, "under_18"))
    assert not wishes.is_minor(heard(text, "faq"))


@pytest.mark.parametrize("text", ["after 16", "I am free from 18", "between 15 and 17"])
def test_hours_are_no_age(text: str) -> None:
    """The engine takes '16' for an age; where it is an hour, nobody is sent away."""
    assert not wishes.is_minor(heard(text, "under_18"))


@given(st.text(max_size=1000))
def test_any_text(text: str) -> None:
    """No text raises, and none is a yes and a no at once."""
    message = heard(text)
    assert not (wishes.agrees(message) and wishes.refuses(message))
    for ask in (wishes.cancels, wishes.asks_why, wishes.goes_on, wishes.declines):
        assert ask(message) in (True, False)
