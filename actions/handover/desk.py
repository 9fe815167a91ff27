"""Hands a confirmed request over to the storage, once."""

from __future__ import annotations

import asyncio
from datetime import datetime

from rasa_sdk import Tracker
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from actions.handover.heard import Heard
from actions.handover.request import Request
from logs import note
from settings import Settings
from storage.conversations import find_conversation, open_conversation
from storage.database import Database
from storage.lead_details import LeadDetails
from storage.lead_limits import LeadLimits
from storage.leads import save_lead
from storage.unknown_conversation import UnknownConversation
from storage.vault import Vault

SAVE_SECONDS = 5  # the door waits 9 s for the whole turn
WEBSITE = "door"  # the channel whose conversations the door has stored


class NotSavedError(Exception):
    """The request could not be stored; it is still with the visitor."""


class Desk:
    """Stores requests in the app's database.

    Args:
        settings: The app's settings.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._database = Database(settings.database_url)
        self._vault = Vault.of_setting(settings.data_keys.get_secret_value())
        self._limits = LeadLimits(settings.leads_per_visitor, settings.leads_per_contact)

    async def save(self, request: Request, heard: Heard, tracker: Tracker) -> str:
        """Commit a request with its notices; the same run again is the same request.

        Args:
            request: A confirmed request.
            heard: The message that confirmed it.
            tracker: Of the conversation.

        Returns:
            Its reference, after the commit.

        Raises:
            NotSavedError: The database is away or slow, or the conversation was erased.
            TooManyLeads: The visitor, or somebody for this contact, has sent too many.
        """
        details = self._details(request, heard, tracker)
        try:
            async with asyncio.timeout(SAVE_SECONDS), self._database.write() as session:
                if tracker.get_latest_input_channel() != WEBSITE:
                    await _open_for_the_shell(session, tracker.sender_id)
                saved = await save_lead(
                    session, self._vault, details, self._limits, self._settings.notice_kinds
                )
        except (SQLAlchemyError, OSError, TimeoutError, UnknownConversation) as error:
            note("lead_not_saved", error=error)
            raise NotSavedError from None
        return saved.reference

    def _details(self, request: Request, heard: Heard, tracker: Tracker) -> LeadDetails:
        return LeadDetails(
            conversation_id=tracker.sender_id,
            form_run=str(request.run),
            name=str(request.name),
            channel="email" if "@" in str(request.contact) else "phone",
            contact=str(request.contact),
            contact_raw=str(request.contact_raw),
            preferred_time=str(request.time),
            subject=request.subject,
            consent_text=self._settings.consent_wording,
            consent_version=self._settings.consent_version,
            consent_at=datetime.fromisoformat(str(request.consent_at)),
            consent_words=str(request.consent_words),
            started_at=datetime.fromisoformat(str(request.started_at)),
            urgent=_was_urgent(tracker),
            language=heard.language,
        )


async def _open_for_the_shell(session: AsyncSession, conversation_id: str) -> None:
    """Open a conversation that came by another way than the door, such as the Rasa shell."""
    if await find_conversation(session, conversation_id) is None:
        await open_conversation(session, conversation_id, None, ())


def _was_urgent(tracker: Tracker) -> bool:
    """Tell whether any message of the conversation raised the alarm."""
    return any(
        bool((event.get("parse_data") or {}).get("urgent"))
        for event in tracker.events
        if event.get("event") == "user"
    )
