"""`make new-topic`: a form that is whole, and that the checks refuse until it is filled in."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scripts.check_answers import find
from scripts.new_topic import NAME, NameRefusedError, start
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


def test_an_empty_form_is_refused(root: Path) -> None:
    """`make check` names the file and each thing that is missing; our own topics lack nothing."""
    start("faq/aftercare", root)
    found = find(root)
    assert {line.split(": ")[0] for line in found} == {"data/faq/aftercare.yml"}
    for missing in ("0 words", "source", "0 questions", "title"):
        assert any(missing in line for line in found), missing
    assert find() == []


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
