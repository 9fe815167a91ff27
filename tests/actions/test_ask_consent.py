"""The consent is asked for in the words that are stored with the request."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.ask_consent import AskConsent
from settings import Settings
from tests.actions.tracker import tracker_of


async def test_wording() -> None:
    """The setting's wording is said, filled in."""
    text = "May {clinic_name} call you? Or {clinic_contact}; kept {lead_retention_days} days."
    settings = Settings(
        clinic_name="Hair & Co",
        clinic_phone="+1 202 555 0199",
        consent_text=text,
        lead_retention_days=30,
    )
    dispatcher = CollectingDispatcher()
    assert await AskConsent(settings).run(dispatcher, tracker_of(), {}) == []
    (message,) = dispatcher.messages
    assert message["response"] == "utter_lead_consent"
    assert message["consent_wording"] == settings.consent_wording
    assert (
        settings.consent_wording == "May Hair & Co call you? Or call +1 202 555 0199; kept 30 days."
    )
