"""A client for loopback; reading the world's certificates takes longer than most tests."""

from __future__ import annotations

import ssl

import httpx

# Knows no authority, so it would trust nobody: loopback is asked without TLS.
_NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def plain_http(url: str, seconds: float = 60) -> httpx.AsyncClient:
    """Make a client that talks to one server on this machine.

    Args:
        url: Base address of the server.
        seconds: Longest wait for any step of a request.
    """
    return httpx.AsyncClient(
        base_url=url, timeout=seconds, verify=_NO_CERTIFICATES, trust_env=False
    )
