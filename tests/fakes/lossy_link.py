"""A bad network between two programs: a TCP relay on loopback whose weather can change at any moment.

TCP itself repairs lost and reordered packets, so what programs see of a bad network is what is made here: connections
that are cut, that stand and carry nothing, that carry half of an answer or a byte a second, and that overtake each
other.
"""

import contextlib
import random
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

_CHUNK = 16_384
_TICK_S = 0.01
_PATIENCE_S = 5.0


@dataclass(frozen=True, slots=True)
class Weather:
    """How the link is. Times in seconds; ``loss`` is the chance of each chunk to end its connection instead."""

    delay_s: float = 0.0
    """How late every chunk comes, each way."""
    overtaking_s: float = 0.0
    """New connections wait up to this long, by chance, so that later ones overtake earlier ones."""
    loss: float = 0.0
    answer_bytes: int | None = None
    """After so many bytes of what comes back, the connection ends."""
    trickle_s: float = 0.0
    """What comes back does so byte by byte, with this pause between them."""
    is_silent: bool = False
    """Connections stand and are taken, and nothing passes: the other end is gone without a word."""
    is_cut: bool = False
    """Connections end, and none are taken."""


FAIR = Weather()


class LossyLink:
    """Relays ``port`` to the port of ``target_port`` on loopback; every chunk meets the weather of its moment."""

    def __init__(self, target_port: int, *, seed: int = 0) -> None:
        """In fair weather; ``seed`` is that of all chances."""
        self.target_port = target_port
        self._weather = FAIR
        self._chance = random.Random(seed)
        self._lock = threading.Lock()
        self._ends: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._is_closed = False
        self.connections = 0
        """How many were taken so far."""
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        self._start(self._accept)

    @property
    def address(self) -> str:
        """Where to reach the target through this link."""
        return f"127.0.0.1:{self.port}"

    @property
    def weather(self) -> Weather:
        """How the link is now."""
        return self._weather

    @weather.setter
    def weather(self, weather: Weather) -> None:
        self._weather = weather
        if weather.is_cut:
            self._cut_all()

    def cut(self) -> None:
        """End every connection and take none."""
        self.weather = Weather(is_cut=True)

    def mend(self) -> None:
        """Fair weather again."""
        self.weather = FAIR

    def close(self) -> None:
        """End it and its threads."""
        self._is_closed = True
        _shut(self._listener)
        self._cut_all()
        for thread in self._threads:
            thread.join(_PATIENCE_S)

    def _cut_all(self) -> None:
        with self._lock:
            ends, self._ends = self._ends, set()
        for end in ends:
            _shut(end)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # The listener was closed.
            while not self._is_closed:
                near, _ = self._listener.accept()
                self.connections += 1
                if self._weather.is_cut:
                    _shut(near)
                    continue
                self._start(self._join, near)

    def _join(self, near: socket.socket) -> None:
        self._sleep(self._chance.uniform(0, self._weather.overtaking_s))
        try:
            far = socket.create_connection(("127.0.0.1", self.target_port), timeout=_PATIENCE_S)
        except OSError:
            _shut(near)
            return
        far.settimeout(None)
        with self._lock:
            if self._weather.is_cut or self._is_closed:
                _shut(near)
                _shut(far)
                return
            self._ends |= {near, far}
        for end in (near, far):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._start(self._carry, near, far, False)
        self._carry(far, near, True)

    def _carry(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        carried = 0
        with contextlib.suppress(OSError):  # Either end may close at any time.
            while chunk := source.recv(_CHUNK):
                weather = self._weather
                if weather.is_silent:
                    continue  # It is gone for good, as what a dead machine was sent.
                if self._chance.random() < weather.loss:
                    break
                self._sleep(weather.delay_s)
                if is_answer and weather.answer_bytes is not None and carried + len(chunk) > weather.answer_bytes:
                    target.sendall(chunk[: weather.answer_bytes - carried])
                    break
                carried += len(chunk)
                self._pass(chunk, target, weather.trickle_s if is_answer else 0.0)
        with self._lock:
            self._ends -= {source, target}
        _shut(source)
        _shut(target)

    def _pass(self, chunk: bytes, target: socket.socket, trickle_s: float) -> None:
        if not trickle_s:
            target.sendall(chunk)
            return
        for at in range(len(chunk)):
            target.sendall(chunk[at : at + 1])
            self._sleep(trickle_s)

    def _sleep(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._is_closed and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _TICK_S))

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, name="lossy-link", daemon=True)
        self._threads.append(thread)
        thread.start()


def _shut(end: socket.socket) -> None:
    with contextlib.suppress(OSError):  # Already cut.
        end.shutdown(socket.SHUT_RDWR)
    end.close()
