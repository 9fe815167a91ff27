"""What follows the consultation form: the good word, and an empty form."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.handover.request import Request


class SubmitConsultation(Action):
    """Says that the request is saved, if it is, and empties the form for the next one."""

    def name(self) -> str:
        """Name under which the rule calls it."""
        return "action_submit_consultation"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Says the reference of a saved request; of the request it leaves nothing else."""
        request = Request.from_slots(tracker.slots)
        saved = bool(request.confirmed and request.reference)
        if saved:
            dispatcher.utter_message(response="utter_lead_saved")
        empty = Request(reference=request.reference if saved else None)
        events = [SlotSet(name, value) for name, value in empty.to_slots().items()]
        return [*events, SlotSet("lead_saved", True)] if saved else events
