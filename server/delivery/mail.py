"""One mail as a value, as a MIME message, and what carries it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr
from typing import Protocol

from server.config import ServerConfig
from server.delivery.letter import Attachment
from server.errors import ProviderRefusedError
from server.text import clean_line

_NO_DOMAIN = "localhost"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one address. The same delivery always gives the same mail; ``at`` is when it was posted (Unix ms)."""

    delivery_id: str
    sender: str
    recipient: str
    reply_to: str
    subject: str
    text: str
    html: str
    at: int
    attachments: Sequence[Attachment] = ()

    @property
    def message_id(self) -> str:
        """The Message-ID: stable, so that a mail sent twice is one mail to those who thread by it."""
        return f"<{self.delivery_id}@{parseaddr(self.sender)[1].rpartition('@')[2] or _NO_DOMAIN}>"


class MailCarrier(Protocol):
    """Takes mails to where they are sent from."""

    def send(self, mail: Mail) -> str:
        """Hand over a mail, and give the carrier's reference.

        Raises ProviderUnavailableError to be tried again, ProviderRefusedError where it never will be taken.
        """


def sender_of(config: ServerConfig) -> str:
    """``Name <address>``: the configured sender, named after the platform where only an address is given."""
    name, address = parseaddr(config.mail_from)
    return formataddr((clean_line(name or config.platform_name), address or f"no-reply@{_NO_DOMAIN}"))


def make_message(mail: Mail) -> EmailMessage:
    """The mail as MIME: text and HTML as alternatives, inline pictures with the HTML, then the files.

    ProviderRefusedError where an address cannot stand in a header. A header can never gain a line: the policy refuses
    line breaks, and names and subjects come without them.
    """
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = mail.sender
        message["To"] = mail.recipient
        if mail.reply_to:
            message["Reply-To"] = mail.reply_to
        message["Subject"] = clean_line(mail.subject)
    except (ValueError, IndexError) as error:
        raise ProviderRefusedError("The address cannot be written to") from error
    message["Date"] = format_datetime(datetime.fromtimestamp(mail.at / 1000, UTC))
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    _attach(message, mail.attachments)
    return message


def _attach(message: EmailMessage, attachments: Sequence[Attachment]) -> None:
    html = message.get_body(("html",))
    for file in attachments:
        main, _, sub = file.media_type.partition("/")
        if not file.content_id:
            message.add_attachment(file.content, main, sub, filename=file.name)
        elif isinstance(html, EmailMessage):
            cid = f"<{file.content_id}>"
            html.add_related(file.content, main, sub, cid=cid, filename=file.name, disposition="inline")
