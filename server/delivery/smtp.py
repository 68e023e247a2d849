"""Mail by SMTP: STARTTLS where it is offered, or TLS from the start."""

import contextlib
import smtplib
import ssl
from collections.abc import Iterator
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from server.config import is_loopback
from server.delivery.mail import Mail, make_message
from server.errors import ProviderRefusedError, ProviderUnavailableError

_TIMEOUT_S = 20.0
_PORTS = {"smtp": 587, "smtps": 465}


class SmtpCarrier:
    """One mail a connection: mails are few, and a connection kept open fails at the next mail."""

    def __init__(self, url: str, timeout_s: float = _TIMEOUT_S) -> None:
        parts = urlsplit(url)
        self._is_tls = parts.scheme == "smtps"
        self._host = parts.hostname or ""
        self._port = parts.port or _PORTS[parts.scheme]
        self._user = unquote(parts.username or "")
        self._timeout_s = timeout_s
        self._password = unquote(parts.password or "")

    def send(self, mail: Mail) -> str:
        """Hand over a mail; its Message-ID is the reference. SMTP knows no idempotency keys, only that id."""
        message = make_message(mail)
        try:
            with self._connected() as connection:
                connection.send_message(message, parseaddr(mail.sender)[1], [mail.recipient])
        except smtplib.SMTPRecipientsRefused as error:
            raise _failure(*next(iter(error.recipients.values()))) from error
        except smtplib.SMTPAuthenticationError as error:
            # The set-up is wrong, not the mail: it waits until someone has put that right.
            raise ProviderUnavailableError("The mail server refused the login") from error
        except smtplib.SMTPResponseException as error:
            raise _failure(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise ProviderRefusedError("The mail server cannot write to this address") from error
        except (OSError, smtplib.SMTPException) as error:
            raise ProviderUnavailableError("The mail server does not answer") from error
        return mail.message_id

    @contextlib.contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        tls = ssl.create_default_context()
        if self._is_tls:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(self._host, self._port, timeout=self._timeout_s, context=tls)
        else:
            connection = smtplib.SMTP(self._host, self._port, timeout=self._timeout_s)
        try:
            self._secure(connection, tls)
            yield connection
            # The mail was taken: that the goodbye fails must not send it again.
            with contextlib.suppress(OSError, smtplib.SMTPException):
                connection.quit()
        finally:
            connection.close()

    def _secure(self, connection: smtplib.SMTP, tls: ssl.SSLContext) -> None:
        connection.ehlo_or_helo_if_needed()
        is_encrypted = self._is_tls
        if not is_encrypted and connection.has_extn("starttls"):
            connection.starttls(context=tls)
            connection.ehlo()
            is_encrypted = True
        if not self._user:
            return
        if not is_encrypted and not is_loopback(self._host):
            raise ProviderUnavailableError("The mail server offers no encryption, so the password is not sent")
        connection.login(self._user, self._password)


def _failure(code: int, text: bytes | str) -> ProviderRefusedError | ProviderUnavailableError:
    """4xx is for now, 5xx for good (RFC 5321, 4.2.1). The server's words may name the address, so they are left out."""
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    enhanced = said.split(" ", 1)[0][:12]
    message = f"The mail server answered {code} {enhanced}".rstrip()
    return ProviderUnavailableError(message) if 400 <= code < 500 else ProviderRefusedError(message)
