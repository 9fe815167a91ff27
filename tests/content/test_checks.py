"""What may be said and taught: the checks that the console and `make check` share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from components.clinic_facts import clinic_facts
from content.answer_checks import ALWAYS_KNOWN, problems
from content.question_checks import bare_forms, normal, problem
from content.topic_files import questions, titles, variations
from content.variation import Variation

OPTIONAL = {"CLINIC_EMAIL": "x", "CLINIC_ADDRESS": "x", "CLINIC_HOURS": "x"}
# The form's words name what the visitor gave: tests/data holds what they may say.
CURATED = [v for v in variations() if "lead_" not in v.topic]
RISKS = next(v for v in CURATED if v.topic == "faq/risks")


@pytest.mark.parametrize("variation", CURATED, ids=str)
def test_nothing_is_wrong_with_an_answer(variation: Variation) -> None:
    """Each answer that stands in data/ passes the console's checks."""
    assert problems(variation, titles(), clinic_facts(OPTIONAL)) == []


def test_facts_that_are_always_known() -> None:
    """The list here is what the engine always fills in."""
    assert clinic_facts({}).keys() == ALWAYS_KNOWN


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "0 words"),
        ("word " * 61, "61 words"),
        ("Most people need 3 visits.", "figure: 3"),
        ("This is a cure.", "promise: cure"),
        ("Ask {nobody}.", "fill in here: nobody"),
        ("Ask {doctors", "brace"),
        ("Autologous transplantation necessitates comprehensive investigations.", "grade"),
    ],
)
def test_a_bad_edit_is_told(text: str, said: str) -> None:
    """Each thing that may not be said is named in a sentence."""
    assert any(said in line for line in problems(replace(RISKS, text=text), titles()))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"source": "clinic"}, "medical"),
        ({"source": "Risks"}, "section"),
        ({"reviewed_by": "Dr. Parikh"}, "name and date"),
        ({"reviewed_by": "Dr. Parikh", "reviewed_on": "soon"}, "no date"),
        ({"next": ["faq/risks"]}, "other topics"),
        ({"next": ["faq/safety", "faq/safety"]}, "once"),
        ({"nxt": []}, "nxt"),
        ({"more": "Ask {clinic_hours}."}, "longer text"),
        ({"more": "We promise."}, "promise"),
    ],
)
def test_bad_facts_about_an_answer_are_told(changes: dict[str, Any], said: str) -> None:
    """Source, signature, next topics and unknown entries are looked at too."""
    known = clinic_facts(OPTIONAL)
    found = problems(replace(RISKS, about=RISKS.about | changes), titles(), known)
    assert any(said in line for line in found)


def test_versions_change_with_the_words() -> None:
    """A signature belongs to one wording: short or longer, a changed word is another version."""
    other = replace(RISKS, about=RISKS.about | {"more": "Other."})
    assert (other.version, other.wording != RISKS.wording) == (RISKS.version, True)
    assert replace(RISKS, text="Other.").version != RISKS.version


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ANY side-effects?!", "taught already, for faq/risks"),
        ("red blood cells job?", "measured"),
        ("?!", "no words"),
        ("word " * 300, "too many"),
        ("can i wear a wig over it afterwards", None),
    ],
)
def test_questions_that_may_be_taught(text: str, said: str | None) -> None:
    """Nothing that is taught already, nothing that the figures are measured on."""
    found = problem(normal(text), bare_forms(questions()), {"red blood cells job"})
    assert said in (found or "") if said else found is None


def test_marks_of_rasa_are_taken_out() -> None:
    """Entity marks, commands and line ends of a visitor are no marks of ours."""
    assert normal("/restart [x](y)\n {a}") == "restart x (y) a"
