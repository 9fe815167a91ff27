"""What a message gives to the request: the answer to what was asked, and what else it tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from actions.handover import wishes
from actions.handover.contact import Contact, ContactProblem
from actions.handover.email_typo import suggest_email
from actions.handover.heard import Heard
from actions.handover.names import name_after_to
from actions.handover.prose import is_prose
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
    now,
)
from actions.handover.times import find_time
from actions.handover.told import Told

MOST_SIGNS = 200  # of a time or a subject in the visitor's own words


class Answers:
    """Reads one message into the request.

    Args:
        request: The request so far.
        heard: The message.
        step: The slot that was asked for; None: the form begins with this message.
        region: Country of phone numbers without a country code.

    Attributes:
        request: The request with what the message gave.
        asks_for: A field to ask for next, where it is not simply the missing one.
        changed: Something that was given before has another value now.
        volunteered: A detail was given that was not asked for.
    """

    def __init__(self, request: Request, heard: Heard, step: str | None, region: str) -> None:
        self.request = request
        self.asks_for: str | None = None
        self.changed = False
        self.volunteered = False
        self._heard = heard
        self._step = step
        self._told = Told(heard, region)

    @property
    def problem(self) -> ContactProblem | None:
        """What is wrong with something that was meant as a contact."""
        return self._told.problem

    def take_first(self) -> None:
        """Take what the message that begins the form tells ('I'm Maria, 617 555 0134')."""
        self._take_volunteered()

    def take_answer(self) -> bool:
        """Take the answer to what was asked; tell whether there was one."""
        steps: dict[str, Callable[[], bool]] = {
            CONSENT: self._take_consent,
            NAME: self._take_name,
            CONTACT: self._take_contact,
            EMAIL_CHECK: self._take_email_check,
            TIME: self._take_time,
            SUBJECT: self._take_subject,
            CHANGE: self._take_change,
            CONFIRM: self._take_confirmation,
        }
        return steps[self._step or CONSENT]()

    def take_correction(self) -> bool:
        """Take back what was given before: a new value, or the wish to give one."""
        if self._step == CONSENT:
            return False
        field = wishes.field_to_change(self._heard)
        self._correct_contact()
        self._correct_name(field)
        self._correct_time()
        if self.changed:
            return True
        if field and (field == SUBJECT or self.request.to_slots()[field]):
            self._ask_again(field)
            return True
        return False

    # -- the steps ----------------------------------------------------------------------------

    def _take_consent(self) -> bool:
        if wishes.agrees(self._heard):
            self._keep(consent=True, consent_words=self._heard.text, consent_at=now())
            self._take_volunteered()
            return True
        if wishes.refuses(self._heard):
            self.request = replace(self.request, consent=False)
            return True
        # Details are no consent: they are kept for the moment, and the question stands.
        before = self.request
        self._take_volunteered()
        self.volunteered = self.request != before
        return False

    def _take_name(self) -> bool:
        name, is_question = self._told.asked_name()
        if not is_question:
            self._keep(name=name)
        found = self._keep_found_contact()
        # 'Mornings' before its time is kept; in 'are you open tomorrow' it is no wish.
        if found or not (name or self._heard.asked):
            self._keep(time=self._told.time())
        return bool(self.request.name) or found

    def _take_contact(self) -> bool:
        if self._keep_found_contact():
            self._take_volunteered()
            return True
        return False

    def _take_email_check(self) -> bool:
        guess = self.request.email_guess
        if self._told.contact:
            return self._keep_found_contact()
        if guess and wishes.agrees(self._heard):
            self.request = replace(
                self.request, contact=guess, contact_shown=guess, email_guess=None
            )
            return True
        if wishes.refuses(self._heard) or "keep" in self._heard.text.lower():
            self.request = replace(self.request, email_guess=None)
            return True
        return False

    def _take_time(self) -> bool:
        if self._keep_found_contact():
            self._keep(time=self._told.time())
            return True
        when = self._told.asked_time()
        self._keep(time=when and when[:MOST_SIGNS])
        return when is not None

    def _take_subject(self) -> bool:
        if wishes.asks_why(self._heard) and not self._heard.asked:
            return False
        if wishes.refuses(self._heard):
            self.request = replace(self.request, subject=None)
            return True
        if is_prose(self._told.rest, words=1):
            self._keep(subject=self._told.rest[:MOST_SIGNS])
            return True
        return False

    def _take_change(self) -> bool:
        if self.take_correction():
            return True
        field = wishes.named_field(self._heard)
        if field:
            self._ask_again(field)
            return True
        # Nothing to change after all: the summary again.
        return wishes.refuses(self._heard) or wishes.agrees(self._heard)

    def _take_confirmation(self) -> bool:
        if self.take_correction():
            return True
        if wishes.agrees(self._heard) and not wishes.changes(self._heard):
            if self._heard.asks:
                return False
            self.request = replace(self.request, confirmed=True)
            return True
        if wishes.corrects(self._heard) or wishes.refuses(self._heard):
            self.asks_for = CHANGE
            return True
        return False

    # -- corrections --------------------------------------------------------------------------

    def _correct_contact(self) -> None:
        contact = self._told.contact
        if contact and contact.value != self.request.contact:
            self.changed |= bool(self.request.contact)
            self._keep_contact(contact)

    def _correct_name(self, field: str | None) -> None:
        name = self._told.name(asked=False)
        if not name and field == NAME:
            name = name_after_to(self._told.rest)
        if name and self.request.name and name != self.request.name:
            self._keep(name=name)
            self.changed = True

    def _correct_time(self) -> None:
        when = find_time(self._told.without_questions)
        wanted = wishes.corrects(self._heard) or self._step in (CONFIRM, CHANGE)
        if when and wanted and self.request.time and when != self.request.time:
            self._keep(time=when)
            self.changed = True

    def _ask_again(self, slot: str) -> None:
        """Empty a field, so that it is asked for; the subject is asked for by itself."""
        if slot == SUBJECT:
            self.asks_for = SUBJECT
        elif slot == CONTACT:
            self.request = replace(
                self.request, contact=None, contact_shown=None, contact_raw=None, email_guess=None
            )
        elif slot == NAME:
            self.request = replace(self.request, name=None)
        else:
            self.request = replace(self.request, time=None)

    # -- small help ---------------------------------------------------------------------------

    def _take_volunteered(self) -> None:
        """Take what else the message tells, where nothing was told before."""
        contact = self._told.contact
        if contact and not self.request.contact:
            self._keep_contact(contact)
        if not self.request.name:
            self._keep(name=self._told.name(asked=contact is not None))
        if not self.request.time and (contact or self._step):
            self._keep(time=self._told.time())

    def _keep(self, **given: str | bool | None) -> None:
        known: dict[str, Any] = {name: value for name, value in given.items() if value}
        self.request = replace(self.request, **known)

    def _keep_found_contact(self) -> bool:
        contact = self._told.contact
        if contact is None:
            return False
        self.changed |= self.request.contact not in (None, contact.value)
        self._keep_contact(contact)
        return True

    def _keep_contact(self, contact: Contact) -> None:
        guess = suggest_email(contact.value) if contact.channel == "email" else None
        self.request = replace(
            self.request,
            contact=contact.value,
            contact_shown=contact.shown,
            contact_raw=contact.raw,
            email_guess=guess,
        )
