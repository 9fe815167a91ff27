"""A request is stored once, sealed, with its notices, and joined with its person."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text, update

from storage import leads
from storage.conversations import open_conversation
from storage.database import Database
from storage.lead_details import LeadDetails
from storage.lead_limits import LeadLimits
from storage.leads import automatic_reasons, read_leads, save_lead
from storage.reply import Reply
from storage.tables import Lead, Notice, Person
from storage.too_many_leads import TooManyLeads
from storage.unknown_conversation import UnknownConversation
from tests.storage.steps import LIMITS, VAULT, details_of, row_counts, save

SEALED = {
    "name_sealed": "name",
    "contact_sealed": "contact",
    "contact_raw_sealed": "contact_raw",
    "preferred_time_sealed": "preferred_time",
    "subject_sealed": "subject",
    "consent_words_sealed": "consent_words",
}
PLAIN = (
    "form_run",
    "channel",
    "consent_text",
    "consent_version",
    "consent_at",
    "urgent",
    "language",
)


async def open_for(database: Database, conversation_id: str, visitor_key: str | None) -> str:
    """Open a conversation of a visitor."""
    async with database.write() as session:
        await open_conversation(session, conversation_id, None, [Reply(text="Hi")], visitor_key)
    return conversation_id


async def only_lead(database: Database, conversation: str) -> Lead:
    """Read the one request of a conversation."""
    async with database.read() as session:
        (lead,) = await read_leads(session, conversation)
    return lead


async def test_everything_is_kept_and_the_details_are_sealed(
    database: Database, conversation: str
) -> None:
    """What was confirmed can be read with the key, and the consent by everyone."""
    details = details_of(conversation, urgent=True)
    saved = await save(database, details)
    lead = await only_lead(database, conversation)
    assert (saved.reference, saved.is_new) == (lead.reference, True)
    for column, field in SEALED.items():
        assert getattr(lead, column) != getattr(details, field)
        assert VAULT.open(getattr(lead, column)) == getattr(details, field)
    for field in [
        "channel",
        "consent_text",
        "consent_version",
        "consent_at",
        "urgent",
        "language",
        "form_run",
    ]:
        assert getattr(lead, field) == getattr(details, field)
    assert (lead.status, lead.automatic, lead.automatic_reasons) == ("new", False, [])


async def test_request_without_a_subject(database: Database, conversation: str) -> None:
    """The subject is optional: none is none."""
    await save(database, details_of(conversation, subject=None))
    assert (await only_lead(database, conversation)).subject_sealed is None


async def test_no_column_holds_the_details(database: Database, conversation: str) -> None:
    """A search of every column of every table finds no name, contact, time or subject."""
    details = details_of(conversation, subject="quetzal", preferred_time="marimba")
    await save(database, details)
    async with database.read() as session:
        rows = [
            str(row)
            for table in await row_counts(database)
            for row in await session.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608
        ]
    assert any(details.consent_text in row for row in rows)
    for field in SEALED.values():
        assert not any(str(getattr(details, field)) in row for row in rows), field


async def test_notices_come_with_it(database: Database, conversation: str) -> None:
    """Both ways are told in the same transaction: a rollback takes them back too."""
    with pytest.raises(ZeroDivisionError):
        async with database.write() as session:
            await save_lead(session, VAULT, details_of(conversation), LIMITS, ["email"])
            raise ZeroDivisionError
    counts = await row_counts(database)
    assert (counts["lead"], counts["notice"], counts["person"]) == (0, 0, 0)

    saved = await save(database, details_of(conversation))
    async with database.read() as session:
        notices = (await session.scalars(select(Notice).order_by(Notice.kind))).all()
    assert [(n.kind, n.event, n.reference) for n in notices] == [
        ("email", "lead", saved.reference),
        ("webhook", "lead", saved.reference),
    ]


async def test_same_run_again_adds_nothing(database: Database, conversation: str) -> None:
    """The first details of a run count; the reference stays, even at the limit."""
    details = details_of(conversation)
    first = await save(database, details)
    again = await save(
        database, details_of(conversation, form_run=details.form_run, name="Else"), LeadLimits(1, 1)
    )
    assert (again.reference, again.is_new) == (first.reference, False)
    assert VAULT.open((await only_lead(database, conversation)).name_sealed) == details.name
    assert (await row_counts(database))["notice"] == 2


async def test_same_run_at_once_is_one_lead(database_url: str) -> None:
    """Two programs with eight transactions on one run: one lead, one set of notices."""
    programs = Database(database_url), Database(database_url)
    await open_for(programs[0], "c", None)
    details = details_of("c")
    found = await asyncio.gather(
        *(save(program, details) for program in programs for _ in range(4))
    )
    assert len({saved.reference for saved in found}) == 1
    assert sum(saved.is_new for saved in found) == 1
    counts = await row_counts(programs[0])
    assert (counts["lead"], counts["person"], counts["notice"]) == (1, 1, 2)
    for program in programs:
        await program.close()


async def test_same_contact_at_once_is_one_person(database_url: str) -> None:
    """Requests from several conversations at the same moment: one person, no error."""
    programs = Database(database_url), Database(database_url)
    names = [await open_for(programs[0], f"c{n}", None) for n in range(6)]
    await asyncio.gather(
        *(save(programs[n % 2], details_of(name), LeadLimits(9, 9)) for n, name in enumerate(names))
    )
    counts = await row_counts(programs[0])
    assert (counts["lead"], counts["person"]) == (6, 1)
    for program in programs:
        await program.close()


@pytest.mark.parametrize(
    ("contact", "people"),
    [("+16175550134", 1), ("+16175550135", 2), ("maria@example.org", 2)],
)
async def test_joined_by_contact(
    database: Database, conversation: str, contact: str, people: int
) -> None:
    """The same number is the same person, another one is not."""
    await save(database, details_of(conversation))
    await save(database, details_of(conversation, contact=contact))
    assert (await row_counts(database))["person"] == people


async def test_capitals_make_no_other_person(database: Database, conversation: str) -> None:
    """One mailbox, however it is written."""
    for contact in ("Maria@example.org", "maria@example.org"):
        await save(database, details_of(conversation, channel="email", contact=contact))
    assert (await row_counts(database))["person"] == 1


async def test_unknown_conversation(database: Database) -> None:
    """Without its conversation nothing is stored."""
    with pytest.raises(UnknownConversation):
        await save(database, details_of("nobody"))
    assert set((await row_counts(database)).values()) == {0}


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
        await session.execute(update(Lead).values(created_at=_ago(hours=25)))
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


async def test_taken_reference_is_drawn_again(
    database: Database, conversation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reference names one request, and a collision is not the visitor's trouble."""
    drawn = iter(["KX-4821", "KX-4821", "KX-4821", "AH-0007"])
    monkeypatch.setattr(leads, "new_reference", lambda: next(drawn))
    first = await save(database, details_of(conversation))
    second = await save(database, details_of(conversation))
    assert (first.reference, second.reference) == ("KX-4821", "AH-0007")
    assert (await row_counts(database))["notice"] == 4


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


async def test_references_are_easy_to_say(database: Database, conversation: str) -> None:
    """Two clear letters and four digits, and no two in a row follow each other."""
    found = [
        (await save(database, details_of(conversation), LeadLimits(99, 99))).reference
        for _ in range(12)
    ]
    assert len(set(found)) == 12
    for reference in found:
        letters, digits = reference.split("-")
        assert set(letters) <= set("AHJKLRUWXY")
        assert (len(letters), len(digits), digits.isdecimal()) == (2, 4, True)
    assert found != sorted(found)


async def test_person_rows_hold_no_number(database: Database, conversation: str) -> None:
    """The fingerprint is keyed: without the key a number can not be tried out."""
    await save(database, details_of(conversation))
    async with database.read() as session:
        (found,) = await session.scalars(select(Person.fingerprint))
    assert found == VAULT.fingerprint("+16175550134")


def _ago(**span: int) -> datetime:
    return datetime.now(UTC) - timedelta(**span)
