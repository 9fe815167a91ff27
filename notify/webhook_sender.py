"""Sends notices as signed HTTP requests."""

from __future__ import annotations

import asyncio
import hmac
import json
import ssl
from collections.abc import Callable
from datetime import datetime

import httpx

from notify.clock import utc_now
from notify.delivery_error import DeliveryError
from notify.wording import link_of, subject_of
from settings import Settings
from storage.tables import Notice
from storage.tables.notice import WEBHOOK

SEND_SECONDS = 20
# Request Timeout, Too Early, Too Many Requests: of all 4xx these may pass by themselves.
PASSING = (408, 425, 429)


class WebhookSender:
    """Posts notices to the address of the settings.

    Args:
        settings: The checked settings.
        now: Tells the time (UTC).
    """

    kind = WEBHOOK

    def __init__(self, settings: Settings, now: Callable[[], datetime] = utc_now) -> None:
        self._settings = settings
        self._now = now
        # The system's certificates, or those of the file that SSL_CERT_FILE names.
        self._tls = ssl.create_default_context()

    async def send(self, notice: Notice) -> None:
        """Post a notice; any 2xx is an acceptance.

        Args:
            notice: The notice.

        Raises:
            DeliveryError: It was answered otherwise, or not at all.
        """
        body = self.write(notice)
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": notice.idempotency_key,
            "X-Signature": self._sign(body),
        }
        try:
            async with asyncio.timeout(SEND_SECONDS):
                status = await self._post(body, headers)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise _translate(error) from None
        if not 200 <= status < 300:
            refused = 300 <= status < 500 and status not in PASSING
            raise DeliveryError(f"http_{status}", refused=refused)

    def write(self, notice: Notice) -> bytes:
        """Write the body, the same for every try of a notice.

        Args:
            notice: The notice.

        Returns:
            JSON; `text` is what chat programs show.
        """
        link = link_of(notice, self._settings.public_url)
        return json.dumps(
            {
                "event": notice.event,
                "reference": notice.reference,
                "created_at": notice.created_at.isoformat(timespec="seconds"),
                "link": link,
                "text": f"{subject_of(notice)}: {link}",
            }
        ).encode()

    def _sign(self, body: bytes) -> str:
        """Sign time and body together: a request that was overheard can not be sent again later."""
        key = self._settings.webhook_secret.get_secret_value().encode()
        moment = int(self._now().timestamp())
        digest = hmac.new(key, f"{moment}.".encode() + body, "sha256").hexdigest()
        return f"t={moment},v1={digest}"

    async def _post(self, body: bytes, headers: dict[str, str]) -> int:
        """Give the status of the answer; the answer itself is not read."""
        async with (
            httpx.AsyncClient(
                verify=self._tls, timeout=SEND_SECONDS, trust_env=False, follow_redirects=False
            ) as client,
            client.stream(
                "POST", self._settings.webhook_url, content=body, headers=headers
            ) as response,
        ):
            return response.status_code


def _translate(error: Exception) -> DeliveryError:
    """Find our code for what went wrong."""
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return DeliveryError("timeout")
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return DeliveryError("tls")
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.ConnectError):
        return DeliveryError("connect")
    return DeliveryError("disconnected")
