"""Start, memory, training and speed of stock Rasa, a keyword bot and ours: `make bench-systems`.

Each system is started as people start it, on empty SQLite databases, and asked over its own HTTP:
ours through `web/`, with all parts of `make run`; the other two through Rasa's REST channel. They
take turns, round by round. Writes a table into docs/figures.md and a picture. `--small` tries all
with a few messages in minutes and writes into var/; `--retrain` does not take the kept models,
`--rounds` says how often all are measured.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import aiohttp

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path[0] = str(Path(__file__).resolve().parent.parent)  # the project, not bench/

from bench import engine
from bench.figures import FIGURES, write_part
from bench.floor_bot import lay_out_floor
from bench.speed_picture import draw
from bench.speed_table import (
    TURNS_SHOWN,
    VISITORS,
    Result,
    comparison,
    merged,
)
from bench.system import FLOOR, OURS, STOCK, Chat, System, memory
from bench.visitors import WINDOW, Visitors
from bench.workspace import (
    HELDOUT,
    ROOT,
    Size,
    heldout_messages,
    labelled,
    lay_out_ours,
    lay_out_stock,
)

HOME = ROOT / "var" / "bench" / "systems"
PICTURE = ROOT / "docs" / "images" / "speed.png"
SIZE = Size(per_topic=12)  # DIET needs an hour for all examples
ROUNDS, MESSAGES, WARM_UP = 3, 300, 30
SMALL_ROUNDS, SMALL_MESSAGES = 1, 60
FORM = "book_consultation"  # opens a form, which the other two do not have
KEPT = "training.json"  # seconds of the training, beside the model


def main() -> int:
    """Trains what is missing, measures and writes; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="one round with few messages")
    parser.add_argument("--retrain", action="store_true", help="train the compared models again")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of each system")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    trained = train(options.retrain)
    small = options.small
    rounds, messages = (SMALL_ROUNDS, SMALL_MESSAGES) if small else (options.rounds, MESSAGES)
    systems = [System(name, HOME / name) for name in (OURS, STOCK, FLOOR)]
    measured: dict[str, list[Result]] = {system.name: [] for system in systems}
    for number in range(1, rounds + 1):
        for system in systems:
            print(f"Round {number} of {rounds}, {system.name}:", flush=True)
            measured[system.name].append(asyncio.run(measure(system, messages)))
    HOME.joinpath("measured.json").write_text(json.dumps(measured), encoding="utf-8")
    found = {name: {**merged(own), "training": trained[name]} for name, own in measured.items()}
    text = f"{comparison(found)}\n\n{legend(rounds, messages, load)}"
    print(f"\n{text}")
    figures, picture = (FIGURES, PICTURE)
    if small:
        figures, picture = HOME / "figures.md", HOME / "speed.png"
    write_part("three-systems", "Beside stock Rasa and a keyword bot, as a whole", text, figures)
    draw(found, picture)
    return 0


def train(again: bool) -> dict[str, float]:
    """Trains each side on the same few examples, one after the other; gives the seconds."""
    seconds = {}
    for name in (STOCK, OURS, FLOOR):
        folder = HOME / name
        kept = folder / KEPT
        if again or not kept.exists():
            print(f"{name}: training (tail -f {(folder / 'train.log').relative_to(ROOT)})")
            if name == FLOOR:
                lay_out_floor(folder, HOME / STOCK)
            else:
                (lay_out_ours if name == OURS else lay_out_stock)(folder, SIZE)
            kept.write_text(json.dumps({"seconds": engine.train(folder)}), encoding="utf-8")
        seconds[name] = float(json.loads(kept.read_text(encoding="utf-8"))["seconds"])
    return seconds


async def measure(system: System, messages: int) -> Result:
    """Starts one system, asks it all that is asked, and ends it."""
    texts, port = heldout_messages(messages, FORM), engine.free_port()
    questions = [text for text, topic in labelled(HELDOUT) if "/" in topic]
    visitors = Visitors(system, port)
    with system.running(port) as process:
        result: Result = {"start_seconds": await first_answer(system, process, port)}
        await visitors.load(heldout_messages(WARM_UP, FORM), 1)
        result["load"] = {}
        for number in VISITORS:
            print(f"  {number} at once, {len(texts)} messages", flush=True)
            result["load"][str(number)] = await visitors.load(texts, number)
        result |= memory(process)
        print(f"  one conversation of {TURNS_SHOWN[-1]} turns", flush=True)
        probes, others = questions[:WINDOW], questions[WINDOW:]
        result["long"] = await visitors.long_conversation(probes, others, TURNS_SHOWN)
    return result


async def first_answer(system: System, process: subprocess.Popen[bytes], port: int) -> float:
    """Asks again and again until there is an answer; gives the seconds, to be called at the start.

    Raises:
        SystemExit: It ended or did not answer in time.
    """
    started = time.monotonic()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
        while time.monotonic() - started < engine.START_SECONDS and process.poll() is None:
            try:
                chat = Chat(system, http)
                await chat.open()
                if await chat.say(engine.FIRST_QUESTION) and await _engine_speaks(system, http):
                    return time.monotonic() - started
            except (aiohttp.ClientError, OSError):
                pass
            await asyncio.sleep(engine.PAUSE_SECONDS)
    raise SystemExit(f"No answer: see {system.folder / 'run.log'}")


async def _engine_speaks(system: System, http: aiohttp.ClientSession) -> bool:
    """Tells whether the engine is behind the answer: the door has an honest line without it."""
    if system.name != OURS:
        return True
    async with http.get("/readyz") as response:
        return response.status == 200


def legend(rounds: int, messages: int, load: float) -> str:
    """Says what was measured how."""
    return (
        f"Rounds: {rounds}, the systems in turn; in each {messages} distinct held-out messages, "
        "none that asks for a call (only ours has a form for it), "
        f"with 1, 10 and 50 visitors at once, {engine.TURNS} to a conversation; each waits for its "
        f"answer. Times of all rounds together, single figures by their median. Ours: through "
        "`web/`, with all processes of `make run`, both databases written with every message, the "
        "assistant's own model on all its examples (its training in the table: the same 12 a "
        "topic). stock: `bench/stock/`; floor: `bench/floor/`, one keyword a topic; both over "
        "Rasa's REST channel with its SQL tracker store. SQLite throughout, byte code compiled, "
        f"{os.cpu_count()} cores, which the visitors use too. Turn N: p50 of the {WINDOW} same "
        "questions that begin (turn 1) or end there. Load of the machine before: "
        f"{load:.1f}; measured on {date.today().isoformat()}. Script: `bench/three_systems.py`; "
        "picture: `docs/images/speed.png`."
    )


if __name__ == "__main__":
    sys.exit(main())
