"""The Staff page: invitations, links, roles, closed accounts, and one's own password."""

from __future__ import annotations

import re

import httpx
from sqlalchemy import select

from scripts.first_admin import first_admin_link
from storage.tables import Account, AuditEntry, StaffLink
from tests.web.running import Running
from tests.web.staff.colleague import Colleague, is_sent_to_sign_in
from tests.web.staff.conftest import PASSWORD
from web.staff.accounts.links import make_link

NEW = "four words only mine"


def link_in(response: httpx.Response) -> str:
    """Read the one-time link from the page that shows it; gives its path."""
    found = re.search(r'value="http[^"]*(/staff/welcome/[\w-]+)"', response.text)
    assert found, response.text
    return found[1]


async def sign_in(colleague: Colleague, email: str, password: str) -> int:
    """Sign in through the form; gives the status."""
    response = await colleague.post("/staff/sign-in", email=email, password=password)
    return response.status_code


async def test_invitation(console: Running, admin: Colleague, outsider: Colleague) -> None:
    """An invited colleague sets a password with the link, is in, and the link is used up."""
    response = await admin.post(
        "/staff/accounts", email="Lea@clinic.example", name="Lea <b>", role="reviewer"
    )
    assert response.status_code == 200
    assert "Lea &lt;b&gt;" in response.text
    path = link_in(response)
    assert await sign_in(outsider, "lea@clinic.example", NEW) == 403
    async with console.door.database.read() as session:
        stored = (await session.scalars(select(StaffLink.token_hash))).all()
    assert path.rsplit("/", 1)[1] not in stored
    for _ in range(2):  # looking does not use it up
        assert "lea@clinic.example" in (await outsider.get(path)).text
    response = await outsider.post(path, password=NEW, again=NEW)
    assert (response.status_code, response.headers["location"]) == (303, "/staff")
    page = await outsider.get("/staff/account")
    assert "Reviewer" in page.text
    assert "Your password is set." in page.text
    assert "Your password is set." not in (await outsider.get("/staff/account")).text
    for response in (await outsider.get(path), await outsider.post(path, password=NEW, again=NEW)):
        assert response.status_code == 404


async def test_wrong_invitations(admin: Colleague) -> None:
    """What is wrong is said at its field, and nothing is stored."""
    good = {"email": "b@clinic.example", "name": "Ben", "role": "viewer"}
    for field, value, wish in (
        ("email", "no address", "does not look like"),
        ("email", "admin@clinic.example", "already"),
        ("name", "", "fill this in"),
        ("name", "x\0", "not text"),
        ("role", "owner", "viewer"),
    ):
        response = await admin.post("/staff/accounts", **good | {field: value})
        assert response.status_code == 422
        assert wish in response.text
    assert "b@clinic.example" not in (await admin.get("/staff/accounts")).text


async def test_weak_passwords(admin: Colleague, outsider: Colleague) -> None:
    """Short, too easy, not the same twice: refused, and the link stays good."""
    invited = await admin.post(
        "/staff/accounts", email="b@clinic.example", name="Ben", role="viewer"
    )
    path = link_in(invited)
    for password, again in (("short", "short"), ("a" * 20, "a" * 20), (NEW, NEW + "x")):
        response = await outsider.post(path, password=password, again=again)
        assert response.status_code == 422
        assert password not in response.text.replace(path, "")
    assert (await outsider.post(path, password=NEW, again=NEW)).status_code == 303


async def test_forgotten_password(
    console: Running, admin: Colleague, reviewer: Colleague, outsider: Colleague
) -> None:
    """A new link sets a new password; all browsers of before are out."""
    path = link_in(await admin.post(f"/staff/accounts/{reviewer.id}/link"))
    assert (await reviewer.get("/staff/leads")).status_code == 200
    assert (await outsider.post(path, password=NEW, again=NEW)).status_code == 303
    assert is_sent_to_sign_in(await reviewer.get("/staff/leads"))
    assert await sign_in(reviewer, "reviewer@clinic.example", PASSWORD) == 403
    assert await sign_in(reviewer, "reviewer@clinic.example", NEW) == 303
    async with console.door.database.read() as session:
        actions = (await session.scalars(select(AuditEntry.action))).all()
    assert {"account.link", "account.password", "account.sign_in"} <= set(actions)


async def test_own_password(reviewer: Colleague, outsider: Colleague) -> None:
    """It takes the old one; this browser stays in, the others are out."""
    assert await sign_in(outsider, "reviewer@clinic.example", PASSWORD) == 303
    path = "/staff/account/password"
    wrong = await reviewer.post(path, old="not my password", password=NEW, again=NEW)
    assert wrong.status_code == 422
    assert "This is not your password." in wrong.text
    right = await reviewer.post(path, old=PASSWORD, password=NEW, again=NEW)
    assert right.status_code == 303
    assert (await reviewer.get("/staff/account")).status_code == 200
    assert is_sent_to_sign_in(await outsider.get("/staff/account"))


async def test_roles_and_closed_accounts(
    console: Running, admin: Colleague, viewer: Colleague, outsider: Colleague
) -> None:
    """A new role is there at the next sign-in; a closed account can do nothing, its link too."""
    path = f"/staff/accounts/{viewer.id}"
    assert (await admin.post(f"{path}/role", role="reviewer")).status_code == 303
    assert is_sent_to_sign_in(await viewer.get("/staff/leads"))
    link = link_in(await admin.post(f"{path}/link"))
    assert (await admin.post(f"{path}/state", active="false")).status_code == 303
    assert await sign_in(viewer, "viewer@clinic.example", PASSWORD) == 403
    assert (await outsider.get(link)).status_code == 404
    assert (await admin.post(f"{path}/link")).status_code == 404
    assert (await admin.post(f"{path}/state", active="true")).status_code == 303
    assert await sign_in(viewer, "viewer@clinic.example", PASSWORD) == 303
    assert (await viewer.get("/staff/notices")).status_code == 200


async def test_last_admin(admin: Colleague) -> None:
    """The last admin can not shut everybody out."""
    for action, field in (("role", {"role": "viewer"}), ("state", {"active": "false"})):
        response = await admin.post(f"/staff/accounts/{admin.id}/{action}", **field)
        assert response.status_code == 409
        assert "last admin" in response.text
    assert (await admin.get("/staff/accounts")).status_code == 200


async def test_first_admin(console: Running, outsider: Colleague) -> None:
    """`make run` prints one link, good for one admin; then there is none any more."""
    settings = console.door.settings
    old = await first_admin_link(settings)
    link = await first_admin_link(settings)
    assert old is not None
    assert link is not None
    assert (await outsider.get(old.removeprefix(settings.public_url))).status_code == 404
    path = link.removeprefix(settings.public_url)
    assert "first account" in (await outsider.get(path)).text
    fields = {"email": "a@clinic.example", "name": "Ada", "password": NEW, "again": NEW}
    assert (await outsider.post(path, **fields | {"email": ""})).status_code == 422
    assert (await outsider.post(path, **fields)).status_code == 303
    assert (await outsider.get("/staff/accounts")).status_code == 200
    assert await first_admin_link(settings) is None
    async with console.door.database.read() as session:
        (account,) = (await session.scalars(select(Account))).all()
    assert (account.role, account.active) == ("admin", True)


async def test_first_link_ends_with_the_first_admin(
    console: Running, admin: Colleague, outsider: Colleague
) -> None:
    """A link of before is worth nothing once there is an admin."""
    async with console.door.database.write() as session:
        link = await make_link(session, None, "")
    fields = {"email": "x@clinic.example", "name": "X", "password": NEW, "again": NEW}
    assert (await outsider.get(link)).status_code == 404
    assert (await outsider.post(link, **fields)).status_code == 404
