"""Asking the server while a person waits: a short deadline, and a breaker that does not wait for a dead network."""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue

import structlog

from sync.device.client import CLAIM_TIMEOUT_S, ServerClient
from sync.device.errors import DeviceError
from sync.device.scan_log import ScanLog
from sync.protocol.messages import ClaimAnswer, ClaimRequest, Entry

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
        self._overdue: threading.Thread | None = None

    def are_possible(self) -> bool:
        """Whether the server would likely answer in time."""
        if self._overdue is not None and self._overdue.is_alive():
            return False
        return self._breaker.is_closed and self._scan_log.waiting() <= LONGEST_QUEUE_TO_CLAIM

    def ask(self, payload: str, attempt: Entry) -> ClaimAnswer | None:
        """The server's answer about ``attempt``, just logged, or None after CLAIM_TIMEOUT_S: decide alone."""
        entries = self._scan_log.waiting_entries(LONGEST_QUEUE_TO_CLAIM + 1)
        if entries[-1:] != (attempt,):  # The uploader was faster; the server knows it and is asked all the same.
            entries = (*entries, attempt)
        answer = self._answer_in_time(ClaimRequest(entries, payload))
        if answer is None:
            self._breaker.failed()
        else:
            self._breaker.succeeded()
        return answer

    def _answer_in_time(self, request: ClaimRequest) -> ClaimAnswer | None:
        """The answer, None where there is none after CLAIM_TIMEOUT_S: whoever keeps another time waits in its way."""
        answers: SimpleQueue[ClaimAnswer | None] = SimpleQueue()
        # On a thread of its own: looking up a name, or an answer that drips in, has no deadline that could be set.
        asking = threading.Thread(target=self._put, args=(request, answers), name="door-claim", daemon=True)
        asking.start()
        try:
            return answers.get(timeout=CLAIM_TIMEOUT_S)
        except Empty:
            self._overdue = asking
            log.info("claim_overdue")
            return None

    def _put(self, request: ClaimRequest, answers: "SimpleQueue[ClaimAnswer | None]") -> None:
        try:
            answers.put(self._client.claim(request))
        except DeviceError as error:
            log.info("claim_unanswered", why=type(error).__name__)
            answers.put(None)
