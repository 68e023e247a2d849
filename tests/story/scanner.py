"""Scanners in processes of their own, and the hall that connects them: every way between two of them can be cut."""

import contextlib
import itertools
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.fakes.lossy_link import LossyLink
from tests.server.doors.venue import Venue, wait_until
from tests.serving import RunningServer, start_server

_PATIENCE_S = 30.0


class Scanner:
    """One scanner process at one door. ``tell`` waits for its answer; ``send`` and ``hear`` do so apart."""

    def __init__(self, folder: Path, name: str, server_link: LossyLink) -> None:
        self.name = name
        self.server_link = server_link
        self.device = ""
        self._log = (folder / f"{name}.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.story.driver", str(folder / name)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        assert self.hear() == {"is_ready": True}

    def pair(self, venue: Venue) -> None:
        """Become a door of the venue's event, fetch its list, and follow the server and the other doors."""
        url = f"http://{self.server_link.address}"
        self.device = str(self.tell("pair", server=url, code=venue.pairing_code(), name=self.name)["device"])
        assert self.tell("sync")["is_done"]
        self.tell("follow")

    def tell(self, what: str, **how: Any) -> dict[str, Any]:
        self.send(what, **how)
        return self.hear()

    def send(self, what: str, **how: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": what, **how}) + "\n")
        self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"{self.name} ended with code {self.process.wait(_PATIENCE_S)}; see {self._log.name}"
        return dict(json.loads(line))

    def scan(self, ticket: dict[str, Any]) -> dict[str, Any]:
        return self.tell("scan", code=ticket["signedCode"])

    def incidents(self) -> list[dict[str, Any]]:
        return sorted(self.tell("incidents")["incidents"], key=lambda each: (each["log"], each["seq"]))

    def close(self) -> None:
        """End it as a person does; one that was killed is only cleared away."""
        if self.process.poll() is None:
            self.process.communicate(json.dumps({"do": "close"}) + "\n", timeout=_PATIENCE_S)
        for stream in (self.process.stdin, self.process.stdout, self._log):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self.process.wait(_PATIENCE_S)


class Hall:
    """The doors of one venue, with a link from each to the server and from each to each that met."""

    def __init__(self, folder: Path, server: RunningServer, venue: Venue) -> None:
        self.folder = folder
        self.server = server
        self.venue = venue
        self.scanners: list[Scanner] = []
        self.lan: list[LossyLink] = []

    def open(self, name: str) -> Scanner:
        """A paired scanner that follows the server and has met nobody."""
        scanner = Scanner(self.folder, name, LossyLink(self.server.port))
        self.scanners.append(scanner)
        scanner.pair(self.venue)
        return scanner

    def introduce(self, *scanners: Scanner) -> None:
        """Let each of these reach each other over the LAN, and wait until they do."""
        for asking, asked in itertools.permutations(scanners, 2):
            link = LossyLink(int(asked.tell("port")["port"]))
            self.lan.append(link)
            asking.tell("meet", address=link.address)
        self.wait_for_sight(*scanners)

    def wait_for_sight(self, *scanners: Scanner) -> None:
        """Wait until each of these sees the others."""
        for scanner in scanners:
            others = {each.device for each in scanners} - {scanner.device}
            wait_until(lambda: others <= set(scanner.tell("seen")["devices"]), f"{scanner.name} sees them")  # noqa: B023

    def cut_lan(self) -> None:
        for link in self.lan:
            link.cut()

    def mend_lan(self) -> None:
        for link in self.lan:
            link.mend()

    def stop_server(self) -> None:
        self.server.stop()

    def start_server(self) -> None:
        self.server = start_server(self.server.data_dir, port=self.server.port)

    def wait_for(self, connection: str, *scanners: Scanner) -> None:
        """Wait until these say that they are online, or offline."""
        for scanner in scanners:
            wait_until(lambda: scanner.tell("status")["connection"] == connection, f"{scanner.name}: {connection}")  # noqa: B023

    def incidents(self) -> list[dict[str, Any]]:
        """Those that the organizer sees."""
        event = self.venue.club.event_id
        return list(self.venue.get(f"/api/v1/events/{event}/incidents")["incidents"])

    def close(self) -> None:
        for scanner in self.scanners:
            scanner.close()
            scanner.server_link.close()
        for link in self.lan:
            link.close()


@contextmanager
def open_hall(folder: Path, server: RunningServer, venue: Venue) -> Iterator[Hall]:
    """A hall whose doors and server are ended with it."""
    hall = Hall(folder, server, venue)
    try:
        yield hall
    finally:
        hall.close()
        hall.server.stop()
