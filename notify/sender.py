"""What the worker needs of a way to the clinic."""

from typing import Protocol

from storage.tables import Notice


class Sender(Protocol):
    """Sends notices of one kind."""

    kind: str

    async def send(self, notice: Notice) -> None:
        """Send a notice; when this returns, it was accepted.

        Args:
            notice: The notice; its idempotency key goes with it.

        Raises:
            DeliveryError: It was not accepted.
        """
