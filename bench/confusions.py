"""How the trained model reads a set of people's messages: `python bench/confusions.py [FILE]`.

FILE is a list of rows in YAML (tests/nlu/voices.yml if none is given): `text`, `topics` in the
order of asking, `voice` (who writes) and `form` (how), perhaps `or` (topics that are right as
well) and `after` (the topic of the assistant's last answer). Writes tables by topic, voice and
form into docs/figures.md and draws docs/images/confusions.png. `--dry` only prints; the picture
then goes to var/bench/.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path[0] = str(Path(__file__).resolve().parent.parent)  # the project, not bench/

import yaml
from rasa.core.agent import Agent
from rasa.utils.log_utils import configure_structlog

from bench.confusion_picture import draw
from bench.figures import share, table, write_part
from bench.scores import count
from bench.voices import ReadRow, Row, goals, is_right, taken_for, true_topic
from bench.workspace import ROOT

VOICES = ROOT / "tests" / "nlu" / "voices.yml"
MODEL = ROOT / "var" / "models" / "assistant.tar.gz"
PICTURE = ROOT / "docs" / "images" / "confusions.png"
TRIED = ROOT / "var" / "bench" / "confusions.png"
EVERY = 100  # rows between two words of progress


def main() -> int:
    """Reads, writes and draws; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=VOICES, help="the rows, in YAML")
    parser.add_argument("--dry", action="store_true", help="print only")
    given = parser.parse_args()
    if not given.file.is_file():
        parser.error(f"{given.file} is no file")
    rows = asyncio.run(read(yaml.safe_load(given.file.read_text(encoding="utf-8"))))
    text = report(rows)
    print(text)
    picture = TRIED if given.dry else PICTURE
    draw([(true_topic(one.row), taken_for(one)) for one in rows if _is_plain(one.row)], picture)
    if not given.dry:
        write_part("voices", "People's messages, by topic, voice and form", text)
    print(f"\nDrawn: {picture.relative_to(ROOT)}")
    return 0


async def read(rows: list[Row]) -> list[ReadRow]:
    """Reads each message with the trained model, without a conversation around it."""
    agent = Agent.load(str(MODEL))
    found = []
    for number, row in enumerate(rows, 1):
        parse: dict[str, Any] = dict(await agent.parse_message(row["text"]))
        names = [topic["name"] for topic in parse["topics"]]
        found.append(ReadRow(row, names, bool(parse["urgent"])))
        if number % EVERY == 0 or number == len(rows):
            print(f"Read {number} of {len(rows)}", file=sys.stderr, flush=True)
    return found


def report(rows: list[ReadRow]) -> str:
    """Gives the goals and the three tables in Markdown."""
    lines = [f"- {name}: {share(found)}" for name, found in goals(rows).items()]
    parts = [f"{len(rows):,} messages:", "\n".join(lines), topic_table(rows)]
    parts += [share_table(key.capitalize(), rows, itemgetter(key)) for key in ("voice", "form")]
    parts.append(
        "Right: exactly the topics that are asked for, in their order; of an alarm, that it is "
        "raised. Topic: that of the messages that ask for one thing. Script: "
        "`bench/confusions.py`; picture: `docs/images/confusions.png`."
    )
    return "\n\n".join(parts)


def topic_table(rows: list[ReadRow]) -> str:
    """Gives a table of all topics, weakest first, with what each is most often taken for."""
    single = [one for one in rows if _is_plain(one.row)]
    lines = []
    for topic, own in _weakest_first(single, true_topic):
        wrong = [taken_for(one) for one in own if not is_right(one)]
        most = max(sorted(set(wrong)), key=wrong.count, default=None)
        confusion = f"`{most}` ({wrong.count(most)})" if most else "–"
        lines.append([f"`{topic}`", share(count(map(is_right, own))), confusion])
    return table(["Topic", "Right", "Most often taken for"], lines)


def share_table(title: str, rows: list[ReadRow], of: Callable[[Row], str]) -> str:
    """Gives a table of how many are right by whatever ``of`` tells of a row, weakest first."""
    lines = [[name, share(count(map(is_right, own)))] for name, own in _weakest_first(rows, of)]
    return table([title, "Right"], lines)


def _weakest_first(
    rows: list[ReadRow], of: Callable[[Row], str]
) -> list[tuple[str, list[ReadRow]]]:
    groups: dict[str, list[ReadRow]] = {}
    for one in rows:
        groups.setdefault(of(one.row), []).append(one)
    return sorted(groups.items(), key=lambda item: sum(map(is_right, item[1])) / len(item[1]))


def _is_plain(row: Row) -> bool:
    return len(row["topics"]) == 1


if __name__ == "__main__":
    configure_structlog(logging.ERROR)  # else every text is printed
    sys.exit(main())
