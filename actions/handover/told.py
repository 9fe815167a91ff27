"""What a message tells the form: a contact, a name, a time, whatever was asked for."""

from __future__ import annotations

import re
from functools import cached_property

from actions.handover import wishes
from actions.handover.contact import Contact, ContactProblem, find_contact
from actions.handover.heard import Heard
from actions.handover.names import (
    find_name,
    is_written_as_name,
    without_particles,
)
from actions.handover.prose import is_prose, without_frame
from actions.handover.times import ANY_TIME, find_time

MOST_WORDS_AFTER = 2  # a known time: 'tomorrow aftrnoon'
MOST_WORDS_OF_A_NAME = 4  # a longer one that is also a topic is a question
# '17:30' or '9 to 5', told when a time was asked for.
_HOURS = re.compile(r"\W*\d{1,2}(?:[:.]\d\d)?(?:\s*(?:-|–|to)\s*\d{1,2}(?:[:.]\d\d)?)?\W*")
# What is said instead of a time in words that we do not know.
_NO_TIME = {"goodbye", "greet", "thanks", "cancel", "start_over", "why_details", "tell_me_more"}


class Told:
    """Finds details in a message; what becomes of them is not its matter.

    Args:
        heard: The message.
        region: Country of phone numbers without a country code.

    Attributes:
        contact: The phone number or address in it; None: there is none.
        problem: What is wrong with something that was meant as a contact.
        rest: The text without the contact, whose digits are no time and whose words no name.
    """

    def __init__(self, heard: Heard, region: str) -> None:
        found = find_contact(heard.text, region)
        self._heard = heard
        self.contact = found if isinstance(found, Contact) else None
        self.problem = found if isinstance(found, ContactProblem) else None
        self.rest = heard.text.replace(self.contact.raw, " , ") if self.contact else heard.text

    @cached_property
    def without_questions(self) -> str:
        """The rest without the parts that ask for something."""
        told = self.rest
        for topic in self._heard.asked:
            told = told.replace(topic.text, " , ") if topic.asks else told
        return told

    def name(self, *, asked: bool) -> str | None:
        """Find a name anywhere in the rest.

        Args:
            asked: A name is expected, so that a bare word may be one.
        """
        return find_name(self.rest, asked=asked, people=self._heard.people)

    def asked_name(self) -> tuple[str | None, bool]:
        """Find the name in an answer to 'What is your name?'.

        Returns:
            What may be a name, and whether its words rather ask for something.
        """
        name = find_name(self.without_questions, asked=True, people=self._heard.people)
        return name, name is not None and self._is_question(name)

    def time(self) -> str | None:
        """Find a time anywhere in the rest."""
        return find_time(self.rest)

    def asked_time(self) -> str | None:
        """Find the time in an answer to 'When may we call?'; None: it tells none."""
        when = self._time_and_more()
        if wishes.refuses(self._heard) and not when:
            return ANY_TIME
        if not when and (_HOURS.fullmatch(self.rest) or self._tells_in_own_words()):
            return self.rest
        return when

    def _is_question(self, name: str) -> bool:
        """Tell words that ask for something from a name that merely holds the same words."""
        told = self.without_questions
        if not self._heard.asked or find_name(told, asked=False, people=self._heard.people):
            return False
        words = len(without_particles(name))
        if self._heard.language != "en":
            return words >= MOST_WORDS_OF_A_NAME - 1 and not is_written_as_name(name)
        return self._heard.word_for_word or words > MOST_WORDS_OF_A_NAME

    def _time_and_more(self) -> str | None:
        """Find a time, with a last word that we may not know."""
        when, bare = find_time(self.rest), without_frame(self.rest)
        if when in (None, ANY_TIME) or self._heard.asks or not bare.startswith(str(when)):
            return when
        return bare if len(bare[len(str(when)) :].split()) <= MOST_WORDS_AFTER else when

    def _tells_in_own_words(self) -> bool:
        """Tell whether the message is likely a time, if not in words that we know."""
        heard = self._heard
        if heard.intent in _NO_TIME or wishes.asks_why(heard) or wishes.corrects(heard):
            return False
        long = len(self.rest.split()) > MOST_WORDS_OF_A_NAME
        sure = heard.word_for_word or heard.asks or long or heard.language != "en"
        return is_prose(self.rest, words=2) and not (heard.asked and sure)
