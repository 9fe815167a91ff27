"""What is sealed can be opened with the key, and by nothing else."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from storage.unknown_key_error import UnknownKeyError
from storage.vault import Vault

OLD, NEW, OTHER = (Fernet.generate_key().decode() for _ in range(3))


@given(st.text())
def test_every_text_comes_back(text: str) -> None:
    """Any text can be sealed, looks different each time and comes back as it was."""
    vault = Vault([NEW])
    first, second = vault.seal(text), vault.seal(text)
    assert first != second
    assert vault.open(first) == vault.open(second) == text


@given(st.text(min_size=4))
def test_sealed_text_shows_nothing(text: str) -> None:
    """The text is in none of what is stored of it."""
    vault = Vault([NEW])
    assert text not in vault.seal(text)
    assert text not in vault.fingerprint(text)


def test_first_key_seals_all_open() -> None:
    """With a new key in front, old texts open; with the old key gone, only new ones do."""
    before, both, after = Vault([OLD]), Vault([NEW, OLD]), Vault([NEW])
    sealed = before.seal("x")
    assert both.open(sealed) == "x"
    with pytest.raises(UnknownKeyError):
        after.open(sealed)
    assert after.open(both.seal("x")) == "x"


def test_resealing() -> None:
    """What an old key sealed moves to the first; what is there stays, byte for byte."""
    both = Vault([NEW, OLD])
    moved = both.reseal(Vault([OLD]).seal("x"))
    assert Vault([NEW]).open(moved) == "x"
    assert both.reseal(moved) == moved
    with pytest.raises(UnknownKeyError):
        both.reseal(Vault([OTHER]).seal("x"))


@pytest.mark.parametrize("sealed", ["", "plain", "gAAAAA", "é", "gAAAAAB" + "x" * 100])
def test_what_is_not_sealed_does_not_open(sealed: str) -> None:
    """Anything else is refused, and the error does not repeat it."""
    with pytest.raises(UnknownKeyError) as caught:
        Vault([NEW]).open(sealed)
    assert str(caught.value) == ""
    assert caught.value.__suppress_context__


def test_changed_text_does_not_open() -> None:
    """A single changed sign is noticed."""
    sealed = Vault([NEW]).seal("+16175550134")
    changed = sealed[:40] + ("A" if sealed[40] != "A" else "B") + sealed[41:]
    with pytest.raises(UnknownKeyError):
        Vault([NEW]).open(changed)


def test_fingerprints_find_the_same_and_nothing_else() -> None:
    """The same value has the same mark, with each key another one."""
    both = Vault([NEW, OLD])
    assert both.fingerprints("a") == [Vault([NEW]).fingerprint("a"), Vault([OLD]).fingerprint("a")]
    assert both.fingerprint("a") == Vault([NEW]).fingerprint("a")
    assert both.fingerprint("a") != both.fingerprint("b")
    assert len(both.fingerprint("a")) == 64


@pytest.mark.parametrize(
    ("setting", "keys"), [(NEW, [NEW]), (f" {NEW} , {OLD},", [NEW, OLD])], ids=["one", "two"]
)
def test_setting(setting: str, keys: list[str]) -> None:
    """The setting holds one key or several, with or without spaces."""
    assert Vault.of_setting(setting).fingerprints("a") == Vault(keys).fingerprints("a")


@pytest.mark.parametrize("setting", ["", " , ", "short"])
def test_no_key(setting: str) -> None:
    """Without a key there is no vault."""
    with pytest.raises(ValueError):
        Vault.of_setting(setting)


def test_keys_are_not_shown() -> None:
    """A vault in a log line or an error tells nothing."""
    assert NEW not in repr(Vault([NEW]))
    assert NEW not in str(vars(Vault([NEW])))
