"""What is said when the engine can not answer: the truth, and the clinic's phone."""

from settings import Settings
from storage.answer import Answer
from storage.reply import Reply


def honest_greeting(settings: Settings) -> Reply:
    """Make the first words of a conversation while the engine is away.

    Args:
        settings: The clinic's facts.

    Returns:
        A reply that is marked as such.
    """
    return Reply(
        text=f"Hello. This is {settings.clinic_name}'s assistant, a program. "
        "Sorry, I cannot answer right now. What you write is saved. "
        f"Please call the clinic: {settings.clinic_phone}. "
        f"In an emergency, call {settings.clinic_emergency_number}.",
        honest_line=True,
    )


def honest_answer(settings: Settings) -> Answer:
    """Make the answer to a message that the engine did not answer.

    Args:
        settings: The clinic's facts.

    Returns:
        An answer that leaves the message marked unanswered.
    """
    text = (
        "Sorry, I cannot answer right now. Your message is saved. "
        f"Please call the clinic: {settings.clinic_phone}. "
        f"In an emergency, call {settings.clinic_emergency_number}."
    )
    return Answer(replies=(Reply(text=text, honest_line=True),), unanswered=True)
