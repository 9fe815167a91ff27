"""A real SMTP server on loopback that takes mail, or does not."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = b"clinic", b"sesame of the mail server"


class MailServer:
    """What it received, and how it behaves; aiosmtpd calls the handlers by their names."""

    def __init__(self) -> None:
        self.port = 0
        self.mails: list[EmailMessage] = []
        self.envelopes: list[Envelope] = []
        self.encrypted: list[bool] = []
        self.answers: dict[str, str] = {}
        """Its answers to addresses, and to `DATA`, where they are not the usual ones."""
        self.asked = asyncio.Event()
        """Set when a mail is here, before its answer."""
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.drops = 0
        """So many connections are cut before the answer to the mail."""

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        """Take or refuse a recipient."""
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take a mail."""
        self.asked.set()
        await self.go_on.wait()
        if self.drops:
            self.drops -= 1
            assert server.transport
            server.transport.close()
            return "421 gone"
        if "DATA" in self.answers:
            return self.answers["DATA"]
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.envelopes.append(envelope)
        self.encrypted.append(session.ssl is not None)
        return "250 OK"

    async def handle_QUIT(  # noqa: N802 (aiosmtpd's name)
        self, _server: SMTP, _session: Session, _envelope: Envelope
    ) -> str:
        """Say goodbye, or not."""
        return self.answers.get("QUIT", "221 Bye")


def _check(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object
) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=good, handled=False)


@asynccontextmanager
async def mail_server(
    security: str = "none",
    certificate: ssl.SSLContext | None = None,
    port: int = 0,
    *,
    login: bool = False,
) -> AsyncIterator[MailServer]:
    """Run a server until the block ends.

    Args:
        security: `starttls`, `tls` or `none`, as in the settings.
        certificate: What it shows of itself, unless `none`.
        port: Where it listens; 0: anywhere.
        login: Whether it wants a login.
    """
    state = MailServer()
    loop = asyncio.get_running_loop()

    def protocol() -> SMTP:
        return SMTP(
            state,
            loop=loop,
            tls_context=certificate if security == "starttls" else None,
            require_starttls=security == "starttls",
            authenticator=_check if login else None,
            auth_required=login,
            auth_require_tls=security == "starttls",
        )

    server = await loop.create_server(
        protocol, "127.0.0.1", port, ssl=certificate if security == "tls" else None
    )
    state.port = server.sockets[0].getsockname()[1]
    try:
        yield state
    finally:
        state.go_on.set()
        server.close()
