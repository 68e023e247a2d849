"""Faults that are put into a simulated world, to prove that it would find them. None of this is in the product."""

import contextlib
from collections.abc import Callable, Iterator, Mapping

import msgspec

from scanner_app.door import book
from server.doors.access import Caller
from server.doors.ingest import CheckedEntry, Intake
from sync.device.database import Connection
from sync.device.gossip import Told
from sync.protocol.log import Reading
from sync.protocol.messages import Entry, EntryStatus
from sync.rules.alias import AnyCode, FindAliases, read_payload
from sync.rules.clock import Offset
from sync.rules.code import TypedCode
from sync.rules.ids import LogId, TicketId
from sync.rules.ticket import Event
from tests.simulation.clocks import DoorClock
from tests.simulation.machine import DoorStore
from tests.simulation.scanner import Parts, WatchedLog
from tests.simulation.wires import WorldPeers

_judge_well = Intake.judge


class LazyStore(DoorStore):
    """Commits "soon", with the next transaction: the light is quicker than the disk."""

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        self._power.pass_point()
        if self._writer.in_transaction:
            self._writer.execute("COMMIT")
        self._writer.execute("BEGIN IMMEDIATE")
        for told in self.begun:
            told()
        yield self._writer
        for told in self.committed:
            told()


class RememberingLog(WatchedLog):
    """Keeps an acknowledgement as a fact of its own, and believes it against whatever the server says later."""

    def note_confirmed(self, connection: Connection, vector: Mapping[LogId, int]) -> None:
        known = dict(connection.execute("SELECT log_id, confirmed FROM logs").fetchall())
        super().note_confirmed(connection, {log: seq for log, seq in vector.items() if seq > known.get(log, 0)})

    def offer_again(self, connection: Connection) -> None:
        pass


class PruningLog(WatchedLog):
    """Lets go of what was acknowledged, to save space."""

    def note_confirmed(self, connection: Connection, vector: Mapping[LogId, int]) -> None:
        super().note_confirmed(connection, vector)
        connection.execute(
            "DELETE FROM entries WHERE seq < (SELECT confirmed FROM logs WHERE logs.log_id = entries.log_id AND is_own)"
        )


class TrustedClock(DoorClock):
    """Takes the computer's clock for right."""

    def read(self) -> Reading:
        return msgspec.structs.replace(super().read(), offset=Offset(0, 0))


def _read_as_spelled(payload: str, event: Event, find_aliases: FindAliases) -> AnyCode:
    """A code is what was typed, letter by letter."""
    code = read_payload(payload, event, find_aliases)
    return TypedCode(TicketId(payload.strip()), is_of_event=True) if isinstance(code, TypedCode) else code


def _call_repeats_forks(intake: Intake, checked: CheckedEntry) -> EntryStatus:
    """Whatever comes a second time is suspicious, also what is the same."""
    return intake._quarantine(checked, "fork")


def _stay_at_the_bad_one(intake: Intake, checked: CheckedEntry, caller: Caller) -> EntryStatus:
    """An entry that cannot count is refused until it can."""
    if not checked.is_signed:
        return intake._quarantine(checked, "bad_signature")
    return _judge_well(intake, checked, caller)


def _tell_nobody(peers: WorldPeers, _attempt: Entry, _deadline_s: float) -> Told:
    """Every door is said to have heard, and none was asked."""
    return Told(heard=len(peers._gossip.other_doors()), missing=0)


PLANTS: dict[str, Callable[[], Parts]] = {
    "green-before-commit": lambda: Parts(store=LazyStore),
    "no-dedupe": lambda: Parts(patches=[(Intake, "_judge_repeated", _call_repeats_forks)]),
    "naive-feed": lambda: Parts(is_feed_naive=True),
    "no-epoch": lambda: Parts(has_new_epoch=False),
    "cached-ack": lambda: Parts(scan_log=RememberingLog),
    "prune-on-ack": lambda: Parts(scan_log=PruningLog),
    "identity-by-string": lambda: Parts(patches=[(book, "read_payload", _read_as_spelled)]),
    "clock-trusted": lambda: Parts(clock=TrustedClock),
    "nobody-asked": lambda: Parts(patches=[(WorldPeers, "tell", _tell_nobody)]),
    "one-bad-entry-blocks": lambda: Parts(patches=[(Intake, "judge", _stay_at_the_bad_one)]),
}
