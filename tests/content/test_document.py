"""What answers are checked by: the checks see what they are to see, and no more."""

from __future__ import annotations

import pytest

from content.document import DOCUMENT, TERMS, figures, grade, has_section, promises

MAX_GRADE = 8.0


@pytest.mark.parametrize("term", TERMS)
def test_terms_are_the_documents_own(term: str) -> None:
    """Only words of the document are set aside when reading ease is measured."""
    assert term.lower() in DOCUMENT.lower()


@pytest.mark.parametrize(
    "text",
    [
        "It takes 3 visits.",
        "A few sessions, twice a year or once a month.",
        "It takes ٣ visits.",
        "Ⅳ or ½ of them",
        "It works in ninety per cent.",
        "About half of our patients.",
        "Hair doubles.",
        "You need three sessions.",
        "At least ten.",
        "A two-week break.",
        "One month is enough.",
        "Results show a year later.",
        "It costs € and more.",
        "A few dollars.",
        "The first talk is free of charge.",
        "90%",
    ],
)
def test_figures_are_seen(text: str) -> None:
    """Digits of any script, number words that count something, prices."""
    assert figures(text)


@pytest.mark.parametrize(
    "text",
    [
        "Call {clinic_phone} or {emergency_number}.",
        "One is self-renewal, the other two things come third.",
        "There is more than one way, and no one can say.",
        "Many of our patients, various causes, several factors.",
        "Take the time you need.",
        "There is a time of growth and a time of rest.",
    ],
)
def test_counting_words_are_no_figures(text: str) -> None:
    """Small numbers that count nothing medical, and what the settings fill in, are fine."""
    assert figures(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "We guarantee it.",
        "Results are guaranteed.",
        "This is a cure.",
        "It has cured many.",
        "A curative treatment.",
        "The change is permanent.",
        "It lasts permanently.",
        "It is a promising way.",
        "We promise.",
        "Holds promise for all.",
        "It is not painful and it is permanent.",
        "There is no doubt that it cures.",
        "It is not only a cure.",
        "No surgery, permanent hair.",
        "It does not hurt. A cure for all.",
        "It is perfectly safe.",
        "A risk-free way, proven for years.",
    ],
)
def test_promises_are_seen(text: str) -> None:
    """Every inflection, also beside a 'not' that denies something else."""
    assert promises(text)


@pytest.mark.parametrize(
    "text",
    [
        "We can not promise anything.",
        "It isn’t a cure.",
        "No one can guarantee a result.",
        "It never was proven to work.",
        "It holds promise as a possible treatment for hair loss.",
        "An accurate, secure and curious answer.",
    ],
)
def test_denials_and_the_documents_own_wording_are_fine(text: str) -> None:
    """What is plainly denied is not promised, and the document's own sentence may be used."""
    assert promises(text) == []


def test_hard_text_is_seen() -> None:
    """A text of long words and long sentences is above the limit; the document's terms are not."""
    hard = (
        "Autologous transplantation necessitates comprehensive haematological investigations "
        "preceding any administration of regenerative preparations intradermally."
    )
    assert grade(hard) > MAX_GRADE
    assert grade("Stem cell therapy aims to help hair follicles in androgenetic alopecia.") < 8


@pytest.mark.parametrize("heading", ["", "Risks", "risks and side effects", "Stem cells are"])
def test_parts_of_the_text_are_no_headings(heading: str) -> None:
    """Only a whole heading, as it stands, names a section."""
    assert not has_section(heading)
