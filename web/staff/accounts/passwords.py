"""Passwords: hashed with Argon2id, checked, and hashed again when the parameters have changed."""

from __future__ import annotations

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
# Argon2 is slow on purpose, so a longer text buys nothing but work.
LONGEST = 200
# Each takes 64 MiB while it runs.
_room = asyncio.Semaphore(2)
_hasher = PasswordHasher()
# Checked where there is no account, so that both take the same time.
_NOBODY = _hasher.hash("nobody has this password")


async def hash_password(password: str) -> str:
    """Hash a password.

    Args:
        password: The password.

    Returns:
        Argon2id with its parameters and salt.
    """
    async with _room:
        return await asyncio.to_thread(_hasher.hash, password)


async def verify_password(password_hash: str | None, password: str) -> bool:
    """Check a password.

    Args:
        password_hash: What is stored; None: there is no account or no password yet.
        password: What was typed.

    Returns:
        Whether it is the right one.
    """
    async with _room:
        right = await asyncio.to_thread(_verify, password_hash or _NOBODY, password)
    return right and password_hash is not None


def needs_rehash(password_hash: str) -> bool:
    """Tell whether a hash was made with older parameters."""
    return _hasher.check_needs_rehash(password_hash)


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
