"""A form that can not be taken as it is."""

from __future__ import annotations

from web.api_error import ApiError


class FormError(ApiError):
    """Raised for a form with wrong fields; a handler may catch it to show the form again.

    Args:
        problems: For each field what is wrong with it, in a sentence.
    """

    def __init__(self, problems: dict[str, str]) -> None:
        first = next(iter(problems.values()))
        super().__init__(422, "bad_form", first)
        self.problems = problems
