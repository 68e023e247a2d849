"""The server's configuration: one frozen object, read from options and ``DOORWARD_*`` variables, checked at start."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path

_PREFIX = "DOORWARD_"
_TRUE = ("1", "true", "yes", "on")
_FALSE = ("", "0", "false", "no", "off")
_TOGETHER = (
    ("stripe_secret_key", "stripe_webhook_secret"),
    ("airwallex_client_id", "airwallex_api_key", "airwallex_webhook_secret"),
    ("meta_token", "meta_phone_id", "meta_app_secret", "meta_verify_token"),
    ("google_client_id", "google_client_secret"),
    ("resend_api_key", "mail_from"),
    ("smtp_url", "mail_from"),
)
"""What works only together. ``mail_from`` alone is fine: the folder takes it too."""
_PLAIN_TEXTS = (
    "service_organization",
    "stripe_secret_key",
    "stripe_webhook_secret",
    "airwallex_client_id",
    "airwallex_api_key",
    "airwallex_webhook_secret",
    "cal_api_key",
    "mail_from",
    "resend_api_key",
    "meta_token",
    "meta_phone_id",
    "meta_app_secret",
    "meta_verify_token",
    "google_client_id",
    "google_client_secret",
)
_EVENT_TYPES = tuple(f"cal_{package}_event_type_id" for package in ("discovery", "single", "monthly", "quarterly"))
"""Also read from variables without our prefix, as the service bookings' own documentation names them."""
_SERVICE_ADDRESSES = ("stripe_url", "airwallex_url", "cal_url", "resend_url", "meta_url", "google_url")


class ConfigError(Exception):
    """The configuration cannot be used; the text is one line that names the variable and the option."""


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """All that the server is told from outside."""

    data_dir: Path
    database_url: str
    """SQLAlchemy's address of the database: ``sqlite:///…`` or ``postgresql://…``."""
    host: str = "127.0.0.1"
    port: int = 8321
    """0 picks a free port."""
    base_url: str = ""
    """How the world reaches this server, without a slash at the end; empty: as it listens."""
    tls_cert: Path | None = None
    tls_key: Path | None = None
    behind_proxy: bool = False
    """Whether something in front of this server speaks TLS to the world."""
    hold_minutes: int = 15
    """How long an unpaid order holds its seats."""
    workers: int = 1
    secret_key: str | None = None
    """64 hex digits; None for the file ``secret.key`` in the data directory."""
    platform_name: str = "Doorward"
    """What pages and mails call this service."""
    fee_bp: int = 0
    """This platform's fee of every sale, in hundredths of a percent, where the organization has none of its own."""
    requests_per_minute: int = 6000
    """How many requests one API key or address may make; look-ups by code, logins and bookings have lower bounds."""
    service_organization: str = ""
    """Whose packages /functions/v1 sells: id, slug or prefix; empty where there is one organization only."""
    service_site_url: str = ""
    """Where buyers of /functions/v1 come back to: its ``/book`` page; empty: this server's own."""
    stripe_secret_key: str = ""
    stripe_webhook_secret: str = ""
    stripe_url: str = ""
    """The address of Stripe's API, where it is not the usual one; the same for the others below."""
    airwallex_client_id: str = ""
    airwallex_api_key: str = ""
    airwallex_webhook_secret: str = ""
    airwallex_url: str = ""
    cal_api_key: str = ""
    cal_url: str = ""
    cal_discovery_event_type_id: int = 0
    """What Cal.com books for each package whose product does not say; 0 for nothing."""
    cal_single_event_type_id: int = 0
    cal_monthly_event_type_id: int = 0
    cal_quarterly_event_type_id: int = 0
    mail_from: str = ""
    """The sender of mails: ``Name <address>`` or an address."""
    smtp_url: str = ""
    """``smtp://user:password@host:587`` (STARTTLS where offered) or ``smtps://…:465``; before Resend and the folder."""
    resend_api_key: str = ""
    resend_url: str = ""
    mail_dir: Path | None = None
    """Where mails are written as files when neither SMTP nor Resend is configured; None: ``mail`` in the data dir."""
    meta_token: str = ""
    meta_phone_id: str = ""
    meta_app_secret: str = ""
    meta_verify_token: str = ""
    meta_url: str = ""
    google_client_id: str = ""
    google_client_secret: str = ""
    google_url: str = ""
    """The OpenID Connect issuer, where it is not Google's own."""
    cloudinary_url: str = ""
    """``cloudinary://key:secret@cloud``; empty: media stay on the local disk."""

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a SQLite file."""
        return self.database_url.startswith("sqlite")


def read_config(environment: Mapping[str, str], options: Mapping[str, object] | None = None) -> ServerConfig:
    """The configuration from variables, with command line options before them; ConfigError with one clear line.

    Options are named as the fields are; those that are None were not given.
    """
    given = {name: value for name, value in (options or {}).items() if value is not None}
    values = {name: environment[name.upper()] for name in _EVENT_TYPES if name.upper() in environment}
    values |= {
        name.removeprefix(_PREFIX).lower(): text for name, text in environment.items() if name.startswith(_PREFIX)
    }
    reader = _Reader({**values, **{name: str(value) for name, value in given.items()}})
    data_dir = reader.path("data_dir") or user_data_path("doorward", appauthor=False) / "server"
    config = ServerConfig(
        data_dir=data_dir,
        database_url=reader.database_url(data_dir),
        host=reader.text("host", "127.0.0.1"),
        port=reader.number("port", 8321, 0, 65535),
        base_url=reader.web_address("base_url"),
        tls_cert=reader.file("tls_cert"),
        tls_key=reader.file("tls_key"),
        behind_proxy=reader.flag("behind_proxy"),
        hold_minutes=reader.number("hold_minutes", 15, 1, 24 * 60),
        workers=reader.number("workers", 1, 1, 64),
        secret_key=reader.secret("secret_key"),
        platform_name=reader.text("platform_name", "Doorward"),
        fee_bp=reader.number("fee_bp", 0, 0, 10_000),
        requests_per_minute=reader.number("requests_per_minute", 6000, 1, 10_000_000),
        service_site_url=reader.web_address("service_site_url"),
        cal_discovery_event_type_id=reader.number("cal_discovery_event_type_id", 0, 0, 2**53),
        cal_single_event_type_id=reader.number("cal_single_event_type_id", 0, 0, 2**53),
        cal_monthly_event_type_id=reader.number("cal_monthly_event_type_id", 0, 0, 2**53),
        cal_quarterly_event_type_id=reader.number("cal_quarterly_event_type_id", 0, 0, 2**53),
        mail_dir=reader.path("mail_dir"),
        smtp_url=reader.mail_server("smtp_url"),
        cloudinary_url=reader.cloud_address("cloudinary_url"),
        **{name: reader.text(name, "") for name in _PLAIN_TEXTS},
        **{name: reader.web_address(name) for name in _SERVICE_ADDRESSES},
    )
    _check_together(config)
    return config


def to_environment(config: ServerConfig) -> dict[str, str]:
    """The variables that make ``read_config`` give this configuration again, for worker processes."""
    values = {field.name: getattr(config, field.name) for field in fields(config)}
    return {f"{_PREFIX}{name.upper()}": _as_text(value) for name, value in values.items()}


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return ("1" if value else "0") if isinstance(value, bool) else str(value)


def _check_together(config: ServerConfig) -> None:
    if (config.tls_cert is None) != (config.tls_key is None):
        raise ConfigError(f"{_name('tls_cert')} and {_name('tls_key')} must be given together")
    if config.tls_cert is None and not config.behind_proxy and not is_loopback(config.host):
        raise ConfigError(
            f"{_name('host')} is {config.host}, beyond this machine, without TLS: "
            f"give {_name('tls_cert')} and {_name('tls_key')}, or {_name('behind_proxy')}"
        )
    for needed in _TOGETHER:
        given = [name for name in needed if getattr(config, name)]
        if given and len(given) < len(needed) and given != ["mail_from"]:
            missing = next(name for name in needed if name not in given)
            raise ConfigError(f"{_name(missing)} is missing: {_name(given[0])} needs it")
    if config.workers > 1 and config.is_sqlite:
        raise ConfigError(f"{_name('workers')} above 1 needs PostgreSQL: give {_name('database_url')}")


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _name(field: str) -> str:
    return f"--{field.replace('_', '-')} ({_PREFIX}{field.upper()})"


class _Reader:
    """Reads one field after the other; what it cannot read it names."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def text(self, field: str, default: str) -> str:
        return self._values.get(field, "").strip() or default

    def number(self, field: str, default: int, low: int, high: int) -> int:
        text = self.text(field, str(default))
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise ConfigError(f"{_name(field)} must be a whole number from {low} to {high}, not {text!r}")
        return int(text)

    def flag(self, field: str) -> bool:
        text = self.text(field, "").lower()
        if text not in _TRUE + _FALSE:
            raise ConfigError(f"{_name(field)} must be yes or no, not {text!r}")
        return text in _TRUE

    def path(self, field: str) -> Path | None:
        text = self.text(field, "")
        return Path(text).expanduser().absolute() if text else None

    def file(self, field: str) -> Path | None:
        path = self.path(field)
        if path is not None and not path.is_file():
            raise ConfigError(f"{_name(field)} names no file: {path}")
        return path

    def web_address(self, field: str) -> str:
        text = self.text(field, "")
        parts = urlsplit(text)
        if text and (parts.scheme not in ("http", "https") or not parts.netloc):
            raise ConfigError(f"{_name(field)} must begin with http:// or https://, not {text!r}")
        return text.rstrip("/")

    def mail_server(self, field: str) -> str:
        text = self.text(field, "")
        parts = urlsplit(text)
        if text and (parts.scheme not in ("smtp", "smtps") or not parts.hostname):
            # The text itself is not repeated: it may hold a password.
            raise ConfigError(f"{_name(field)} must be smtp://host:port or smtps://host:port")
        return text

    def cloud_address(self, field: str) -> str:
        text = self.text(field, "")
        parts = urlsplit(text)
        if text and not (parts.scheme == "cloudinary" and parts.username and parts.password and parts.hostname):
            raise ConfigError(f"{_name(field)} must be cloudinary://key:secret@cloud")
        return text

    def secret(self, field: str) -> str | None:
        text = self.text(field, "")
        if text and (len(text) != 64 or not set(text) <= set("0123456789abcdefABCDEF")):
            raise ConfigError(f"{_name(field)} must be 64 hex digits")
        return text or None

    def database_url(self, data_dir: Path) -> str:
        text = self.text("database_url", f"sqlite:///{data_dir / 'doorward.db'}")
        if not text.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://", "postgres://")):
            # The text itself is not repeated: it may hold a password.
            raise ConfigError(f"{_name('database_url')} must begin with sqlite:/// or postgresql://")
        return text
