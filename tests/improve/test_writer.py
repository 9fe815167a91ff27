"""What staff accepted is written where it belongs, and what must not be taught is not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from content.topic_files import questions, variations
from content.variation import Variation
from improve.places import Places
from improve.wishes import Wishes
from improve.writer import Writer
from improve.written import Written
from settings import ROOT
from storage.review.queued_correction import QueuedCorrection
from storage.tables import AnswerEdit, Correction, SignOff


def queued(message_id: int, text: str, topic: str = "faq/risks") -> QueuedCorrection:
    """Make an accepted correction."""
    correction = Correction(message_id=message_id, topic=topic)
    return QueuedCorrection(correction, "c", 2, text, "nlu_fallback", "Ada")


def answer(places: Places, topic: str = "faq/safety") -> Variation:
    """Read an answer of the workshop."""
    return next(v for v in variations(places.root) if v.topic == topic)


def write(places: Places, **wishes: object) -> Written:
    """Write into the checkout's own `data/`."""
    values: dict[str, Any] = {"corrections": [], "edits": [], "sign_offs": []} | wishes
    return Writer(places.root, ROOT, ZoneInfo("America/New_York")).write(Wishes(**values))


def test_questions(places: Places) -> None:
    """New questions are taught once; masked, known and measured ones are told apart."""
    written = write(
        places,
        corrections=[
            queued(1, "could I\nend up  with a [green] nose"),
            queued(2, "Could I end up with a green nose?!"),
            queued(3, "call me at [contact] about risks"),
            queued(4, "ANY side effects??"),
            queued(5, "red blood cells job?", "faq/human_cells"),
            queued(6, "a fine question of its own", "faq/gone"),
            queued(7, "?!"),
        ],
    )
    assert written.corrections == [1]
    assert written.questions == {"faq/risks": 1}
    assert questions(places.root)["faq/risks"][-1] == "could I end up with a green nose"
    assert questions(places.root)["faq/safety"] == questions(ROOT)["faq/safety"]
    told = written.correction_problems
    assert set(told) == {2, 3, 4, 5, 6, 7}
    assert "taught already" in told[2]
    assert "masked" in told[3]
    assert "measured" in told[5]
    assert "no topic" in told[6]


def test_edits_pass_the_checks_once_more(places: Places) -> None:
    """A wording is said only if it still fits what it changes, and is good."""
    old = answer(places)

    def edit(number: int, text: str, base: str = old.wording) -> AnswerEdit:
        return AnswerEdit(id=number, topic=old.topic, number=0, base=base, text=text, more=old.more)

    bad, stale = edit(1, "It is a cure."), edit(2, "It is safe.", "0" * 12)
    good = edit(3, "Please ask our doctors about it.")
    written = write(places, edits=[bad, stale, good])
    assert written.edits == [3]
    assert set(written.edit_problems) == {1, 2}
    assert answer(places).text == "Please ask our doctors about it."


def test_signatures_belong_to_their_words(places: Places) -> None:
    """Name and date stand under the very words that were signed, by the clinic's calendar."""
    safety, risks = answer(places), answer(places, "faq/risks")
    at = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
    signs = [
        SignOff(topic=v.topic, number=0, wording=wording, clinician="Dr. Parikh", signed_at=at)
        for v, wording in ((safety, safety.wording), (risks, "0" * 12))
    ]
    assert write(places, sign_offs=signs).signed == 1
    about = answer(places).about
    assert (about["reviewed_by"], about["reviewed_on"]) == ("Dr. Parikh", "2026-11-24")
    assert answer(places, "faq/risks").about["reviewed_by"] == ""
    assert not write(places, sign_offs=signs).anything
