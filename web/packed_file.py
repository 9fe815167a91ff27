"""A text file that is sent compressed, and not again when the browser has it."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

import brotli
import zopfli.gzip
from sanic import HTTPResponse, Request, raw

# The best first.
ENCODINGS = ("br", "gzip")


class PackedFile:
    """One text, compressed when the server starts, and once a process however often it does.

    Args:
        text: What is sent.
        mime_type: Its type.
    """

    def __init__(self, text: str, mime_type: str) -> None:
        plain = text.encode()
        self._mime_type = mime_type
        self._mark = hashlib.sha256(plain).hexdigest()[:20]
        self.bodies = _pack(plain)

    def answer(self, request: Request[Any, Any]) -> HTTPResponse:
        """Send it as the browser can read it, or say that the browser's copy is still good.

        Args:
            request: The browser's request.

        Returns:
            The response; `headers` adds what all responses carry.
        """
        encoding = _best_of(request.headers.get("accept-encoding", ""))
        headers = {"ETag": f'"{self._mark}{encoding}"', "Vary": "Accept-Encoding"}
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return raw(b"", status=304, headers=headers)
        if encoding:
            headers["Content-Encoding"] = encoding
        return raw(self.bodies[encoding], headers=headers, content_type=self._mime_type)


@lru_cache(maxsize=16)
def _pack(plain: bytes) -> dict[str, bytes]:
    """Compress as well as can be, which takes a while: not again for the same bytes."""
    return {
        "": plain,
        "gzip": zopfli.gzip.compress(plain),
        "br": brotli.compress(plain, mode=brotli.MODE_TEXT),
    }


def _best_of(accepted: str) -> str:
    """Choose among what the browser accepts; empty: nothing but plain."""
    wishes = {}
    for wish in accepted.lower().split(","):
        name, _, weight = wish.partition(";")
        wishes[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in ENCODINGS if wishes.get(name)), "")
