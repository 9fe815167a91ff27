"""What was really written or said: the one place that opens sealed messages and comments."""

from storage.tables import Feedback, Message
from storage.vault import Vault


def words_of(message: Message, vault: Vault) -> str:
    """Read a message.

    Args:
        message: A message of either side.
        vault: Opens it.

    Returns:
        What was really written or said; where that is not kept, its masked form.
    """
    return message.text if message.sealed is None else vault.open(message.sealed)


def comment_of(feedback: Feedback, vault: Vault) -> str | None:
    """Read the comment of a verdict.

    Args:
        feedback: The verdict.
        vault: Opens it.

    Returns:
        The visitor's own words, or None.
    """
    return feedback.comment if feedback.sealed is None else vault.open(feedback.sealed)
