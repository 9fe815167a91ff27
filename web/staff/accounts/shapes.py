"""The forms of the accounts pages."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, StringConstraints, model_validator

from web.clean_text import is_text
from web.staff.accounts.passwords import LONGEST, SHORTEST


def _check_email(value: str) -> str:
    """Accept what can be an address, in lower case."""
    try:
        return validate_email(value, check_deliverability=False).normalized.casefold()
    except EmailNotValidError:
        raise ValueError("this does not look like an e-mail address") from None


def _check_password(value: str) -> str:
    if len(value) < SHORTEST:
        raise ValueError(f"please choose at least {SHORTEST} characters")
    if len(set(value)) < 5:
        raise ValueError("this is too easy to guess")
    return value


Email = Annotated[str, StringConstraints(max_length=254), AfterValidator(_check_email)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=80), is_text]
Role = Literal["viewer", "reviewer", "admin"]
Password = Annotated[str, StringConstraints(max_length=LONGEST), AfterValidator(_check_password)]


class InvitationForm(BaseModel):
    """An admin invites a colleague."""

    email: Email
    name: Name
    role: Role


class RoleForm(BaseModel):
    """An admin gives an account another role."""

    role: Role


class StateForm(BaseModel):
    """An admin closes an account or opens it again."""

    active: bool


class PasswordForm(BaseModel):
    """A new password, twice."""

    password: Password
    again: str

    @model_validator(mode="after")
    def _check_again(self) -> Self:
        if self.again != self.password:
            raise ValueError("the two passwords are not the same")
        return self


class PasswordChangeForm(PasswordForm):
    """A new password, and the old one."""

    old: str


class FirstAdminForm(PasswordForm):
    """The very first account."""

    email: Email
    name: Name
