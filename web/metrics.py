"""What the web server counts and times, for Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from sanic import Request
from sqlalchemy.pool import QueuePool

from storage.backlog import Backlog
from storage.database import Database
from web.chat.locks import ConversationLocks

# The longest turn is ENGINE_TIMEOUT_SECONDS, 9 as it comes.
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
NO_ROUTE = "none"


class Metrics:
    """The numbers of one process; no label names a conversation, a visitor or a word."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "assistant_requests",
            "Requests by route template.",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.turns = Counter(
            "assistant_turns",
            "Messages by outcome: answered, fallback, or why the honest line was said.",
            ["outcome"],
            registry=self.registry,
        )
        self.turn_seconds = Histogram(
            "assistant_turn_seconds",
            "From a message's arrival to its committed answer.",
            buckets=SECONDS,
            registry=self.registry,
        )
        self.engine_seconds = Histogram(
            "assistant_engine_call_seconds",
            "Calls of the engine.",
            ["call", "outcome"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self._outbox = Gauge(
            "assistant_outbox_notices", "Notices by state.", ["state"], registry=self.registry
        )
        self._oldest = self._gauge("outbox_oldest_seconds", "How long the oldest one waits.")
        self._leads = self._gauge("leads", "Requests for a call that are held.")
        self._database_up = self._gauge("database_up", "1: the database answered just now.")

    def watch(self, database: Database, locks: ConversationLocks) -> None:
        """Show what these parts hold whenever somebody looks.

        Args:
            database: Where connections are taken.
            locks: Where turns wait for each other.
        """
        in_use = self._gauge("database_connections_in_use", "Connections that are taken.")
        pool = database.engine.pool
        in_use.set_function(lambda: pool.checkedout() if isinstance(pool, QueuePool) else 0)
        waiting = self._gauge("locks_waiting", "Messages that wait for the one before.")
        waiting.set_function(lambda: locks.waiting)

    def count_request(self, request: Request, status: int) -> None:
        """Count a request under its route: a path or a strange method may be anything.

        Args:
            request: The request.
            status: Status of its answer.
        """
        route = request.route
        method, path = (request.method, f"/{route.path}") if route else (NO_ROUTE, NO_ROUTE)
        self._requests.labels(method, path, status).inc()

    def show_backlog(self, backlog: Backlog | None) -> None:
        """Take over what waits for the clinic.

        Args:
            backlog: The numbers; None: the database does not answer, the last ones stay.
        """
        self._database_up.set(int(backlog is not None))
        if backlog is None:
            return
        self._outbox.labels("pending").set(backlog.pending)
        self._outbox.labels("dead").set(backlog.dead)
        self._oldest.set(backlog.oldest_seconds)
        self._leads.set(backlog.leads)

    def _gauge(self, name: str, meaning: str) -> Gauge:
        return Gauge(f"assistant_{name}", meaning, registry=self.registry)
