"""What carries a door's messages in a simulated world: real messages in real bytes, over the virtual network."""

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

import msgspec

from sync.device.claims import Claims
from sync.device.client import ANSWER_TIMEOUT_S, ServerClient, _frames, _refusal
from sync.device.errors import DeviceError, PeerRefusedError, ServerGarbledError, ServerUnreachableError
from sync.device.gossip import Gossip, Told
from sync.protocol.codec import DecodeError, FrameKind, decode_message, encode_message
from sync.protocol.messages import ClaimAnswer, ClaimRequest, Entry, GossipAnswer, GossipRequest
from sync.rules.ids import DeviceId, LogId
from tests.simulation.hub import Hub, Promise
from tests.simulation.network import NoAnswerError
from tests.simulation.office import Answer, Letter

T = TypeVar("T")
Post = Callable[[Letter, int], Answer]
"""Sends a letter to the server and waits at most so many ms; NoAnswerError."""


class WireClient(ServerClient):
    """The product's client with another wire in the place of HTTP."""

    def __init__(self, post: Post, token: str, break_off: Callable[[bytes], bytes] = lambda body: body) -> None:
        self._send, self._token, self._break_off = post, token, break_off
        self.on_claimed: Callable[[Entry, ClaimAnswer], None] = lambda _attempt, _answer: None
        """Told what the server said to which attempt."""

    def claim(self, request: ClaimRequest) -> ClaimAnswer:
        answer = super().claim(request)
        self.on_claimed(request.entries[-1], answer)
        return answer

    def snapshot(self, log_id: LogId, epoch: str, after: str) -> Iterator[tuple[FrameKind, bytes]]:
        query = {"log_id": log_id, "epoch": epoch, "after": after}
        answer = self._exchange(Letter("GET", "snapshot", self._token, query=query), ANSWER_TIMEOUT_S)
        yield from _frames(iter([self._break_off(answer.body)]))

    def close(self) -> None:
        pass

    def _post(self, path: str, message: msgspec.Struct | bytes, kind: type[T], timeout_s: float | None = None) -> T:
        body = message if isinstance(message, bytes) else encode_message(message)
        letter = Letter("POST", path, self._token, body)
        answer = self._exchange(letter, timeout_s or ANSWER_TIMEOUT_S)
        try:
            return decode_message(answer.body, kind)
        except DecodeError as error:
            raise ServerGarbledError("not an answer") from error

    def _exchange(self, letter: Letter, timeout_s: float) -> Answer:
        try:
            answer = self._send(letter, int(timeout_s * 1000))
        except NoAnswerError as error:
            raise ServerUnreachableError("no answer") from error
        if answer.status != 200:
            raise _refusal(answer.status, answer.body)
        return answer


class WorldClaims(Claims):
    """The product's claims; their deadline is one of virtual time."""

    def _answer_in_time(self, request: ClaimRequest) -> ClaimAnswer | None:
        try:
            return self._client.claim(request)
        except DeviceError:
            return None


class WorldPeers:
    """The part of ``sync.device.peers`` that a world needs: telling all visible doors at once, and talking to one.

    ``ask`` sends bytes to the door of that id and waits at most so many ms; NoAnswerError.
    """

    def __init__(self, gossip: Gossip, hub: Hub, ask: Callable[[DeviceId, bytes, int], bytes]) -> None:
        self._gossip, self._hub, self._ask = gossip, hub, ask
        self._vectors: dict[DeviceId, dict[LogId, int]] = {}
        """What each peer held when it last spoke."""

    def tell(self, attempt: Entry, deadline_s: float) -> Told:
        """As ``PeerAsker``: each door is asked at the same time; what came in time is taken in."""
        others = [door.device_id for door in self._gossip.other_doors()]
        done: Promise[bool] = Promise(self._hub)
        heard: set[DeviceId] = set()

        def ask_one(device_id: DeviceId) -> None:
            with contextlib.suppress(NoAnswerError, DeviceError, DecodeError):
                answer = self._exchange(device_id, attempt, int(deadline_s * 1000))
                if self._gossip.has_all_of(device_id, answer.vector):
                    heard.add(device_id)
            left.discard(device_id)
            if not left:
                done.put(True)

        left = set(others)
        for device_id in others:
            self._hub.spawn(partial(ask_one, device_id))
        if others:
            done.wait(int(deadline_s * 1000))
        return Told(heard=len(heard), missing=len(others) - len(heard))

    def talk(self, device_id: DeviceId) -> None:
        """A regular gossip, page by page; what goes wrong ends it."""
        with contextlib.suppress(NoAnswerError, DeviceError, DecodeError):
            for _ in range(3):
                answer = self._exchange(device_id, None, 2_000)
                if not answer.more and not self._gossip.is_ahead_of(answer.vector):
                    return

    def answer(self, body: bytes, sender: DeviceId) -> bytes | None:
        """What this door replies; None where it does not."""
        try:
            return encode_message(self._gossip.answer(decode_message(body, GossipRequest), sender))
        except PeerRefusedError:
            return b"refused"
        except (DeviceError, DecodeError):
            return None

    def _exchange(self, device_id: DeviceId, attempt: Entry | None, patience_ms: int) -> GossipAnswer:
        known = self._vectors.get(device_id, {})
        self._gossip.is_door(device_id)
        body = self._ask(device_id, encode_message(self._gossip.request(known, attempt)), patience_ms)
        if body == b"refused":
            raise PeerRefusedError("refused")
        answer = decode_message(body, GossipAnswer)
        self._gossip.take(answer, device_id)
        self._vectors[device_id] = answer.vector
        return answer
