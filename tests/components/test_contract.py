"""What every component of config.yml promises Rasa and the visitor; new ones are found here too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import GraphComponent
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.utils.common import class_from_module_path

from tests.components.tiny_pipeline import (
    TinyPipeline,
    component_classes,
    configured,
    parse,
    parse_all,
    read_by,
)
from tests.components.tiny_training import TEXTS

# Settings that a component inherits from Rasa and does not read itself.
RASAS_OWN = {"intent_tokenization_flag", "intent_split_symbol", "token_pattern", "alias"}

HOSTILE = {
    "empty": "",
    "spaces": " \t\n ",
    "emoji": "👍🏽😀",
    "one mark": "?",
    "long": "what are the risks and does it hurt, " * 500,
    "long without spaces": "a" * 20_000,
    "spaces without end": " " * 20_000,
    "commas without end": "," * 20_000,
    "Arabic": "ما هي المخاطر؟",
    "Chinese": "有什么风险",
    "NUL": "what\x00are the risks\x00",
    "controls": "\x01\x1b[31m\u202erisks\u200b\ufeff",
    "lone surrogate": "risks \ud800 of it",
    "combining marks": "r" + "\u0301" * 500,
    "command": '/faq{"name": "x"}',
    "braces": "{clinic_phone} [risks](faq) {{",
}

every_component = pytest.mark.parametrize("kind", component_classes(), ids=lambda k: k.__name__)

SEVERAL = [
    *("hi, what are the risks? is it safe", "my scalp is bleeding", "", "hello"),
    "¿Cuánto cuesta el tratamiento y es seguro?",
]


def nearly(parsed: Any) -> Any:
    """A parse whose numbers may differ by what half precision on disk costs."""
    if isinstance(parsed, float):
        return pytest.approx(parsed, abs=2e-3)
    if isinstance(parsed, dict):
        return {key: nearly(value) for key, value in parsed.items()}
    if isinstance(parsed, list):
        return [nearly(value) for value in parsed]
    return parsed


@every_component
def test_what_it_needs_stands_before_it(kind: type[GraphComponent]) -> None:
    """Each component stands behind the kinds of components that it requires."""
    classes = component_classes()
    before = classes[: classes.index(kind)]
    for needed in kind.required_components():
        assert any(issubclass(other, needed) for other in before), needed.__name__


@every_component
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_breaks_it(
    with_defaults: TinyPipeline, kind: type[GraphComponent], text: str
) -> None:
    """Whatever a visitor sends is read without an error."""
    parse(with_defaults.load(kind), text)


@every_component
def test_no_text_at_all_does_not_break_it(
    with_defaults: TinyPipeline, kind: type[GraphComponent]
) -> None:
    """A message without a text, as a bare event is, is read without an error."""
    parse(with_defaults.load(kind), None)


@every_component
@pytest.mark.parametrize("text", [*TEXTS, "hi, what are the risks? is it safe", "wat r the risks"])
def test_loaded_reads_as_trained(
    with_defaults: TinyPipeline, kind: type[GraphComponent], text: str
) -> None:
    """What was trained and what a new process loads give the same parse."""
    trained = with_defaults.components[: component_classes().index(kind) + 1]
    assert parse(with_defaults.load(kind), text) == nearly(parse(trained, text))


def test_trained_again_reads_the_same(with_defaults: TinyPipeline, tmp_path: Path) -> None:
    """A second training on the same examples gives the same parse: nothing is left to chance."""
    again = TinyPipeline(tmp_path / "again")
    for text in [*TEXTS, *SEVERAL]:
        assert parse(again.components, text) == nearly(parse(with_defaults.components, text))


@every_component
def test_messages_do_not_colour_each_other(
    with_defaults: TinyPipeline, kind: type[GraphComponent]
) -> None:
    """Read together, in any order or twice, messages are read as each of them alone."""
    loaded = with_defaults.load(kind)
    alone = [parse(loaded, text) for text in SEVERAL]
    assert parse_all(loaded, SEVERAL) == nearly(alone)
    assert parse_all(loaded, [*SEVERAL, *SEVERAL][::-1]) == nearly([*alone, *alone][::-1])


@every_component
def test_it_takes_nothing_away(with_defaults: TinyPipeline, kind: type[GraphComponent]) -> None:
    """A component adds to a message; the text and what those before it have left stay there."""
    *before, component = with_defaults.load(kind)
    for text in SEVERAL:
        message = read_by(before, text)
        left, features = set(message.data), list(message.features)
        component.process([message])
        assert message.get(TEXT) == text
        assert left <= set(message.data)
        assert message.features[: len(features)] == features


@every_component
@pytest.mark.parametrize("method", ["create", "load"])
def test_wrong_setting_is_named(
    with_defaults: TinyPipeline, kind: type[GraphComponent], method: str
) -> None:
    """A setting of a wrong type is refused by its name before anything is built."""
    defaults = kind.get_default_config()
    for setting in defaults.keys() - RASAS_OWN:
        # Rasa itself merges mappings, so there it is what they hold that may be wrong.
        wrong = {"x": object()} if isinstance(defaults[setting], dict) else object()
        with pytest.raises(InvalidConfigException, match=f"'{setting}'"):
            with_defaults.build(kind, method, **{setting: wrong})


@pytest.mark.parametrize("entry", configured(), ids=lambda entry: entry["name"].split(".")[-1])
def test_settings_of_config_yml_are_accepted(
    with_defaults: TinyPipeline, entry: dict[str, Any]
) -> None:
    """What config.yml sets is what the components take."""
    settings = {name: value for name, value in entry.items() if name != "name"}
    assert with_defaults.build(class_from_module_path(entry["name"]), **settings)


@every_component
def test_unknown_setting_is_named(with_defaults: TinyPipeline, kind: type[GraphComponent]) -> None:
    """A misspelt setting is refused by its name instead of being passed over."""
    with pytest.raises(InvalidConfigException, match="'treshold'"):
        with_defaults.build(kind, treshold=0.5)
