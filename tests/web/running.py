"""A running door, from outside and inside."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from web.door import Door


@dataclass(frozen=True)
class Running:
    """Its address, its parts, and a client that talks to it."""

    url: str
    door: Door
    http: httpx.AsyncClient
