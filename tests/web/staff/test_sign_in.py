"""The way in: passwords, cookies, floods, and where one lands."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from storage.staff.accounts import add_account, change_account
from storage.tables import Account, AuditEntry, StaffSession
from tests.web.conftest import StartDoor, make_settings, running
from tests.web.fake_engine import FakeEngine
from tests.web.running import Running
from tests.web.staff.colleague import Colleague, is_sent_to_sign_in
from tests.web.staff.conftest import PASSWORD
from web.staff.accounts.passwords import verify_password
from web.staff.pages import safe_next


async def try_in(colleague: Colleague, password: str = PASSWORD, **more: str) -> int:
    """Try to sign in as the reviewer; gives the status."""
    fields = {"email": "reviewer@clinic.example", "password": password} | more
    return (await colleague.post("/staff/sign-in", **fields)).status_code


async def test_in_and_out(console: Running, reviewer: Colleague, outsider: Colleague) -> None:
    """The right password opens a session; signing out ends it on the server too."""
    response = await outsider.post(
        "/staff/sign-in",
        email="Reviewer@Clinic.example",
        password=PASSWORD,
        next="/staff/leads?state=new",
    )
    assert (response.status_code, response.headers["location"]) == (303, "/staff/leads?state=new")
    cookie = response.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Lax", "Path=/staff"))
    assert "Secure" not in cookie
    token = outsider.http.cookies["staff_session"]
    async with console.door.database.read() as session:
        stored = (await session.scalars(select(StaffSession.token_hash))).all()
        actions = (await session.scalars(select(AuditEntry.action))).all()
    assert token not in stored
    assert list(actions) == ["account.sign_in"]
    assert (await outsider.get("/staff/leads")).status_code == 200
    assert is_sent_to_sign_in(await outsider.post("/staff/sign-out"))
    outsider.http.cookies.set("staff_session", token, domain="127.0.0.1", path="/staff")
    assert is_sent_to_sign_in(await outsider.get("/staff/leads"))


async def test_refusals_look_the_same(
    console: Running, reviewer: Colleague, admin: Colleague, outsider: Colleague
) -> None:
    """A wrong password, no account, a closed one: one answer, and what was typed is not in it."""
    pages = []
    for email, password in (
        ("reviewer@clinic.example", "wrong horse battery"),
        ("nobody@clinic.example", PASSWORD),
        ("reviewer@clinic.example", "x" * 5000),
        ("admin@clinic.example", PASSWORD),
    ):
        if email.startswith("admin"):
            async with console.door.database.write() as session:
                await session.execute(
                    update(Account).where(Account.id == admin.id).values(active=False)
                )
        response = await outsider.post("/staff/sign-in", email=email, password=password)
        assert response.status_code == 403
        assert "staff_session" not in response.headers.get("set-cookie", "")
        assert password not in response.text
        pages.append(response.text.replace(email, ""))
    assert len(set(pages)) == 1


async def test_old_hash_is_renewed(
    console: Running, reviewer: Colleague, outsider: Colleague
) -> None:
    """A hash with weaker parameters is replaced at the next sign-in, and still opens."""
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    async with console.door.database.write() as session:
        await session.execute(update(Account).values(password_hash=weak))
    assert await try_in(outsider) == 303
    async with console.door.database.read() as session:
        account = await session.get_one(Account, reviewer.id)
    assert account.password_hash != weak
    assert await verify_password(account.password_hash, PASSWORD)
    assert account.password_hash is not None
    assert account.password_hash.startswith("$argon2id$")


@pytest_asyncio.fixture
async def strict(start_door: StartDoor) -> AsyncIterator[Running]:
    """A door of a clinic in production that lets few tries pass."""
    async with start_door(
        environment="production", rate_sign_ins_account="3/minute", trusted_proxies=1
    ) as door:
        yield door


async def test_flood_on_one_account(strict: Running) -> None:
    """From wherever they come, tries on one account end; other accounts are not touched."""
    colleague = Colleague(strict.url)
    statuses = []
    for n in range(5):
        colleague.http.headers["X-Forwarded-For"] = f"203.0.113.{n}"
        statuses.append(await try_in(colleague, "wrong horse battery"))
    assert statuses == [403, 403, 403, 429, 429]
    response = await colleague.post("/staff/sign-in", email="b@clinic.example", password="x")
    assert response.status_code == 403
    await colleague.http.aclose()


async def test_flood_on_several_processes(
    engine_server: tuple[FakeEngine, str], database_url: str, password_hash: str
) -> None:
    """Two web processes on one database, all at once: together they let the rate pass, no more."""
    settings = make_settings(engine_server[1], database_url)
    settings.rate_sign_ins_account = "3/minute"
    async with running(settings) as one, running(settings) as other:
        async with one.door.database.write() as session:
            await add_account(session, "reviewer@clinic.example", "Ada", "reviewer", password_hash)
        colleagues = [Colleague(door.url) for door in (one, other)]
        assert [await try_in(colleague) for colleague in colleagues * 3] == [303] * 6
        tries = (try_in(colleague, "wrong horse battery") for colleague in colleagues * 4)
        statuses = sorted(await asyncio.gather(*tries))
        late = await colleagues[0].post(
            "/staff/sign-in", email="reviewer@clinic.example", password=PASSWORD
        )
        for colleague in colleagues:
            await colleague.http.aclose()
    assert statuses == [403] * 3 + [429] * 5
    assert late.status_code == 429
    assert 0 < int(late.headers["retry-after"]) <= 60


async def test_flood_from_one_address(start_door: StartDoor) -> None:
    """One address can not try many accounts."""
    async with start_door(rate_sign_ins_address="2/minute") as door:
        colleague = Colleague(door.url)
        statuses = [await try_in(colleague, email=f"{n}@clinic.example") for n in range(4)]
        await colleague.http.aclose()
    assert statuses == [403, 403, 429, 429]


async def test_headers(strict: Running) -> None:
    """Pages may load from and send to their own origin only, and are not kept."""
    colleague = Colleague(strict.url)
    response = await colleague.get("/staff/sign-in")
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self'" in policy
    assert "unsafe" not in policy
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["referrer-policy"] == "same-origin"
    assert "<style" not in response.text
    assert "style=" not in response.text
    asked = await colleague.get("/staff/leads", headers={"Accept": "application/json"})
    assert (asked.status_code, asked.json()["error"]["code"]) == (401, "sign_in")
    await colleague.http.aclose()


async def test_cookie_is_secure_in_production(strict: Running, password_hash: str) -> None:
    """Over plain HTTP the session is never sent there."""
    async with strict.door.database.write() as session:
        await add_account(session, "reviewer@clinic.example", "Ada", "reviewer", password_hash)
    colleague = Colleague(strict.url)
    response = await colleague.post(
        "/staff/sign-in", email="reviewer@clinic.example", password=PASSWORD
    )
    await colleague.http.aclose()
    assert response.status_code == 303
    assert "Secure" in response.headers["set-cookie"]


async def test_way_back_to_the_page(outsider: Colleague) -> None:
    """Who is not signed in comes back to the page that was wanted, filters included."""
    response = await outsider.get("/staff/leads?state=booked&who=mine")
    where = response.headers["location"]
    assert where == "/staff/sign-in?next=%2Fstaff%2Fleads%3Fstate%3Dbooked%26who%3Dmine"
    page = await outsider.get(where)
    assert 'value="/staff/leads?state=booked&amp;who=mine"' in page.text


async def test_role_that_was_taken_away(
    console: Running, reviewer: Colleague, admin: Colleague
) -> None:
    """A lower role holds at once, for sessions that are open."""
    assert (await reviewer.get("/staff/notices")).status_code == 200
    async with console.door.database.write() as session:
        await change_account(session, reviewer.id, role="viewer")
    assert is_sent_to_sign_in(await reviewer.get("/staff/notices"))


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "//[",
        "https://evil.example/staff/x",
        "/staff/\\evil",
        "/staffx",
        "",
        "/api/docs",
    ],
)
def test_no_way_to_other_sites(path: str) -> None:
    """The address of the sign-in can not lead away from the console."""
    assert safe_next(path) == "/staff"


@given(st.text())
def test_any_next_stays_here(text: str) -> None:
    """Whatever stands there, the way leads to a path of the console."""
    for path in (text, f"/staff/{text}"):
        parts = urlsplit(safe_next(path))
        assert (parts.scheme, parts.netloc) == ("", "")
        assert parts.path == "/staff" or parts.path.startswith("/staff/")
