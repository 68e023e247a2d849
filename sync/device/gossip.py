"""What doors tell each other, without the network: one question, one answer, and what is taken from either.

A door asks with its vector and whatever the other is known to lack; the answer has the other's vector and what the
asking one lacks. Either side may send its signed policy along. Pages are bounded, and every log has its share of a
page, so that one log which the other cannot take never holds up the rest.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

import msgspec

from sync.device.borrowed_time import BorrowedTime
from sync.device.clock import Clock
from sync.device.database import Store
from sync.device.errors import PeerRefusedError
from sync.device.pairing import Pairing, load_policy, load_policy_in
from sync.device.replica import Replica
from sync.device.scan_log import ScanLog
from sync.protocol.messages import Door, Entry, GossipAnswer, GossipRequest, SignedPolicy
from sync.rules.ids import DeviceId, LogId

MOST_ENTRIES_A_PAGE = 1000
"""As many as a PUSH may carry: of the longest kind they stay under the largest body."""
MOST_BESIDE_AN_ATTEMPT = 200
"""A person waits at the other door: what is not needed to judge the attempt comes by the next gossip."""


class Told(msgspec.Struct, frozen=True):
    """Who knows of an attempt: doors that took it and whose own entries are held here, and doors that do not."""

    heard: int
    missing: int


class PeerAsker(Protocol):
    """How the session tells other doors of an attempt before it decides."""

    def tell(self, attempt: Entry, deadline_s: float) -> Told:
        """Tell every door that can be seen; waits no longer than ``deadline_s``."""
        ...


class PolicyMark(msgspec.Struct, frozen=True):
    """Which policy a door has."""

    epoch: str
    version: int


class Gossip:
    """This door's part in the talk. Any thread may call it; StoreError where the disk does not do its part."""

    def __init__(
        self,
        store: Store,
        scan_log: ScanLog,
        replica: Replica,
        clock: Clock,
        pairing: Pairing,
        on_news: Callable[[], None] = lambda: None,
    ) -> None:
        """Speak for the device of ``pairing``, out of ``store``, ``scan_log`` and its ``replica``.

        ``on_news`` is called, on whatever thread it is, when another door brought something new.
        """
        self._store = store
        self._scan_log = scan_log
        self._replica = replica
        self._clock = clock
        self._pairing = pairing
        self._on_news = on_news
        self._time = BorrowedTime(clock, store)

    def request(
        self, peer_vector: Mapping[LogId, int], attempt: Entry | None = None, *, peer_policy: PolicyMark | None = None
    ) -> GossipRequest:
        """What to say to a peer that held ``peer_vector`` when it last spoke, at first nothing.

        With an ``attempt``, which is in the log, all of its chain up to it that the peer lacks goes first. The policy
        goes along unless the peer is known to have this one.
        """
        mark, signed = self._policy()
        vector = self._replica.vector()
        chain: tuple[Entry, ...] = ()
        known, most = peer_vector, MOST_ENTRIES_A_PAGE
        if attempt is not None:
            chain = self._chain(attempt.log_id, vector, peer_vector, MOST_ENTRIES_A_PAGE)
            known = {**peer_vector, attempt.log_id: vector.get(attempt.log_id, 0)}
            most = min(MOST_BESIDE_AN_ATTEMPT, MOST_ENTRIES_A_PAGE - len(chain))
        return GossipRequest(
            event=self._pairing.event_id,
            vector=vector,
            entries=(*chain, *self._page(vector, known, most)),
            epoch=mark.epoch,
            policy_version=mark.version,
            policy=None if peer_policy == mark else signed,
            sent=self._clock.read().mono,
        )

    def greeting(self, device_id: DeviceId) -> GossipRequest:
        """What to say to a device of which nothing is known yet: what is held here, and no entries.

        One that the policy does not list may be a new door: it is not given the policy, and may have a newer one.
        PeerRefusedError where it was revoked.
        """
        mark, signed = self._policy()
        return GossipRequest(
            event=self._pairing.event_id,
            vector=self._replica.vector(),
            epoch=mark.epoch,
            policy_version=mark.version,
            policy=signed if self.is_door(device_id) else None,
            sent=self._clock.read().mono,
        )

    def answer(self, request: GossipRequest, sender: DeviceId) -> GossipAnswer:
        """Take what ``sender``, whose certificate was seen, offers, and say what it lacks.

        PeerRefusedError where it asks about another event or is no door of this one. A policy is taken from anyone: it
        is signed, and may be what makes a new door known here.
        """
        arrived = self._clock.read()
        if request.event != self._pairing.event_id:
            raise PeerRefusedError("The other device is at another event.")
        self._take(request.policy, request.entries, sender)
        mark, signed = self._policy()
        vector = self._replica.vector()
        entries = self._page(vector, request.vector, MOST_ENTRIES_A_PAGE)
        time, error = self._time.tell(request.sent, arrived)
        return GossipAnswer(
            vector=vector,
            entries=entries,
            epoch=mark.epoch,
            policy_version=mark.version,
            policy=None if mark == PolicyMark(request.epoch, request.policy_version) else signed,
            more=len(entries) < _missing(vector, request.vector),
            time=time,
            time_error=error,
        )

    def take(self, answer: GossipAnswer, sender: DeviceId | None = None) -> int:
        """Take in what was answered; how many entries are new. Its time only where it is known whose it is.

        PeerRefusedError where ``sender`` is no door of this event, by what is known now.
        """
        arrived = self._clock.read()
        new = self._take(answer.policy, answer.entries, sender)
        if sender is not None and answer.time is not None:
            self._time.hear(sender, answer.time, answer.time_error, arrived)
        return new

    def is_door(self, device_id: DeviceId) -> bool:
        """Whether the policy lists the device; PeerRefusedError where it does as one that was revoked."""
        door = next((door for door in load_policy(self._store).doors if door.device_id == device_id), None)
        if door is not None and door.revoked_at is not None:
            raise PeerRefusedError("The other device was revoked.")
        return door is not None and not door.is_desk

    def other_doors(self) -> tuple[Door, ...]:
        """The devices that may let people in, beside this one."""
        policy = load_policy(self._store)
        gates = {gate.gate_id for gate in policy.gates}
        return tuple(
            door
            for door in policy.doors
            if door.device_id != self._pairing.device_id
            and door.revoked_at is None
            and door.gate_id in gates
            and not door.is_desk
        )

    def is_ahead_of(self, vector: Mapping[LogId, int]) -> bool:
        """Whether entries are held here that someone at ``vector`` lacks."""
        return _missing(self._replica.vector(), vector) > 0

    def has_all_of(self, device_id: DeviceId, vector: Mapping[LogId, int]) -> bool:
        """Whether everything is held here that the device wrote itself, as far as ``vector`` tells."""
        held = self._replica.vector()
        return all(
            held.get(log_id, 0) >= seq for log_id, seq in vector.items() if log_id.partition(".")[0] == device_id
        )

    def _take(self, policy: SignedPolicy | None, entries: tuple[Entry, ...], sender: DeviceId | None) -> int:
        """The policy first: it may make a new door known, or end an old one."""
        is_news = policy is not None and self._replica.take_policy(policy)
        try:
            if sender is not None and not self.is_door(sender):
                raise PeerRefusedError("The other device is not a door of this event.")
            new = len(self._replica.take(entries, self._clock.read()).new)
            is_news |= new > 0
        finally:
            if is_news:
                self._on_news()
        return new

    def _page(self, vector: Mapping[LogId, int], peer_vector: Mapping[LogId, int], most: int) -> tuple[Entry, ...]:
        """Up to ``most`` of the entries that the peer lacks: where they are more, each log has its share of the page.

        This device's own log comes first: nobody else may be able to tell of it.
        """
        if _missing(vector, peer_vector) <= most:
            return self._replica.lacking(peer_vector, most)
        lagging = [log_id for log_id, seq in vector.items() if seq > peer_vector.get(log_id, 0)]
        lagging.sort(key=lambda log_id: log_id != self._scan_log.log_id)
        entries: list[Entry] = []
        for place, log_id in enumerate(lagging):
            share = (most - len(entries)) // (len(lagging) - place)
            entries += self._chain(log_id, vector, peer_vector, share)
        return tuple(entries)

    def _chain(
        self, log_id: LogId, vector: Mapping[LogId, int], peer_vector: Mapping[LogId, int], most: int
    ) -> tuple[Entry, ...]:
        """The oldest ``most`` entries of one log that the peer lacks."""
        all_but_this = {**vector, log_id: peer_vector.get(log_id, 0)}
        lacking = self._replica.lacking(all_but_this, most) if most > 0 else ()
        return tuple(entry for entry in lacking if entry.log_id == log_id)

    def _policy(self) -> tuple[PolicyMark, SignedPolicy | None]:
        """The policy in force as it came; None where an older program kept it without its signature."""
        with self._store.reading() as connection:
            policy = load_policy_in(connection)
            rows = connection.execute("SELECT key, value FROM meta WHERE key IN ('policy', 'policy_sig')").fetchall()
        kept = dict(rows)
        signed = SignedPolicy(kept["policy"], kept["policy_sig"]) if kept.get("policy_sig") else None
        return PolicyMark(policy.epoch, policy.version), signed


def _missing(vector: Mapping[LogId, int], peer_vector: Mapping[LogId, int]) -> int:
    """How many entries of ``vector`` someone at ``peer_vector`` lacks."""
    return sum(max(0, seq - peer_vector.get(log_id, 0)) for log_id, seq in vector.items())
