"""The mark of handlers that stream."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

MARK = "is_streaming"

Handler = TypeVar("Handler", bound=Callable[..., Any])


def streaming(handler: Handler) -> Handler:
    """Mark a handler that streams: it ends when its client is gone, see `web/finishing.py`.

    Args:
        handler: It commits nothing by itself; what it reads, it reads by `Tasks.finish`.

    Returns:
        The same handler.
    """
    setattr(handler, MARK, True)
    return handler


def is_streaming(handler: object) -> bool:
    """Tell whether a handler has the mark."""
    return bool(getattr(handler, MARK, False))
