"""Answers an alarm before anything else, also in the middle of a form."""

from __future__ import annotations

from typing import Any

from rasa.core.constants import RULE_POLICY_PRIORITY
from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT_NAME_KEY

from components.nlu.attributes import URGENT


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class AlarmPolicy(Policy):
    """Answers an urgent message by its own rule's answer, then says that the form can wait.

    RulePolicy would hand every message of an active form to the form, and with it to the action
    server; an emergency must not depend on either. Outside a form the rules do it alone.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Gives the defaults (see parent class)."""
        return {
            "priority": RULE_POLICY_PRIORITY + 1,
            # Said after the alarm's answer.
            "on_hold": "utter_lead_on_hold",
        }

    def train(
        self,
        training_trackers: list[TrackerWithCachedStates],
        domain: Domain,
        **kwargs: Any,
    ) -> Resource:
        """Learns nothing."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Predicts the alarm's answer, the word that the form waits, then to listen."""
        action = self._next_action(tracker)
        probabilities = self._default_predictions(domain)
        if action is None:
            return self._prediction(probabilities)
        probabilities[domain.index_for_action(action)] = 1.0
        # As RulePolicy's own predictions in a form: they would overrule any other kind.
        return self._prediction(probabilities, is_no_user_prediction=True)

    def _next_action(self, tracker: DialogueStateTracker) -> str | None:
        message = tracker.latest_message
        if not tracker.active_loop_name or message is None or not message.parse_data.get(URGENT):
            return None
        answer = f"utter_{message.intent.get(INTENT_NAME_KEY)}"
        order = {
            ACTION_LISTEN_NAME: answer,
            answer: self.config["on_hold"],
            self.config["on_hold"]: ACTION_LISTEN_NAME,
        }
        return order.get(str(tracker.latest_action_name))

    @classmethod
    def _metadata_filename(cls) -> str:
        return "alarm_policy.json"

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> AlarmPolicy:
        """Makes it anew: there is nothing to load."""
        return cls(config, model_storage, resource, execution_context)
