"""CSV files: who may take which, and that no program runs what is in them."""

from __future__ import annotations

import csv
import io

import httpx
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from storage.tables import AuditEntry
from tests.web.running import Running
from tests.web.staff.colleague import Colleague
from tests.web.staff.people import SECRETS, leave_request
from web.staff.csv_export import FORMULA_STARTS, csv_file, safe_cell

PAGE = "/staff/leads-export"


def rows_of(response: httpx.Response) -> list[dict[str, str]]:
    """Read a CSV file as spreadsheet programs do."""
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


async def test_without_contacts(console: Running, reviewer: Colleague) -> None:
    """A reviewer gets the work, not the people."""
    reference = await leave_request(console, "c1")
    await leave_request(console, "c2")
    response = await reviewer.post(PAGE, state="new")
    rows = rows_of(response)
    assert len(rows) == 2
    assert reference in [row["Reference"] for row in rows]
    assert not any(secret in response.text for secret in SECRETS)
    assert rows_of(await reviewer.post(PAGE, state="booked")) == []


async def test_with_contacts(console: Running, reviewer: Colleague, admin: Colleague) -> None:
    """Admins only, with a reason, and into the audit log; a name that is a formula is text."""
    await leave_request(console, "c1", name='=HYPERLINK("http://evil.example")')
    assert (await reviewer.post(PAGE, contacts="true", reason="import")).status_code == 403
    assert (await admin.post(PAGE, contacts="true")).status_code == 422
    (row,) = rows_of(await admin.post(PAGE, contacts="true", reason="into the diary"))
    assert row["Name"] == '\'=HYPERLINK("http://evil.example")'
    assert row["Contact"] == "'+16175550134"
    async with console.door.database.read() as session:
        (entry,) = (await session.scalars(select(AuditEntry))).all()
    assert (entry.account_id, entry.action) == (admin.id, "lead.export_contacts")
    assert entry.reason == "into the diary"


@given(st.text(alphabet=st.sampled_from([*FORMULA_STARTS, " ", "a", '"', ",", ";", "'"])))
def test_no_cell_is_a_formula(text: str) -> None:
    """Whatever a visitor wrote, no cell begins as a formula does, and nothing is lost."""
    cell = safe_cell(text)
    assert not cell.lstrip(" ").startswith(FORMULA_STARTS)
    assert cell in (text, f"'{text}")


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=4))
def test_cells_stay_in_their_columns(rows: list[list[str]]) -> None:
    """Quotes, commas and line ends move nothing into another cell."""
    body = csv_file("x.csv", ("A", "B"), rows).body
    assert body is not None
    read = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    assert read == [["A", "B"], *([safe_cell(value) for value in row] for row in rows)]
