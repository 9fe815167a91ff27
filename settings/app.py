"""All settings of the app together, checked as a whole."""

from __future__ import annotations

from typing import Self

from pydantic import SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from settings import paths
from settings.clinic import FICTIONAL_PHONE, ClinicSettings
from settings.development_keys import development_data_key, development_secret
from settings.handover import HandoverSettings
from settings.notices import NoticeSettings
from settings.server import ServerSettings
from settings.takeover import TakeoverSettings

LOOPBACK = ("127.0.0.1", "localhost", "::1")


# Fields stand in the order of the MRO read backwards: server, clinic, handover, takeover, notices.
class Settings(
    NoticeSettings, TakeoverSettings, HandoverSettings, ClinicSettings, ServerSettings, BaseSettings
):
    """What may differ between one clinic or machine and the next.

    Every field is read from the environment variable of the same name in capitals. The
    descriptions are the table in docs/settings.md; a test compares both.
    """

    model_config = SettingsConfigDict(
        env_file=paths.ROOT / ".env",
        extra="ignore",
        env_ignore_empty=True,
        hide_input_in_errors=True,
    )

    @property
    def clinic_contact(self) -> str:
        """How visitors reach the clinic: 'call … or write to …'."""
        mail = f" or write to {self.clinic_email}" if self.clinic_email else ""
        return f"call {self.clinic_phone}{mail}"

    @property
    def consent_wording(self) -> str:
        """The exact words that visitors agree to."""
        return self.consent_text.format(
            clinic_name=self.clinic_name,
            clinic_contact=self.clinic_contact,
            lead_retention_days=self.lead_retention_days,
        )

    @model_validator(mode="after")
    def _fill_and_refuse(self) -> Self:
        """Fill what is derived, and refuse what does not go together."""
        for name in self.withheld:
            setattr(self, name, type(self).model_fields[name].default)
        if not self.engine_url:
            self.engine_url = f"http://127.0.0.1:{self.engine_port}"
        if not self.public_url:
            self.public_url = f"http://{self.web_host}:{self.web_port}"
        self._refuse_half_notices()
        if self.environment == "production":
            self._refuse_stand_ins()
        folder = paths.ROOT / "var"
        if self._lacks("secret_key"):
            self.secret_key = SecretStr(development_secret(folder))
        if self._lacks("data_keys"):
            self.data_keys = SecretStr(development_data_key(folder))
        return self

    def _lacks(self, name: str) -> bool:
        """Tell whether a secret is missing that nobody kept from this process on purpose."""
        secret: SecretStr = getattr(self, name)
        return not secret.get_secret_value() and name not in self.withheld

    def _refuse_half_notices(self) -> None:
        if self.notify_email_to and not self.smtp_host:
            raise ValueError("SMTP_HOST: NOTIFY_EMAIL_TO needs a mail server")
        if self.notify_email_to and not self.notify_email_from:
            raise ValueError("NOTIFY_EMAIL_FROM: NOTIFY_EMAIL_TO needs a sender")
        if self.webhook_url and self._lacks("webhook_secret"):
            raise ValueError("WEBHOOK_SECRET: WEBHOOK_URL needs one of at least 32 characters")

    def _refuse_stand_ins(self) -> None:
        if self._lacks("secret_key"):
            raise ValueError("SECRET_KEY: production wants one of at least 32 characters")
        if self._lacks("data_keys"):
            raise ValueError("DATA_KEYS: production wants one, `make new-key` prints it")
        if self.clinic_phone == FICTIONAL_PHONE:
            raise ValueError("CLINIC_PHONE: production wants the clinic's real number")
        if self.smtp_security == "none" and self.smtp_host not in ("", *LOOPBACK):
            raise ValueError("SMTP_SECURITY: production wants starttls or tls")
        if self.webhook_url and not self.webhook_url.startswith("https://"):
            raise ValueError("WEBHOOK_URL: production wants https://")
