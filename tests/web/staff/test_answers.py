"""Answers: all see them, a reviewer proposes other words, an admin signs for a doctor."""

from __future__ import annotations

import pytest

from content.topic_files import variations
from storage.review.answers import list_edits, list_sign_offs
from storage.tables.correction import ACCEPTED, PROPOSED
from tests.web.running import Running
from tests.web.staff.colleague import Colleague, is_sent_to_sign_in

RISKS = next(v for v in variations() if v.topic == "faq/risks")
PAGE = "/staff/answers/faq.risks.0"
GOOD = "Yes, there can be risks. Please ask our doctors about them."


async def propose(colleague: Colleague, text: str, **changes: str) -> int:
    """Propose a wording; gives the status of the answer."""
    fields = {"wording": RISKS.wording, "text": text, "more": RISKS.more} | changes
    return (await colleague.post(f"{PAGE}/edit", **fields)).status_code


async def test_all_answers(viewer: Colleague, outsider: Colleague) -> None:
    """Every answer is listed with its source; none is invented, none is left out."""
    page = (await viewer.get("/staff/answers")).text
    assert page.count("/staff/answers/") >= len([v for v in variations() if "lead_" not in v.topic])
    assert "Risks and Side Effects" in page
    assert is_sent_to_sign_in(await outsider.get("/staff/answers"))
    for slug in ("faq.none.0", "faq.risks.9", "%2e%2e", "x" * 500):
        assert (await viewer.get(f"/staff/answers/{slug}")).status_code == 404


async def test_signing(
    admin: Colleague, reviewer: Colleague, viewer: Colleague, console: Running
) -> None:
    """Only an admin signs, only the words that were shown, and once."""
    assert "Sign these words" not in (await reviewer.get(PAGE)).text
    fields = {"clinician": "Dr. Parikh", "wording": RISKS.wording}
    assert (await reviewer.post(f"{PAGE}/sign", **fields)).status_code == 403
    stale = await admin.post(f"{PAGE}/sign", clinician="Dr. Parikh", wording="0" * 12)
    assert stale.status_code == 409
    for _ in range(2):
        assert (await admin.post(f"{PAGE}/sign", **fields)).status_code == 303
    async with console.door.database.read() as session:
        (signed,) = await list_sign_offs(session)
    assert (signed.topic, signed.wording, signed.version, signed.clinician) == (
        "faq/risks",
        RISKS.wording,
        RISKS.version,
        "Dr. Parikh",
    )
    assert "these very words" in (await viewer.get(PAGE)).text


async def test_proposing(
    reviewer: Colleague, viewer: Colleague, admin: Colleague, console: Running
) -> None:
    """Good words wait for an admin, who accepts them; a newer proposal replaces an older one."""
    assert await propose(viewer, GOOD) == 403
    assert await propose(reviewer, "Please ask our doctors about the risks.") == 303
    assert await propose(reviewer, GOOD) == 303
    async with console.door.database.read() as session:
        ((edit, name),) = await list_edits(session, PROPOSED)
    assert (edit.text, edit.base, name) == (GOOD, RISKS.wording, "Ada Reviewer")
    assert GOOD in (await admin.get("/staff/improve")).text
    path = f"/staff/improve/edits/{edit.id}"
    assert (await reviewer.post(path, decision="accept")).status_code == 403
    assert (await admin.post(path, decision="accept")).status_code == 303
    assert (await admin.post(path, decision="refuse")).status_code == 404
    async with console.door.database.read() as session:
        assert len(await list_edits(session, ACCEPTED)) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("This is a cure.", "sounds like a promise: cure"),
        ("Nine of ten people are happy after 3 visits.", "does not have this figure"),
        ("word " * 61, "61 words"),
        ("Ask {clinic_secret}.", "clinic_secret"),
        (RISKS.text, "said now"),
    ],
)
async def test_bad_words(reviewer: Colleague, console: Running, text: str, said: str) -> None:
    """The checks of `make check` refuse them, say why, and keep what was typed."""
    fields = {"wording": RISKS.wording, "text": text, "more": RISKS.more}
    response = await reviewer.post(f"{PAGE}/edit", **fields)
    assert response.status_code == 422
    assert said in response.text
    async with console.door.database.read() as session:
        assert await list_edits(session, PROPOSED) == []


async def test_changed_meanwhile(reviewer: Colleague) -> None:
    """A proposal about words that are not said any more is refused."""
    assert await propose(reviewer, GOOD, wording="0" * 12) == 409
