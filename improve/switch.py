"""Going live and going back: one step each."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from improve.engines import reload_engines
from improve.places import Places
from improve.run import MANIFEST
from improve.stopped import Stopped
from settings import Settings
from storage.database import Database
from storage.review.answers import take_edits_back
from storage.review.corrections import mark_live
from storage.review.training_reports import find_report, set_report_state
from storage.tables.training_report import LIVE, READY, TAKEN_BACK


async def go_live(settings: Settings, places: Places) -> str:
    """Lets the new model answer visitors, with the questions and answers that it was made of.

    Args:
        settings: The checked settings.
        places: The checkout.

    Returns:
        What was done, in one line.

    Raises:
        Stopped: There is no new model, or `data/` was changed since it was made.
    """
    manifest = places.next / MANIFEST
    if not manifest.exists() or not places.next_model.exists():
        raise Stopped("There is no new model: run `make improve`.")
    plan = json.loads(manifest.read_text())
    await _require_state(settings, plan["report"], READY)
    for name, digest in plan["files"].items():
        if sha256((places.root / name).read_bytes()).hexdigest() != digest:
            raise Stopped(f"{name} was changed in the meantime: run `make improve` again.")
    _keep(places, plan["files"], manifest)
    _put(places.next, places.root, plan["files"])
    _put_model(places.next_model, places.model)
    await _note(settings, plan["report"], live=True)
    # It can go live once.
    shutil.rmtree(places.next)
    told = await reload_engines(settings.engine_urls)
    return f"The new model (report {plan['report']}) is live. {told}"


async def go_back(settings: Settings, places: Places) -> str:
    """Lets the model of before answer visitors again, with its questions and answers.

    Args:
        settings: The checked settings.
        places: The checkout.

    Returns:
        What was done, in one line.

    Raises:
        Stopped: There is no model of before, or the database says that another one is live.
    """
    manifest, model = places.previous / MANIFEST, places.previous / places.model.name
    if not manifest.exists() or not model.exists():
        raise Stopped("There is no model of before to go back to.")
    plan = json.loads(manifest.read_text())
    await _require_state(settings, plan["report"], LIVE)
    _put(places.previous, places.root, plan["files"])
    _put_model(model, places.model)
    await _note(settings, plan["report"], live=False)
    shutil.rmtree(places.previous)
    told = await reload_engines(settings.engine_urls)
    return f"The model before report {plan['report']} is live again. {told}"


async def _require_state(settings: Settings, report_id: int, state: str) -> None:
    database = Database(settings.database_url)
    async with database.read() as session:
        report = await find_report(session, report_id)
    await database.close()
    if report is None or report.state != state:
        raise Stopped(f"Report {report_id} is not {state} any more: see the console.")


async def _note(settings: Settings, report_id: int, live: bool) -> None:
    database = Database(settings.database_url)
    async with database.write() as session:
        await mark_live(session, report_id, live)
        if not live:
            await take_edits_back(session, report_id)
        await set_report_state(session, report_id, LIVE if live else TAKEN_BACK)
    await database.close()


def _keep(places: Places, names: Iterable[str], manifest: Path) -> None:
    """Keeps what answers now, for the way back."""
    shutil.rmtree(places.previous, ignore_errors=True)
    places.previous.mkdir(parents=True)
    _put(places.root, places.previous, names)
    shutil.copy2(places.model, places.previous / places.model.name)
    shutil.copy2(manifest, places.previous / MANIFEST)


def _put(source: Path, target: Path, names: Iterable[str]) -> None:
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, target / name)


def _put_model(source: Path, target: Path) -> None:
    """Replaces a model as a whole, after `data/`: it is newer, so `make` does not train again."""
    draft = target.with_suffix(".new")
    shutil.copyfile(source, draft)
    os.replace(draft, target)  # noqa: PTH105 - the two are one step
