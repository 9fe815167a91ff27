"""Asks for consent in the exact words that are stored with the request."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from settings import Settings


class AskConsent(Action):
    """Asks the form's first question; its wording is a setting of the clinic."""

    def __init__(self, settings: Settings) -> None:
        self._wording = settings.consent_wording

    def name(self) -> str:
        """Name under which the form calls it."""
        return "action_ask_lead_consent"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Asks; sets nothing."""
        dispatcher.utter_message(response="utter_lead_consent", consent_wording=self._wording)
        return []
