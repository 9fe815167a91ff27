"""A notice that was not accepted."""


class DeliveryError(Exception):
    """Says why in a code of ours: what a server said may hold anything.

    Args:
        code: Such as `smtp_550`, `http_404`, `timeout`, at most 32 characters.
        refused: Whether the receiver refused for good, so that trying for a day is idle.
    """

    def __init__(self, code: str, *, refused: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.refused = refused
