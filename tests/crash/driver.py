"""A scanner without a screen, to be killed: opens a station and scans a list of codes as fast as it can.

Run as ``python -m tests.crash.driver MODE DATA_DIR [CODES_FILE]``. It says on its standard output what it does, line
by line, each flushed: ``opening``, ``ready``, and ``green TICKET`` only once ``scan`` has returned that light.
"""

import itertools
import os
import signal
import sys
import threading
from pathlib import Path

from scanner_app.door.shown import Source
from scanner_app.door.station import Station
from sync.device.claims import Claims
from sync.protocol.messages import ClaimAnswer, Entry
from sync.rules.verdict import Outcome


class _DyingClaims(Claims):
    """The power goes out when the server's answer has come and before anything is done with it."""

    def ask(self, payload: str, attempt: Entry) -> ClaimAnswer | None:
        answer = super().ask(payload, attempt)
        if answer is not None:
            _say(f"answered {answer.verdict.outcome}")
            os.kill(os.getpid(), signal.SIGKILL)
        return answer


def main(mode: str, data_dir: str, codes_file: str = "") -> None:
    """``open`` only opens the store; ``claim`` dies after the first claim's answer; the others scan on until killed.

    ``scan`` follows the server beside it, ``sync`` fetches the whole list again and again as well.
    """
    _say("opening")
    station = Station(Path(data_dir), allow_keyring=False)
    _say("ready")
    if mode == "open":
        return
    if mode == "claim":
        place = station.place()
        place.session._claims = _DyingClaims(place.client, place.scan_log, place.breaker)
    else:
        station.follow()
    if mode == "sync":
        threading.Thread(target=_sync_on, args=(station,), daemon=True).start()
    for code in itertools.cycle(Path(codes_file).read_text(encoding="ascii").splitlines()):
        verdict = station.scan(code, Source.CAMERA).verdict
        if verdict.outcome is Outcome.ADMITTED:
            _say(f"green {verdict.ticket_id}")


def _sync_on(station: Station) -> None:
    while True:
        station.sync(full=True, report=lambda _: None, is_cancelled=lambda: False)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
