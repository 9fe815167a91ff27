"""The guard of every request on a conversation."""

from __future__ import annotations

from typing import Any

from sanic import Request

from storage.conversations import find_conversation
from web.api_error import ApiError
from web.door import door_of


def gone() -> ApiError:
    """Make the answer to a token that opens nothing (forged, foreign, or erased)."""
    return ApiError(401, "bad_token", "This conversation does not exist or was erased.")


async def require_conversation(request: Request[Any, Any]) -> str:
    """Let only the holder of a valid token pass.

    Args:
        request: The request with its `Authorization: Bearer …`.

    Returns:
        The id of the conversation, which exists.

    Raises:
        ApiError: No token, a forged one, or an erased conversation; status 401.
    """
    conversation_id = conversation_of(request)
    async with door_of(request).database.read() as session:
        if await find_conversation(session, conversation_id) is None:
            raise gone()
    return conversation_id


def conversation_of(request: Request[Any, Any]) -> str:
    """Read which conversation a token is for; whoever uses it sees whether it still exists.

    Args:
        request: The request with its `Authorization: Bearer …`.

    Returns:
        The id of the conversation, which may be erased.

    Raises:
        ApiError: No token, or a forged one; status 401.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise ApiError(401, "no_token", "Authorization: Bearer TOKEN is missing.")
    conversation_id = door_of(request).tokens.verify(token.strip())
    if conversation_id is None:
        raise gone()
    return conversation_id
