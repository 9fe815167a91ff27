"""What an entry of the audit log is about, in words and with the way there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from storage.tables import Account
from web.staff.topics import topic_namer

# Kinds of subjects: how they are called, and where they are.
PLACES = {
    "conversation": ("a conversation", "/staff/conversations/{}"),
    "lead": ("{}", "/staff/leads/{}"),
    "questions": ("group {}", "/staff/unanswered/{}"),
    "receipt": ("{}", "/staff/privacy/receipts/{}"),
}


def subject_namer(accounts: Mapping[int, Account]) -> Callable[[str], tuple[str, str]]:
    """Give what names subjects on one page.

    Args:
        accounts: All accounts by their ids.

    Returns:
        A function from a subject to its words and its address; either may be empty.
    """
    topic_words = topic_namer()

    def name(subject: str) -> tuple[str, str]:
        kind, _, rest = subject.partition(" ")
        if kind in PLACES and rest:
            words, address = PLACES[kind]
            return words.format(rest), address.format(rest)
        if kind == "answer":
            topic = rest.partition(" ")[0]
            return topic_words(topic), f"/staff/answers/{topic.replace('/', '.')}.0"
        if kind == "account" and rest.isdigit() and int(rest) in accounts:
            return accounts[int(rest)].name, ""
        return subject, ""

    return name
