"""An admission at the server's word carries the server's rule, also where the door has not heard of it yet."""

from pathlib import Path

from scanner_app.door.session import DoorSession
from scanner_app.door.shown import Source
from sync.device.claims import Claims
from sync.protocol.messages import ClaimAnswer, Entry, EntryStatus
from sync.rules.door_log import Kind
from sync.rules.verdict import Outcome, Reason, Verdict
from tests.scanner_app.door.alone import a_policy, a_ticket, doors


class _AtOnce(Claims):
    """A server that always says yes by one rule."""

    def __init__(self, rule: str | None) -> None:
        self._rule = rule

    def are_possible(self) -> bool:
        return True

    def ask(self, payload: str, attempt: Entry) -> ClaimAnswer | None:
        verdict = Verdict(Outcome.ADMITTED, Reason.ADMITTED, attempt.ticket_id)
        return ClaimAnswer("epoch", {attempt.log_id: attempt.seq}, (EntryStatus.ACCEPTED,), verdict, None, self._rule)


def _rule_written(folder: Path, rule: str | None) -> tuple[Kind, str]:
    with doors(folder, a_policy("a"), "a") as [door]:
        session = DoorSession(door.store, door.log, door.pairing, door.clock, _AtOnce(rule))
        assert session.scan(a_ticket().ticket_id, Source.CAMERA).verdict.outcome is Outcome.ADMITTED
        last = door.entries()[-1]
        return last.kind, last.rule


def test_the_servers_rule_is_written_where_the_gate_was_changed_meanwhile(tmp_path: Path) -> None:
    assert _rule_written(tmp_path, "multi:2") == (Kind.ADMIT, "multi:2")


def test_the_gates_own_rule_is_written_where_the_server_names_none(tmp_path: Path) -> None:
    assert _rule_written(tmp_path, None) == (Kind.ADMIT, "")
