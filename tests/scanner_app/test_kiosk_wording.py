"""What guests read at a kiosk."""

from dataclasses import replace

import pytest

from scanner_app.door.shown import ScanResult, Source
from scanner_app.kiosk_wording import describe_for_guest
from scanner_app.sentences import KIOSK
from scanner_app.theme import FIELDS
from scanner_app.wording import ColourRole, Wording, describe
from sync.rules.gate import Direction
from sync.rules.ids import TicketId
from sync.rules.verdict import Basis, Outcome, Reason, Verdict

_ACCUSING = ("fake", "altered", "not genuine", "refund", "blocked", "cancel", "illegal", "stolen", "refuse", "denied")


def _result(reason: Reason, outcome: Outcome = Outcome.REFUSED) -> ScanResult:
    verdict = Verdict(outcome, reason, TicketId("MGY-PF-20250115-7K3M9QXZ5"))
    return ScanResult(
        verdict,
        Basis.LOCAL,
        1_763_759_040_000,
        Source.CAMERA,
        "Maria Pereira",
        "General admission",
        "On the list twice",
    )


def _said(result: ScanResult, direction: Direction = Direction.ENTRY) -> Wording:
    return describe_for_guest(result, describe(result, "UTC", direction), direction)


def _all_text(wording: Wording) -> str:
    return " ".join((wording.word, wording.sentence, *wording.details, wording.next_step))


@pytest.mark.parametrize("reason", list(Reason))
def test_no_reason_accuses_or_tells_of_the_guest(reason: Reason) -> None:
    text = _all_text(_said(_result(reason))).lower()
    assert KIOSK[reason]
    assert not [word for word in _ACCUSING if word in text]
    for fact in ("Maria", "Pereira", "General admission", "On the list"):
        assert fact.lower() not in text


@pytest.mark.parametrize(
    "reason", [reason for reason in Reason if reason not in (Reason.DEVICE_REVOKED, Reason.NOT_RECORDED)]
)
def test_whoever_is_refused_is_sent_to_the_staff_and_nothing_is_red(reason: Reason) -> None:
    said = _said(_result(reason))
    assert said.word == "Please see staff"
    assert said.role is ColourRole.LOOK


def test_a_ticket_that_needs_a_look_is_sent_to_the_staff() -> None:
    assert _said(_result(Reason.NEEDS_LOOK, Outcome.LOOK)).word == "Please see staff"


@pytest.mark.parametrize("reason", [Reason.DEVICE_REVOKED, Reason.NOT_RECORDED])
@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_door_that_cannot_admit_sends_to_another_entrance(reason: Reason, outcome: Outcome) -> None:
    said = _said(_result(reason, outcome))
    assert said.word == "Please use another entrance"
    assert said.role is not ColourRole.ADMITTED


def test_whoever_is_let_in_is_welcome() -> None:
    said = _said(_result(Reason.ADMITTED, Outcome.ADMITTED))
    assert (said.word, said.sentence, said.role) == ("Welcome", "Please come in.", ColourRole.ADMITTED)


def test_a_group_reads_how_many_of_them_are_in() -> None:
    result = replace(_result(Reason.ADMITTED, Outcome.ADMITTED), party=5, inside=2)
    assert _said(result).details == ("2 of 5 of your group are in",)


def test_whoever_leaves_is_thanked() -> None:
    said = _said(_result(Reason.EXIT_RECORDED, Outcome.EXIT))
    assert (said.word, said.sentence) == ("Goodbye", "Thank you for coming.")


def test_where_nobody_is_checked_in_nobody_is_welcomed_in() -> None:
    said = _said(_result(Reason.ADMITTED, Outcome.ADMITTED), Direction.LOOK)
    assert said.word == "Your ticket is good"


def test_the_sound_is_the_one_that_staff_know() -> None:
    result = _result(Reason.ALREADY_INSIDE)
    assert _said(result).sound is describe(result, "UTC").sound
    assert _said(result).role in FIELDS
