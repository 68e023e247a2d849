"""Who carries messages: mail by SMTP, Resend or a folder; WhatsApp by Meta where it is configured."""

from dataclasses import dataclass

from server.config import ServerConfig
from server.delivery.folder import FolderCarrier
from server.delivery.mail import MailCarrier
from server.delivery.meta import MetaCarrier
from server.delivery.resend import ResendCarrier
from server.delivery.smtp import SmtpCarrier


@dataclass(frozen=True, slots=True)
class Carriers:
    """The carriers that are configured."""

    mail: MailCarrier
    whatsapp: MetaCarrier | None


def make_carriers(config: ServerConfig) -> Carriers:
    """The carriers for this configuration: SMTP before Resend before the folder."""
    return Carriers(mail=_mail_carrier(config), whatsapp=MetaCarrier(config) if config.meta_token else None)


def _mail_carrier(config: ServerConfig) -> MailCarrier:
    if config.smtp_url:
        return SmtpCarrier(config.smtp_url)
    if config.resend_api_key:
        return ResendCarrier(config.resend_api_key, config.resend_url)
    return FolderCarrier(config.mail_dir or config.data_dir / "mail")
