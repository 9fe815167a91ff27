"""Keeps the engine's stored conversations unreadable without the key."""

from __future__ import annotations

import os

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

_PLAIN = "{"  # a row that was stored without a key is JSON


class SealedEvents:
    """Encrypts the events of conversations, which hold names and phone numbers.

    Args:
        keys: Fernet keys; the first encrypts, all decrypt. Without any, events are stored as they
            are: so it is in a bare `rasa shell`.
    """

    def __init__(self, keys: list[str]) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys]) if keys else None

    @classmethod
    def from_environment(cls) -> SealedEvents:
        """Takes the keys from ``DATA_KEYS``, as the app's settings give them on."""
        keys = os.environ.get("DATA_KEYS", "").split(",")
        return cls([key.strip() for key in keys if key.strip()])

    def seal(self, data: str) -> str:
        """Encrypts an event."""
        return self._fernet.encrypt(data.encode()).decode() if self._fernet else data

    def open(self, stored: str) -> str:
        """Decrypts an event.

        Raises:
            ValueError: No key of ours opens it.
        """
        if stored.startswith(_PLAIN):
            return stored
        try:
            if self._fernet:
                return self._fernet.decrypt(stored.encode()).decode()
        except InvalidToken:
            pass
        raise ValueError("DATA_KEYS: none of the keys opens the stored conversations")

    def renew(self, stored: str) -> str:
        """Encrypts a stored event with the newest key."""
        return self.seal(self.open(stored))
