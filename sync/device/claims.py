"""Asking the server while a person waits: a short deadline, and a breaker that does not wait for a dead network."""

from collections.abc import Callable

import structlog

from sync.device.client import ServerClient
from sync.device.errors import DeviceError
from sync.device.scan_log import ScanLog
from sync.protocol.messages import ClaimAnswer, ClaimRequest

log = structlog.get_logger()

LONGEST_QUEUE_TO_CLAIM = 100
"""Entries; the server takes an attempt only with all that came before it, and a person should not wait for more."""
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 15.0


class Breaker:
    """After a failure claims are skipped for a pause that doubles; any success closes it at once."""

    def __init__(self, mono_s: Callable[[], float]) -> None:
        """Closed; ``mono_s`` gives monotonic seconds."""
        self._mono_s = mono_s
        self._pause_s = FIRST_PAUSE_S
        self._open_until = 0.0

    @property
    def is_closed(self) -> bool:
        """Whether it is worth asking."""
        return self._mono_s() >= self._open_until

    def succeeded(self) -> None:
        """The server answered somebody."""
        self._pause_s, self._open_until = FIRST_PAUSE_S, 0.0

    def failed(self) -> None:
        """The server did not answer."""
        self._open_until = self._mono_s() + self._pause_s
        self._pause_s = min(2 * self._pause_s, LONGEST_PAUSE_S)


class Claims:
    """CLAIM over one client, guarded by a breaker."""

    def __init__(self, client: ServerClient, scan_log: ScanLog, breaker: Breaker) -> None:
        """Ask through ``client`` about attempts in ``scan_log``."""
        self._client = client
        self._scan_log = scan_log
        self._breaker = breaker

    def are_possible(self) -> bool:
        """Whether the server would likely answer in time."""
        return self._breaker.is_closed and self._scan_log.waiting() <= LONGEST_QUEUE_TO_CLAIM

    def ask(self, payload: str) -> ClaimAnswer | None:
        """The server's answer about the attempt that was just logged, or None: decide alone."""
        entries = self._scan_log.tail(LONGEST_QUEUE_TO_CLAIM + 1)
        try:
            answer = self._client.claim(ClaimRequest(entries=entries, code=payload))
        except DeviceError as error:
            self._breaker.failed()
            log.info("claim_unanswered", why=type(error).__name__)
            return None
        self._breaker.succeeded()
        return answer
