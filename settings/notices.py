"""How the clinic hears of a request or an urgent message."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from pydantic import BaseModel, Field, SecretStr, field_validator
from pydantic_settings import NoDecode


class NoticeSettings(BaseModel):
    """The settings of the outbox worker."""

    public_url: str = Field(
        default="",
        description="Address under which staff reach the console, for the links in notices; "
        "empty: `http://WEB_HOST:WEB_PORT`.",
    )
    notify_email_to: Annotated[list[str], NoDecode] = Field(
        default=[],
        description="Who gets an e-mail about a new request or an urgent message: addresses, "
        "separated by commas. Empty: no e-mail is sent.",
    )
    notify_email_from: str = Field(
        default="", description="Sender of these e-mails; needed where `NOTIFY_EMAIL_TO` is set."
    )
    smtp_host: str = Field(
        default="", description="Mail server; needed where `NOTIFY_EMAIL_TO` is set."
    )
    smtp_port: int = Field(default=587, ge=1, le=65535, description="Port of the mail server.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="`starttls`, `tls` or `none`; production refuses `none` but for loopback.",
    )
    smtp_user: str = Field(default="", description="User at the mail server; empty: no login.")
    smtp_password: SecretStr = Field(
        default=SecretStr(""), description="Password at the mail server."
    )
    webhook_url: str = Field(
        default="",
        description="Address that gets a signed POST about a new request or an urgent message. "
        "Empty: none is sent. Production wants `https://`.",
    )
    webhook_secret: SecretStr = Field(
        default=SecretStr(""),
        description="Key of the webhook's HMAC-SHA256 signature, at least 32 characters.",
    )

    @property
    def notice_kinds(self) -> list[str]:
        """By which ways the clinic is told: `email`, `webhook`, both or none."""
        ways = {"email": self.notify_email_to, "webhook": self.webhook_url}
        return [kind for kind, target in ways.items() if target]

    @field_validator("notify_email_to", mode="before")
    @classmethod
    def _split_addresses(cls, value: object) -> object:
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value

    @field_validator("notify_email_to")
    @classmethod
    def _check_addresses(cls, value: list[str]) -> list[str]:
        return [_address(part) for part in value]

    @field_validator("notify_email_from")
    @classmethod
    def _check_sender(cls, value: str) -> str:
        return _address(value) if value else value

    @field_validator("public_url", "webhook_url")
    @classmethod
    def _check_web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.netloc):
            raise ValueError("wants an address like https://www.example.org/hook")
        return value.rstrip("/")

    @field_validator("webhook_secret")
    @classmethod
    def _check_webhook_secret(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and len(value.get_secret_value()) < 32:
            raise ValueError("wants at least 32 characters")
        return value


def _address(value: str) -> str:
    try:
        address = validate_email(value, check_deliverability=False)
    except EmailNotValidError:
        raise ValueError("wants e-mail addresses like desk@clinic.example.org") from None
    # Mail servers know a domain with other letters in its ASCII form.
    return f"{address.local_part}@{address.ascii_domain}"
