"""An action that fails sends no word of the conversation back, for the engine logs what it gets."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor

from actions.__main__ import make_app
from tests.plain_http import plain_http
from tests.web.serving import serving

CANARY = "quetzalmarimba"


class Failing(Action):
    """Fails with a visitor's words in its error."""

    def name(self) -> str:
        """Name of the action."""
        return "action_failing"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        """Fails."""
        raise ValueError(CANARY)


async def test_a_failure_tells_no_words() -> None:
    """Status 500, and neither the error's words nor the tracker in the answer."""
    executor = ActionExecutor()
    executor.register_action(Failing())
    call = {
        "next_action": "action_failing",
        "sender_id": CANARY,
        "tracker": {"sender_id": CANARY, "slots": {}, "events": [], "latest_message": {}},
        "domain": {},
    }
    async with serving(make_app(executor)) as url, plain_http(url) as http:
        response = await http.post("/webhook", json=call)
    assert response.status_code == 500
    assert CANARY not in response.text
