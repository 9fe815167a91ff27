"""Stored conversations can be read with the key alone."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from components.sealed_events import SealedEvents

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
EVENT = '{"event": "user", "text": "Maria, 617 555 0134"}'


@given(st.text(min_size=1))
def test_what_is_sealed_opens_again(text: str) -> None:
    """Any text comes back as it was, and the sealed form holds none of it."""
    sealed = SealedEvents([OLD]).seal("{" + text)
    assert SealedEvents([OLD]).open(sealed) == "{" + text
    assert len(text) < 8 or text not in sealed


def test_rotation() -> None:
    """An old key still opens; after renewal the new one is enough."""
    sealed = SealedEvents([OLD]).seal(EVENT)
    both = SealedEvents([NEW, OLD])
    assert both.open(sealed) == EVENT
    assert SealedEvents([NEW]).open(both.renew(sealed)) == EVENT


@pytest.mark.parametrize("keys", [[], [NEW]], ids=["no key", "another key"])
def test_without_the_key(keys: list[str]) -> None:
    """Whoever has not the key is told which setting is wrong, and reads nothing."""
    with pytest.raises(ValueError, match="DATA_KEYS"):
        SealedEvents(keys).open(SealedEvents([OLD]).seal(EVENT))


def test_a_bare_shell_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a key events are stored as Rasa stores them, and a key reads those too."""
    monkeypatch.delenv("DATA_KEYS", raising=False)
    assert SealedEvents.from_environment().seal(EVENT) == EVENT
    monkeypatch.setenv("DATA_KEYS", f"{NEW}, {OLD}")
    assert SealedEvents.from_environment().open(EVENT) == EVENT
