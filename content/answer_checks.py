"""What is wrong with an answer: the same checks for `make check` and for an edit in the console."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from content.document import PLACEHOLDER, figures, grade, has_section, promises
from content.variation import Variation

MAX_WORDS, MAX_WORDS_MORE = 60, 110
MAX_GRADE = 8.0
MAX_NEXT = 3
CLINIC = "clinic"  # the source of words that say nothing medical
# The age of majority is law, not medicine; the document is silent on it.
ALLOWED_FIGURES = {"under_18": ["eighteen"]}
# Facts of the clinic that are always known, whatever is not set.
ALWAYS_KNOWN = frozenset(
    ("clinic_name", "clinic_phone", "clinic_contact", "clinic_time_zone", "doctors")
) | {"emergency_number", "crisis_line", "callback_within"}
_KEYS = {"title", "more", "next", "source", "reviewed_by", "reviewed_on", "language"}


def problems(
    variation: Variation, titles: Mapping[str, str], known: Collection[str] = ALWAYS_KNOWN
) -> list[str]:
    """Finds what is wrong with an answer.

    Args:
        variation: The answer.
        titles: The button of each topic that has one.
        known: The facts that it may name in braces.

    Returns:
        A sentence for each thing, for whoever wrote it; none: it may be said.
    """
    return [
        *_of_text(variation, variation.text, MAX_WORDS, known),
        *(_of_text(variation, variation.more, MAX_WORDS_MORE, known) if variation.more else []),
        *_of_more_facts(variation),
        *_of_source(variation),
        *_of_signature(variation),
        *_of_next(variation, titles),
        *(f"It has an unknown entry: {key}." for key in variation.about.keys() - _KEYS),
    ]


def problems_of_edit(old: Variation, text: str, more: str, titles: Mapping[str, str]) -> list[str]:
    """Finds what is wrong with another wording of an answer.

    Args:
        old: The answer as it is.
        text: The short answer.
        more: The longer one, or nothing.
        titles: The button of each topic that has one.

    Returns:
        A sentence for each thing.
    """
    facts = ALWAYS_KNOWN | set(PLACEHOLDER.findall(old.text))
    about = old.about | {"reviewed_by": "", "reviewed_on": ""}
    if old.more and not more:
        return ["It has a longer answer, which must not be empty."]
    if more and not old.more:
        return ["It has no longer answer: a longer one needs a change of its file."]
    if more:
        about["more"] = more
    return problems(replace(old, text=text, about=about), titles, facts)


def _of_text(variation: Variation, text: str, most: int, known: Collection[str]) -> list[str]:
    """Checks one text that a visitor may read."""
    found = []
    words = len(text.split())
    if not 0 < words <= most:
        found.append(f"It has {words} words; at least one and at most {most} are wanted.")
    allowed = ALLOWED_FIGURES.get(variation.topic, [])
    if numbers := [f for f in figures(text, variation.language) if f not in allowed]:
        found.append(f"The source document does not have this figure: {', '.join(numbers)}.")
    if promised := promises(text):
        found.append(f"This sounds like a promise: {', '.join(promised)}.")
    if variation.language == "en" and words and grade(text) > MAX_GRADE:
        found.append(f"It reads like grade {grade(text):.1f}; {MAX_GRADE:.0f} or easier is wanted.")
    named = set(PLACEHOLDER.findall(text))
    if unknown := sorted(named - set(known)):
        found.append(f"Nothing is known to fill in here: {', '.join(unknown)}.")
    if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
        found.append("A brace stands alone.")
    return found


def _of_more_facts(variation: Variation) -> list[str]:
    """The longer text may need no fact that the short one lacks: it is said after it."""
    named = set(PLACEHOLDER.findall(variation.more))
    lacking = sorted(named - ALWAYS_KNOWN - set(PLACEHOLDER.findall(variation.text)))
    return [f"Only the longer text names this: {', '.join(lacking)}."] if lacking else []


def _of_source(variation: Variation) -> list[str]:
    source = variation.about.get("source")
    if source == CLINIC and variation.topic.startswith("faq/"):
        return ["An answer on a medical matter rests on the source document."]
    if source == CLINIC or (isinstance(source, str) and has_section(source)):
        return []
    return ["It names no section of the source document."]


def _of_signature(variation: Variation) -> list[str]:
    by, on = variation.about.get("reviewed_by"), variation.about.get("reviewed_on")
    if not isinstance(by, str) or on is None or bool(by) != bool(on):
        return ["It wants a clinician's name and date, or both empty."]
    try:
        date.fromisoformat(str(on)) if on else None
    except ValueError:
        return ["The date of the signature is no date."]
    return []


def _of_next(variation: Variation, titles: Mapping[str, str]) -> list[str]:
    following = variation.about.get("next", [])
    wrong = [t for t in following if t == variation.topic or t not in titles]
    if wrong or len(following) > MAX_NEXT or len(set(following)) < len(following):
        return [f"At most {MAX_NEXT} other topics with a title may follow, each once."]
    return []
