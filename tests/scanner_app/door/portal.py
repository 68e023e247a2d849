"""What may answer in the server's place: a hotel's login page, a broken proxy, or nothing that ever ends."""

import contextlib
import socket
import threading
from collections.abc import Iterator

LOGIN_PAGE = b"<html><body><h1>Welcome to Grand Hotel Wi-Fi</h1></body></html>"


def http_answer(status: str, body: bytes, *headers: str) -> bytes:
    """The bytes of an HTTP answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


class Portal:
    """Listens on ``port`` and gives every connection ``answer``, or drips it out a byte at a time for ever."""

    def __init__(self, port: int, answer: bytes, *, drips: bool = False) -> None:
        self.connections = 0
        self._answer = answer
        self._drips = drips
        self._closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", port), reuse_port=False)
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        """Stop listening, and end what still drips."""
        self._closing.set()
        with contextlib.suppress(OSError):  # The socket may not be in a state to be shut down.
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                self.connections += 1
                thread = threading.Thread(target=self._serve, args=(near,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _serve(self, near: socket.socket) -> None:
        with near, contextlib.suppress(OSError):  # The scanner may hang up at any time.
            near.settimeout(5)
            near.recv(65_536)
            if not self._drips:
                near.sendall(self._answer)
                return
            for at in range(len(self._answer)):
                near.sendall(self._answer[at : at + 1])
                if self._closing.wait(0.1):
                    return


@contextlib.contextmanager
def portal(port: int, answer: bytes, *, drips: bool = False) -> Iterator[Portal]:
    """A portal that is closed at the end of the block."""
    opened = Portal(port, answer, drips=drips)
    try:
        yield opened
    finally:
        opened.close()
