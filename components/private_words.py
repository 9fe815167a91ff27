"""Finds a visitor's contact details in what was said, and puts labels in their place.

The conversation log is read and searched by staff; the details themselves are kept encrypted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.events import Event, SlotSet

from components.nlu.contact_details import CONTACT_DETAILS

# Slot -> what stands in its value's place.
LABELS = {
    "lead_name": "[name]",
    "lead_contact": "[contact]",
    "lead_contact_raw": "[contact]",
    "lead_contact_shown": "[contact]",
    "lead_email_guess": "[contact]",
    "lead_time": "[time]",
    "lead_subject": "[subject]",
}
# What the visitor types while the form waits for one of these is not shown where it is not
# understood: it may hold a name all the same.
GUARDED_STEPS = ("lead_name", "lead_contact", "lead_email_check")
NOT_SHOWN = "[not shown]"
CONTACT = "[contact]"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
_SHORT = 2  # signs; a value so short is replaced as a whole word only


@dataclass(frozen=True)
class PrivateWords:
    """What a turn's events tell of the visitor."""

    values: tuple[tuple[str, str], ...]
    """Pairs of value and label, the longest value first."""

    @classmethod
    def of(cls, events: Iterable[Event], step: str | None) -> PrivateWords:
        """Collects the details that a turn has set or found set.

        Args:
            events: The turn's events; the form sets all its slots each time.
            step: The slot that the form was waiting for.
        """
        found = {
            str(event.value): LABELS[event.key]
            for event in events
            if isinstance(event, SlotSet)
            and event.key in LABELS
            and event.value
            # Until the visitor says another, the subject is the title of a public answer.
            and (event.key != "lead_subject" or step == "lead_subject")
        }
        return cls(tuple(sorted(found.items(), key=lambda pair: -len(pair[0]))))

    def mask(self, text: str) -> str:
        """Gives a text with labels in place of the details, whoever's they are."""
        for value, label in self.values:
            edge = r"\b" if len(value) <= _SHORT else ""
            text = re.sub(f"{edge}{re.escape(value)}{edge}", label, text, flags=re.IGNORECASE)
        return CONTACT_DETAILS.sub(CONTACT, text)


def masked_message(
    text: str, words: PrivateWords, step: str | None, understood: bool
) -> str | None:
    """Gives what may stand in the log instead of a visitor's message.

    Args:
        text: The message.
        words: The details that its turn has set.
        step: The slot that the form was waiting for; ``None`` if there was no form.
        understood: The message was taken as a question, or gave a detail.

    Returns:
        The masked text; ``None`` if there is nothing private in it.
    """
    masked = words.mask(text)
    if step in GUARDED_STEPS and not understood and masked == text:
        return NOT_SHOWN
    return masked if masked != text else None


def fill(template: str, facts: dict[str, str], slots: dict[str, Any]) -> tuple[str, str | None]:
    """Fills a response's placeholders.

    Args:
        template: The response's text.
        facts: What may be read by all.
        slots: The visitor's own details among other slots.

    Returns:
        The text for the visitor, and the one for the log (``None``: the same).
    """

    def said(name: str) -> str | None:
        value = slots.get(name)
        return facts.get(name) if value is None else str(value)

    text = PLACEHOLDER.sub(lambda m: said(m[1]) or m[0], template).strip()
    shown = PLACEHOLDER.sub(lambda m: LABELS.get(m[1]) or said(m[1]) or m[0], template).strip()
    return text, shown if shown != text else None
