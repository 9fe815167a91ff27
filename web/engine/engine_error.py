"""The engine did not answer as it should."""


class EngineError(Exception):
    """The engine is down, slow, or answers nonsense.

    Args:
        kind: `down`, `slow` or `nonsense`.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind
