"""One turn of the form: what a message means to it, and what comes next."""

from __future__ import annotations

from dataclasses import replace

from actions.handover import wishes
from actions.handover.answers import Answers
from actions.handover.contact import ContactProblem
from actions.handover.heard import Heard, Topic
from actions.handover.outcome import Ending, Outcome, Say
from actions.handover.request import (
    CHANGE,
    CONSENT,
    CONTACT,
    EMAIL_CHECK,
    NAME,
    SUBJECT,
    Request,
)

MISSES_BEFORE_WAY_OUT = 2
_SMALL_TALK = {"greet", "thanks", "book_consultation"}


class FormTurn:
    """Decides on one message in the light of what was asked.

    Args:
        request: The request so far.
        heard: The message.
        step: The slot that was asked for; None: the form begins with this message.
        region: Country of phone numbers without a country code.
    """

    def __init__(self, request: Request, heard: Heard, step: str | None, region: str) -> None:
        self._answers = Answers(request, heard, step, region)
        self._heard = heard
        self._step = step
        self._says: list[Say] = []

    def begin(self) -> Outcome:
        """Begin the form with what its first message already tells."""
        if wishes.is_minor(self._heard):
            return self._end_for_minor()
        self._answers.take_first()
        return self._go_on()

    def take(self) -> Outcome:
        """Take the message as a wish, an answer, a correction or a question."""
        if self._heard.is_command:
            return self._respond(consumed=False)
        if self._step != CONSENT and wishes.declines(self._heard):
            return self._decline()
        if wishes.cancels(self._heard):
            return self._end(Ending.CANCELLED, "utter_lead_cancelled")
        if wishes.is_minor(self._heard):
            return self._end_for_minor()
        if wishes.starts_over(self._heard):
            self._answers.request = self._request.again()
            self._say("utter_lead_start_over")
            return self._go_on()
        consumed = self._answers.take_answer() or self._answers.take_correction()
        return self._follow(consumed)

    @property
    def _request(self) -> Request:
        return self._answers.request

    def _follow(self, consumed: bool) -> Outcome:
        """Tell what an answer has done, and end the form where it is decided."""
        if self._answers.changed:
            self._say("utter_lead_changed")
        if self._request.consent is False:
            return self._end(Ending.REFUSED, "utter_lead_refused")
        if self._request.confirmed:
            return Outcome(self._request, tuple(self._says), None, Ending.SAVED)
        if not consumed and self._heard.intent == "cancel":
            return self._end(Ending.CANCELLED, "utter_lead_cancelled")
        if not consumed and self._step in (NAME, CONTACT) and wishes.refuses(self._heard):
            return self._decline()
        return self._respond(consumed)

    def _respond(self, consumed: bool) -> Outcome:
        """Answer what was asked beside it, or help where nothing was understood."""
        questions = self._questions(consumed)
        if not consumed and wishes.goes_on(self._heard):
            pass  # the question again
        elif not consumed and wishes.asks_why(self._heard):
            self._say(f"utter_why_{self._step}")
        elif not consumed and self._problem and not self._heard.asks:
            return self._miss()
        elif questions:
            without = sorted({t.name for t in self._heard.topics} - {t.name for t in questions})
            self._say(f"utter_{questions[0].name}", without=without, beside_form=True)
        elif not consumed and self._heard.intent == "goodbye":
            self._say("utter_lead_waits")
        elif not consumed and self._answers.volunteered:
            self._say(f"utter_help_{self._step}")  # details, where a yes or no was asked for
        elif not consumed and self._heard.intent not in _SMALL_TALK:
            return self._miss()
        self._answers.request = replace(self._request, misses=0)
        return self._go_on(stays=not consumed)

    def _questions(self, consumed: bool) -> list[Topic]:
        """Find what is asked beside the form; of a message that gave details, what is put so."""
        if consumed and self._step == SUBJECT:
            return []
        return [topic for topic in self._heard.asked if not consumed or topic.asks]

    @property
    def _problem(self) -> ContactProblem | None:
        """What is wrong with a contact, where one was asked for."""
        return self._answers.problem if self._step in (CONTACT, NAME, EMAIL_CHECK) else None

    def _miss(self) -> Outcome:
        """Explain; the second time in a row show a way out as well."""
        problem = self._problem
        self._say(f"utter_lead_{problem.value}_problem" if problem else f"utter_help_{self._step}")
        self._answers.request = replace(self._request, misses=self._request.misses + 1)
        if self._request.misses >= MISSES_BEFORE_WAY_OUT:
            self._say("utter_lead_way_out")
        return self._go_on(stays=True)

    def _decline(self) -> Outcome:
        """Say what the detail is for, and that there is a way without it."""
        field = wishes.named_field(self._heard) or self._step
        self._say(f"utter_why_{field}")
        self._say("utter_lead_way_out")
        return self._go_on(stays=True)

    def _go_on(self, stays: bool = False) -> Outcome:
        """Ask for what is missing.

        Args:
            stays: There was no answer, so that what no other question leads to is asked again.
        """
        stays = stays and self._step in (CHANGE, SUBJECT)
        step = self._answers.asks_for or (self._step if stays else self._request.missing)
        return Outcome(self._request, tuple(self._says), step)

    def _end_for_minor(self) -> Outcome:
        """Say this alone: no other answer to the message belongs beside it."""
        without = sorted({topic.name for topic in self._heard.topics} - {wishes.MINOR})
        self._say(f"utter_{wishes.MINOR}", without=without)
        return Outcome(self._request, tuple(self._says), None, Ending.MINOR)

    def _end(self, ending: Ending, response: str) -> Outcome:
        self._say(response)
        return Outcome(self._request, tuple(self._says), None, ending)

    def _say(self, response: str, **values: object) -> None:
        self._says.append(Say(response, values))
