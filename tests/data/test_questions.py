"""Every topic is taught widely enough, each question once, and none that the figures rest on."""

from __future__ import annotations

from collections import defaultdict

import pytest

from content.bare import bare
from content.question_checks import LONGEST, SHORT_WORDS
from content.topic_file import TopicFile
from content.topic_files import WITHOUT_TOPIC, held_out, questions, topic_files
from scripts.check_answers import LEAST_QUESTIONS, TAUGHT_WIDELY

# These names are an interface. More may be added, none may go.
NAMES = [
    *("faq/human_cells", "faq/what_are_stem_cells", "faq/stem_cell_abilities"),
    *("faq/what_are_hfscs", "faq/how_hfscs_work", "faq/hair_growth_cycle", "faq/why_hair_thins"),
    *("faq/how_therapy_works", "faq/treatment_methods", "faq/why_it_may_help", "faq/own_cells"),
    *("faq/am_i_a_candidate", "faq/hair_loss_causes", "faq/evidence", "faq/results"),
    *("faq/risks", "faq/safety", "faq/consultation", "faq/doctors"),
    *("ask_clinic/cost", "ask_clinic/sessions", "ask_clinic/duration", "ask_clinic/pain"),
    *("ask_clinic/recovery", "ask_clinic/location_hours", "ask_clinic/insurance"),
    *("ask_clinic/regulation", "ask_clinic/alternatives", "ask_clinic/photos"),
    *("greet", "goodbye", "thanks", "affirm", "deny", "bot_challenge", "capabilities"),
    *("book_consultation", "talk_to_human", "urgent_symptom", "crisis", "other_language"),
    *("privacy", "out_of_scope"),
]
# What `make check` does not ask of them, since they lie in data/dialogue/.
LEAST = {"urgent_symptom": 60, "crisis": 30, "out_of_scope": 150}

each_topic = pytest.mark.parametrize("topic", questions())


@pytest.mark.parametrize("name", NAMES)
def test_name_is_there(name: str) -> None:
    """Every name that logs, console and reports use is taught."""
    assert questions().get(name)


def test_one_file_for_each_topic() -> None:
    """A file holds one topic and is named after it; only fallback and form have no topic."""
    for file in topic_files():
        expected = [] if file.path.stem in WITHOUT_TOPIC else [file.name]
        assert list(file.lines) == expected, file.path


@each_topic
def test_taught_widely(topic: str) -> None:
    """Topics have the number of questions that was asked for."""
    widely = LEAST_QUESTIONS if topic.split("/")[0] in TAUGHT_WIDELY else 1
    least = LEAST.get(topic, widely)
    assert len(questions()[topic]) >= least


@pytest.mark.parametrize("file", [f for f in topic_files() if f.lines], ids=lambda f: f.name)
def test_questions_are_read_as_they_stand(file: TopicFile) -> None:
    """Each line is one question, without an entity mark, command or blank that Rasa would take."""
    for topic, lines in file.lines.items():
        for line in lines:
            assert line.startswith("- "), (topic, line)
            question = line.removeprefix("- ")
            assert question == question.strip(), (topic, line)
            assert 0 < len(question) <= LONGEST, (topic, line)
            assert not question.startswith("/"), (topic, line)
            assert not set("[]{}") & set(question), (topic, line)


def test_no_question_twice() -> None:
    """A question stands once in all files, however it is typed: else two topics would own it."""
    owners = defaultdict(list)
    for topic, texts in questions().items():
        for text in texts:
            owners[bare(text) or text].append(f"{topic}: {text}")
    twice = [" = ".join(places) for places in owners.values() if len(places) > 1]
    assert not twice, "\n".join(twice)


def test_figures_are_measured_on_unseen_questions() -> None:
    """No held-out text is taught as well, save those of one or two words."""
    taught = {bare(text): topic for topic, texts in questions().items() for text in texts}
    long = [text for text in held_out() if len(bare(text).split()) > SHORT_WORDS]
    seen = [f"{taught[bare(text)]}: {text}" for text in long if bare(text) in taught]
    assert not seen, "\n".join(seen)


def test_there_are_held_out_questions() -> None:
    """The files that the test before compares with are read: they hold hundreds of texts."""
    assert len(held_out()) > 500


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What's the price?", "whats the PRICE"),
        ("side-effects…", "Side  effects"),
        ("it´s  sooooo long", "its soooooooo long!"),
    ],
)
def test_typing_does_not_make_a_question_new(one: str, other: str) -> None:
    """Case, marks, quotes and long letters are not compared."""
    assert bare(one) == bare(other)
