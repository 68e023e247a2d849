"""The server's configuration: one frozen object, read from options and ``DOORWARD_*`` variables, checked at start."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path

_PREFIX = "DOORWARD_"
_TRUE = ("1", "true", "yes", "on")
_FALSE = ("", "0", "false", "no", "off")


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

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a SQLite file."""
        return self.database_url.startswith("sqlite")


def read_config(environment: Mapping[str, str], options: Mapping[str, object] | None = None) -> ServerConfig:
    """The configuration from variables, with command line options before them; ConfigError with one clear line.

    Options are named as the fields are; those that are None were not given.
    """
    given = {name: value for name, value in (options or {}).items() if value is not None}
    values = {
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
    )
    _check_together(config)
    return config


def to_environment(config: ServerConfig) -> dict[str, str]:
    """The variables that make ``read_config`` give this configuration again, for worker processes."""
    values = {
        "data_dir": str(config.data_dir),
        "database_url": config.database_url,
        "host": config.host,
        "port": str(config.port),
        "base_url": config.base_url,
        "tls_cert": str(config.tls_cert or ""),
        "tls_key": str(config.tls_key or ""),
        "behind_proxy": "1" if config.behind_proxy else "0",
        "hold_minutes": str(config.hold_minutes),
        "workers": str(config.workers),
        "secret_key": config.secret_key or "",
    }
    return {f"{_PREFIX}{name.upper()}": value for name, value in values.items()}


def _check_together(config: ServerConfig) -> None:
    if (config.tls_cert is None) != (config.tls_key is None):
        raise ConfigError(f"{_name('tls_cert')} and {_name('tls_key')} must be given together")
    if config.tls_cert is None and not config.behind_proxy and not _is_loopback(config.host):
        raise ConfigError(
            f"{_name('host')} is {config.host}, beyond this machine, without TLS: "
            f"give {_name('tls_cert')} and {_name('tls_key')}, or {_name('behind_proxy')}"
        )
    if config.workers > 1 and config.is_sqlite:
        raise ConfigError(f"{_name('workers')} above 1 needs PostgreSQL: give {_name('database_url')}")


def _is_loopback(host: str) -> bool:
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
