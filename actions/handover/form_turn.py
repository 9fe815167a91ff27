"""One turn of the form: what a message means to it, and what comes next."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.handover import wishes
from actions.handover.contact import Contact, ContactProblem, find_contact
from actions.handover.email_typo import suggest_email
from actions.handover.heard import Heard, Topic
from actions.handover.names import find_name, is_nonsense
from actions.handover.outcome import Ending, Outcome, Say
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

MISSES_BEFORE_WAY_OUT = 2
MOST_SIGNS = 200  # of a time or a subject in the visitor's own words
# What the form itself answers, or takes for no question.
_NO_QUESTION = {
    *("affirm", "deny", "greet", "thanks", "goodbye", "book_consultation", "cancel", "start_over"),
    *("nlu_fallback", "out_of_scope", "why_details"),
}
_SMALL_TALK = {"greet", "thanks", "affirm", "deny", "book_consultation"}
_HOUR = re.compile(r"\W*\d{1,2}(?:[:.]\d\d)?\W*")
# A text that is a command or data and nothing that people say.
_COMMAND_SIGNS = set("{}<>\\|=$`")


class FormTurn:
    """Reads one message in the light of what was asked.

    Args:
        request: The request so far.
        heard: The message.
        step: The slot that was asked for; None: the form begins with this message.
        region: Country of phone numbers without a country code.
    """

    def __init__(self, request: Request, heard: Heard, step: str | None, region: str) -> None:
        self._request = request
        self._heard = heard
        self._step = step
        self._region = region
        self._says: list[Say] = []
        self._next: str | None = None  # asked for next, where it is not what is missing
        self._contact = find_contact(heard.text, region)
        self._rest = self._without_contact()

    def begin(self) -> Outcome:
        """Take what the first message already tells ('I'm Maria, 617 555 0134')."""
        if isinstance(self._contact, Contact):
            self._keep_contact(self._contact)
            self._keep(name=find_name(self._rest, asked=True, people=self._heard.people))
            self._keep(time=find_time(self._rest))
        else:
            self._keep(name=find_name(self._rest, asked=False, people=self._heard.people))
        return self._go_on()

    def take(self) -> Outcome:
        """Take the message as an answer, a correction, a wish or a question."""
        if wishes.cancels(self._heard):
            return self._end(Ending.CANCELLED, "utter_lead_cancelled")
        if self._heard.intent == "start_over":
            self._request = self._request.again()
            self._say("utter_lead_start_over")
            return self._go_on()
        consumed = self._answer() or self._correct()
        if self._request.consent is False:
            return self._end(Ending.REFUSED, "utter_lead_refused")
        if not consumed and self._heard.intent == "under_18":
            return self._end(Ending.MINOR, "utter_under_18")
        if self._request.confirmed:
            return Outcome(self._request, tuple(self._says), None, Ending.SAVED)
        return self._respond(consumed)

    # -- what the message gives ---------------------------------------------------------------

    def _answer(self) -> bool:
        """Take the answer to what was asked; tell whether there was one."""
        steps = {
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

    def _take_consent(self) -> bool:
        if wishes.agrees(self._heard):
            self._keep(consent=True, consent_words=self._heard.text, consent_at=now())
            self._take_volunteered()
            return True
        if wishes.refuses(self._heard):
            self._request = replace(self._request, consent=False)
            return True
        # Details are no consent: they are kept for the moment, and the question stands.
        self._take_volunteered()
        return False

    def _take_name(self) -> bool:
        name = find_name(self._rest, asked=True, people=self._heard.people)
        if name and not self._is_question(name):
            self._keep(name=name)
        found = self._keep_found_contact()
        self._keep(time=find_time(self._rest) if found else None)
        return bool(self._request.name) or found

    def _take_contact(self) -> bool:
        if self._keep_found_contact():
            self._take_volunteered()
            return True
        return False

    def _take_email_check(self) -> bool:
        guess = self._request.email_guess
        if isinstance(self._contact, Contact):
            return self._keep_found_contact()
        if guess and wishes.agrees(self._heard):
            self._request = replace(
                self._request, contact=guess, contact_shown=guess, email_guess=None
            )
            return True
        if wishes.refuses(self._heard) or "keep" in self._heard.text.lower():
            self._request = replace(self._request, email_guess=None)
            return True
        return False

    def _take_time(self) -> bool:
        if self._keep_found_contact():
            self._keep(time=find_time(self._rest))
            return True
        when = find_time(self._rest)
        if wishes.refuses(self._heard) and not when:
            when = ANY_TIME
        prose = _is_prose(self._rest, words=2) or _HOUR.fullmatch(self._rest)
        if not when and prose and not self._is_question(self._rest):
            when = self._rest
        self._keep(time=when and when[:MOST_SIGNS])
        return when is not None

    def _take_subject(self) -> bool:
        if wishes.refuses(self._heard):
            self._request = replace(self._request, subject=None)
            return True
        if _is_prose(self._rest, words=1) and not is_nonsense(self._rest):
            self._keep(subject=self._rest[:MOST_SIGNS])
            return True
        return False

    def _take_change(self) -> bool:
        if self._correct():
            return True
        field = wishes.named_field(self._heard)
        if field:
            self._ask_again(field)
            return True
        if wishes.refuses(self._heard) or wishes.agrees(self._heard):
            return True  # nothing to change after all: the summary again
        return False

    def _take_confirmation(self) -> bool:
        if self._correct():
            return True
        if wishes.corrects(self._heard) or wishes.refuses(self._heard):
            self._next = CHANGE
            return True
        if wishes.agrees(self._heard) and not self._heard.asks:
            self._request = replace(self._request, confirmed=True)
            return True
        return False

    def _correct(self) -> bool:
        """Take back what was given before: a new value, or the wish to give one."""
        if self._step == CONSENT:
            return False
        field = wishes.field_to_change(self._heard)
        changed = False
        if isinstance(self._contact, Contact) and self._contact.value != self._request.contact:
            changed = self._keep_found_contact()
        name = find_name(self._rest, asked=False, people=self._heard.people)
        if not name and field == NAME:
            name = _after_to(self._rest)
        if name and name != self._request.name and self._request.name:
            self._keep(name=name)
            changed = True
        when = find_time(self._rest)
        if when and self._request.time and (wishes.corrects(self._heard) or self._step == CONFIRM):
            self._keep(time=when)
            changed = True
        if changed:
            self._say("utter_lead_changed")
        elif field and (field == SUBJECT or self._request.to_slots()[field]):
            self._ask_again(field)
            changed = True
        return changed

    def _take_volunteered(self) -> None:
        """Take what else the message tells, where nothing was told before."""
        if isinstance(self._contact, Contact) and not self._request.contact:
            self._keep_contact(self._contact)
        has_contact = isinstance(self._contact, Contact)
        if not self._request.name:
            name = find_name(self._rest, asked=has_contact, people=self._heard.people)
            self._keep(name=name)
        if not self._request.time:
            self._keep(time=find_time(self._rest))

    # -- what is said -------------------------------------------------------------------------

    def _respond(self, consumed: bool) -> Outcome:
        """Answer what was asked beside it, or help where nothing was understood."""
        questions = self._questions(consumed)
        if not consumed and wishes.goes_on(self._heard):
            pass  # the question again
        elif not consumed and wishes.asks_why(self._heard):
            self._say(f"utter_why_{self._step}")
        elif questions:
            self._say(f"utter_{questions[0].name}", without=sorted(_NO_QUESTION), beside_form=True)
        elif not consumed and self._heard.intent == "goodbye":
            self._say("utter_lead_waits")
        elif not consumed and self._heard.intent not in _SMALL_TALK:
            return self._miss()
        self._request = replace(self._request, misses=0)
        return self._go_on()

    def _questions(self, consumed: bool) -> list[Topic]:
        """Find what is asked beside the form; of a message that gave details, what is put so."""
        if consumed and self._step == SUBJECT:
            return []
        topics = (topic for topic in self._heard.topics if topic.name not in _NO_QUESTION)
        return [topic for topic in topics if not consumed or topic.asks]

    def _miss(self) -> Outcome:
        """Explain; the second time in a row show a way out as well."""
        problem = self._contact if self._step == CONTACT or self._step == NAME else None
        if isinstance(problem, ContactProblem):
            self._say(f"utter_lead_{problem.value}_problem")
        else:
            self._say(f"utter_help_{self._step}")
        self._request = replace(self._request, misses=self._request.misses + 1)
        if self._request.misses >= MISSES_BEFORE_WAY_OUT:
            self._say("utter_lead_way_out")
        return self._go_on()

    def _go_on(self) -> Outcome:
        stay = self._step in (CHANGE, SUBJECT) and self._request.misses > 0
        step = self._next or (self._step if stay else self._request.missing)
        return Outcome(self._request, tuple(self._says), step)

    def _end(self, ending: Ending, response: str) -> Outcome:
        self._say(response)
        return Outcome(self._request, tuple(self._says), None, ending)

    def _say(self, response: str, **values: object) -> None:
        self._says.append(Say(response, values))

    # -- small help ---------------------------------------------------------------------------

    def _keep(self, **given: str | bool | None) -> None:
        known = {name: value for name, value in given.items() if value}
        self._request = replace(self._request, **known)  # type: ignore[arg-type]

    def _keep_found_contact(self) -> bool:
        if not isinstance(self._contact, Contact):
            return False
        self._keep_contact(self._contact)
        return True

    def _keep_contact(self, contact: Contact) -> None:
        guess = suggest_email(contact.value) if contact.channel == "email" else None
        self._request = replace(
            self._request,
            contact=contact.value,
            contact_shown=contact.shown,
            contact_raw=contact.raw,
            email_guess=guess,
        )

    def _ask_again(self, slot: str) -> None:
        """Empty a field, so that it is asked for; the subject is asked for by itself."""
        if slot == SUBJECT:
            self._next = SUBJECT
        elif slot == CONTACT:
            self._request = replace(self._request, contact=None, email_guess=None)
        elif slot == NAME:
            self._request = replace(self._request, name=None)
        else:
            self._request = replace(self._request, time=None)

    def _without_contact(self) -> str:
        """Give the text without the contact, whose digits are no time and whose words no name."""
        if isinstance(self._contact, Contact):
            return self._heard.text.replace(self._contact.raw, " , ")
        return self._heard.text

    def _is_question(self, answer: str) -> bool:
        """Tell a question from an answer that merely holds the same words."""
        heard = self._heard
        topical = any(topic.name not in _NO_QUESTION for topic in heard.topics)
        return topical and (heard.word_for_word or heard.asks or len(answer.split()) > 4)


def _is_prose(text: str, words: int) -> bool:
    """Tell what people say from commands, data and letters hit at random."""
    found = [word for word in text.split() if any(map(str.isalpha, word))]
    odd = _COMMAND_SIGNS & set(text) or text.lstrip().startswith("/")
    return len(found) >= words and not odd and not all(map(is_nonsense, found))


def _after_to(text: str) -> str | None:
    """Find the new name in 'change my name to Mario'."""
    _, to, after = text.rpartition(" to ")
    return find_name(after, asked=True) if to else None
