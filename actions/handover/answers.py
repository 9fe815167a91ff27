"""What a message gives to the request: the answer to what was asked, and what else it tells."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from actions.handover import wishes
from actions.handover.contact import Contact, ContactProblem, find_contact
from actions.handover.email_typo import suggest_email
from actions.handover.heard import Heard
from actions.handover.names import (
    find_name,
    is_written_as_name,
    name_after_to,
    without_particles,
)
from actions.handover.prose import is_prose, without_frame
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
from actions.handover.times import ANY_TIME, find_time

MOST_SIGNS = 200  # of a time or a subject in the visitor's own words
MOST_WORDS_AFTER = 2  # a known time: 'tomorrow aftrnoon'
MOST_WORDS_OF_A_NAME = 4  # a longer one that is also a topic is a question
# '17:30' or '9 to 5', told when a time was asked for.
_HOURS = re.compile(r"\W*\d{1,2}(?:[:.]\d\d)?(?:\s*(?:-|–|to)\s*\d{1,2}(?:[:.]\d\d)?)?\W*")
# What is said instead of a time in words that we do not know.
_NO_TIME = {"goodbye", "greet", "thanks", "cancel", "start_over", "why_details", "tell_me_more"}


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
        self._contact = find_contact(heard.text, region)
        self._rest = self._without_contact()

    @property
    def problem(self) -> ContactProblem | None:
        """What is wrong with something that was meant as a contact."""
        return self._contact if isinstance(self._contact, ContactProblem) else None

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
        told = self._without_questions()
        name = find_name(told, asked=True, people=self._heard.people)
        if name and not self._is_question(name, told):
            self._keep(name=name)
        found = self._keep_found_contact()
        # 'Mornings' before its time is kept; in 'are you open tomorrow' it is no wish.
        if found or not (name or self._heard.asked):
            self._keep(time=find_time(self._rest))
        return bool(self.request.name) or found

    def _take_contact(self) -> bool:
        if self._keep_found_contact():
            self._take_volunteered()
            return True
        return False

    def _take_email_check(self) -> bool:
        guess = self.request.email_guess
        if isinstance(self._contact, Contact):
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
            self._keep(time=find_time(self._rest))
            return True
        when = self._told_time()
        if wishes.refuses(self._heard) and not when:
            when = ANY_TIME
        if not when and (_HOURS.fullmatch(self._rest) or self._tells_in_own_words()):
            when = self._rest
        self._keep(time=when and when[:MOST_SIGNS])
        return when is not None

    def _take_subject(self) -> bool:
        if wishes.asks_why(self._heard) and not self._heard.asked:
            return False
        if wishes.refuses(self._heard):
            self.request = replace(self.request, subject=None)
            return True
        if is_prose(self._rest, words=1):
            self._keep(subject=self._rest[:MOST_SIGNS])
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
        if isinstance(self._contact, Contact) and self._contact.value != self.request.contact:
            self.changed |= bool(self.request.contact)
            self._keep_contact(self._contact)

    def _correct_name(self, field: str | None) -> None:
        name = find_name(self._rest, asked=False, people=self._heard.people)
        if not name and field == NAME:
            name = name_after_to(self._rest)
        if name and self.request.name and name != self.request.name:
            self._keep(name=name)
            self.changed = True

    def _correct_time(self) -> None:
        when = find_time(self._without_questions())
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
        has_contact = isinstance(self._contact, Contact)
        if isinstance(self._contact, Contact) and not self.request.contact:
            self._keep_contact(self._contact)
        if not self.request.name:
            self._keep(name=find_name(self._rest, asked=has_contact, people=self._heard.people))
        if not self.request.time and (has_contact or self._step):
            self._keep(time=find_time(self._rest))

    def _keep(self, **given: str | bool | None) -> None:
        known: dict[str, Any] = {name: value for name, value in given.items() if value}
        self.request = replace(self.request, **known)

    def _keep_found_contact(self) -> bool:
        if not isinstance(self._contact, Contact):
            return False
        self.changed |= self.request.contact not in (None, self._contact.value)
        self._keep_contact(self._contact)
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

    def _without_contact(self) -> str:
        """Give the text without the contact, whose digits are no time and whose words no name."""
        if isinstance(self._contact, Contact):
            return self._heard.text.replace(self._contact.raw, " , ")
        return self._heard.text

    def _without_questions(self) -> str:
        """Give the text without the parts that ask for something."""
        told = self._rest
        for topic in self._heard.asked:
            told = told.replace(topic.text, " , ") if topic.asks else told
        return told

    def _is_question(self, name: str, told: str) -> bool:
        """Tell words that ask for something from a name that merely holds the same words."""
        if not self._heard.asked or find_name(told, asked=False, people=self._heard.people):
            return False
        words = len(without_particles(name))
        if self._heard.language != "en":
            return words >= MOST_WORDS_OF_A_NAME - 1 and not is_written_as_name(name)
        return self._heard.word_for_word or words > MOST_WORDS_OF_A_NAME

    def _told_time(self) -> str | None:
        """Find the time in an answer, with a last word that we may not know."""
        when, bare = find_time(self._rest), without_frame(self._rest)
        if when in (None, ANY_TIME) or self._heard.asks or not bare.startswith(str(when)):
            return when
        return bare if len(bare[len(str(when)) :].split()) <= MOST_WORDS_AFTER else when

    def _tells_in_own_words(self) -> bool:
        """Tell whether the message is likely a time, if not in words that we know."""
        heard = self._heard
        if heard.intent in _NO_TIME or wishes.asks_why(heard) or wishes.corrects(heard):
            return False
        long = len(self._rest.split()) > MOST_WORDS_OF_A_NAME
        sure = heard.word_for_word or heard.asks or long or heard.language != "en"
        return is_prose(self._rest, words=2) and not (heard.asked and sure)
