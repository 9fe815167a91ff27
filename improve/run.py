"""One run of `make improve`: write, check, train, compare, report."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from content.topic_files import rows
from improve.comparison import (
    compare_alarms,
    compare_messages,
    compare_questions,
    reasons_against,
)
from improve.places import Places
from improve.reading import read_with
from improve.stopped import Stopped
from improve.wishes import Wishes
from improve.workshop import open_workshop, train
from improve.writer import Writer
from improve.written import Written
from settings import Settings
from storage.database import Database
from storage.review.answers import list_edits, list_sign_offs, settle_edits, take_edits_back
from storage.review.corrections import (
    list_corrections,
    mark_live,
    mark_written,
    note_problems,
)
from storage.review.training_reports import (
    end_report,
    newest_report,
    recent_messages,
    set_report_state,
    start_report,
)
from storage.tables.correction import ACCEPTED
from storage.tables.training_report import FAILED, READY, REFUSED, TAKEN_BACK

MESSAGE_DAYS = 7
MOST_MESSAGES = 2000
MANIFEST = "manifest.json"
Found = dict[str, Any]


class Run:
    """One run; the working model and the checkout's `data/` stay as they are.

    Args:
        settings: The checked settings.
        places: The checkout.
    """

    def __init__(self, settings: Settings, places: Places) -> None:
        self._settings = settings
        self._places = places
        self._database = Database(settings.database_url)

    async def make(self) -> tuple[str, Found]:
        """Makes a new model out of what staff accepted.

        Returns:
            How it ended (`ready`, `refused`, or `failed`: no model was made), and what was found.
        """
        try:
            return await self._make()
        finally:
            await self._database.close()

    async def _make(self) -> tuple[str, Found]:
        async with self._database.write() as session:
            report = await start_report(session)
            if report is None:
                raise Stopped("Another training is under way.")
            await self._take_back_what_waits(session)
        state = FAILED
        found: Found = {}
        written = Written()
        try:
            written = await self._write()
            if written.anything:
                state, found = await self._try(written)
            else:
                found = {"reasons": ["There is nothing new to teach, to say or to sign."]}
        except Stopped as stopped:
            found = {"reasons": [str(stopped)]}
        finally:
            async with self._database.write() as session:
                await note_problems(session, written.correction_problems)
                done = written.edits if state == READY else []
                await settle_edits(session, report.id, done, written.edit_problems)
                if state == READY:
                    await mark_written(session, report.id, written.corrections)
                found |= {"written": _summary(written)}
                await end_report(session, report.id, state, found)
        if state == READY:
            self._leave_manifest(report.id)
        return state, found

    async def _take_back_what_waits(self, session: Any) -> None:
        """A model that was ready and never went live gives way to the new one."""
        waiting = await newest_report(session, READY)
        if waiting is not None:
            await mark_live(session, waiting.id, False)
            await take_edits_back(session, waiting.id)
            await set_report_state(session, waiting.id, TAKEN_BACK)

    async def _write(self) -> Written:
        async with self._database.read() as session:
            wishes = Wishes(
                corrections=await list_corrections(session, ACCEPTED),
                edits=[edit for edit, _ in await list_edits(session, ACCEPTED)],
                # The oldest first: of two signatures under one wording, the newer counts.
                sign_offs=list(reversed(await list_sign_offs(session))),
            )
        folder = open_workshop(self._places)
        zone = ZoneInfo(self._settings.clinic_time_zone)
        return Writer(folder, self._places.root, zone).write(wishes)

    async def _try(self, written: Written) -> tuple[str, Found]:
        started = time.monotonic()
        model = train(self._places.next)
        seconds = round(time.monotonic() - started, 1)
        since = datetime.now(UTC) - timedelta(days=MESSAGE_DAYS)
        async with self._database.read() as session:
            messages = await recent_messages(session, since, MOST_MESSAGES)
        folder = self._places.root / "tests/nlu"
        asked, alarming = rows(folder / "heldout.yml"), rows(folder / "urgent.yml")
        texts = [text for text, _ in (*asked, *alarming)] + [text for _, text in messages]
        before = read_with(self._places.model, self._places.root, texts)
        after = read_with(model, self._places.root, texts)
        one, two = len(asked), len(asked) + len(alarming)
        questions = compare_questions(asked, before[:one], after[:one])
        alarms = compare_alarms(alarming, before[one:two], after[one:two])
        lately = compare_messages([n for n, _ in messages], before[two:], after[two:])
        reasons = reasons_against(questions, alarms, lately)
        found = {
            "held_out": questions,
            "alarms": alarms,
            "last_week": lately,
            "reasons": reasons,
            "seconds": seconds,
        }
        return (REFUSED if reasons else READY), found

    def _leave_manifest(self, report_id: int) -> None:
        """Notes which files go live with the model, and what they were made from."""
        root, folder = self._places.root, self._places.next
        files = {}
        for path in sorted((folder / "data").rglob("*.yml")):
            name = str(path.relative_to(folder))
            old = (root / name).read_bytes()
            if old != path.read_bytes():
                files[name] = sha256(old).hexdigest()
        manifest = {"report": report_id, "files": files}
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=1))


def _summary(written: Written) -> Found:
    """Counts what was written: a report holds no words of visitors."""
    parts = asdict(written)
    return {
        "questions": parts["questions"],
        "corrections": len(written.corrections),
        "not_taught": len(written.correction_problems),
        "edits": len(written.edits),
        "not_said": len(written.edit_problems),
        "signed": written.signed,
    }
