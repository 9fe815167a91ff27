"""Runs `python -m web` as a process of its own."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from tests.plain_http import plain_http

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def environment(**settings: str) -> dict[str, str]:
    """Make the environment of the process; nothing of ours leaks in but the path."""
    return {"PATH": os.environ["PATH"], "SECRET_KEY": "s" * 40, **settings}


@asynccontextmanager
async def program(**settings: str) -> AsyncIterator[tuple[subprocess.Popen[bytes], str]]:
    """Start the program and wait until it serves.

    Yields:
        The process and its base address.
    """
    port = free_port()
    process = _launch(environment(WEB_PORT=str(port), **settings))
    url = f"http://127.0.0.1:{port}"
    try:
        await _until_it_serves(process, url)
        yield process, url
    finally:
        process.kill()
        process.communicate()


def _launch(names: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "web"],
        cwd=ROOT,
        env=names,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


async def _until_it_serves(process: subprocess.Popen[bytes], url: str) -> None:
    async with plain_http(url) as http:
        while process.poll() is None:
            try:
                await http.get("/healthz")
            except httpx.TransportError:
                await asyncio.sleep(0.02)
            else:
                return
    raise AssertionError(process.communicate()[0])
