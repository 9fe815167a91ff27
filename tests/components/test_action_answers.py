"""Answers of the action server are checked as strictly as Rasa does, only faster."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from components.action_answers import check_with_one_validator

GOOD: list[dict[str, Any]] = [
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "a", "value": None, "timestamp": None}]},
    {"responses": [{"text": "hello", "buttons": [{"title": "x", "payload": "y"}]}]},
]
BAD: list[Any] = [{"events": {}}, {"events": [{"name": "a"}]}, {"responses": "no"}, []]


@pytest.fixture
def action(monkeypatch: pytest.MonkeyPatch) -> Iterator[RemoteAction]:
    """An action whose answers are checked our way."""
    monkeypatch.setattr(RemoteAction, "_validate_action_result", None)
    check_with_one_validator()
    yield RemoteAction("action_x", None)


@pytest.fixture
def rasas() -> RemoteAction:
    """An action whose answers are checked Rasa's way."""
    return RemoteAction("action_x", None)


@pytest.mark.parametrize("answer", GOOD)
def test_good_ones_pass(action: RemoteAction, answer: dict[str, Any]) -> None:
    """What actions answer passes, time after time."""
    assert action._validate_action_result(answer)
    assert action._validate_action_result(answer)


@pytest.mark.parametrize("answer", BAD)
def test_bad_ones_do_not(action: RemoteAction, answer: Any) -> None:
    """An answer of another shape is refused."""
    with pytest.raises(ValidationError):
        action._validate_action_result(answer)


@pytest.mark.parametrize("answer", BAD)
def test_rasa_thinks_the_same(rasas: RemoteAction, answer: Any) -> None:
    """What is refused here is what Rasa refuses, so that an update of Rasa is noticed."""
    with pytest.raises(ValidationError):
        rasas._validate_action_result(answer)
