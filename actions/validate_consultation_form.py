"""The consultation form: reads each answer, and saves the request once it is confirmed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.handover.desk import Desk, NotSavedError
from actions.handover.form_turn import FormTurn
from actions.handover.heard import Heard
from actions.handover.interest import topics_asked
from actions.handover.outcome import Ending, Outcome, Say
from actions.handover.request import CONFIRM, Request
from settings import Settings
from storage.too_many_leads import TooManyLeads

FORM = "consultation_form"
BOOK = "book_consultation"


class ValidateConsultationForm(Action):
    """Takes the visitor's message for the form, whatever it is.

    It never rejects: questions in mid-form are answered here, so that the form goes on after any
    number of them. The request is saved here too and not after the form has closed: whatever
    dies on the way, the form is still open and 'yes' can be said again.
    """

    def __init__(self, settings: Settings, desk: Desk) -> None:
        self._settings = settings
        self._desk = desk

    def name(self) -> str:
        """Name that Rasa gives to the validation of this form."""
        return f"validate_{FORM}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Reads the latest message; sets the slots of the request and what to ask for next."""
        heard = Heard.of(tracker.latest_message)
        outcome = self._outcome(heard, tracker, domain)
        if outcome.ending is Ending.SAVED:
            outcome = await self._save(outcome, heard, tracker)
        for say in outcome.says:
            dispatcher.utter_message(response=say.response, **say.values)
        return _slots(outcome)

    def _outcome(self, heard: Heard, tracker: Tracker, domain: DomainDict) -> Outcome:
        region = self._settings.phone_region
        request = Request.from_slots(tracker.slots)
        if request.run:
            return FormTurn(request, heard, tracker.slots.get("requested_slot"), region).take()
        request = Request.begin(topics_asked(tracker.events, domain.get("responses") or {}))
        outcome = FormTurn(request, heard, None, region).begin()
        if not outcome.ending and any(topic.name == BOOK for topic in heard.topics):
            # Its answer, and those of what else is asked in this message, in order.
            outcome = replace(
                outcome, says=(Say(f"utter_{BOOK}", {"beside_form": True}), *outcome.says)
            )
        return outcome

    async def _save(self, outcome: Outcome, heard: Heard, tracker: Tracker) -> Outcome:
        """Says nothing of 'saved': the action after the form does, once this is in the log."""
        try:
            reference = await self._desk.save(outcome.request, heard, tracker)
        except TooManyLeads:
            return Outcome(
                outcome.request, (Say("utter_lead_too_many", {}),), None, Ending.TOO_MANY
            )
        except NotSavedError:
            request = replace(outcome.request, confirmed=None)
            return Outcome(request, (Say("utter_lead_not_saved", {}),), CONFIRM)
        return replace(outcome, request=replace(outcome.request, reference=reference))


def _slots(outcome: Outcome) -> list[dict[str, Any]]:
    slots = outcome.request.to_slots()
    events = [SlotSet(name, value) for name, value in slots.items()]
    if outcome.ending is Ending.REFUSED:
        events.append(SlotSet("lead_refused", True))
    if outcome.ending is Ending.SAVED:
        # Here already: should the action after the form fail, the next 'yes' is told all the same.
        events.append(SlotSet("lead_saved", True))
    return [*events, SlotSet("requested_slot", outcome.step)]
