"""What a component's settings may be; a wrong one names itself before anything is built."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rasa.engine.graph import GraphComponent
from rasa.shared.exceptions import InvalidConfigException


@dataclass(frozen=True)
class Rule:
    """What a setting wants.

    Attributes:
        wants: In words, for the message.
        holds: Tells whether a value is that.
    """

    wants: str
    holds: Callable[[Any], bool]


def check_settings(
    component: type[GraphComponent], config: Mapping[str, Any], rules: Mapping[str, Rule]
) -> None:
    """Checks a component's settings; Rasa itself checks only those of featurizers.

    Args:
        component: Whose settings they are.
        config: Its settings, the defaults among them.
        rules: What each setting of its own wants.

    Raises:
        InvalidConfigException: Naming the first setting that is unknown or wrong.
    """
    name = component.__name__
    for setting in config.keys() - component.get_default_config().keys():
        raise InvalidConfigException(f"{name}: there is no setting '{setting}'.")
    for setting, rule in rules.items():
        if not rule.holds(config[setting]):
            raise InvalidConfigException(f"{name}: '{setting}' wants {rule.wants}.")


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_pattern(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(re.compile(value))
    except re.error:
        return False


SHARE = Rule("a number from 0 to 1", lambda value: _is_number(value) and 0 <= value <= 1)
NUMBER = Rule("a number", _is_number)
POSITIVE = Rule("a number above 0", lambda value: _is_number(value) and value > 0)
TWO_OR_MORE = Rule("a whole number from 2", lambda value: _is_whole(value) and value >= 2)
ZERO_OR_MORE = Rule("a whole number from 0", lambda value: _is_whole(value) and value >= 0)
TEXT = Rule("a text", _is_text)
TEXTS = Rule("a list of texts", lambda value: isinstance(value, list) and all(map(_is_text, value)))
PATTERN = Rule("a regular expression", _is_pattern)
