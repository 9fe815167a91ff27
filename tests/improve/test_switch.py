"""Going live and back are one step each, and take model and `data/` together."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from improve.places import Places
from improve.run import MANIFEST, Run
from improve.stopped import Stopped
from improve.switch import go_back, go_live
from settings import Settings
from storage.database import Database
from storage.review.training_reports import end_report, find_report, start_report
from storage.tables.training_report import LIVE, READY, TAKEN_BACK

FILE = "data/faq/risks.yml"


@pytest.fixture
async def ready(places: Places, settings: Settings) -> int:
    """A new model that may go live; gives the id of its report."""
    database = Database(settings.database_url)
    async with database.write() as session:
        report = await start_report(session)
        assert report is not None
        await end_report(session, report.id, READY, {})
    await database.close()
    (places.next / "models").mkdir(parents=True)
    places.next_model.write_bytes(b"new model")
    new = places.next / FILE
    new.parent.mkdir(parents=True)
    new.write_text("new data")
    files = {FILE: sha256((places.root / FILE).read_bytes()).hexdigest()}
    (places.next / MANIFEST).write_text(json.dumps({"report": report.id, "files": files}))
    return report.id


async def state_of(settings: Settings, report_id: int) -> str:
    """Read the state of a report."""
    database = Database(settings.database_url)
    async with database.read() as session:
        report = await find_report(session, report_id)
    await database.close()
    assert report is not None
    return report.state


async def test_live_and_back(places: Places, settings: Settings, ready: int) -> None:
    """All files are the new ones, then all are the old ones, to the letter."""
    old = (places.root / FILE).read_bytes()
    assert "next start" in await go_live(settings, places)
    assert places.model.read_bytes() == b"new model"
    assert (places.root / FILE).read_text() == "new data"
    assert await state_of(settings, ready) == LIVE
    with pytest.raises(Stopped, match="no new model"):
        await go_live(settings, places)
    await go_back(settings, places)
    assert places.model.read_bytes() == b"old model"
    assert (places.root / FILE).read_bytes() == old
    assert await state_of(settings, ready) == TAKEN_BACK
    with pytest.raises(Stopped, match="no model of before"):
        await go_back(settings, places)


async def test_make_does_not_train_again(places: Places, settings: Settings, ready: int) -> None:
    """The model is newer than the questions that it was made of, live and back."""

    def newer(path: Path) -> bool:
        return places.model.stat().st_mtime_ns >= path.stat().st_mtime_ns

    await go_live(settings, places)
    assert newer(places.root / FILE)
    await go_back(settings, places)
    assert newer(places.root / FILE)


async def test_changed_in_the_meantime(places: Places, settings: Settings, ready: int) -> None:
    """What somebody edited by hand is not overwritten; nothing at all is changed then."""
    (places.root / FILE).write_text("by hand")
    with pytest.raises(Stopped, match=r"risks\.yml was changed"):
        await go_live(settings, places)
    assert places.model.read_bytes() == b"old model"
    assert await state_of(settings, ready) == READY


async def test_nothing_to_do(places: Places, settings: Settings) -> None:
    """Without anything accepted nothing is trained, and the report says so."""
    state, found = await Run(settings, places).make()
    assert state != READY
    assert found["reasons"] == ["There is nothing new to teach, to say or to sign."]
    assert places.model.read_bytes() == b"old model"
