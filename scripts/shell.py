"""Talks to the assistant in the Rasa shell, with the action server beside it: `make shell`."""

from __future__ import annotations

import subprocess
import sys

from scripts.environment import environment_of
from scripts.ports import taken_ports
from settings import ROOT, load_settings


def main() -> int:
    """Starts the action server and the shell; gives the shell's exit status."""
    settings = load_settings()
    environment = environment_of("engine", settings)
    actions = environment_of("actions", settings)
    problems = [line for line in taken_ports(settings) if line.startswith("ACTIONS_PORT")]
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 1
    # What the shell takes down as a request is stored as the website's are.
    if subprocess.call([sys.executable, "-m", "storage.migrate"], cwd=ROOT, env=actions):
        return 1
    shell = [".venv/engine/bin/python", "scripts/quiet_rasa.py", "shell"]
    shell += ["--model", environment["MODEL"]]
    shell += ["--endpoints", environment["ENGINE_ENDPOINTS"], *sys.argv[1:]]
    server = subprocess.Popen([sys.executable, "-m", "actions"], cwd=ROOT, env=actions)
    try:
        return subprocess.call(shell, cwd=ROOT, env=environment)
    except KeyboardInterrupt:
        return 0
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main())
