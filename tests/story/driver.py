"""A scanner without a screen, in a process of its own: takes commands as JSON lines and answers each with one.

Run as ``python -m tests.story.driver DATA_DIR``. It meets other doors on loopback, at the addresses it is given.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog

from scanner_app.door.paired import PeerOptions
from scanner_app.door.shown import ScanResult, Source
from scanner_app.door.station import Station
from sync.device.peers import Peers

Answer = dict[str, Any]


class Driver:
    """One station and what it can be told to do; ``COMMANDS`` are its methods' names."""

    COMMANDS = ("pair", "sync", "follow", "port", "meet", "seen", "scan", "status", "incidents", "acknowledge")

    def __init__(self, station: Station) -> None:
        self._station = station

    def pair(self, server: str, code: str, name: str) -> Answer:
        self._station.pair(server, code, name)
        return {"device": self._station.pairing.device_id}

    def sync(self) -> Answer:
        is_done = self._station.sync(full=False, report=lambda _: None, is_cancelled=lambda: False)
        return {"is_done": is_done}

    def follow(self) -> Answer:
        self._station.follow()
        return {}

    def port(self) -> Answer:
        return {"port": self._peers.port}

    def meet(self, address: str) -> Answer:
        self._peers.add_address(address)
        return {}

    def seen(self) -> Answer:
        return {"devices": [peer.device_id for peer in self._peers.visible()]}

    def scan(self, code: str) -> Answer:
        began = time.perf_counter()
        result = self._station.scan(code, Source.CAMERA)
        return {**_told(result), "took_s": time.perf_counter() - began}

    def status(self) -> Answer:
        status = self._station.status()
        return {
            "connection": status.connection,
            "waiting": status.waiting,
            "inside": status.inside,
            "incidents_open": status.incidents_open,
            "problem": status.problem,
        }

    def incidents(self) -> Answer:
        return {"incidents": [_named(shown.incident) for shown in self._station.incidents()]}

    def acknowledge(self, operator: str) -> Answer:
        for shown in self._station.incidents():
            self._station.acknowledge(shown.incident, operator)
        return {}

    @property
    def _peers(self) -> Peers:
        peers = self._station.place().peers
        assert peers is not None
        return peers


def _told(result: ScanResult) -> Answer:
    return {
        "outcome": result.verdict.outcome,
        "reason": result.verdict.reason,
        "basis": result.basis,
        "unseen_doors": result.unseen_doors,
        "duplicates_possible": result.duplicates_possible,
    }


def _named(incident: Any) -> Answer:
    """What names an incident everywhere: its kind and its entry, with whether somebody has dealt with it."""
    return {
        "kind": incident.kind,
        "ticket": incident.ticket_id,
        "log": incident.entry.log_id,
        "seq": incident.entry.seq,
        "is_acknowledged": incident.acknowledged is not None,
    }


def main(data_dir: str) -> None:
    """Obey until the input ends or ``close`` comes."""
    # Answers have the output to themselves.
    structlog.configure(
        logger_factory=structlog.PrintLoggerFactory(sys.stderr)
    )  # Answers have the output to themselves.
    peers = PeerOptions(port=0, host="127.0.0.1", is_announced=False)
    station = Station(Path(data_dir), allow_keyring=False, peers=peers)
    driver = Driver(station)
    try:
        _say({"is_ready": True})
        for line in sys.stdin:
            command = json.loads(line)
            what = command.pop("do")
            if what == "close":
                break
            assert what in Driver.COMMANDS
            act: Callable[..., Answer] = getattr(driver, what)
            _say(act(**command))
    finally:
        station.close()
    _say({"is_closed": True})


def _say(answer: Answer) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
