"""What to do about a notice that fails, in plain words."""

from __future__ import annotations

from storage.tables import Notice
from storage.tables.notice import EMAIL

_MAIL = {
    "connect": "The mail server can not be reached: check SMTP_HOST, SMTP_PORT and the network.",
    "disconnected": "The mail server hung up: check SMTP_PORT and SMTP_SECURITY.",
    "timeout": "The mail server did not answer in time: check SMTP_HOST, SMTP_PORT, SMTP_SECURITY.",
    "tls": "No secure connection: check SMTP_SECURITY, and the mail server's certificate.",
    "smtp_unsupported": "The mail server can not do what is asked: check SMTP_SECURITY, SMTP_USER.",
    "smtp_malformed": "What answers is no mail server: check SMTP_HOST and SMTP_PORT.",
    "smtp_530": "The mail server wants a login: check SMTP_USER and SMTP_PASSWORD.",
    "smtp_534": "The mail server wants another login: check SMTP_USER and SMTP_PASSWORD.",
    "smtp_535": "The mail server refuses the login: check SMTP_USER and SMTP_PASSWORD.",
    "smtp_550": "The mail server does not take it: check NOTIFY_EMAIL_TO and NOTIFY_EMAIL_FROM.",
    "smtp_552": "The mailbox is full: empty it.",
    "smtp_553": "The mail server refuses an address: check NOTIFY_EMAIL_TO and NOTIFY_EMAIL_FROM.",
}
_HOOK = {
    "connect": "The webhook's server can not be reached: check WEBHOOK_URL and the network.",
    "disconnected": "The webhook's server hung up: ask who runs it.",
    "timeout": "The webhook's server did not answer in time: ask who runs it.",
    "tls": "No secure connection: check the certificate of the webhook's server.",
    "http_401": "The receiver does not accept the signature: check WEBHOOK_SECRET on both sides.",
    "http_403": "The receiver does not accept the signature: check WEBHOOK_SECRET on both sides.",
    "http_404": "There is nothing at this address: check WEBHOOK_URL.",
    "http_410": "The receiver's address is gone: check WEBHOOK_URL.",
}


def advice(notice: Notice) -> str:
    """Tell what to do.

    Args:
        notice: A notice that failed at least once.

    Returns:
        One sentence.
    """
    code = notice.last_error or ""
    known = _MAIL if notice.kind == EMAIL else _HOOK
    if code in known:
        return known[code]
    if code.startswith("smtp_5"):
        return "The mail server refuses it: ask who runs it, naming the code."
    if code.startswith("smtp_4"):
        return "The mail server puts it off: wait, or ask who runs it, naming the code."
    if code.startswith("http_3"):
        return "The receiver has moved, and redirects are not followed: correct WEBHOOK_URL."
    if code.startswith("http_"):
        return "The receiver answers with an error: ask who runs it, naming the code."
    return "Not foreseen: see `sender_failed` in the log."
