"""A client for loopback; reading the world's certificates takes longer than most tests."""

from __future__ import annotations

import ssl

import httpx

# Knows no authority, so it would trust nobody: loopback is asked without TLS.
_NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def plain_http(url: str) -> httpx.AsyncClient:
    """Make a client that talks to one door.

    Args:
        url: Base address of the door.
    """
    return httpx.AsyncClient(base_url=url, timeout=60, verify=_NO_CERTIFICATES, trust_env=False)
