"""An alarm is answered at once, whatever is under way, and needs no action server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.events import ActionExecuted, Event

from components.alarm_policy import AlarmPolicy
from tests.components.form_conversations import DOMAIN, asks, conversation, says

# The domain's responses stand in data/; an action list is all that matters here.
FULL = DOMAIN.merge(
    DOMAIN.from_dict(
        {
            "version": "3.1",
            "responses": {
                name: [{"text": "…"}]
                for name in ("utter_urgent_symptom", "utter_crisis", "utter_lead_on_hold")
            },
        }
    )
)


@pytest.fixture
def policy(tmp_path: Path) -> Iterator[AlarmPolicy]:
    """The policy as the graph makes it."""
    storage = LocalModelStorage.create(tmp_path)
    context = ExecutionContext(GraphSchema({}), "test")
    config = AlarmPolicy.get_default_config()
    yield AlarmPolicy.create(config, storage, Resource("alarm"), context)


def predicted(policy: AlarmPolicy, *events: Event) -> str | None:
    """The action that it predicts; None: it leaves it to others."""
    prediction: Any = policy.predict_action_probabilities(conversation(*events), FULL)
    best = max(prediction.probabilities)
    if best == 0:
        return None
    assert prediction.is_no_user_prediction  # else RulePolicy's form would go before
    return str(FULL.action_names_or_texts[prediction.probabilities.index(best)])


@pytest.mark.parametrize("alarm", ["urgent_symptom", "crisis"])
def test_in_the_middle_of_a_form(policy: AlarmPolicy, alarm: str) -> None:
    """The alarm's answer, then the word that the request waits, then silence."""
    so_far = [says("call me"), *asks("lead_name"), says("I am bleeding", alarm, urgent=True)]
    order = [f"utter_{alarm}", "utter_lead_on_hold", "action_listen"]
    for action in order:
        assert predicted(policy, *so_far) == action
        so_far.append(ActionExecuted(action))
    assert predicted(policy, *so_far, says("continue")) is None


def test_leaves_all_else_alone(policy: AlarmPolicy) -> None:
    """No form, or no alarm: the rules decide."""
    listens = ActionExecuted("action_listen")
    assert predicted(policy, listens, says("I am bleeding", "urgent_symptom", urgent=True)) is None
    assert predicted(policy, says("call me"), *asks("lead_name"), says("Maria")) is None


def test_goes_before_the_rules(policy: AlarmPolicy) -> None:
    """At the same confidence the ensemble takes the higher priority."""
    from rasa.core.policies.rule_policy import RulePolicy

    assert policy.priority > RulePolicy.get_default_config()["priority"]
