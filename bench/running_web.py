"""Runs `python -m web` for the time of a measurement."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from tests.web.program import ROOT, environment, free_port


@contextmanager
def running_web(**settings: str) -> Iterator[str]:
    """Start the web server as a process of its own, without an engine.

    Args:
        **settings: Its settings, by the names that they have in the environment.

    Yields:
        Its address.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    # Its log is thrown away: a pipe that nobody reads would fill up and hold it.
    process = subprocess.Popen(
        [sys.executable, "-m", "web"],
        cwd=ROOT,
        env=environment(WEB_PORT=str(port), **settings),
        stdout=subprocess.DEVNULL,
    )
    try:
        while not _answers(address):
            if process.poll() is not None:
                raise SystemExit("the web server did not start")
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz").is_success
    except httpx.TransportError:
        return False
