"""Checks the action server's answers with a validator that is made once.

Rasa makes one for each answer, and checks the schema itself each time: 24 ms of the processor's
time, a tenth of what the engine does (docs/performance.md); this takes 2 ms.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


def check_with_one_validator() -> None:
    """Lets all actions of this process check answers so; the schema stays Rasa's own."""
    RemoteAction._validate_action_result = _check


def _check(action: RemoteAction, answer: dict[str, Any]) -> bool:
    """Refuses an answer of the wrong shape.

    Raises:
        jsonschema.ValidationError: With what is wrong.
    """
    _validator().validate(answer)
    return True


@lru_cache(maxsize=1)
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)
