"""Shows, exports or erases all that is held of one person: `make visitor-data`.

It asks on standard input and takes no arguments, so that no number and no address gets into the
shell's history or a list of processes.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from scripts.contact import read_contact
from settings import Settings, load_settings
from storage.database import Database
from storage.erasures import erase_conversation, settle_erasure
from storage.holding import Holding
from storage.holdings import read_holding
from storage.key_check import require_known_keys
from storage.migrate import require_current
from storage.persons import conversations_of_contact, conversations_of_reference
from storage.vault import Vault
from web.chat.shapes.export import ExportShape
from web.chat.shapes.lead import LeadShape
from web.engine.client import EngineClient
from web.engine.engine_error import EngineError

FORGET_SECONDS = 5


def main() -> int:
    """Asks for a person and what to do; gives the exit status."""
    settings = load_settings()
    require_current(settings.database_url)
    vault = Vault.of_setting(settings.data_keys.get_secret_value())
    require_known_keys(settings.database_url, vault)
    try:
        return asyncio.run(_serve(settings, vault))
    except (EOFError, KeyboardInterrupt):
        _tell("\nNothing was changed.")
    except OSError as error:
        _tell(f"The file can not be written: {error.strerror}")
    return 1


async def _serve(settings: Settings, vault: Vault) -> int:
    database = Database(settings.database_url)
    try:
        holdings = await _find(settings, database, vault)
        if not holdings:
            _tell("Nobody left a request with it.")
            return 1
        _tell(_counted("Found", holdings))
        work = _ask("What to do (show, export, erase): ")
        if work == "show":
            print("\n\n".join(_describe(holding, vault) for holding in holdings))
        elif work == "export":
            _export(holdings, vault)
        elif work == "erase":
            await _erase(settings, database, holdings)
        else:
            _tell("Nothing was done: it is one of show, export, erase.")
            return 1
    finally:
        await database.close()
    return 0


async def _find(settings: Settings, database: Database, vault: Vault) -> list[Holding]:
    """Find all conversations of the person whom staff name."""
    answer = _ask("Phone number, e-mail address or reference: ")
    kind, value = read_contact(answer, settings.phone_region)
    async with database.read() as session:
        if kind == "reference":
            ids = await conversations_of_reference(session, value)
        else:
            ids = await conversations_of_contact(session, vault, value)
        found = [await read_holding(session, conversation_id) for conversation_id in ids]
    return [holding for holding in found if holding is not None]


def _describe(holding: Holding, vault: Vault) -> str:
    """Put the requests of a conversation into lines."""
    opened = holding.conversation.started_at.isoformat(timespec="minutes")
    lines = [f"Conversation of {opened}, {len(holding.messages)} messages"]
    for lead in holding.leads:
        shown = LeadShape.of(lead, vault).model_dump(mode="json")
        lines += [f"  {name.replace('_', ' ')}: {value}" for name, value in shown.items()]
    return "\n".join(lines)


def _export(holdings: Sequence[Holding], vault: Vault) -> None:
    """Write everything as JSON, into a file that only its owner reads."""
    shapes = [ExportShape.of(holding, vault) for holding in holdings]
    data = [shape.model_dump(mode="json", by_alias=True) for shape in shapes]
    text = json.dumps(data, ensure_ascii=False, indent=2)
    name = _ask("File to write (empty: show it here): ")
    if not name:
        print(text)
        return
    # It must be new: who can read an old one is not ours to know.
    descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text + "\n")
    _tell(f"Written to {Path(name).resolve()}, readable by you alone.")


async def _erase(settings: Settings, database: Database, holdings: Sequence[Holding]) -> None:
    """Erase everything once it is confirmed, here and in the engine, and print the receipt."""
    if _ask("Erase all of it for good? Type yes: ") != "yes":
        _tell("Nothing was erased.")
        return
    erased = []
    for holding in holdings:
        async with database.write() as session:
            if await erase_conversation(session, holding.conversation.id):
                erased.append(holding)
    await database.scrub()
    forgotten = await _forget(settings, database, erased)
    print(_counted("Erased", erased))
    print(f"Forgotten by the engine: {forgotten} of {len(erased)} conversations.")
    if forgotten < len(erased):
        print("The engine forgets the rest by itself within 30 seconds of running beside web.")


async def _forget(settings: Settings, database: Database, erased: Sequence[Holding]) -> int:
    """Ask the engine to forget at once; what it can not now, the web server asks again."""
    engine = EngineClient(*settings.engine_urls)
    forgotten = 0
    try:
        for holding in erased:
            await engine.forget(holding.conversation.id, FORGET_SECONDS)
            async with database.write() as session:
                await settle_erasure(session, holding.conversation.id)
            forgotten += 1
    except EngineError:
        pass
    finally:
        await engine.close()
    return forgotten


def _counted(word: str, holdings: Sequence[Holding]) -> str:
    counts: Counter[str] = Counter()
    for holding in holdings:
        counts.update(holding.counts())
    return f"{word}: " + ", ".join(f"{number} {name}" for name, number in counts.items()) + "."


def _ask(question: str) -> str:
    """Ask on standard error: standard output holds results only."""
    sys.stderr.write(question)
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise EOFError
    return answer.strip()


def _tell(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
