"""Sends notices by e-mail."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import format_datetime

import aiosmtplib

from logs import note
from notify.delivery_error import DeliveryError
from notify.wording import subject_of, text_of
from settings import Settings
from storage.tables import Notice
from storage.tables.notice import EMAIL, URGENT

# Mail servers let unknown clients wait on purpose, for up to half a minute.
SEND_SECONDS = 45
QUIT_SECONDS = 2


class MailSender:
    """Hands notices to the mail server of the settings, for all addresses of the settings."""

    kind = EMAIL

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        # The system's certificates, or those of the file that SSL_CERT_FILE names.
        self._tls = ssl.create_default_context()

    async def send(self, notice: Notice) -> None:
        """Send a notice as one e-mail to all; one address that takes it is enough.

        Args:
            notice: The notice.

        Raises:
            DeliveryError: The server accepted it for nobody.
        """
        client = self._client()
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await client.connect()
                refused, _ = await client.send_message(self.write(notice))
        except (aiosmtplib.SMTPException, OSError) as error:
            raise _translate(error) from None
        else:
            if refused:
                note("addresses_refused", codes=sorted(reply.code for reply in refused.values()))
            # It is accepted: what becomes of the goodbye changes nothing.
            with suppress(aiosmtplib.SMTPException, OSError):
                await client.quit(timeout=QUIT_SECONDS)
        finally:
            client.close()

    def write(self, notice: Notice) -> EmailMessage:
        """Write the e-mail; every try of a notice has the same Message-ID.

        Args:
            notice: The notice.

        Returns:
            The message.
        """
        settings = self._settings
        message = EmailMessage()
        message["Subject"] = subject_of(notice)
        message["From"] = settings.notify_email_from
        message["To"] = ", ".join(settings.notify_email_to)
        message["Date"] = format_datetime(notice.created_at)
        message["Message-ID"] = f"<{notice.idempotency_key}@{self._domain}>"
        message["Auto-Submitted"] = "auto-generated"
        if notice.event == URGENT:
            message["Importance"] = "high"
        message.set_content(text_of(notice, settings.public_url, settings.clinic_callback_within))
        return message

    @property
    def _domain(self) -> str:
        return self._settings.notify_email_from.rpartition("@")[2]

    def _client(self) -> aiosmtplib.SMTP:
        settings = self._settings
        return aiosmtplib.SMTP(
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_user or None,
            password=settings.smtp_password.get_secret_value() or None,
            # The default would ask the name service, and tell the name of this machine.
            local_hostname=self._domain,
            timeout=SEND_SECONDS,
            use_tls=settings.smtp_security == "tls",
            start_tls=settings.smtp_security == "starttls",
            tls_context=None if settings.smtp_security == "none" else self._tls,
        )


def _translate(error: Exception) -> DeliveryError:
    """Find our code for what went wrong; 5xx is a refusal for good."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        codes = [refusal.code for refusal in error.recipients]
        # One address that may take it later is worth trying again.
        return DeliveryError(f"smtp_{min(codes)}", refused=min(codes) >= 500)
    if isinstance(error, aiosmtplib.SMTPResponseException):
        if error.code < 0:
            return DeliveryError("smtp_malformed")
        return DeliveryError(f"smtp_{error.code}", refused=500 <= error.code < 600)
    if isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError):
        return DeliveryError("tls")
    if isinstance(error, TimeoutError):
        return DeliveryError("timeout")
    if isinstance(error, aiosmtplib.SMTPServerDisconnected):
        return DeliveryError("disconnected")
    if isinstance(error, OSError):
        return DeliveryError("connect")
    # What is left: the server has no STARTTLS, no login that we know, no UTF-8 addresses.
    return DeliveryError("smtp_unsupported")
