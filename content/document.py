"""What answers must not say beyond the source document: figures, prices, promises, hard words."""

from __future__ import annotations

import re
import unicodedata

import textstat

from content.topic_files import ROOT

DOCUMENT = (ROOT / "docs" / "source-document.txt").read_text(encoding="utf-8")
PLACEHOLDER = re.compile(r"\{(\w+)\}")

# The document's own terms: each counts as one easy word when reading ease is measured.
TERMS = (
    *("hair follicle stem cells", "hair follicle stem cell", "stem cell therapies"),
    *("stem cell therapy", "stem cells", "stem cell", "hair follicles", "hair follicle"),
    *("follicles", "follicle", "androgenetic alopecia", "self-renewal", "differentiation"),
    *("consultation", "therapies", "therapy", "undifferentiated", "specialized"),
    *("adipose tissue", "inflammation", "infection", "allergic reactions", "regenerate"),
    *("regeneration", "miniaturize", "red blood cells", "neurons", "nervous system"),
    *("Dr. Parikh", "Dr. Liebermann", "L&P Aesthetics", "clinical trials", "HFSCs", "HFSC"),
    "medical history",
)

# Words that are a figure wherever they stand.
_FIGURE = (
    r"(?:four|five|six|seven|eight|nine|(?:thir|four|fif|six|seven|eigh|nine)teen|ten|eleven|"
    r"twelve|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|[mb]illion|dozen|half|"
    r"halve|quarter|double|triple|twice|thrice|fifth|tenth|per ?cent|percentage)s?"
)
# Smaller ones count things everywhere in English; they are a figure before a unit.
_PERIOD = r"(?:second|minute|hour|day|night|week|month|year|decade)s?"
_UNIT = (
    rf"(?:{_PERIOD}|(?:session|visit|treatment|injection|shot|appointment|round|time|patient|"
    r"person|case|trial|hair|strand|graft|dollar|euro|pound|inch|centimet(?:er|re))(?:e?s)?|"
    r"people|m[ae]n|wom[ae]n|stud(?:y|ies))"
)
_COUNTED = (
    rf"(?:one|two|three|third|couple of|few|several)[ -]{_UNIT}"
    rf"|(?:once|times) an? {_PERIOD}|an? {_PERIOD} (?:ago|later|apart|or so)"
)
_MONEY = r"dollars?|euros?|cents?|pence|sterling|rupees?|usd|eur|gbp|free of charge|for free"
_FIGURES = re.compile(rf"\b(?:{_FIGURE}|{_COUNTED}|{_MONEY})\b", re.IGNORECASE)

_PROMISE = re.compile(
    r"\b(?:guarant\w*|cur(?:e|es|ed|ing|able|ative)|permanen\w*|promis\w*|miracl\w*|forever|"
    r"proven|prov(?:es|en) to|risk[- ]free|pain(?:less\w*|[- ]free)|(?:always|surely) works?|"
    r"(?:100 ?%|completely|totally|perfectly|absolutely) (?:safe|effective))\b",
    re.IGNORECASE,
)
_OWN_WORDING = re.compile(
    r"\bholds? promise as a (?:potential|possible) treatment\b", re.IGNORECASE
)
_NEGATION = re.compile(
    r"\b(?:not|no|nor|never|neither|nothing|nobody|none|without|cannot|\w+n[’']t)\b"
    r"(?! only| just| merely| doubt| question)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[.,:;!?()]|\b(?:and|but|so|because|while|yet)\b", re.IGNORECASE)


def has_section(heading: str) -> bool:
    """Tells whether the document has a section of exactly this heading."""
    return any(
        line == heading or line.startswith(f"{heading}: ")
        for line in DOCUMENT.splitlines()
        if heading
    )


def figures(text: str, language: str = "en") -> list[str]:
    """Gives the numbers, prices and amounts of a text that the document does not have.

    Words are known in English only; digits and signs of money in every script.
    """
    text = PLACEHOLDER.sub("", text)
    found = [match[0] for match in _FIGURES.finditer(text)] if language == "en" else []
    found += [c for c in text if unicodedata.category(c) in ("Nd", "Nl", "No", "Sc") or c in "%‰"]
    return [figure for figure in found if not _in_document(figure)]


def promises(text: str) -> list[str]:
    """Gives the promising words of a text that no 'not' stands before in the same clause."""
    text = _OWN_WORDING.sub("", text)
    return [match[0] for match in _PROMISE.finditer(text) if not _negated(text[: match.start()])]


def grade(text: str) -> float:
    """Gives the Flesch-Kincaid grade of an English text, the document's own terms set aside."""
    plain = PLACEHOLDER.sub("us", text)
    for term in TERMS:
        plain = re.sub(rf"\b{re.escape(term)}\b", "cell", plain, flags=re.IGNORECASE)
    return float(textstat.flesch_kincaid_grade(plain))


def _in_document(figure: str) -> bool:
    """Tells whether the document has it as a word of its own ('ten' is not in 'extent')."""
    return bool(re.search(rf"(?<!\w){re.escape(figure)}(?!\w)", DOCUMENT, re.IGNORECASE))


def _negated(before: str) -> bool:
    clause = _CLAUSE_END.split(before)[-1]
    return bool(_NEGATION.search(clause))
