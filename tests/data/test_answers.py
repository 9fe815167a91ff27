"""Every answer says what the source document says: no more, in plain words, with its source."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

import pytest

from components.clinic_facts import clinic_facts
from content.answer_checks import (
    ALLOWED_FIGURES,
    CLINIC,
    MAX_GRADE,
    MAX_NEXT,
    MAX_WORDS,
    MAX_WORDS_MORE,
)
from content.bare import bare
from content.document import PLACEHOLDER, figures, grade, has_section, promises
from content.topic_files import (
    ROOT,
    WITHOUT_TOPIC,
    questions,
    topic_files,
    variations,
    yaml_of,
)
from content.variation import Variation
from scripts.check_answers import LONGEST_TITLE

WORDS_OF = {"text": MAX_WORDS, "more": MAX_WORDS_MORE}
ASKED_BY_BUTTON = "Tell me more"  # components/nlg.py puts it on a button

OPTIONAL_SETTINGS = {"CLINIC_EMAIL": "x", "CLINIC_ADDRESS": "x", "CLINIC_HOURS": "x"}
KNOWN = clinic_facts(OPTIONAL_SETTINGS).keys()
# What only the form names: its own slots, and the wording that its consent action hands over.
FORM = "lead_"
FORM_KNOWS = {"consent_wording"} | {
    slot for slot in yaml_of(ROOT / "domain.yml")["slots"] if slot.startswith(FORM)
}
ALWAYS_KNOWN = clinic_facts({}).keys()


@dataclass(frozen=True)
class Said:
    """One text that a visitor may read."""

    variation: Variation
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.variation} {self.kind}"


SAID = [
    Said(variation, kind, text)
    for variation in variations()
    for kind, text in (("text", variation.text), ("more", variation.about.get("more", "")))
    if text or kind == "text"
]
TITLES = {v.topic: v.about["title"] for v in variations() if v.number == 0 and "title" in v.about}

each_variation = pytest.mark.parametrize("variation", variations(), ids=str)
each_text = pytest.mark.parametrize("said", SAID, ids=str)


@each_variation
def test_rests_on_a_section(variation: Variation) -> None:
    """Each answer names a heading of the document, or says that it is the clinic's own words."""
    source = variation.about.get("source")
    assert isinstance(source, str)
    assert has_section(source) or source == CLINIC
    if variation.topic.startswith("faq/"):
        assert source != CLINIC, "an answer on a medical matter rests on the document"


@each_variation
def test_can_be_signed(variation: Variation) -> None:
    """Each answer has a place for a clinician's name and date: both, or both still empty."""
    by, on = variation.about.get("reviewed_by"), variation.about.get("reviewed_on")
    assert isinstance(by, str)
    assert on is not None
    assert bool(by) == bool(on)
    if on:
        date.fromisoformat(str(on))


@each_text
def test_not_silent_and_not_long(said: Said) -> None:
    """The short answer has at most 60 words, the longer one at most 110, and none is empty."""
    assert 0 < len(said.text.split()) <= WORDS_OF[said.kind]


@each_text
def test_no_figure_of_its_own(said: Said) -> None:
    """No number, price or amount that the document does not have."""
    found = figures(said.text, said.variation.language)
    assert found == ALLOWED_FIGURES.get(said.variation.topic, [])


@each_text
def test_promises_nothing(said: Said) -> None:
    """No guarantee, cure, permanence or promise, unless it is plainly denied."""
    assert promises(said.text) == []


@pytest.mark.parametrize(
    "said", [said for said in SAID if said.variation.language == "en"], ids=str
)
def test_easy_to_read(said: Said) -> None:
    """Reading level grade 8 or easier, the document's own terms set aside."""
    assert grade(said.text) <= MAX_GRADE


@each_text
def test_names_only_known_facts(said: Said) -> None:
    """Only facts of the clinic stand in braces; the longer text needs none that the short lacks.

    The form may name what the visitor has given as well, and nothing else may.
    """
    named = set(PLACEHOLDER.findall(said.text))
    assert named <= (KNOWN | FORM_KNOWS if FORM in said.variation.topic else KNOWN)
    assert not re.search(r"[{}]", PLACEHOLDER.sub("", said.text))
    if said.kind == "more":
        assert named <= ALWAYS_KNOWN | set(PLACEHOLDER.findall(said.variation.text))


@each_variation
def test_leads_on_to_topics(variation: Variation) -> None:
    """Each next question is another topic that has a title, and none stands twice."""
    following = variation.about.get("next", [])
    assert len(following) <= MAX_NEXT
    assert len(set(following)) == len(following)
    assert variation.topic not in following
    assert set(following) <= TITLES.keys()


@each_variation
def test_nothing_unknown_about_it(variation: Variation) -> None:
    """A misspelt key would be passed over in silence."""
    known = {"title", "more", "next", "source", "reviewed_by", "reviewed_on", "language"}
    assert variation.about.keys() <= known


@pytest.mark.parametrize(("topic", "title"), TITLES.items())
def test_title_leads_to_its_topic(topic: str, title: str) -> None:
    """A button's words fit on it and are, word for word, a question of the topic they lead to."""
    assert 0 < len(title) <= LONGEST_TITLE
    assert title in questions()[topic]


def test_titles_differ() -> None:
    """No two topics share a button's words."""
    assert [title for title, n in Counter(TITLES.values()).items() if n > 1] == []


@pytest.mark.parametrize("topic", [t for t in questions() if "/" in t])
def test_every_question_topic_has_a_button(topic: str) -> None:
    """What the document or the clinic answers can be offered when a message was not understood."""
    assert topic in TITLES


def test_tell_me_more_is_understood() -> None:
    """The button's words are a question of the topic that it leads to."""
    assert bare(ASKED_BY_BUTTON) in map(bare, questions()["tell_me_more"])


@pytest.mark.parametrize("topic", [*questions(), "not_sure", "misunderstood_twice"])
def test_every_topic_can_always_be_answered(topic: str) -> None:
    """Each topic has an English answer that needs no optional setting."""
    assert any(
        set(PLACEHOLDER.findall(variation.text)) <= ALWAYS_KNOWN
        for variation in variations()
        if variation.topic == topic and variation.language == "en"
    )


def test_languages_of_the_visitors() -> None:
    """The commonest other languages are answered in themselves, each once."""
    spoken = [v.language for v in variations() if v.topic == "other_language"]
    assert {"en", "es", "fr", "de", "pt", "zh"} <= set(spoken)
    assert len(set(spoken)) == len(spoken)


def test_answer_stands_in_its_topics_file() -> None:
    """Questions and answer of a topic stand together; only fallback and form have no topic."""
    for file in topic_files():
        for variation in file.variations:
            assert variation.topic == file.name or file.path.stem in WITHOUT_TOPIC


def test_domain_holds_no_answer() -> None:
    """All that is said to visitors stands under data/, where these tests see it."""
    assert "responses" not in yaml_of(ROOT / "domain.yml")
