"""Seals what nobody may read in the database, and recognises it without reading it."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.unknown_key_error import UnknownKeyError


class Vault:
    """Seals with the first of its keys, opens what any of them sealed.

    Args:
        keys: Fernet keys (32 bytes in URL-safe base64), the newest first.

    Raises:
        ValueError: There is no key, or one is not a key.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        fernets = [Fernet(key) for key in keys]
        # It refuses an empty list.
        self._any = MultiFernet(fernets)
        self._first = fernets[0]
        self._fingerprint_keys = [_fingerprint_key(key) for key in keys]

    @classmethod
    def of_setting(cls, data_keys: str) -> Vault:
        """Make the vault of the setting `DATA_KEYS`.

        Args:
            data_keys: Keys, separated by commas.

        Returns:
            The vault.
        """
        return cls([key.strip() for key in data_keys.split(",") if key.strip()])

    def seal(self, text: str) -> str:
        """Encrypt a text; the same text looks different each time."""
        return self._first.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Decrypt what any of the keys sealed.

        Raises:
            UnknownKeyError: It was none of them, or it was changed since.
        """
        try:
            return self._any.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise UnknownKeyError from None

    def reseal(self, sealed: str) -> str:
        """Seal with the first key what another one sealed.

        Returns:
            The new sealed text, or the same one if the first key sealed it.

        Raises:
            UnknownKeyError: None of the keys sealed it.
        """
        try:
            self._first.decrypt(sealed.encode())
        except InvalidToken:
            return self.seal(self.open(sealed))
        return sealed

    def fingerprint(self, value: str) -> str:
        """Mark a value so that it can be found again, but not read.

        Returns:
            HMAC-SHA256 with a key derived of the first one: 64 hexadecimal digits.
        """
        return self.fingerprints(value)[0]

    def fingerprints(self, value: str) -> list[str]:
        """Mark a value with every key, to find it while a rotation is not finished.

        Returns:
            The fingerprints, that of the first key first.
        """
        return [hmac.digest(key, value.encode(), sha256).hex() for key in self._fingerprint_keys]


def _fingerprint_key(key: str) -> bytes:
    """Derive a key of its own: one key must not serve two purposes."""
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"fingerprint")
    derived: bytes = derivation.derive(urlsafe_b64decode(key))
    return derived
