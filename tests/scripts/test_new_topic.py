"""`make new-topic`: a form that is whole, and that `make check` refuses until it is filled in."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scripts.check_answers import find
from scripts.new_topic import NAME, NameRefusedError, main, start
from settings import ROOT


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project without topics."""
    for folder in ("faq", "ask_clinic"):
        (tmp_path / "data" / folder).mkdir(parents=True)
    return tmp_path


def test_the_form_has_every_field(root: Path) -> None:
    """It has the very fields of the topics that are there."""
    path = start("faq/aftercare", root)
    assert path == root / "data/faq/aftercare.yml"
    new, known = (
        yaml.safe_load(file.read_text(encoding="utf-8"))
        for file in (path, ROOT / "data/faq/risks.yml")
    )
    assert new.keys() == known.keys()
    assert new["nlu"][0]["intent"] == "faq/aftercare"
    (answer,), (other,) = (
        new["responses"]["utter_faq/aftercare"],
        known["responses"]["utter_faq/risks"],
    )
    assert answer.keys() == other.keys()
    assert answer["metadata"].keys() == other["metadata"].keys()


def changed(root: Path, old: str, new: str) -> list[str]:
    """Start a topic, change its form and check it."""
    path = start("faq/aftercare", root)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return find(root)


def test_an_empty_form_is_refused(root: Path) -> None:
    """`make check` names the file and each thing that is missing; our own topics lack nothing."""
    start("faq/aftercare", root)
    found = find(root)
    assert {line.split(": ")[0] for line in found} == {"data/faq/aftercare.yml"}
    for missing in ("0 words", "section of the source", "0 questions", "title", "`more:` is empty"):
        assert any(missing in line for line in found), missing
    assert find() == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title: ""', 'title: "', "can not be read at line"),
        ("text: >-", "text: Yes: it is", "wants `>-`"),
        ("    -\n", "    -\n  - what about it\n", "can not be read at line"),
        ("examples: |\n    -\n", "examples:\n", "`examples: |`"),
        ("examples: |\n    -\n", "examples:\n  - one\n", "`examples: |`"),
        ("    -\n", "    what about it\n", "wants `- ` before it: what about it"),
        ("next: [faq/consultation]", "next:", "in brackets"),
        ("next: [faq/consultation]", "next: faq/consultation", "in brackets"),
        ('title: ""', "title: 12", "`title:` wants words"),
        ("intent: faq/aftercare", "intent: faq/after", "wants to be faq/aftercare"),
        ("utter_faq/aftercare", "utter_faq/after", "wants to be utter_faq/aftercare"),
        ("nlu:\n- intent", "nlu:\n- intnet", "without `intent:`"),
        ("  - text: >-\n    metadata:", "    text: >-\n    metadata:", "wants a list"),
    ],
)
def test_a_broken_form_is_told(root: Path, old: str, new: str, said: str) -> None:
    """What can not be read is told with its place and the way out, never by a traceback."""
    assert any(said in line for line in changed(root, old, new))


@pytest.mark.parametrize("text", ["", "- a\n", "\x01", "nlu: 1\nresponses: 2\n"])
def test_a_file_that_is_no_topic_is_told(root: Path, text: str) -> None:
    """Whatever stands in the file, its author reads its name and a sentence."""
    start("faq/aftercare", root).write_text(text, encoding="utf-8")
    (line,) = find(root)
    assert line.startswith("data/faq/aftercare.yml: ")


def test_the_form_filled_in_passes(root: Path) -> None:
    """Thirty questions, an answer with its section: nothing else is asked of an author."""
    path = start("faq/aftercare", root)
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    asked = ["What about after?", *(f"question number {number}" for number in range(30))]
    form["nlu"][0]["examples"] = "".join(f"- {question}\n" for question in asked)
    (answer,) = form["responses"]["utter_faq/aftercare"]
    answer["text"] = "Our text does not say this. Our doctors can tell you."
    answer["metadata"] |= {"title": asked[0], "more": "Please ask them.", "next": []}
    answer["metadata"]["source"] = "Risks and Side Effects"
    path.write_text(yaml.safe_dump(form), encoding="utf-8")
    assert find(root) == []
    form["nlu"][0]["examples"] += "- Question NUMBER 3!\n"
    path.write_text(yaml.safe_dump(form), encoding="utf-8")
    assert any("taught twice" in line for line in find(root))


def test_a_name_that_is_known_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """The command says so in one line, and touches nothing."""
    before = (ROOT / "data/faq/risks.yml").read_bytes()
    assert main(["faq/risks"]) == 1
    assert "data/faq/risks.yml is there already" in capsys.readouterr().err
    assert (ROOT / "data/faq/risks.yml").read_bytes() == before


def test_nothing_is_written_over(root: Path) -> None:
    """A topic that is there stays as it is."""
    path = start("faq/aftercare", root)
    path.write_text("mine")
    with pytest.raises(NameRefusedError, match="is there already"):
        start("faq/aftercare", root)
    assert path.read_text() == "mine"


@given(st.text(max_size=30) | st.from_regex(r"[a-z_]*/[\w./-]*", fullmatch=True))
def test_any_name(name: str) -> None:
    """What is no name is refused with what it wants, and never leaves the folders of topics."""
    if NAME.fullmatch(name):
        assert name.count("/") == 1
        assert ".." not in name
        return
    with pytest.raises(NameRefusedError, match="wants faq/ or ask_clinic/"):
        start(name, Path("/nowhere"))
