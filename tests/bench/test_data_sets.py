"""Data sets are found in both layouts, and what is missing or odd is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

from bench.data_sets import find_data_sets, out_of_scope_count, rasa_examples

TRAIN = "sentence,label\nhow much,PRICE\nhow big,SIZE\n"
TEST = 'sentence,label\nprice?,PRICE\n"a, b ""c""\nd",NO_NODES_DETECTED\n'
PREDS = "sentence,label,predicted_node,predicted_node_score\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    """Writes files into a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def test_hint3_layout(tmp_path: Path) -> None:
    """A subset is tested by the whole set's questions; predictions come in their order."""
    backwards = '"a, b ""c"" d",X,SIZE,0.25\nprice?,X,PRICE,0.5\n'
    files = {
        "dataset/v1/train/shop_train.csv": TRAIN,
        "dataset/v1/train/shop_subset_train.csv": TRAIN,
        "dataset/v1/test/shop_test.csv": TEST,
        "preds/luis_shop_subset.csv": PREDS + backwards,
    }
    shop, subset = find_data_sets(write(tmp_path, files))
    assert (shop.name, subset.name) == ("shop", "shop_subset")
    assert shop.published == {}
    assert subset.published == {"luis": [("PRICE", 0.5), ("SIZE", 0.25)]}
    assert shop.test == subset.test
    assert shop.test[1] == ('a, b "c"\nd', "NO_NODES_DETECTED")
    assert out_of_scope_count(shop.test) == 1
    assert "- how much" in shop.rasa_file(tmp_path).read_text(encoding="utf-8")


def test_pairs(tmp_path: Path) -> None:
    """A training file is taken as it is."""
    pair = {"shop.yml": rasa_examples([("how much", "PRICE")]), "shop.csv": "text,label\nhi,oos\n"}
    (shop,) = find_data_sets(write(tmp_path, pair))
    assert shop.rasa_file(tmp_path / "elsewhere") == tmp_path / "shop.yml"
    assert shop.test == [("hi", "oos")]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "holds no data sets"),
        ({"shop.yml": "x"}, "shop.csv"),
        ({"shop.yml": "x", "shop.csv": "text,label\n"}, "no rows"),
        ({"shop.yml": "x", "shop.csv": "words,label\na,b\n"}, "text or sentence"),
        ({"dataset/v1/train/shop_train.csv": TRAIN}, "shop_test.csv is missing"),
        (
            {
                "dataset/v1/train/shop_train.csv": TRAIN,
                "dataset/v1/test/shop_test.csv": TEST,
                "preds/luis_shop.csv": PREDS + "price?,X,PRICE,0.5\n",
            },
            "no prediction for 1 of 2",
        ),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, files: dict[str, str], said: str) -> None:
    """The message names the file and what it wants."""
    with pytest.raises(SystemExit, match=said):
        find_data_sets(write(tmp_path, files))


@given(st.text(max_size=40), st.text(min_size=1, max_size=10).filter(str.strip))
def test_rasa_reads_what_is_written(text: str, tail: str) -> None:
    """Whatever stands in an example, Rasa reads one plain example under the same intent."""
    label = "it's: #1"
    content = rasa_examples([(f"{text} word {tail}", label)])
    found = RasaYAMLReader().reads(content).intent_examples
    assert [message.get(INTENT) for message in found] == [label]
    assert "word" in found[0].get(TEXT)
