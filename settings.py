"""The one typed settings module of the app: environment variables and `.env`."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from limits import parse_many
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url

ROOT = Path(__file__).resolve().parent
FICTIONAL_PHONE = "+1 202 555 0142"

Port = Annotated[int, Field(ge=1, le=65535)]


class Settings(BaseSettings):
    """What may differ between one clinic or machine and the next.

    Every field is read from the environment variable of the same name in capitals. The
    descriptions are the table in docs/settings.md; a test compares both.
    """

    model_config = SettingsConfigDict(
        env_file=ROOT / ".env", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    environment: Literal["development", "production"] = Field(
        default="development",
        description="`development` or `production`; production refuses stand-ins.",
    )
    web_host: str = Field(
        default="127.0.0.1", description="Address on which the web server listens."
    )
    web_port: Port = Field(default=8000, description="Port of the web server.")
    engine_port: Port = Field(default=5005, description="Port of the engine (Rasa) on loopback.")
    actions_port: Port = Field(default=5055, description="Port of the action server on loopback.")
    engine_url: str = Field(
        default="", description="Base address of the engine; empty: `http://127.0.0.1:ENGINE_PORT`."
    )
    engine_timeout_seconds: float = Field(
        default=9.0,
        ge=0.1,
        le=60,
        description="Longest wait for an answer, in seconds, waiting for its turn included.",
    )
    database_url: str = Field(
        default="sqlite+aiosqlite:///var/app.db",
        repr=False,
        description="`sqlite+aiosqlite:///PATH` (relative paths start at the project's folder) "
        "or `postgresql+psycopg://USER:PASSWORD@HOST/NAME`.",
    )
    engine_database_url: str = Field(
        default="sqlite:///var/engine.db",
        repr=False,
        description="Where the engine keeps its trackers: `sqlite:///PATH` or "
        "`postgresql://USER:PASSWORD@HOST/NAME`.",
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="Signs visitors' tokens, at least 32 characters. Required in production; "
        "development makes one in `var/secret_key`.",
    )
    allowed_origins: Annotated[list[str], NoDecode] = Field(
        default=[],
        description="Other sites that may use the chat: exact origins, separated by commas.",
    )
    trusted_proxies: int = Field(
        default=0, ge=0, le=10, description="How many proxies of ours add to `X-Forwarded-For`."
    )
    rate_sessions: str = Field(
        default="30/minute", description="New conversations for one address."
    )
    rate_messages: str = Field(default="40/minute", description="Messages in one conversation.")
    rate_reads: str = Field(
        default="120/minute", description="All other requests of one conversation together."
    )
    clinic_name: str = Field(
        default="L&P Aesthetics", min_length=1, description="Name of the clinic."
    )
    clinic_doctors: str = Field(
        default="Dr. Parikh and Dr. Liebermann",
        min_length=1,
        description="Its doctors, as one phrase.",
    )
    clinic_phone: str = Field(
        default=FICTIONAL_PHONE,
        min_length=3,
        description="Phone that visitors are given. Production refuses this fictional one.",
    )
    clinic_email: str | None = Field(
        default=None, description="E-mail address that visitors are given."
    )
    clinic_address: str | None = Field(
        default=None, description="Street address that visitors are given."
    )
    clinic_hours: str | None = Field(default=None, description="Opening hours, as one sentence.")
    clinic_time_zone: str = Field(
        default="America/New_York", description="IANA name of its time zone."
    )
    clinic_emergency_number: str = Field(
        default="911", min_length=1, description="Number for medical emergencies."
    )
    clinic_crisis_line: str = Field(
        default="call or text 988", min_length=1, description="How to reach the crisis line."
    )
    retention_days: int = Field(
        default=365,
        ge=1,
        le=3650,
        description="Days after its last message that a conversation is kept.",
    )

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split_origins(cls, value: object) -> object:
        """Read a comma-separated list, as people write it in an environment file."""
        if isinstance(value, str):
            return [part.strip().rstrip("/").lower() for part in value.split(",") if part.strip()]
        return value

    @field_validator("allowed_origins")
    @classmethod
    def _check_origins(cls, value: list[str]) -> list[str]:
        for origin in value:
            parts = urlsplit(origin)
            if (
                parts.scheme not in ("http", "https")
                or f"{parts.scheme}://{parts.netloc}" != origin
            ):
                raise ValueError("wants origins like https://www.example.org, without a path")
        return value

    @field_validator("engine_url")
    @classmethod
    def _check_engine_url(cls, value: str) -> str:
        if value and (
            urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).netloc
        ):
            raise ValueError("wants an address like http://127.0.0.1:5005")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _check_database_url(cls, value: str) -> str:
        """Anchor a relative SQLite path, so that every process opens the same file."""
        wanted = "wants sqlite+aiosqlite:///PATH or postgresql+psycopg://USER:PASSWORD@HOST/NAME"
        try:
            url = make_url(value)
        except Exception:
            # 'from None': the cause would repeat the password.
            raise ValueError(wanted) from None
        if url.drivername == "postgresql+psycopg" and url.database:
            return value
        if url.drivername != "sqlite+aiosqlite" or url.database in (None, "", ":memory:"):
            raise ValueError(wanted)
        anchored = url.set(database=str(ROOT / str(url.database)))
        return anchored.render_as_string(hide_password=False)

    @field_validator("rate_sessions", "rate_messages", "rate_reads")
    @classmethod
    def _check_rate(cls, value: str) -> str:
        try:
            parse_many(value)
        except ValueError:
            raise ValueError("wants a rate like 40/minute or 40/minute;400/hour") from None
        return value

    @field_validator("clinic_time_zone")
    @classmethod
    def _check_time_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError("wants an IANA time zone like America/New_York") from None
        return value

    @field_validator("secret_key")
    @classmethod
    def _check_secret_key(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and len(value.get_secret_value()) < 32:
            raise ValueError("wants at least 32 characters")
        return value

    @model_validator(mode="after")
    def _fill_and_refuse(self) -> Self:
        """Fill what is derived, and refuse stand-ins in production."""
        if not self.engine_url:
            self.engine_url = f"http://127.0.0.1:{self.engine_port}"
        if self.environment == "production":
            if not self.secret_key.get_secret_value():
                raise ValueError("SECRET_KEY: production wants one of at least 32 characters")
            if self.clinic_phone == FICTIONAL_PHONE:
                raise ValueError("CLINIC_PHONE: production wants the clinic's real number")
        elif not self.secret_key.get_secret_value():
            self.secret_key = SecretStr(_development_key(ROOT / "var" / "secret_key"))
        return self


def _development_key(path: Path) -> str:
    """Return the key in the file at `path`, made there (mode 0600) when there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            # A link appears whole or not at all: two starts at once end with the same key.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def explain(error: ValidationError) -> str:
    """Put what is wrong with the settings into one line, without their values.

    Args:
        error: What pydantic found.

    Returns:
        One line that names each wrong setting as its environment variable and what it wants.
    """
    parts = []
    for problem in error.errors(include_url=False, include_input=False):
        wish = problem["msg"].removeprefix("Value error, ")
        name = str(problem["loc"][0]).upper() if problem["loc"] else ""
        parts.append(f"{name}: {wish}" if name else wish)
    return "Wrong setting: " + "; ".join(parts)


def load_settings() -> Settings:
    """Read the settings, or end the process with one clear line.

    Returns:
        The checked settings.

    Raises:
        SystemExit: A setting is wrong; status 2, the reason is on standard error.
    """
    try:
        return Settings()
    except ValidationError as error:
        sys.stderr.write(explain(error) + "\n")
        raise SystemExit(2) from None
