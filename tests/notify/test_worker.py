"""The worker on a simulated clock: nothing is lost, and what is sent counts once."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from notify import worker as worker_module
from notify.back_off import MOST_TRIES
from notify.delivery_error import DeliveryError
from notify.mail_sender import MailSender
from notify.webhook_sender import WebhookSender
from notify.worker import LEASE, Worker
from storage.database import Database
from storage.erasures import erase_conversation
from storage.notices import claim_due, mark_sent, retry_dead
from storage.tables import Notice
from tests.notify.clock import Clock
from tests.notify.conftest import CONVERSATION, make_settings, tell
from tests.notify.hook_server import hook_server, is_signed
from tests.notify.mail_server import mail_server
from tests.notify.recorder import Recorder
from tests.stack import free_ports

STEP = timedelta(seconds=10)


async def row(database: Database) -> Notice:
    """Read the one notice that there is."""
    async with database.read() as session:
        return (await session.scalars(select(Notice))).one()


async def pass_time(clock: Clock, length: timedelta, *workers: Worker) -> None:
    """Let time pass, with a round of each worker every ten seconds."""
    end = clock() + length
    while clock() < end:
        await asyncio.gather(*(worker.make_round() for worker in workers))
        clock.go_on(STEP)


async def until_settled(database: Database, clock: Clock, worker: Worker) -> Notice:
    """Jump from try to try until the one notice is sent or dead."""
    for _ in range(MOST_TRIES + 1):
        notice = await row(database)
        if notice.next_attempt_at is None:
            return notice
        clock.time = max(clock.time, notice.next_attempt_at)
        await worker.make_round()
    raise AssertionError("it never ends")


async def test_both_ways_down_for_an_hour(database: Database) -> None:
    """They are tried again all the time, and delivered once when the servers are back."""
    mail_port, hook_port = free_ports(2)
    clock = Clock()
    settings = make_settings(mail_port=mail_port, hook_url=f"http://127.0.0.1:{hook_port}/clinic")
    workers = [
        Worker(database, MailSender(settings), clock),
        Worker(database, WebhookSender(settings, clock), clock),
    ]
    for kind in settings.notice_kinds:
        await tell(database, kind)
    clock.go_on(STEP)
    await pass_time(clock, timedelta(hours=1), *workers)
    async with database.read() as session:
        for notice in await session.scalars(select(Notice)):
            assert (notice.sent_at, notice.dead_at, notice.last_error) == (None, None, "connect")
            assert 5 <= notice.attempts <= 10
    async with mail_server(port=mail_port) as mails, hook_server(port=hook_port) as hooks:
        await pass_time(clock, timedelta(hours=2), *workers)
    assert len(mails.mails) == 1
    assert len(hooks.keys) == 1
    assert is_signed(hooks.requests[0])


async def test_one_way_down_does_not_hold_up_the_other(database: Database) -> None:
    """The webhook goes through while the mail server is away."""
    clock = Clock()
    await tell(database, "email")
    await tell(database, "webhook")
    clock.go_on(STEP)
    async with hook_server() as hooks:
        settings = make_settings(mail_port=free_ports(1)[0], hook_url=hooks.url)
        mail = Worker(database, MailSender(settings), clock)
        await pass_time(clock, STEP, mail, Worker(database, WebhookSender(settings, clock), clock))
    assert len(hooks.requests) == 1


async def test_dead_after_a_day_and_alive_again(database: Database) -> None:
    """A receiver that never answers is given up after a day; staff can queue it again."""
    clock, sender = Clock(), Recorder()
    worker = Worker(database, sender, clock)
    sender.failure = DeliveryError("connect")
    await tell(database, "email")
    start = clock()
    dead = await until_settled(database, clock, worker)
    assert (dead.attempts, dead.last_error) == (MOST_TRIES, "connect")
    assert dead.dead_at is not None
    assert timedelta(hours=20) < dead.dead_at - start < timedelta(hours=28)

    async with database.write() as session:
        await retry_dead(session, clock())
    sender.failure = None
    sent = await until_settled(database, clock, worker)
    assert (sent.sent_at, sent.dead_at, sent.attempts) == (clock(), None, 1)
    assert set(sender.sent) == {dead.idempotency_key}


async def test_refused_for_good_dies_sooner(database: Database) -> None:
    """Three refusals are enough, within two hours."""
    clock, sender = Clock(), Recorder()
    sender.failure = DeliveryError("smtp_550", refused=True)
    await tell(database, "email")
    start = clock()
    dead = await until_settled(database, clock, Worker(database, sender, clock))
    assert (len(sender.sent), dead.last_error) == (3, "smtp_550")
    assert dead.dead_at is not None
    assert timedelta(minutes=30) < dead.dead_at - start < timedelta(hours=2)


async def test_outage_before_a_refusal_does_not_count(database: Database) -> None:
    """After ten tries without an answer, the first refusal is not the end."""
    clock, sender = Clock(), Recorder()
    worker = Worker(database, sender, clock)
    sender.failure = DeliveryError("connect")
    await tell(database, "email")
    for _ in range(10):
        clock.go_on(timedelta(hours=1))
        await worker.make_round()
    sender.failure = DeliveryError("smtp_550", refused=True)
    clock.go_on(timedelta(hours=1))
    await worker.make_round()
    notice = await row(database)
    assert (notice.attempts, notice.refusals, notice.dead_at) == (11, 1, None)


async def test_several_workers_send_each_notice_once(database: Database, database_url: str) -> None:
    """Three of them at once over one outbox: no notice twice, none left."""
    for number in range(20):
        await tell(database, "webhook", reference=f"KX-{number:04}")
    databases = [Database(database_url) for _ in range(3)]
    clock = Clock()
    clock.go_on(STEP)
    async with hook_server() as hooks:
        hook = WebhookSender(make_settings(hook_url=hooks.url))
        await asyncio.gather(*(_empty(Worker(own, hook, clock)) for own in databases))
    assert len(hooks.keys) == len(set(hooks.keys)) == 20
    for own in databases:
        await own.close()


async def _empty(worker: Worker) -> None:
    while await worker.make_round():
        pass


async def test_one_that_died_is_replaced_after_its_lease(database: Database) -> None:
    """What a dead worker had claimed is sent by another one, not before its lease is over."""
    clock, sender = Clock(), Recorder()
    await tell(database, "email")
    clock.go_on(STEP)
    async with database.write() as session:
        assert len(await claim_due(session, "email", clock(), 5, LEASE)) == 1
    worker = Worker(database, sender, clock)
    await pass_time(clock, LEASE, worker)
    assert sender.sent == []
    await worker.make_round()
    assert len(sender.sent) == 1


async def test_a_machine_that_slept_sends_nothing(database: Database) -> None:
    """Whoever wakes up after its lease leaves the notice to the others."""
    clock, sender = Clock(), Recorder()
    await tell(database, "email")
    clock.go_on(STEP)
    moments = iter([clock(), clock(), clock() + LEASE])
    assert await Worker(database, sender, lambda: next(moments)).make_round() == 1
    assert sender.sent == []


async def test_database_away_after_a_delivery(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is noted as soon as the database is back: the clinic does not hear it twice."""
    clock, sender = Clock(), Recorder()
    troubles = 3

    async def trouble(*arguments: Any) -> None:
        nonlocal troubles
        troubles -= 1
        if troubles >= 0:
            raise OperationalError("", None, Exception())
        await mark_sent(*arguments)

    monkeypatch.setattr(worker_module, "mark_sent", trouble)
    monkeypatch.setattr(worker_module, "POLL_SECONDS", 0)
    await tell(database, "email")
    clock.go_on(STEP)
    worker = Worker(database, sender, clock)
    await worker.make_round()
    await pass_time(clock, timedelta(hours=1), worker)
    assert len(sender.sent) == 1


async def test_database_stays_away_after_a_delivery(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the lease the claim ends: then it is sent again, under the same key."""
    clock, sender = Clock(), Recorder()

    async def trouble(*_arguments: object) -> None:
        clock.go_on(LEASE)
        raise OperationalError("", None, Exception())

    await tell(database, "email")
    clock.go_on(STEP)
    worker = Worker(database, sender, clock)
    with monkeypatch.context() as patch:
        patch.setattr(worker_module, "mark_sent", trouble)
        await worker.make_round()
    await worker.make_round()
    assert len(sender.sent) == 2
    assert len(set(sender.sent)) == 1
    assert (await row(database)).sent_at == clock()


async def test_mistake_of_ours_loses_nothing(database: Database) -> None:
    """An error that nobody foresaw is a failed try like others."""
    clock, sender = Clock(), Recorder()
    sender.failure = ZeroDivisionError()
    await tell(database, "email")
    clock.go_on(STEP)
    worker = Worker(database, sender, clock)
    await worker.make_round()
    assert (await row(database)).last_error == "unexpected"
    sender.failure = None
    assert (await until_settled(database, clock, worker)).sent_at == clock()


async def test_erased_while_it_is_sent(database: Database) -> None:
    """The worker goes on as if nothing had happened."""
    clock, sender = Clock(), Recorder()
    erased: list[asyncio.Task[None]] = []

    async def erase() -> None:
        async with database.write() as session:
            await erase_conversation(session, CONVERSATION)

    sender.meanwhile = lambda: erased.append(asyncio.create_task(erase()))
    await tell(database, "email")
    clock.go_on(STEP)
    worker = Worker(database, sender, clock)
    assert await worker.make_round() == 1
    await erased[0]
    assert await worker.make_round() == 0


async def test_rounds_go_on_after_trouble(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that is away for a while does not end the work."""
    sender, stop = Recorder(), asyncio.Event()
    sender.meanwhile = stop.set
    troubles = iter([True, True])
    true_claim = claim_due

    async def trouble(*arguments: Any) -> list[Notice]:
        if next(troubles, False):
            raise OperationalError("", None, Exception())
        return await true_claim(*arguments)

    monkeypatch.setattr(worker_module, "claim_due", trouble)
    monkeypatch.setattr(worker_module, "TROUBLE_SECONDS", 0)
    await tell(database, "email")
    await Worker(database, sender).work(stop)
    assert len(sender.sent) == 1


def test_a_claim_outlives_every_try() -> None:
    """Otherwise another worker would send what is just being sent."""
    from notify import mail_sender, webhook_sender

    longest = max(mail_sender.SEND_SECONDS + mail_sender.QUIT_SECONDS, webhook_sender.SEND_SECONDS)
    assert timedelta(seconds=2 * longest) < LEASE


def test_time_is_utc() -> None:
    """The worker's own clock knows its zone."""
    from notify.clock import utc_now

    moment: datetime = utc_now()
    assert moment.utcoffset() == timedelta(0)
