"""What notices say: what to do and where, and nothing of the visitor."""

from __future__ import annotations

from storage.tables import Notice
from storage.tables.notice import URGENT


def subject_of(notice: Notice) -> str:
    """Say in one line what happened."""
    if notice.event == URGENT:
        return "Urgent message in a conversation"
    return f"New request for a call ({notice.reference})"


def link_of(notice: Notice, public_url: str) -> str:
    """Give the address in the console; of a conversation it tells nothing."""
    if notice.event == URGENT:
        return f"{public_url}/staff/urgent/{notice.id}"
    return f"{public_url}/staff/leads/{notice.reference}"


def text_of(notice: Notice, public_url: str, callback_within: str) -> str:
    """Write the body of an e-mail.

    Args:
        notice: The notice.
        public_url: Address of the console, without a slash at its end.
        callback_within: By when a visitor was promised a call.

    Returns:
        Plain text.
    """
    if notice.event == URGENT:
        what = "A visitor of the website wrote something urgent."
        task = "Please look at the conversation now:"
    else:
        what = "A visitor of the website asked to be contacted about a consultation."
        task = f"The visitor was told to hear from you within {callback_within}. The request:"
    return (
        f"{what}\n{task}\n\n{link_of(notice, public_url)}\n\n"
        "This message says nothing about the visitor on purpose: you find it behind the link,\n"
        "after signing in.\n"
    )
