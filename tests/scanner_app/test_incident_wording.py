"""An incident says what happened, where at both sides, and what to do."""

from dataclasses import replace

import msgspec
import pytest

from scanner_app.door.shown import ShownIncident
from scanner_app.incident_wording import describe_incident
from sync.rules.door_log import Kind, PastScan
from sync.rules.ids import GateId, LogId, TicketId
from sync.rules.incidents import Incident, IncidentKind

AT = 1_763_759_040_000
MINUTE = 60_000


def shown(kind: IncidentKind = IncidentKind.DOUBLE_ADMISSION, *, is_order_uncertain: bool = False) -> ShownIncident:
    second = PastScan(LogId("dev_b.1"), 4, Kind.ADMIT, AT, GateId("gat_b"))
    first = PastScan(LogId("dev_a.1"), 2, Kind.ADMIT, AT - 3 * MINUTE, GateId("gat_a"))
    incident = Incident(kind, TicketId("MGY-1"), second, first, is_order_uncertain=is_order_uncertain)
    return ShownIncident(
        incident, holder="Ana", gate="Gate B", door="Door 2", against_gate="Gate A", against_door="Door 1"
    )


@pytest.mark.parametrize("kind", IncidentKind)
def test_every_incident_says_what_when_where_and_what_to_do(kind: IncidentKind) -> None:
    lines = describe_incident(shown(kind), "UTC", "Ana")
    assert lines.who == "Ana"
    assert (lines.first, lines.second) == ("First: 21:01 · Gate A · Door 1", "Then: 21:04 · Gate B · Door 2")
    assert lines.title
    assert len(lines.to_do) > 60
    assert (lines.uncertain, lines.dealt_with) == ("", "")


def test_an_order_that_clocks_cannot_tell_is_said() -> None:
    assert "uncertain" in describe_incident(shown(is_order_uncertain=True), "UTC", "Ana").uncertain


def test_without_a_name_the_ticket_is_named() -> None:
    assert describe_incident(shown(), "UTC", "").who == "MGY-1"


def test_who_dealt_with_it_is_said() -> None:
    one = shown()
    note = PastScan(LogId("dev_a.1"), 9, Kind.NOTE, AT + MINUTE, GateId("gat_a"))
    dealt = replace(
        one,
        incident=msgspec.structs.replace(one.incident, acknowledged=note),
        acknowledged_door="Door 1",
        acknowledged_by="Rui",
    )
    assert describe_incident(dealt, "Europe/Lisbon", "Ana").dealt_with == "Dealt with: Rui · Door 1 · 21:05"
