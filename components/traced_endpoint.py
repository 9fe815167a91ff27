"""The way to the action server, with the id of the request that leads there."""

from __future__ import annotations

from typing import Any

from rasa.core.agent import Agent
from rasa.utils.endpoints import EndpointConfig

from logs import REQUEST_ID, REQUEST_ID_HEADER


class TracedEndpoint(EndpointConfig):
    """Sends the request's id along, so that the lines of all parts can be found together."""

    @classmethod
    def put_into(cls, agent: Agent) -> None:
        """Takes the place of an agent's way to its action server, if it has one.

        Args:
            agent: The agent; loaded models that follow keep what it has.
        """
        old = agent.action_endpoint
        if old is None or isinstance(old, cls):
            return
        agent.action_endpoint = agent.processor.action_endpoint = cls(
            old.url,
            old.params,
            old.headers,
            old.basic_auth,
            old.token,
            old.token_name,
            cafile=old.cafile,
            **old.kwargs,
        )

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """Sends a request (see parent class)."""
        request_id = REQUEST_ID.get()
        if request_id is not None:
            kwargs["headers"] = {**kwargs.get("headers", {}), REQUEST_ID_HEADER: request_id}
        return await super().request(*args, **kwargs)
