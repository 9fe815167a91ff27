"""E-mail over a real SMTP server: what it says, how it is protected, what counts as sent."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from notify.delivery_error import DeliveryError
from notify.mail_sender import MailSender
from settings import Settings
from tests.notify.certificate import make_certificate
from tests.notify.conftest import make_settings
from tests.notify.mail_server import PASSWORD, USER, MailServer, mail_server
from tests.notify.notices import lead, urgent
from tests.stack import free_ports

LOGIN = {"SMTP_USER": USER.decode(), "SMTP_PASSWORD": PASSWORD.decode()}


def sender(server: MailServer, **more: str) -> MailSender:
    """Make a sender for a server."""
    return MailSender(make_settings(mail_port=server.port, **more))


async def failure(mail: MailSender) -> tuple[str, bool]:
    """Send where it must fail; gives the code and whether it is for good."""
    with pytest.raises(DeliveryError) as caught:
        await mail.send(lead())
    assert caught.value.__cause__ is None
    return caught.value.code, caught.value.refused


async def test_new_request() -> None:
    """Both addresses hear what to do, by when and where."""
    async with mail_server() as server:
        await sender(server).send(lead())
    (mail,) = server.mails
    assert mail["Subject"] == "New request for a call (KX-4821)"
    assert mail["From"] == "assistant@clinic.example.org"
    assert mail["To"] == "desk@clinic.example.org, doctor@clinic.example.org"
    assert mail["Message-ID"] == f"<{lead().idempotency_key}@clinic.example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == lead().created_at
    body = mail.get_content()
    assert "https://console.clinic.example.org/staff/leads/KX-4821" in body.splitlines()
    assert "within two working days" in body
    assert server.envelopes[0].rcpt_tos == ["desk@clinic.example.org", "doctor@clinic.example.org"]


async def test_urgent_message() -> None:
    """It is marked as important; its link does not hold the conversation's id."""
    async with mail_server() as server:
        await sender(server).send(urgent())
    (mail,) = server.mails
    assert mail["Subject"] == "Urgent message in a conversation"
    assert mail["Importance"] == "high"
    assert "https://console.clinic.example.org/staff/urgent/12" in mail.get_content()
    assert "c" * 32 not in mail.as_string()


async def test_a_repeat_can_be_recognised() -> None:
    """The same notice twice is the same message, to the letter."""
    async with mail_server() as server:
        for _ in range(2):
            await sender(server).send(lead())
    assert server.mails[0].as_string() == server.mails[1].as_string()


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_encrypted(security: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a certificate that is trusted, mail and login go through an encrypted connection."""
    certificate = make_certificate(tmp_path / "server.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))
    async with mail_server(security, certificate, login=security == "starttls") as server:
        login = LOGIN if security == "starttls" else {}
        await sender(server, SMTP_SECURITY=security, **login).send(lead())
    assert len(server.mails) == 1
    assert server.encrypted == [True] or security == "tls"


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("wrong", ["untrusted", "other host"])
async def test_certificate_is_checked(
    security: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stranger's certificate, or one of another host: nothing is said to that server."""
    host = "127.0.0.1" if wrong == "untrusted" else "192.0.2.1"
    certificate = make_certificate(tmp_path / "server.pem", host)
    if wrong == "other host":
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))
    async with mail_server(security, certificate) as server:
        mail = sender(server, SMTP_SECURITY=security, **LOGIN)
        assert await failure(mail) == ("tls", False)
    assert server.mails == []


@pytest.mark.parametrize(("security", "code"), [("starttls", "smtp_unsupported"), ("tls", "tls")])
async def test_no_fall_back_to_plain_text(security: str, code: str) -> None:
    """A server without encryption gets nothing where the settings want it."""
    async with mail_server() as server:
        assert await failure(sender(server, SMTP_SECURITY=security)) == (code, False)
    assert server.mails == []


async def test_wrong_login(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a refusal, and the password is in no error."""
    certificate = make_certificate(tmp_path / "server.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))
    async with mail_server("starttls", certificate, login=True) as server:
        wrong = {"SMTP_USER": "clinic", "SMTP_PASSWORD": "xylophone"}
        mail = sender(server, SMTP_SECURITY="starttls", **wrong)
        assert await failure(mail) == ("smtp_535", True)


@pytest.mark.parametrize(
    ("answer", "code", "refused"),
    [
        ("451 try later", "smtp_451", False),
        ("550 no xylophone", "smtp_550", True),
        ("nonsense", "smtp_malformed", False),
    ],
)
async def test_server_says_no(answer: str, code: str, refused: bool) -> None:
    """4xx may pass, 5xx is for good; of what the server says only the number is kept."""
    async with mail_server() as server:
        server.answers["DATA"] = answer
        assert await failure(sender(server)) == (code, refused)


@pytest.mark.parametrize(
    ("desk", "doctor", "expected"),
    [
        ("550 no", "553 no", ("smtp_550", True)),
        ("550 no", "450 full", ("smtp_450", False)),
    ],
)
async def test_all_addresses_refused(desk: str, doctor: str, expected: tuple[str, bool]) -> None:
    """It is for good only if nobody may take it later."""
    async with mail_server() as server:
        server.answers = {"desk@clinic.example.org": desk, "doctor@clinic.example.org": doctor}
        assert await failure(sender(server)) == expected


async def test_one_address_refused() -> None:
    """The other one hears of it, which is enough; it is not sent to that one again."""
    async with mail_server() as server:
        server.answers = {"desk@clinic.example.org": "550 no"}
        await sender(server).send(lead())
    assert server.envelopes[0].rcpt_tos == ["doctor@clinic.example.org"]


async def test_nobody_listens() -> None:
    """It may pass."""
    mail = MailSender(make_settings(mail_port=free_ports(1)[0]))
    assert await failure(mail) == ("connect", False)


async def test_server_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wait has an end, and the connection is cut."""
    monkeypatch.setattr("notify.mail_sender.SEND_SECONDS", 0.3)
    async with mail_server() as server:
        server.go_on.clear()
        assert await failure(sender(server)) == ("timeout", False)


async def test_server_drops_the_connection() -> None:
    """A mail without an answer is not a mail that was sent."""
    async with mail_server() as server:
        server.drops = 1
        assert await failure(sender(server)) == ("disconnected", False)


async def test_accepted_is_accepted() -> None:
    """After the server took it, a bad goodbye does not bring it a second time."""
    async with mail_server() as server:
        server.answers["QUIT"] = "500 what"
        await sender(server).send(lead())
    assert len(server.mails) == 1


@pytest.mark.parametrize("field", ["NOTIFY_EMAIL_TO", "NOTIFY_EMAIL_FROM"])
@pytest.mark.parametrize(
    "address",
    ["desk@clinic.example.org\r\nBcc: all@example.org", "a@b.example\nX: y", "a\r@b.example"],
)
def test_no_header_comes_in_through_an_address(field: str, address: str) -> None:
    """The settings refuse it, and the name of the setting is all that is told."""
    with pytest.raises(ValueError, match=field.lower()):
        make_settings(**{field: address})


async def test_domains_of_all_letters() -> None:
    """A domain in other letters is written as mail servers know it."""
    settings: Settings = make_settings(
        NOTIFY_EMAIL_TO="desk@bücher.example", NOTIFY_EMAIL_FROM="a@bücher.example"
    )
    async with mail_server() as server:
        await MailSender(settings.model_copy(update={"smtp_port": server.port})).send(lead())
    assert server.envelopes[0].rcpt_tos == ["desk@xn--bcher-kva.example"]
    assert server.mails[0]["Message-ID"].endswith("@xn--bcher-kva.example>")


async def test_many_at_once() -> None:
    """Each try has a connection of its own."""
    async with mail_server() as server:
        mail = sender(server)
        await asyncio.gather(*(mail.send(lead()) for _ in range(5)))
    assert len(server.mails) == 5
