"""A request is stored once, sealed, with its notices, and joined with its person."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select, text

from storage import leads
from storage.database import Database
from storage.lead_limits import LeadLimits
from storage.leads import save_lead
from storage.tables import Notice, Person
from storage.unknown_conversation import UnknownConversation
from tests.storage.steps import (
    LIMITS,
    VAULT,
    details_of,
    only_lead,
    open_for,
    row_counts,
    save,
)

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
            for row in await session.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608 - our own names
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
