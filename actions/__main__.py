"""Runs the action server in this one process, on loopback: `python -m actions`.

`python -m rasa_sdk --actions actions` serves the same actions, but from a worker process that
goes on alone when its parent is killed: nobody would notice, and the port would stay taken.
"""

from __future__ import annotations

import logging

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

from settings import load_settings


def main() -> None:
    """Serves all actions of this package until it is told to end."""
    logging.basicConfig(level=logging.WARNING)
    executor = ActionExecutor()
    executor.register_package("actions")
    app = create_app(executor, cors_origins=[])
    app.run(
        host="127.0.0.1",
        port=load_settings().actions_port,
        single_process=True,
        access_log=False,
        motd=False,
    )


if __name__ == "__main__":
    main()
