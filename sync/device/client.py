"""The conversation with the server: each message of the protocol as one method, each failure as one of our errors."""

import contextlib
import ipaddress
import socket
import struct
import threading
import weakref
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx
import msgspec

from sync.device.certificates import untrusted
from sync.device.errors import DeviceNotAcceptedError, ServerGarbledError, ServerRefusedError, ServerUnreachableError
from sync.protocol.codec import (
    FRAME_HEAD,
    LARGEST_FRAME,
    DecodeError,
    FrameKind,
    decode_message,
    encode_message,
)
from sync.protocol.messages import (
    ClaimAnswer,
    ClaimRequest,
    DigestAnswer,
    EnrolAnswer,
    EnrolRequest,
    ErrorAnswer,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    RescueAnswer,
    SignedPolicy,
    TimeAnswer,
    TimeRequest,
)
from sync.rules.ids import LogId
from sync.sentence import Sentence

T = TypeVar("T")

CONNECT_TIMEOUT_S = 3.0
ANSWER_TIMEOUT_S = 20.0
CLAIM_TIMEOUT_S = 0.4
"""A person is standing at the door: past this the door decides alone."""
DIGEST_TIMEOUT_S = 60.0
_LARGEST_ANSWER = 32 * 1024 * 1024
_NOT_OURS = "Something other than a Doorward server answered. Check the address, and the network's login page."


def clean_address(address: str) -> str:
    """The server's base URL as we use it; ValueError says why where it is none, or unprotected beyond loopback."""
    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host, _port = parts.hostname, parts.port
        cleaned = f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/")
        # httpx and sockets refuse some hosts that look well; better now than in the middle of something.
        httpx.URL(cleaned).raw_host.decode().encode("idna")
    except (ValueError, httpx.InvalidURL) as error:
        raise ValueError(Sentence("The server's address has no valid host or port.")) from error
    if parts.scheme not in ("http", "https") or not host or not cleaned.isprintable() or " " in cleaned:
        raise ValueError(Sentence("The server's address looks like https://tickets.example.org"))
    if parts.scheme == "http" and not _is_loopback(host):
        raise ValueError(Sentence("The server's address must begin with https:// (http is for this computer only)."))
    return cleaned


class ServerClient:
    """One server, one device. Every method raises ServerUnreachableError, ServerRefusedError or ServerGarbledError."""

    def __init__(self, address: str, token: str = "") -> None:
        """Talk to ``address`` as the device that holds ``token``; ValueError for an address that cannot be used."""
        self._sockets: weakref.WeakSet[socket.socket] = weakref.WeakSet()
        self._sockets_lock = threading.Lock()
        self._is_closing = False
        self._cuts = 0
        self._token = token
        self._http = httpx.Client(
            base_url=clean_address(address) + "/door/v1",
            timeout=httpx.Timeout(ANSWER_TIMEOUT_S, connect=CONNECT_TIMEOUT_S),
            trust_env=False,  # A door talks to its server straight; a proxy variable must not send tokens elsewhere.
        )

    def use_token(self, token: str) -> None:
        """Speak with this token from the next request on."""
        self._token = token

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Trade the pairing code for an identity."""
        return self._post("enrol", request, EnrolAnswer)

    def time(self, sent: int) -> TimeAnswer:
        """One round trip of the clock comparison."""
        return self._post("time", TimeRequest(sent), TimeAnswer)

    def push(self, request: PushRequest) -> PushAnswer:
        """Upload entries."""
        return self._post("push", request, PushAnswer)

    def claim(self, request: ClaimRequest) -> ClaimAnswer:
        """Ask for a verdict, with a short deadline."""
        return self._post("claim", request, ClaimAnswer, timeout_s=CLAIM_TIMEOUT_S)

    def pull(self, request: PullRequest) -> PullAnswer:
        """What is new; waits as long as the request says."""
        return self._post("pull", request, PullAnswer, timeout_s=ANSWER_TIMEOUT_S + request.wait_s)

    def rescue(self, raw: bytes) -> RescueAnswer:
        """Hand over a rescue file as it is; the server keeps each entry once, whoever brings it."""
        return self._post("rescue", raw, RescueAnswer)

    def policy(self) -> SignedPolicy:
        """The event's policy as it is now.

        A device whose token is refused with DEVICE_REVOKED may still ask, for as long as it wants: then the policy is
        numbered 0, lists that device alone, and says by ``Door.wipe`` whether it must destroy its key. Such a policy
        is an order to read and never one to keep.
        """
        return self._ask("GET", "policy", SignedPolicy)

    def digest(self) -> DigestAnswer:
        """What the server's ticket list comes to; a long list takes it seconds."""
        return self._ask("GET", "digest", DigestAnswer, timeout_s=DIGEST_TIMEOUT_S)

    def offer_policy(self, policy: SignedPolicy) -> SignedPolicy:
        """Bring the policy held here to a server in another epoch, which may have forgotten what it says.

        The answer is the present one. A device that the server has forgotten altogether (DEVICE_UNKNOWN) is known
        again after this, if its token is not over.
        """
        return self._post("policy", policy, SignedPolicy)

    def snapshot(self, log_id: LogId, epoch: str, after: str) -> Iterator[tuple[FrameKind, bytes]]:
        """The frames of a full copy, going on ``after`` a ticket where the server is still in ``epoch``.

        Ends only after the END frame has come; a connection that breaks before is ServerUnreachableError.
        """
        query = {"log_id": log_id, "epoch": epoch, "after": after}
        with (
            self._translated(),
            self._http.stream(
                "GET", "snapshot", params=query, headers=self._headers(), extensions={"trace": self._notice}
            ) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise _refusal(response.status_code, _bounded(response))
            yield from _frames(response.iter_bytes())

    def interrupt(self) -> None:
        """Cut the connections; whoever waits on one gets ServerUnreachableError at once, and may ask again."""
        with self._sockets_lock:
            held = list(self._sockets)
        for connected in held:
            _shut(connected)

    @contextlib.contextmanager
    def cut_off(self) -> Iterator[None]:
        """Be without a network while the block runs: what waits is cut, and whoever asks hears so at once."""
        self._cuts += 1
        try:
            self.interrupt()
            yield
        finally:
            self._cuts -= 1

    def close(self) -> None:
        """Cut the connections for good; whoever waits for an answer on one gets ServerUnreachableError at once."""
        self._is_closing = True
        self.interrupt()
        self._http.close()

    def _notice(self, event: str, info: Mapping[str, Any]) -> None:
        """Remember the sockets: closing one does not wake a thread that reads from it, shutting it down does."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            connected = info["return_value"].get_extra_info("socket")
            with self._sockets_lock:
                self._sockets.add(connected)
            if self._is_closing or self._cuts:  # ``close`` came while the connection was being made.
                _shut(connected)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"} if self._token else {}

    def _post(self, path: str, message: msgspec.Struct | bytes, kind: type[T], timeout_s: float | None = None) -> T:
        if isinstance(message, bytes):
            return self._ask("POST", path, kind, message, "application/octet-stream", timeout_s)
        return self._ask("POST", path, kind, encode_message(message), "application/json", timeout_s)

    def _ask(
        self,
        method: str,
        path: str,
        kind: type[T],
        content: bytes | None = None,
        content_type: str = "",
        timeout_s: float | None = None,
    ) -> T:
        timeout = None if timeout_s is None else httpx.Timeout(timeout_s, connect=min(timeout_s, CONNECT_TIMEOUT_S))
        with (
            self._translated(),
            self._http.stream(
                method,
                path,
                content=content,
                headers={**self._headers(), **({"Content-Type": content_type} if content_type else {})},
                timeout=timeout or httpx.USE_CLIENT_DEFAULT,
                extensions={"trace": self._notice},
            ) as response,
        ):
            body = _bounded(response)
        if response.status_code != httpx.codes.OK:
            raise _refusal(response.status_code, body)
        try:
            return decode_message(body, kind)
        except DecodeError as error:
            raise ServerGarbledError(_NOT_OURS) from error

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn what httpx raises into our errors, also where ``close`` was called meanwhile."""
        if self._cuts:
            raise ServerUnreachableError("The line to the server is cut for a moment, to try what happens then.")
        try:
            yield
        except httpx.DecodingError as error:  # It says that it is compressed, and is not.
            raise ServerGarbledError(_NOT_OURS) from error
        except httpx.HTTPError as error:
            raise untrusted(error) or _unreachable(error) from error
        except RuntimeError as error:
            if not self._http.is_closed:
                raise
            raise ServerUnreachableError("The connection to the server was closed.") from error


def _shut(connected: socket.socket) -> None:
    with contextlib.suppress(OSError):  # Already closed by the other side.
        # The plain method, also of a TLS socket: its own would wait for the other side's farewell.
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


def _bounded(response: httpx.Response) -> bytes:
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > _LARGEST_ANSWER:
            raise ServerGarbledError("The server's answer is far too long to be one. Check the address.")
    return bytes(body)


def _frames(chunks: Iterator[bytes]) -> Iterator[tuple[FrameKind, bytes]]:
    buffer = bytearray()
    for chunk in chunks:
        buffer += chunk
        while (found := _take_frame(buffer)) is not None:
            if found[0] is FrameKind.END:
                return
            yield found
    raise ServerUnreachableError(
        "The connection broke during the download. What has come is kept; sync again to go on."
    )


def _take_frame(buffer: bytearray) -> tuple[FrameKind, bytes] | None:
    """Cut the first whole frame off ``buffer``, or None while it is not all there."""
    if len(buffer) < FRAME_HEAD.size:
        return None
    try:
        number, length = FRAME_HEAD.unpack_from(buffer)
        kind = FrameKind(number)
    except (struct.error, ValueError) as error:
        raise ServerGarbledError(_NOT_OURS) from error
    if length > LARGEST_FRAME:
        raise ServerGarbledError(_NOT_OURS)
    end = FRAME_HEAD.size + length
    if len(buffer) < end:
        return None
    body = bytes(buffer[FRAME_HEAD.size : end])
    del buffer[:end]
    return kind, body


def _unreachable(error: httpx.HTTPError) -> ServerUnreachableError:
    if isinstance(error, httpx.TimeoutException):
        return ServerUnreachableError("The server did not answer in time. Scanning goes on offline.")
    return ServerUnreachableError("The server cannot be reached. Check the network; scanning goes on offline.")


def _refusal(status: int, body: bytes) -> ServerRefusedError | ServerUnreachableError | ServerGarbledError:
    is_trouble = status >= httpx.codes.INTERNAL_SERVER_ERROR or status == httpx.codes.TOO_MANY_REQUESTS
    try:
        answer = decode_message(body, ErrorAnswer)
    except DecodeError:
        if is_trouble:
            return ServerUnreachableError(
                "The server has trouble (HTTP {status}). Scanning goes on offline.", status=str(status)
            )
        return ServerGarbledError(_NOT_OURS)
    if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        return DeviceNotAcceptedError(answer.code, answer.message)
    if is_trouble:
        return ServerUnreachableError("The server is busy: {why}", why=Sentence(answer.message))
    return ServerRefusedError(answer.code, answer.message)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
