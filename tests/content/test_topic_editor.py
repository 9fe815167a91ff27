"""An edit changes what it should in a topic's file, and not one letter more."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from content.question_checks import normal
from content.topic_editor import TopicEditor
from content.topic_files import ROOT, topic_files

TAUGHT = [(file.path, topic) for file in topic_files() for topic in file.lines]
ANSWERS = [(f.path, v.topic, v.number) for f in topic_files() for v in f.variations]


@pytest.mark.parametrize(("path", "topic"), TAUGHT, ids=str)
def test_questions_are_added_at_the_end(path: Path, topic: str) -> None:
    """In every topic's file: the new lines stand after the old ones, all else is as it was."""
    editor = TopicEditor.open(ROOT / path)
    before, old = editor.text, yaml.safe_load(editor.text)
    editor.add_questions(topic, ["wot: is 'this'?", '# a "second" one - really'])
    (block,) = [b for b in old["nlu"] if b["intent"] == topic]
    block["examples"] += "- wot: is 'this'?\n- # a \"second\" one - really\n"
    assert yaml.safe_load(editor.text) == old
    assert len(editor.text.splitlines()) == len(before.splitlines()) + 2
    assert [line for line in editor.text.splitlines() if line in before.splitlines()]


@pytest.mark.parametrize(("path", "topic", "number"), ANSWERS, ids=str)
def test_answers_are_changed_and_signed(path: Path, topic: str, number: int) -> None:
    """In every file: wording, name and date are what was given, all else is as it was."""
    editor = TopicEditor.open(ROOT / path)
    expected = yaml.safe_load(editor.text)
    answer = expected["responses"][f"utter_{topic}"][number]
    more = "A longer one: 'so' it is." if "more" in answer["metadata"] else ""
    answer["text"] = 'It is {doctors}: "yes" # no comment.'
    answer["metadata"] |= {"reviewed_by": 'Dr. "Ö" Parikh', "reviewed_on": "2026-11-24"}
    if more:
        answer["metadata"]["more"] = more
    editor.set_answer(topic, number, 'It is {doctors}: "yes" # no comment.', more)
    editor.sign(topic, number, 'Dr. "Ö" Parikh', "2026-11-24")
    assert yaml.safe_load(editor.text) == expected


def test_a_new_wording_is_not_signed(tmp_path: Path) -> None:
    """Whoever changes an answer takes the signature away with the old words."""
    path = Path(shutil.copy(ROOT / "data/faq/risks.yml", tmp_path))
    editor = TopicEditor.open(path)
    editor.sign("faq/risks", 0, "Dr. Parikh", "2026-11-24")
    editor.set_answer("faq/risks", 0, "Other words.", "")
    editor.save()
    about = yaml.safe_load(path.read_text())["responses"]["utter_faq/risks"][0]["metadata"]
    assert (about["reviewed_by"], about["reviewed_on"]) == ("", "")


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1, max_size=200))
def test_any_message_stays_one_question(text: str) -> None:
    """Whatever a visitor typed is one line of the file, and is read back as it was cleaned."""
    question = normal(text)
    printable = "".join(sign for sign in question if sign.isprintable()).strip()
    if not printable:
        return
    editor = TopicEditor(Path("x.yml"), "nlu:\n- intent: a\n  examples: |\n    - one\n")
    editor.add_questions("a", [printable])
    (block,) = yaml.safe_load(editor.text)["nlu"]
    assert block["examples"] == f"- one\n- {printable}\n"


def test_unknown_topic() -> None:
    """A topic that the file does not teach is refused, not invented."""
    with pytest.raises(KeyError):
        TopicEditor.open(ROOT / "data/faq/risks.yml").add_questions("faq/safety", ["x"])
