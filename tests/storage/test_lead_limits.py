"""Too many requests of one contact or visitor are refused; what looks automatic is marked."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from storage.database import Database
from storage.lead_details import LeadDetails
from storage.lead_limits import LeadLimits
from storage.leads import automatic_reasons, save_lead
from storage.tables import Lead
from storage.too_many_leads import TooManyLeads
from tests.storage.steps import (
    VAULT,
    ago,
    details_of,
    only_lead,
    open_for,
    row_counts,
    save,
)


async def test_limit_of_a_contact(database: Database) -> None:
    """From the limit on requests to one number are refused and leave nothing, for a day."""
    names = [await open_for(database, f"c{n}", f"visitor {n}") for n in range(4)]
    for name in names[:3]:
        await save(database, details_of(name))
    before = await row_counts(database)
    with pytest.raises(TooManyLeads):
        await save(database, details_of(names[3]))
    assert await row_counts(database) == before
    async with database.write() as session:
        await session.execute(update(Lead).values(created_at=ago(hours=25)))
    assert (await save(database, details_of(names[3]))).is_new


async def test_limit_of_a_contact_at_once(database_url: str) -> None:
    """Of six requests to one number at the same moment no more than the limit pass."""
    programs = Database(database_url), Database(database_url)
    names = [await open_for(programs[0], f"c{n}", None) for n in range(6)]
    found = await asyncio.gather(
        *(save(programs[n % 2], details_of(name)) for n, name in enumerate(names)),
        return_exceptions=True,
    )
    assert sum(isinstance(one, TooManyLeads) for one in found) == 3
    assert (await row_counts(programs[0]))["lead"] == 3
    for program in programs:
        await program.close()


@pytest.mark.parametrize("visitor_key", ["f" * 64, None], ids=["known", "unknown"])
async def test_limit_of_a_visitor(database: Database, visitor_key: str | None) -> None:
    """Counted by address over all conversations; by conversation where it is not known."""
    one, two = [await open_for(database, name, visitor_key) for name in ("c1", "c2")]
    limits = LeadLimits(per_visitor=2, per_contact=9)
    for n in range(2):
        await save(database, details_of(one, contact=f"+1617555013{n}"), limits)
    late = details_of(two if visitor_key else one, contact="+16175550199")
    with pytest.raises(TooManyLeads):
        await save(database, late, limits)
    counts = await row_counts(database)
    assert (counts["lead"], counts["person"], counts["notice"]) == (2, 2, 4)
    if visitor_key is None:
        assert (await save(database, details_of(two), limits)).is_new


async def test_refusal_leaves_nothing_in_a_transaction_that_goes_on(
    database: Database, conversation: str
) -> None:
    """Even a caller who commits after the refusal stores nothing."""
    await save(database, details_of(conversation))
    before = await row_counts(database)
    async with database.write() as session:
        with pytest.raises(TooManyLeads):
            await save_lead(
                session, VAULT, details_of(conversation, contact="+1"), LeadLimits(1, 9), ["email"]
            )
    assert await row_counts(database) == before


async def test_automatic_ones_are_kept_and_marked(database: Database, conversation: str) -> None:
    """A request that looks automatic is stored like any other, with its reasons."""
    now = datetime.now(UTC)
    saved = await save(database, details_of(conversation, started_at=now, name="www.spam.example"))
    assert saved.is_new
    lead = await only_lead(database, conversation)
    assert (lead.automatic, lead.automatic_reasons) == (True, ["fast", "link"])
    counts = await row_counts(database)
    assert counts["notice"] == 2


@pytest.mark.parametrize(
    ("changes", "earlier", "reasons"),
    [
        ({}, 0, []),
        ({}, 1, []),
        ({}, 2, ["many"]),
        ({"started_at": timedelta(seconds=7.9)}, 0, ["fast"]),
        ({"started_at": timedelta(seconds=8)}, 0, []),
        ({"name": "https://spam.example"}, 0, ["link"]),
        ({"subject": "cheap pills at pills-4u.shop/x"}, 0, ["link"]),
        ({"subject": "see WWW.SPAM.ORG"}, 0, ["link"]),
        ({"subject": "or write to maria@example.org"}, 0, []),
        ({"name": "St. John-Smith Jr."}, 0, []),
        ({"subject": None}, 0, []),
    ],
)
def test_what_looks_automatic(changes: dict[str, object], earlier: int, reasons: list[str]) -> None:
    """Too fast, too many or a link; ordinary people are not marked."""
    now = datetime.now(UTC)
    if isinstance(span := changes.get("started_at"), timedelta):
        changes = changes | {"started_at": now - span}
    details: LeadDetails = details_of("c", **changes)
    assert automatic_reasons(details, now, earlier) == reasons
