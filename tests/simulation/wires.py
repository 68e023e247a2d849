"""What carries a door's messages in a simulated world: real messages in real bytes, over the virtual network."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

import msgspec

from sync.device.claims import Claims
from sync.device.client import ANSWER_TIMEOUT_S, ServerClient, _frames, _refusal
from sync.device.contact import Contact
from sync.device.errors import (
    DeviceError,
    PeerRefusedError,
    PeerUnreachableError,
    ServerGarbledError,
    ServerUnreachableError,
)
from sync.device.gossip import Gossip, Told
from sync.device.peer_address import Address
from sync.device.peer_client import PeerClient
from sync.protocol.codec import DecodeError, FrameKind, decode_message, encode_message
from sync.protocol.messages import ClaimAnswer, ClaimRequest, Entry, GossipAnswer, GossipRequest
from sync.rules.ids import DeviceId, LogId
from tests.simulation.hub import Hub, Promise
from tests.simulation.network import NoAnswerError
from tests.simulation.office import Answer, Letter

T = TypeVar("T")
REFUSED = b"refused"
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


class WorldLine(PeerClient):
    """The way to one door, in the place of sockets and TLS; who answers is known from the wire, as from a certificate.

    ``ask_door`` sends bytes to the door of that id and waits at most so many ms; NoAnswerError.
    """

    def __init__(self, hub: Hub, device_id: DeviceId, ask_door: Callable[[DeviceId, bytes, int], bytes]) -> None:
        self.address = Address(device_id, 1)
        self._hub, self._device_id, self._ask_door = hub, device_id, ask_door

    def ask(self, make_request: Callable[[DeviceId], GossipRequest], deadline: float) -> tuple[DeviceId, GossipAnswer]:
        body = encode_message(make_request(self._device_id))
        try:
            answer = self._ask_door(self._device_id, body, max(1, int(deadline * 1000) - self._hub.now))
        except NoAnswerError as error:
            raise PeerUnreachableError("no answer") from error
        if answer == REFUSED:
            raise PeerRefusedError("refused")
        return self._device_id, decode_message(answer, GossipAnswer)


class WorldPeers:
    """As ``sync.device.peers.Peers`` with tasks for threads, and the event's doors at known addresses."""

    def __init__(
        self,
        gossip: Gossip,
        own_device: DeviceId,
        hub: Hub,
        ask_door: Callable[[DeviceId, bytes, int], bytes],
    ) -> None:
        self._gossip, self._own_device, self._hub, self._ask_door = gossip, own_device, hub, ask_door
        self._contacts: dict[DeviceId, Contact] = {}

    def tell(self, attempt: Entry, deadline_s: float) -> Told:
        """As ``PeerAsker``: each door is asked at the same time; what came in time is taken in."""
        deadline = self._hub.now / 1000 + deadline_s
        doors = [door.device_id for door in self._gossip.other_doors()]
        quick = [contact for contact in map(self._contact, doors) if contact.is_quick]
        done: Promise[bool] = Promise(self._hub)
        heard: list[DeviceId] = []
        left = len(quick)

        def tell_one(contact: Contact) -> None:
            nonlocal left
            device = contact.tell(attempt, deadline)
            if device is not None:
                heard.append(device)
            left -= 1
            if not left:
                done.put(True)

        for contact in quick:
            self._hub.spawn(partial(tell_one, contact))
        if quick:
            done.wait(int(deadline_s * 1000))
        known = len(set(doors) & set(heard))
        return Told(heard=known, missing=len(doors) - known)

    def talk(self, device_id: DeviceId) -> None:
        """A regular gossip with one door, as its contact's thread does it."""
        self._contact(device_id)._talk()

    def answer(self, body: bytes, sender: DeviceId) -> bytes | None:
        """What this door replies; None where it does not."""
        try:
            return encode_message(self._gossip.answer(decode_message(body, GossipRequest), sender))
        except PeerRefusedError:
            return REFUSED
        except (DeviceError, DecodeError):
            return None

    def _contact(self, device_id: DeviceId) -> Contact:
        if device_id not in self._contacts:
            line = WorldLine(self._hub, device_id, self._ask_door)
            self._contacts[device_id] = Contact(line, self._gossip, self._own_device, lambda _: False)
        return self._contacts[device_id]
