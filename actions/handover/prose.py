"""Tells what people write from commands and nonsense, and takes off what stands around it."""

from __future__ import annotations

import re

_KEYBOARD = re.compile(r"asdf|sdfg|dfgh|fghj|ghjk|hjkl|qwer|werty|zxcv|xcvb|cvbn|vbnm|(.)\1\1")
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{6}")
_VOWELS = re.compile(r"[aeiouy]")
# A text that is a command or data holds them.
_COMMAND_SIGNS = set("{}<>\\|=$`")
# Said before or after an answer, and no part of it.
_FRAME = re.compile(
    r"^(?:(?:hi|hello|hey|yes|yeah|yep|sure|ok|okay|of course|well|so|actually|sorry|no|it's|its|"
    r"just|wait|oops|thanks|thank you|good (?:morning|afternoon|evening))\b[\s,.!:]*)+"
    r"|[\s,.!]+(?:thanks|thank you|please|pls|plz|thx)\W*$",
    re.IGNORECASE,
)


def is_prose(text: str, words: int) -> bool:
    """Tell what people say from commands, data and letters hit at random.

    Args:
        text: What was written.
        words: How many it must have at least.
    """
    found = [word for word in text.split() if any(map(str.isalpha, word))]
    odd = _COMMAND_SIGNS & set(text) or text.lstrip().startswith("/")
    return len(found) >= words and not odd and not all(map(is_nonsense, found))


def is_nonsense(word: str) -> bool:
    """Tell letters that were hit at random from a word."""
    plain = word.lower()
    if not plain.isascii():
        return False
    no_vowel = len(plain) >= 4 and plain.isalpha() and not _VOWELS.search(plain)
    return bool(no_vowel or _KEYBOARD.search(plain) or _CONSONANTS.search(plain))


def without_frame(text: str) -> str:
    """Take greetings, yes, please and thanks off both ends."""
    return _FRAME.sub("", text).strip()
