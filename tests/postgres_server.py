"""A PostgreSQL server of its own that a test may stop, kill and start again."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from pathlib import Path
from subprocess import CalledProcessError, TimeoutExpired
from types import TracebackType
from typing import Any, Self

import psycopg
from pgserver._commands import pg_ctl  # type: ignore[attr-defined] # imported there
from pgserver.postgres_server import get_server

from storage.migrate import migrate

PATIENCE_SECONDS = 60


class PostgresServer:
    """Runs while its block does; `url` is a migrated database, as in the settings."""

    def __enter__(self) -> Self:
        # pgserver runs it as another user when we are root: pytest's own folders are closed to it.
        self._folder = Path(tempfile.mkdtemp(prefix="pg"))
        self._folder.chmod(0o755)
        self._server: Any = get_server(self._folder / "data", cleanup_mode="stop")
        self._sockets = self._server.get_postmaster_info().socket_dir
        self.uri = str(self._server.get_uri())
        self.url = self.uri.replace("postgresql://", "postgresql+psycopg://")
        migrate(self.url)
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._answers():
            self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def stop(self) -> None:
        """End it at once, as a machine that goes down does."""
        self._control("-w", "-m", "immediate", "stop")

    def kill(self) -> None:
        """Kill it and all its processes without a word."""
        lock = self._folder / "data" / "postmaster.pid"
        leader = int(lock.read_text().split()[0])
        children = Path(f"/proc/{leader}/task/{leader}/children").read_text().split()
        for process in (leader, *map(int, children)):
            os.kill(process, signal.SIGKILL)
        # Where nobody asks after dead processes their numbers stay taken for seconds, and a new
        # server takes the old one for alive. After a loss of power there is no such process.
        while not _is_dead(leader):
            time.sleep(0.01)
        lock.unlink()

    def start(self) -> None:
        """Start it again; it mends itself from its log and takes connections at the end."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            assert time.monotonic() < deadline, "PostgreSQL does not come back"
            self._try_to_start()

    def _try_to_start(self) -> None:
        """Start it; the dead one's memory may not be free yet."""
        log = str(self._folder / "data" / "log")
        try:
            self._control("-w", "-o", f'-h "" -k {self._sockets}', "-l", log, "start")
        except (CalledProcessError, TimeoutExpired):
            time.sleep(0.2)

    def _control(self, *arguments: str) -> None:
        user = self._server.system_user
        pg_ctl(list(arguments), pgdata=self._server.pgdata, user=user, timeout=PATIENCE_SECONDS)

    def _answers(self) -> bool:
        try:
            with psycopg.connect(self.uri, connect_timeout=5):
                return True
        except psycopg.OperationalError:
            return False


def _is_dead(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"
