"""`make improve`, `make go-live`, `make go-back`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from typing import Any

import logs
from improve.places import Places
from improve.run import Run
from improve.stopped import Stopped
from improve.switch import go_back, go_live
from settings import load_settings
from storage.migrate import require_current
from storage.tables.training_report import READY


def main() -> int:
    """Does one of the three; gives the exit status."""
    parser = argparse.ArgumentParser(prog="make improve", description=__doc__)
    steps = parser.add_mutually_exclusive_group()
    steps.add_argument("--go-live", action="store_true", help="let the new model answer")
    steps.add_argument("--go-back", action="store_true", help="let the model of before answer")
    wanted = parser.parse_args()
    settings = load_settings()
    require_current(settings.database_url)
    logs.configure()
    places = Places()
    try:
        if wanted.go_live or wanted.go_back:
            switch = go_live if wanted.go_live else go_back
            print(asyncio.run(switch(settings, places)))
            return 0
        state, found = asyncio.run(Run(settings, places).make())
    except Stopped as stopped:
        print(stopped, file=sys.stderr)
        return 1
    print("\n".join(describe(state, found)))
    return 0 if state == READY else 1


def describe(state: str, found: dict[str, Any]) -> list[str]:
    """Puts a report into lines.

    Args:
        state: How it ended.
        found: What was found.
    """
    lines = []
    if "held_out" in found:
        asked, alarms, lately = found["held_out"], found["alarms"], found["last_week"]
        lines += [
            f"Held-out questions: {asked['before']} right before, {asked['after']} now, "
            f"of {asked['questions']}.",
            f"Alarms: {alarms['before']} raised before, {alarms['after']} now, "
            f"of {alarms['due']}; false ones: {alarms['false_before']}, {alarms['false_after']}.",
            f"Last week's messages: {lately['changed']} of {lately['messages']} are read "
            f"otherwise; not understood: {lately['missed_before']}, {lately['missed_after']}.",
        ]
        lines += [
            f"  {topic}: {before} -> {after} of {count}"
            for topic, (count, before, after) in asked["topics"].items()
            if before != after
        ]
    lines += found.get("reasons", [])
    if state == READY:
        lines.append("It may go live: make go-live")
    elif "held_out" in found:
        lines.append("Refused: the model that works stays. The console shows what to look at.")
    return lines


if __name__ == "__main__":
    sys.exit(main())
