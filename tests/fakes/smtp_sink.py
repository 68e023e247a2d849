"""A real SMTP server (aiosmtpd) that keeps what it takes, and refuses on command."""

import contextlib
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER = "doorward"
PASSWORD = "p@ss:word"


@dataclass(slots=True)
class SmtpSink:
    """``answers`` are given to the next recipients or mails, in order; then all is taken."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    answers_to_recipients: list[str] = field(default_factory=list)
    answers_to_data: list[str] = field(default_factory=list)
    was_encrypted: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  aiosmtpd spells it so.
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answers_to_recipients:
            return self.answers_to_recipients.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802  The same.
        if self.answers_to_data:
            return self.answers_to_data.pop(0)
        raw = envelope.content
        assert isinstance(raw, bytes)
        message = message_from_bytes(raw, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        self.recipients += envelope.rcpt_tos
        self.was_encrypted.append(session.ssl is not None)
        return "250 Taken"


@contextlib.contextmanager
def smtp_sink(tls: ssl.SSLContext | None = None, *, needs_login: bool = False) -> Iterator[SmtpSink]:
    """A sink on a free port of this machine; with ``tls`` it offers STARTTLS."""
    sink = SmtpSink(port=_free_port())

    def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        is_good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=is_good, handled=False)

    options: dict[str, Any] = {"auth_require_tls": tls is not None, "authenticator": authenticate}
    if needs_login:
        options["auth_required"] = True
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port, tls_context=tls, **options)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


def _free_port() -> int:
    """aiosmtpd asks for a port by number."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
