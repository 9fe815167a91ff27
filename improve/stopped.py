"""Why it can not go on, in one sentence."""


class Stopped(Exception):  # noqa: N818 - it reads as what happened
    """Raised where a model can not be made or changed; all stays as it was."""
