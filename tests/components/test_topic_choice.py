"""What is asked is answered in order; alarms come first; what is not understood is said to be."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.nlu.message_parts import Part
from components.nlu.reading import Reading
from components.nlu.topic_choice import FAINT_SHARE, TopicChooser, worth_reading
from components.nlu.topic_classifier import TopicClassifier

SETTINGS = {
    **TopicClassifier.get_default_config(),
    "threshold": 0.35,
    "part_threshold": 0.65,
    "piece_threshold": 0.8,
    "alarms": ["urgent_symptom", "crisis"],
    "alarm_share": 0.15,
    "short_alarm_share": 0.18,
    "part_alarm_share": 0.5,
    "small_talk": ["greet", "thanks"],
    "leading": ["book_consultation"],
}
FALLBACK = SETTINGS["fallback_intent"]
SAFE, COST, PAIN = "faq/safety", "ask_clinic/cost", "ask_clinic/pain"

Told = tuple[str, float]


def reading(name: str, confidence: float, **alarms: float) -> Reading:
    """A reading of a text."""
    rest = [("other", 1 - confidence)]
    shares = {"urgent_symptom": 0.0, "crisis": 0.0, **alarms}
    return Reading([(name, confidence), *rest], alarms=shares)


def choose(text: str, whole: Reading, *parts: tuple[str, Reading], **settings: Any) -> list[Any]:
    """Chooses among the topics of a message and its parts."""
    readings = {**dict(parts), text: whole}
    cut = [Part(part) for part, _ in parts] or [Part(text)]
    return TopicChooser({**SETTINGS, **settings}).choose(text, cut, readings)


def names(topics: list[Any]) -> list[str]:
    """The names of topics."""
    return [topic["name"] for topic in topics]


def test_one_question() -> None:
    """A message with one question asks for one topic, as sure as it was read."""
    [topic] = choose("is it safe", reading(SAFE, 0.91234567))
    assert topic == {"name": SAFE, "confidence": 0.9123, "text": "is it safe"}


def test_several_questions_in_order() -> None:
    """Each question is a topic of its own with its own words, in the order of asking."""
    topics = choose(
        "how much? is it safe? does it hurt?",
        reading(SAFE, 0.5),
        ("how much?", reading(COST, 0.9)),
        ("is it safe?", reading(SAFE, 0.8)),
        ("does it hurt?", reading(PAIN, 0.99)),
    )
    assert names(topics) == [COST, SAFE, PAIN]
    assert [topic["text"] for topic in topics] == ["how much?", "is it safe?", "does it hurt?"]


def test_asked_twice_is_answered_once() -> None:
    """The same question in other words is no second topic."""
    parts = (("how much?", reading(COST, 0.9)), ("the price?", reading(COST, 0.95)))
    topics = choose("how much? the price?", reading(COST, 0.97), *parts)
    assert names(topics) == [COST]


@pytest.mark.parametrize("greeting", ["greet", "thanks"])
@pytest.mark.parametrize("sure", [0.4, 0.99])
def test_greeting_gives_way(greeting: str, sure: float) -> None:
    """'Hi, is it safe?' is a question, however much it sounds like a greeting as a whole."""
    parts = (("hi", reading(greeting, 1.0)), ("is it safe?", reading(SAFE, 0.9)))
    assert names(choose("hi, is it safe?", reading(greeting, sure), *parts)) == [SAFE]


def test_greeting_alone_is_answered() -> None:
    """Without a question the small talk is what was meant."""
    parts = (("hi", reading("greet", 1.0)), ("good morning", reading("greet", 0.9)))
    assert names(choose("hi, good morning", reading("greet", 0.9), *parts)) == ["greet"]


@pytest.mark.parametrize(
    ("story", "why"),
    [
        (
            ("my hair is thin since the birth of my son", reading("faq/why_hair_thins", 0.9)),
            "tells",
        ),
        (("does this even", reading(COST, 0.6)), "is not sure enough"),
        (("what a day", reading("out_of_scope", 0.9)), "is nothing of ours"),
    ],
)
def test_story_around_a_question(story: tuple[str, Reading], why: str) -> None:
    """A part that asks nothing, is unsure or is not ours is no topic beside a question."""
    question = ("is it safe?", reading(SAFE, 0.9))
    topics = choose(f"{story[0]}. is it safe?", reading(SAFE, 0.7), story, question)
    assert names(topics) == [SAFE], why


def test_what_is_refused_is_not_answered() -> None:
    """'Not asking about the price' asks for something else."""
    parts = (
        ("not asking about the price", reading(COST, 0.95)),
        ("does it hurt?", reading(PAIN, 0.9)),
    )
    whole = reading(COST, 0.95)
    assert names(choose("not asking about the price, does it hurt?", whole, *parts)) == [PAIN]


def test_pieces_of_a_part() -> None:
    """A list of key words is several questions where each piece is surely another topic."""
    part = Part("cost, pain", (("cost", "pain"),))
    readings = {
        "cost, pain": reading(COST, 0.7),
        "cost": reading(COST, 0.9),
        "pain": reading(PAIN, 0.9),
    }
    chooser = TopicChooser(SETTINGS)
    assert names(chooser.choose("cost, pain", [part], readings)) == [COST, PAIN]
    readings["pain"] = reading(PAIN, 0.7)
    assert names(chooser.choose("cost, pain", [part], readings)) == [COST]


@pytest.mark.parametrize("confidence", [0.0, 0.2, 0.349])
def test_unsure_is_not_understood(confidence: float) -> None:
    """Below the threshold the message counts as not understood."""
    [topic] = choose("blah blah blah blah blah", reading(SAFE, confidence))
    assert topic["name"] == FALLBACK
    assert topic["confidence"] == pytest.approx(1 - confidence, abs=1e-4)


@pytest.mark.parametrize("text", ["", "  ", "?!", "👍🏽", "...", "\n"])
def test_wordless_is_not_understood(text: str) -> None:
    """Nothing can be guessed from a text without a word, whatever the model makes of it."""
    assert names(choose(text, reading("affirm", 1.0))) == [FALLBACK]


def test_known_word_for_word() -> None:
    """An example is its own topic: its parts ask for nothing more."""
    whole = Reading([(SAFE, 1.0)], alarms={"urgent_symptom": 0.0}, exact=True)
    parts = (("is it safe", reading(COST, 0.9)), ("or does it hurt", reading(PAIN, 0.9)))
    assert names(choose("is it safe, or does it hurt", whole, *parts)) == [SAFE]


@pytest.mark.parametrize("alarm", ["urgent_symptom", "crisis"])
def test_alarm_comes_first(alarm: str) -> None:
    """A share of belief in an alarm is enough; what else was asked is answered after it."""
    text = "can i shower, my head bleeds"
    topics = choose(text, reading("ask_clinic/recovery", 0.8, **{alarm: 0.2}))
    assert names(topics) == [alarm, "ask_clinic/recovery"]
    assert topics[0]["confidence"] == 0.2


def test_alarm_in_one_part() -> None:
    """A symptom in one of the parts raises the alarm, with that part as its text."""
    parts = (
        ("how much is it?", reading(COST, 0.9)),
        ("my head is bleeding", reading("urgent_symptom", 0.6, urgent_symptom=0.6)),
    )
    topics = choose("how much is it? my head is bleeding", reading(COST, 0.6), *parts)
    assert names(topics) == ["urgent_symptom", COST]
    assert topics[0]["text"] == "my head is bleeding"


@pytest.mark.parametrize(("hint", "raised"), [(0.0, False), (0.05, True)])
def test_a_story_without_a_hint_is_no_alarm(hint: float, raised: bool) -> None:
    """What no sentence so much as hints at, the sentences together do not tell; else they may."""
    parts = (
        ("I had a scar as a boy.", reading("other", 0.5, urgent_symptom=hint)),
        ("how much?", reading(COST, 0.9)),
    )
    topics = choose(
        "I had a scar as a boy. how much?", reading(COST, 0.5, urgent_symptom=0.4), *parts
    )
    assert names(topics) == ["urgent_symptom"] * raised + [COST]


def test_alarm_alone() -> None:
    """Where the whole message is an alarm nothing else is said."""
    parts = (
        ("my head is bleeding", reading("urgent_symptom", 0.9, urgent_symptom=0.9)),
        ("what should i do?", reading(SAFE, 0.9)),
    )
    whole = reading("urgent_symptom", 0.9, urgent_symptom=0.9)
    assert names(choose("my head is bleeding, what should i do?", whole, *parts)) == [
        "urgent_symptom"
    ]


def test_alarm_shares_are_added() -> None:
    """A little of a symptom and a little of despair are an alarm together."""
    whole = reading(SAFE, 0.7, urgent_symptom=0.08, crisis=0.09)
    assert names(choose("i can not go on with this", whole)) == ["crisis", SAFE]
    whole = reading(SAFE, 0.7, urgent_symptom=0.07, crisis=0.07)
    assert names(choose("i can not go on with this", whole)) == [SAFE]


@pytest.mark.parametrize("other", ["out_of_scope", "faq/risks"])
def test_alarm_is_not_answered_with_a_refusal(other: str) -> None:
    """Beside an alarm nobody is told that this is out of scope, or was not understood."""
    for confidence in (0.1, 0.8):
        topics = choose("my tooth bleeds", reading(other, confidence, urgent_symptom=0.3))
        understood = other == "faq/risks" and confidence > 0.35
        assert names(topics) == ["urgent_symptom", *([other] if understood else [])]


def test_without_alarm_topics() -> None:
    """An assistant without alarms chooses as well."""
    whole = Reading([(SAFE, 0.9)])
    assert names(choose("is it safe", whole, alarms=[])) == [SAFE]


topic_names = st.sampled_from([SAFE, COST, "greet", "out_of_scope", "urgent_symptom", "crisis"])
readings_of_texts = st.builds(
    lambda name, sure, symptom, crisis: reading(name, sure, urgent_symptom=symptom, crisis=crisis),
    *(topic_names, st.floats(0, 1), st.floats(0, 0.5), st.floats(0, 0.5)),
)


@given(readings_of_texts, st.lists(readings_of_texts, min_size=1, max_size=4))
def test_whatever_was_read(whole: Reading, parts: list[Reading]) -> None:
    """There is an answer, each topic once, and an alarm that a sentence hints at comes first."""
    cut = [(f"what about {number}", part) for number, part in enumerate(parts)]
    chosen = names(choose(", ".join(text for text, _ in cut), whole, *cut))
    assert chosen
    assert len(set(chosen)) == len(chosen)
    enough = sum(whole.alarms.values()) >= SETTINGS["alarm_share"]
    hinted = len(parts) == 1 or any(sum(part.alarms.values()) >= FAINT_SHARE for part in parts)
    if enough and hinted:
        assert chosen[0] in SETTINGS["alarms"]
    assert not set(chosen[1:]) & {*SETTINGS["alarms"], FALLBACK}


@pytest.mark.parametrize(
    ("text", "whole", "expected"),
    [
        ("617 555 0134", reading("out_of_scope", 0.9), ["book_consultation"]),
        ("reach me: m@example.com", reading(SAFE, 0.6), ["book_consultation"]),
        ("hello, 617 555 0134", reading("greet", 0.9), ["book_consultation"]),
        ("is it safe? 617 555 0134", reading(SAFE, 0.9), [SAFE, "book_consultation"]),
        ("delete 617 555 0134 please", reading("privacy", 0.9), ["privacy"]),
        ("is it safe? since 2024-10-11", reading(SAFE, 0.9), [SAFE]),
    ],
)
def test_a_number_is_left_to_be_called(text: str, whole: Reading, expected: list[str]) -> None:
    """Contact details in a message begin the form, after what is asked in it."""
    assert names(choose(text, whole)) == expected


def test_what_leads_decides() -> None:
    """The form begins wherever in a message it is asked for; an alarm goes before it."""
    chooser = TopicChooser(SETTINGS)
    alarm, cost, book = ({"name": n} for n in ("urgent_symptom", COST, "book_consultation"))
    assert chooser.leader([cost, book]) == book
    assert chooser.leader([cost]) == cost
    assert chooser.leader([alarm, book]) == alarm


@pytest.mark.parametrize(
    ("text", "share", "raised"),
    [("Hemant", 0.16, False), ("Sue Payne", 0.17, False), ("stroke", 0.24, True)],
)
def test_one_or_two_words_must_be_surer(text: str, share: float, raised: bool) -> None:
    """A name resembles nothing that was learnt; a symptom in one word still raises the alarm."""
    read = reading("out_of_scope", 0.5, urgent_symptom=share)
    assert (names(choose(text, read)) == ["urgent_symptom"]) is raised
    assert names(choose(f"{text} and so on", read)) == ["urgent_symptom"]


@pytest.mark.parametrize(
    ("text", "splits", "kept"),
    [
        ("is it safe and the price", [("is it safe", "the price")], 1),
        ("don't tell me the price and risks", [("don't tell me the price", "risks")], 0),
        ("the price and side effects of it", [("the price", "side effects of it")], 1),
        ("my mother has thin hair and so have I", [("my mother has thin hair", "so have I")], 0),
    ],
)
def test_pieces_worth_reading(text: str, splits: list[tuple[str, ...]], kept: int) -> None:
    """Pieces of a story or of a refusal are not read, since they would not count."""
    part = worth_reading(Part(text, tuple(splits)))
    assert part == Part(text, tuple(splits[:kept]))
    assert worth_reading(part) == part
