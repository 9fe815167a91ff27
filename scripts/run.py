"""Starts the whole assistant from the Procfile, and ends it as a whole: `make run`."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from pathlib import Path

import honcho.manager
from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer

from scripts.environment import environment_of
from scripts.ports import taken_ports
from scripts.probe import wait_until_it_answers
from settings import ROOT, Settings, load_settings
from storage import migrate

START_SECONDS = 120
STOP_SECONDS = 15  # web finishes the turns that it began: at most 12 s


def main() -> int:
    """Checks, migrates, starts all parts and waits; gives the exit status.

    Raises:
        SystemExit: The settings are wrong or the database can not be migrated; one line says why.
    """
    started = time.monotonic()
    settings = load_settings()
    environment = environment_of("web", settings)
    problems = taken_ports(settings)
    if not (ROOT / environment["MODEL"]).exists():
        problems.append("There is no trained model yet: run `make train`.")
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 1
    migrate.main()
    honcho.manager.KILL_WAIT = STOP_SECONDS
    manager = Manager(Printer(sys.stdout, colour=sys.stdout.isatty()))
    for name, command in parse_procfile(Path(ROOT / "Procfile").read_text()).processes.items():
        # `exec` lets a signal reach the part itself and not a shell around it.
        own = environment_of(name, settings)
        manager.add_process(name, f"exec {command}", env=own, cwd=str(ROOT))
    threading.Thread(target=_announce, args=(settings, started), daemon=True).start()
    manager.loop()
    return int(manager.returncode or 0)


def _announce(settings: Settings, started: float) -> None:
    """Prints the one address when the assistant answers there, and the way into the console."""
    address = f"http://{settings.web_host}:{settings.web_port}"
    print("Starting: action server, engine, notices, web …", flush=True)
    if wait_until_it_answers(address, START_SECONDS):
        shown = address.replace("127.0.0.1", "localhost")
        seconds = time.monotonic() - started
        print(f"\nThe assistant answers ({seconds:.1f} s): {shown}", flush=True)
        # Here, not above: it takes all of web/ along, for which no part shall wait.
        from scripts.first_admin import first_admin_link

        link = asyncio.run(first_admin_link(settings))
        if link is None:
            print(f"The staff console: {shown}/staff")
        else:
            print(f"Make the first admin of the staff console (works once): {link}")
        print("Ctrl-C ends it.\n", flush=True)
    else:
        print(f"No answer after {START_SECONDS} s: see the lines above.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
