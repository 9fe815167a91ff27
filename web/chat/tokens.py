"""Signed tokens: who holds one may read and write one conversation."""

from __future__ import annotations

import hashlib
import re
import secrets

from itsdangerous import BadSignature, Signer

CONVERSATION_ID = re.compile(r"[A-Za-z0-9_-]{22,64}")


class Tokens:
    """Mints conversation ids and signs them.

    Args:
        secret: Key of the signatures.
    """

    def __init__(self, secret: str) -> None:
        self._signer = Signer(
            secret, salt="chat-session", key_derivation="hmac", digest_method=hashlib.sha256
        )

    def mint(self) -> tuple[str, str]:
        """Make a new conversation id.

        Returns:
            The id (32 signs, 192 random bits) and its token.
        """
        conversation_id = secrets.token_urlsafe(24)
        return conversation_id, self._signer.sign(conversation_id).decode()

    def verify(self, token: str) -> str | None:
        """Check a token.

        Args:
            token: What the client showed.

        Returns:
            The conversation id that it is bound to, or None: it is not ours.
        """
        try:
            conversation_id = self._signer.unsign(token).decode()
        except (BadSignature, UnicodeError):
            return None
        return conversation_id if CONVERSATION_ID.fullmatch(conversation_id) else None
