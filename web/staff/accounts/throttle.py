"""Slows down who guesses passwords, however many web processes there are."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from limits import parse_many

from storage.staff.sign_in_tries import (
    Rate,
    count_try,
    forget_old_tries,
    forget_try,
    wait_of,
)
from web.api_error import ApiError
from web.door import Door


class Try:
    """One try to give the right password; it counts until it turns out to be right.

    Args:
        door: The running app.
        email: The account's address, whether there is such an account or not.
        address: Where the try comes from; None: from somebody who is signed in.
    """

    def __init__(self, door: Door, email: str, address: str | None = None) -> None:
        self._database = door.database
        self._at = datetime.now(UTC)
        settings, mark = door.settings, door.vault.fingerprint
        # The address first: otherwise a stranger could lock out an account from one machine.
        self._rates: dict[str, list[Rate]] = {}
        if address is not None:
            self._rates[f"address:{mark(address)}"] = _rates(settings.rate_sign_ins_address)
        account = f"account:{mark(email.casefold())}"
        self._rates[account] = _rates(settings.rate_sign_ins_account)

    async def count(self) -> None:
        """Count the try.

        Raises:
            ApiError: There were too many; status 429 with the seconds to wait.
        """
        # Reading first: a flood does not keep visitors' messages from being written.
        async with self._database.read() as session:
            for who, rates in self._rates.items():
                _refuse(await wait_of(session, who, rates, self._at))
        async with self._database.write() as session:
            await forget_old_tries(session, self._at - _longest(self._rates))
            for who, rates in self._rates.items():
                _refuse(await count_try(session, who, rates, self._at))

    async def was_right(self) -> None:
        """Take the try back."""
        async with self._database.write() as session:
            await forget_try(session, list(self._rates), self._at)


def _refuse(wait: timedelta | None) -> None:
    if wait is not None:
        seconds = max(1, math.ceil(wait.total_seconds()))
        raise ApiError(429, "too_many", "Too many tries. Please wait a while.", retry=seconds)


def _rates(setting: str) -> list[Rate]:
    """Read a setting such as `10/15minutes`."""
    return [(item.amount, timedelta(seconds=item.get_expiry())) for item in parse_many(setting)]


def _longest(rates: Mapping[str, list[Rate]]) -> timedelta:
    return max(span for each in rates.values() for _, span in each)
