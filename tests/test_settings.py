"""The settings: their table, their defaults, and what they refuse."""

from __future__ import annotations

import re
import stat
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr, ValidationError

from settings import ROOT, Settings, explain, load_settings, paths
from settings.office_hours import OfficeHours

TABLE = ROOT / "docs" / "settings.md"
KEY = "k" * 32
DATA_KEY = Fernet.generate_key().decode()
REAL_PHONE = "+1 212 555 9999"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable and no file of this machine reaches the tests."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    monkeypatch.setattr(paths, "ROOT", tmp_path)


def make(**values: Any) -> Settings:
    """Make settings with a key."""
    return Settings(**{"secret_key": KEY, "data_keys": DATA_KEY} | values)


def table_rows() -> list[tuple[str, str, str]]:
    """Write the table as the class has it."""
    rows = []
    for name, field in Settings.model_fields.items():
        value = field.default
        shown = value.get_secret_value() if isinstance(value, SecretStr) else value
        default = "" if shown in ("", None, []) else f"`{shown}`"
        rows.append((f"`{name.upper()}`", default, field.description or ""))
    return rows


def test_table_is_the_class() -> None:
    """docs/settings.md names every setting with its default and meaning, and no other."""
    found = [
        tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1])
        for line in TABLE.read_text().splitlines()
        if line.startswith("| `")
    ]
    assert found == table_rows()


def test_defaults() -> None:
    """Nothing set: development on loopback, with everything filled."""
    settings = make()
    assert (settings.environment, settings.web_host, settings.web_port) == (
        "development",
        "127.0.0.1",
        8000,
    )
    assert settings.engine_url == "http://127.0.0.1:5005"
    assert settings.allowed_origins == []
    assert make(engine_port=6000).engine_url == "http://127.0.0.1:6000"


@pytest.mark.parametrize(
    "hours", ["9-5", "Mon 9:00-17:00", "Fri-Mon 09:00-17:00", "Mon 17:00-09:00", "Mon 09:00-24:01"]
)
def test_wrong_office_hours_are_refused(hours: str) -> None:
    """Hours that can not be read stop the start, by name."""
    with pytest.raises(ValidationError, match="office_hours"):
        make(office_hours=hours)


def test_office_hours() -> None:
    """A span begins with its first minute and ends before its last; none is never."""
    hours = OfficeHours.of("Mon-Fri 09:00-17:00; sat 10:00-24:00")
    inside = {"2026-11-23 09:00", "2026-11-27 16:59", "2026-11-28 23:59"}
    outside = {"2026-11-23 08:59", "2026-11-27 17:00", "2026-11-28 09:59", "2026-11-29 12:00"}
    for moment in inside | outside:
        assert hours.has(datetime.fromisoformat(moment)) == (moment in inside), moment
    assert not OfficeHours.of("").has(datetime.fromisoformat("2026-11-23 12:00"))


def test_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables in capitals, lists with commas, empty ones as if they were not there."""
    monkeypatch.setenv("SECRET_KEY", KEY)
    monkeypatch.setenv("WEB_PORT", "9000")
    monkeypatch.setenv("ENGINE_PORT", "")
    monkeypatch.setenv("ALLOWED_ORIGINS", "https://A.example/, http://localhost:3000")
    settings = load_settings()
    assert (settings.web_port, settings.engine_port) == (9000, 5005)
    assert settings.allowed_origins == ["https://a.example", "http://localhost:3000"]


def test_several_engines() -> None:
    """They are separated by commas; one alone is a list of one."""
    assert make().engine_urls == ["http://127.0.0.1:5005"]
    settings = make(engine_url="http://one:5005/, https://two")
    assert settings.engine_url == "http://one:5005,https://two"
    assert settings.engine_urls == ["http://one:5005", "https://two"]


def test_redis_password_is_not_shown() -> None:
    """The address of Redis may hold a password."""
    url = "redis://v:sesame@127.0.0.1:6379/0"
    assert make(redis_url=url).redis_url == url
    assert "sesame" not in repr(make(redis_url=url))


def test_sqlite_path_starts_at_the_project(tmp_path: Path) -> None:
    """All processes open one file, wherever they are started."""
    assert make().database_url == f"sqlite+aiosqlite:///{tmp_path}/var/app.db"
    absolute = "sqlite+aiosqlite:////data/app.db"
    assert make(database_url=absolute).database_url == absolute
    postgres = "postgresql+psycopg://v:sesame@db/app"
    assert make(database_url=postgres).database_url == postgres
    assert "sesame" not in repr(make(database_url=postgres))


def test_development_keys_are_made_once(tmp_path: Path) -> None:
    """They are strong, kept, and readable by their owner only."""
    first = Settings()
    again = Settings()
    for name in ("secret_key", "data_keys"):
        key = getattr(first, name).get_secret_value()
        assert len(key) >= 32
        assert getattr(again, name).get_secret_value() == key
        assert key not in repr(first)
    paths = sorted((tmp_path / "var").iterdir())
    assert [path.name for path in paths] == ["data_key", "secret_key"]
    assert [stat.S_IMODE(path.stat().st_mode) for path in paths] == [0o600, 0o600]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("environment", "staging"),
        ("web_port", "0"),
        ("web_port", "65536"),
        ("web_port", "many"),
        ("engine_url", "engine:5005"),
        ("engine_url", "ftp://engine"),
        ("engine_url", "http://127.0.0.1:5005, engine:5006"),
        ("engine_url", "http://127.0.0.1:5005,http://127.0.0.1:5005/"),
        ("redis_url", "127.0.0.1:6379"),
        ("redis_url", "http://127.0.0.1:6379"),
        ("redis_url", "redis://127.0.0.1:many"),
        ("engine_timeout_seconds", "0"),
        ("engine_timeout_seconds", "nan"),
        ("database_url", "mysql://db/app"),
        ("database_url", "sqlite:///app.db"),
        ("database_url", "sqlite+aiosqlite:///:memory:"),
        ("database_url", "postgresql+psycopg://db"),
        ("database_url", "nonsense"),
        ("secret_key", "short"),
        ("metrics_token", "short"),
        ("withheld", "SECRET_KEY,LUNCH"),
        ("allowed_origins", "*"),
        ("allowed_origins", "https://a.example/path"),
        ("allowed_origins", "a.example"),
        ("trusted_proxies", "-1"),
        ("rate_messages", "often"),
        ("rate_sessions", "many/minute"),
        ("clinic_name", ""),
        ("clinic_time_zone", "Mars/Olympus"),
        ("clinic_time_zone", "../../etc/passwd"),
        ("retention_days", "0"),
        ("data_keys", "no such key"),
        ("data_keys", f"{DATA_KEY},short"),
        ("consent_text", "May we call you, {visitor_name}, about this?"),
        ("consent_text", "May we call you, {, about this?"),
        ("phone_region", "Atlantis"),
        ("leads_per_contact", "0"),
        ("public_url", "clinic.example"),
        ("notify_email_to", "desk@clinic.example.org, nobody"),
        ("notify_email_from", "nobody"),
        ("smtp_security", "maybe"),
        ("webhook_url", "ftp://clinic.example.org"),
        ("webhook_secret", "short"),
    ],
)
def test_one_clear_line(name: str, value: str) -> None:
    """A wrong value is refused in one line that names the variable and not the value."""
    with pytest.raises(ValidationError) as caught:
        make(**{name: value})
    line = explain(caught.value)
    assert line.startswith(f"Wrong setting: {name.upper()}: ")
    assert "\n" not in line
    assert len(value) < 5 or value not in line


def test_production_refuses_stand_ins() -> None:
    """No key, or the fictional phone: refused; with both it starts."""
    with pytest.raises(ValidationError, match="SECRET_KEY"):
        Settings(environment="production", clinic_phone=REAL_PHONE)
    with pytest.raises(ValidationError, match="DATA_KEYS"):
        Settings(environment="production", secret_key=SecretStr(KEY), clinic_phone=REAL_PHONE)
    with pytest.raises(ValidationError, match="CLINIC_PHONE"):
        make(environment="production")
    assert make(environment="production", clinic_phone=REAL_PHONE).clinic_phone == REAL_PHONE


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"notify_email_to": "desk@clinic.example.org"}, "SMTP_HOST"),
        (
            {"notify_email_to": "desk@clinic.example.org", "smtp_host": "mail.example.org"},
            "NOTIFY_EMAIL_FROM",
        ),
        ({"webhook_url": "https://clinic.example.org/hook"}, "WEBHOOK_SECRET"),
        (
            {
                "environment": "production",
                "clinic_phone": REAL_PHONE,
                "webhook_url": "http://clinic.example.org/hook",
                "webhook_secret": KEY,
            },
            "WEBHOOK_URL",
        ),
        (
            {
                "environment": "production",
                "clinic_phone": REAL_PHONE,
                "smtp_host": "mail.example.org",
                "smtp_security": "none",
            },
            "SMTP_SECURITY",
        ),
    ],
)
def test_settings_that_do_not_go_together(wrong: dict[str, str], named: str) -> None:
    """Half a way to notify the clinic, or an open one, stops the start by name."""
    with pytest.raises(ValidationError) as caught:
        make(**wrong)
    assert explain(caught.value).startswith(f"Wrong setting: {named}: ")


def test_consent_wording() -> None:
    """The words that visitors agree to name the clinic and how long details are kept."""
    wording = make(clinic_name="Lake Clinic", lead_retention_days=90).consent_wording
    assert "Lake Clinic" in wording
    assert "90 days" in wording
    assert "{" not in wording


def test_wrong_settings_end_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 2 and one line for all that is wrong."""
    monkeypatch.setenv("SECRET_KEY", "sesame")
    monkeypatch.setenv("WEB_PORT", "many")
    with pytest.raises(SystemExit) as caught:
        load_settings()
    assert caught.value.code == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "WEB_PORT: " in error
    assert "SECRET_KEY: wants at least 32 characters" in error
    assert "sesame" not in error


def test_what_is_withheld_is_not_taken(tmp_path: Path) -> None:
    """A part that may not have a secret starts in production without, though `.env` holds it."""
    file = tmp_path / ".env"
    file.write_text(
        f"ENVIRONMENT=production\nCLINIC_PHONE={REAL_PHONE}\nSECRET_KEY={KEY}\nDATA_KEYS={DATA_KEY}\n"
        f"WEBHOOK_URL=https://clinic.example.org/hook\nWEBHOOK_SECRET={KEY}\n"
    )
    given: dict[str, Any] = {"_env_file": file, "withheld": "SECRET_KEY, WEBHOOK_SECRET"}
    settings = Settings(**given)
    assert settings.secret_key.get_secret_value() == ""
    assert settings.webhook_secret.get_secret_value() == ""
    assert settings.data_keys.get_secret_value() == DATA_KEY
    assert not (tmp_path / "var").exists(), "none is made in its place"
