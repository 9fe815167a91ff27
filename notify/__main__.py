"""Runs the outbox worker: `python -m notify`."""

from __future__ import annotations

import asyncio
import signal

import logs
from notify.mail_sender import MailSender
from notify.sender import Sender
from notify.webhook_sender import WebhookSender
from notify.worker import Worker
from settings import Settings, load_settings
from storage.database import Database
from storage.migrate import require_current
from storage.tables.notice import EMAIL

# Less than `scripts.run` waits. What is cut off here is sent again when its claim is over.
STOP_SECONDS = 10


def main() -> None:
    """Start the worker, or say in one line why not."""
    settings = load_settings()
    require_current(settings.database_url)
    logs.configure()
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    senders: list[Sender] = [
        MailSender(settings) if kind == EMAIL else WebhookSender(settings)
        for kind in settings.notice_kinds
    ]
    logs.note("started", kinds=settings.notice_kinds)
    database = Database(settings.database_url)
    # One way that hangs does not hold up the other.
    tasks = [asyncio.create_task(Worker(database, sender).work(stop)) for sender in senders]
    await stop.wait()
    await _end(tasks)
    await database.close()


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    """Let the tries that are under way end, for a while."""
    running = set(tasks)
    if running:
        _, running = await asyncio.wait(running, timeout=STOP_SECONDS)
    logs.note("stopping", unfinished=len(running))
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


if __name__ == "__main__":
    main()
