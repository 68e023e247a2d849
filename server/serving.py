"""Run the server: bind the address, say where it listens once it does, and stop cleanly."""

import contextlib
import os
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from types import FrameType
from typing import Any

import structlog
import uvicorn
from uvicorn.supervisors import Multiprocess

from server.app import create_app
from server.config import ConfigError, ServerConfig, to_environment
from server.log import configure_logging
from server.protocol import BoundedProtocol

_BACKLOG = 2048
_LONGEST_STOP_S = 10
_POLL_S = 0.05
_PRIVATE_NETWORKS = "127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7"

log = structlog.get_logger()


def serve(config: ServerConfig, announce: Callable[[str], None]) -> None:
    """Serve until told to stop by SIGINT or SIGTERM; ``announce`` gets the address once requests are answered."""
    listening = _bind(config)
    address = address_of(config, listening.getsockname()[1])
    if not config.base_url:
        # Links in mails and payment pages need an address; with port 0 it is known only now.
        config = replace(config, base_url=address)
    configure_logging()
    _warn_of_what_is_missing(config)
    if config.workers == 1:
        options = _options(config)
        app = create_app(config)
        server = _Server(uvicorn.Config(app, **options), lambda: announce(address), app.state.doors.close)
        with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises it again after a clean stop.
            server.run(sockets=[listening])
        return
    os.environ.update(to_environment(config))
    settings = uvicorn.Config(
        "server.app:app_from_environment", factory=True, workers=config.workers, **_options(config)
    )
    threading.Thread(target=_announce_when_up, args=(address, announce), daemon=True).start()
    Multiprocess(settings, sockets=[listening]).run()


def address_of(config: ServerConfig, port: int) -> str:
    """How a browser on this machine reaches the server."""
    scheme = "https" if config.tls_cert else "http"
    host = f"[{config.host}]" if ":" in config.host else config.host
    return f"{scheme}://{host}:{port}"


class _Server(uvicorn.Server):
    """A uvicorn server that says when it has started, and lets go of held requests when it is told to stop."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None], let_go: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce
        self._let_go = let_go

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._announce()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._let_go()
        super().handle_exit(sig, frame)


def _warn_of_what_is_missing(config: ServerConfig) -> None:
    """What is fine for trying out, and must not go unnoticed where tickets are sold in earnest."""
    if not config.stripe_secret_key and not config.airwallex_client_id:
        meaning = "Payments are tests: whoever opens the pay page gets what is sold for no money"
        log.warning("no_payment_provider_configured", meaning=meaning)
    if not config.smtp_url and not config.resend_api_key:
        log.warning("no_mail_carrier_configured", meaning="Mails are written to a folder and reach nobody")


def _options(config: ServerConfig) -> dict[str, Any]:
    return {
        "access_log": False,  # Our own log says the same without ids and query strings.
        "log_level": "warning",
        "backlog": _BACKLOG,
        "http": BoundedProtocol,
        "timeout_graceful_shutdown": _LONGEST_STOP_S,
        "server_header": False,
        "proxy_headers": config.behind_proxy,
        # From whom X-Forwarded-For is believed; a proxy in a container of its own calls from a private address.
        "forwarded_allow_ips": os.environ.get("FORWARDED_ALLOW_IPS", _PRIVATE_NETWORKS),
        "ssl_certfile": config.tls_cert,
        "ssl_keyfile": config.tls_key,
    }


def _bind(config: ServerConfig) -> socket.socket:
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(
            config.host, config.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
        if os.name == "posix":  # On Windows the option would let two programs share the port.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(where)
        listening.set_inheritable(True)
    except OSError as error:
        reason = error.strerror or error
        raise ConfigError(f"Cannot listen on {config.host} port {config.port} (--host, --port): {reason}") from error
    return listening


def _announce_when_up(address: str, announce: Callable[[str], None]) -> None:
    """Ask until a worker answers; any HTTP answer, or a TLS error, comes from one that is up."""
    while True:
        try:
            urllib.request.urlopen(f"{address}/health", timeout=1).close()  # noqa: S310  Our own address.
        except urllib.error.HTTPError:
            pass
        except urllib.error.URLError as error:
            if not isinstance(error.reason, OSError) or isinstance(error.reason, ConnectionError | TimeoutError):
                time.sleep(_POLL_S)
                continue
        except OSError:
            time.sleep(_POLL_S)
            continue
        announce(address)
        return
