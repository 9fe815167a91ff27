"""Where the parts listen, where they keep things, and how much they let pass."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from limits import parse_many
from pydantic import BaseModel, Field, SecretStr, field_validator
from pydantic_settings import NoDecode
from sqlalchemy.engine import make_url

from settings import paths

SECRETS = frozenset(
    {
        "data_keys",
        "database_url",
        "engine_database_url",
        "metrics_token",
        "redis_url",
        "secret_key",
        "smtp_password",
        "webhook_secret",
    }
)
"""The settings that let their holder do harm."""

Port = Annotated[int, Field(ge=1, le=65535)]


class ServerSettings(BaseModel):
    """The settings of the processes."""

    environment: Literal["development", "production"] = Field(
        default="development",
        description="`development` or `production`; production refuses stand-ins.",
    )
    web_host: str = Field(
        default="127.0.0.1", description="Address on which the web server listens."
    )
    web_port: Port = Field(default=8000, description="Port of the web server.")
    engine_port: Port = Field(default=5005, description="Port of the engine (Rasa) on loopback.")
    actions_host: str = Field(
        default="127.0.0.1",
        description="Address on which the action server listens; another one only where nothing "
        "but the engine can reach it.",
    )
    actions_port: Port = Field(default=5055, description="Port of the action server on loopback.")
    engine_url: str = Field(
        default="",
        description="Base address of the engine; empty: `http://127.0.0.1:ENGINE_PORT`. Several "
        "engines, separated by commas, share `ENGINE_DATABASE_URL`: each conversation belongs to "
        "one of them, and another one takes over when it is away.",
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
    redis_url: str = Field(
        default="",
        repr=False,
        description="Where several web processes count requests together: "
        "`redis://[USER:PASSWORD@]HOST:PORT/NUMBER` or `rediss://…`. Empty, or while it is away: "
        "each counts for itself.",
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="Signs visitors' tokens, at least 32 characters. Required in production; "
        "development makes one in `var/secret_key`.",
    )
    withheld: Annotated[list[str], NoDecode] = Field(
        default=[],
        description="Secrets that this process is not to have, separated by commas: it starts "
        "without them and does not take them from `.env`. `make run` sets it for each part.",
    )
    allowed_origins: Annotated[list[str], NoDecode] = Field(
        default=[],
        description="Other sites that may use the chat: exact origins, separated by commas.",
    )
    metrics_token: SecretStr = Field(
        default=SecretStr(""),
        description="Whoever sends it as a bearer token may read `/metrics`, at least 32 "
        "characters. Empty: there is no such page.",
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
    rate_sign_ins_address: str = Field(
        default="30/15minutes", description="Tries of staff to sign in from one address."
    )
    rate_sign_ins_account: str = Field(
        default="10/15minutes", description="Tries to sign in to one account."
    )

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split_origins(cls, value: object) -> object:
        """Read a comma-separated list, as people write it in an environment file."""
        if isinstance(value, str):
            return [part.strip().rstrip("/").lower() for part in value.split(",") if part.strip()]
        return value

    @field_validator("withheld", mode="before")
    @classmethod
    def _split_withheld(cls, value: object) -> object:
        if isinstance(value, str):
            return [part.strip().lower() for part in value.split(",") if part.strip()]
        return value

    @field_validator("withheld")
    @classmethod
    def _check_withheld(cls, value: list[str]) -> list[str]:
        if not SECRETS.issuperset(value):
            raise ValueError("wants names out of " + ", ".join(sorted(SECRETS)).upper())
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

    @property
    def engine_urls(self) -> list[str]:
        """The base address of each engine."""
        return self.engine_url.split(",")

    @field_validator("engine_url")
    @classmethod
    def _check_engine_url(cls, value: str) -> str:
        urls = [part.strip().rstrip("/") for part in value.split(",") if part.strip()]
        for url in urls:
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https") or not parts.netloc:
                raise ValueError("wants addresses like http://127.0.0.1:5005, separated by commas")
        if len(set(urls)) < len(urls):
            raise ValueError("names an engine twice")
        return ",".join(urls)

    @field_validator("redis_url")
    @classmethod
    def _check_redis_url(cls, value: str) -> str:
        wanted = "wants redis://[USER:PASSWORD@]HOST:PORT/NUMBER or rediss://…"
        try:
            parts = urlsplit(value)
            known = parts.scheme in ("redis", "rediss") and parts.hostname and parts.port != 0
        except ValueError:
            # 'from None': the cause would repeat the password.
            raise ValueError(wanted) from None
        if value and not known:
            raise ValueError(wanted)
        return value

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
        anchored = url.set(database=str(paths.ROOT / str(url.database)))
        return anchored.render_as_string(hide_password=False)

    @field_validator(
        "rate_sessions",
        "rate_messages",
        "rate_reads",
        "rate_sign_ins_address",
        "rate_sign_ins_account",
    )
    @classmethod
    def _check_rate(cls, value: str) -> str:
        try:
            parse_many(value)
        except ValueError:
            raise ValueError("wants a rate like 40/minute or 40/minute;400/hour") from None
        return value

    @field_validator("secret_key", "metrics_token")
    @classmethod
    def _check_secret(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and len(value.get_secret_value()) < 32:
            raise ValueError("wants at least 32 characters")
        return value
