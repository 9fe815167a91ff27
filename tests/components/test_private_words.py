"""The conversation log names no visitor: labels stand where details were."""

from __future__ import annotations

import pytest
from rasa.shared.core.events import ActionExecuted, SlotSet

from components.private_words import NOT_SHOWN, PrivateWords, fill, masked_message

MARIA = PrivateWords.of(
    [
        SlotSet("lead_name", "Maria Lopez"),
        SlotSet("lead_contact", "+16175550134"),
        SlotSet("lead_contact_raw", "(617) 555-0134"),
        SlotSet("lead_time", "after 5"),
        SlotSet("lead_subject", "What are the risks?"),
        SlotSet("lead_consent", True),
        ActionExecuted("action_listen"),
    ],
    "lead_name",
)


def test_details_become_labels() -> None:
    """Name, number and time are replaced, in any case of letters; the rest stays readable."""
    said = "I'm MARIA LOPEZ, (617) 555-0134, call after 5. Is it safe?"
    assert MARIA.mask(said) == "I'm [name], [contact], call [time]. Is it safe?"


def test_others_contacts_become_labels_too() -> None:
    """A number or address that the form did not take is no less private."""
    assert MARIA.mask("or ask bob@example.com, 020 7946 0112") == "or ask [contact], [contact]"


def test_a_short_name_is_a_word_of_its_own() -> None:
    """'Al' in 'also' is no name."""
    words = PrivateWords.of([SlotSet("lead_name", "Al")], "lead_name")
    assert words.mask("Al, and also this") == "[name], and also this"


def test_a_subject_is_private_in_the_visitors_own_words() -> None:
    """The title of a public answer is not masked; what was typed as the subject is."""
    assert MARIA.mask("What are the risks?") == "What are the risks?"
    typed = PrivateWords.of([SlotSet("lead_subject", "my bald spot")], "lead_subject")
    assert typed.mask("my bald spot") == "[subject]"


@pytest.mark.parametrize("step", ["lead_name", "lead_contact", "lead_email_check"])
def test_what_was_not_understood_is_not_shown(step: str) -> None:
    """Where a name or number was asked for, an answer that was not understood may hold one."""
    nothing = PrivateWords(())
    assert masked_message("zaphod b 42", nothing, step, understood=False) == NOT_SHOWN
    assert masked_message("is it safe?", nothing, step, understood=True) is None


def test_messages_without_details_stay() -> None:
    """Nothing private, nothing masked: staff read and search these words."""
    assert masked_message("is it safe?", MARIA, None, understood=True) is None
    assert masked_message("does it hurt", PrivateWords(()), "lead_time", understood=False) is None


def test_a_response_is_filled_twice() -> None:
    """The visitor reads the details, the log holds labels; public facts stand in both."""
    slots = {"lead_name": "Maria", "lead_reference": "KX-4821", "lead_time": None}
    text, masked = fill("Thank you, {lead_name}: {lead_reference}, {phone}.", {"phone": "1"}, slots)
    assert text == "Thank you, Maria: KX-4821, 1."
    assert masked == "Thank you, [name]: KX-4821, 1."
    assert fill("Call {phone}.", {"phone": "1"}, slots) == ("Call 1.", None)
