"""What organizers see and do at their doors, and that another organization sees and does nothing there."""

import pytest

from sync.protocol.pairing_link import read_pairing_link
from sync.rules.door_log import Kind
from tests.server.doors.venue import Venue, open_venue


def test_attendance_counts_people_by_the_whole_log(any_venue: Venue) -> None:
    door, other = any_venue.door(), any_venue.door()
    ids = [ticket["ticketId"] for ticket in any_venue.tickets(4)]
    door.push(*(door.entry(Kind.ADMIT, ticket_id) for ticket_id in ids[:3]))
    other.push(other.entry(Kind.ADMIT, ids[0]), other.entry(Kind.EXIT, ids[1]), other.entry(Kind.DENY, ids[3]))
    seen = any_venue.attendance()
    assert (seen["expected"], seen["admitted"], seen["inside"]) == (4, 3, 2)


def test_a_void_takes_an_admission_back(venue: Venue) -> None:
    door = venue.door()
    [ticket] = venue.tickets()
    admit = door.entry(Kind.ADMIT, ticket["ticketId"])
    door.push(admit, door.entry(Kind.VOID, ticket["ticketId"], target=(admit.log_id, admit.seq)))
    seen = venue.attendance()
    assert (seen["admitted"], seen["inside"]) == (0, 0)


def test_an_entry_is_told_with_its_door_gate_and_reason(venue: Venue) -> None:
    door = venue.door()
    [ticket] = venue.tickets()
    entry = door.entry(Kind.DENY, ticket["ticketId"], reason="already_inside")
    door.push(entry)
    assert venue.attendance()["entries"] == [
        {
            "ticketId": ticket["ticketId"],
            "kind": "deny",
            "reason": "already_inside",
            "basis": "local",
            "at": entry.wall,
            "gateId": door.enrolled.gate_id,
            "deviceId": door.enrolled.device_id,
            "logId": door.log_id,
            "seq": 1,
        }
    ]


def test_pages_hold_every_entry_once(venue: Venue) -> None:
    door, other = venue.door(), venue.door()
    for _ in range(5):
        door.push(door.entry())
        other.push(other.entry(), other.entry())
    seen = []
    cursor = "0"
    for _ in range(5):
        page = venue.attendance(cursor=cursor, limit=3)
        assert len(page["entries"]) == 3
        seen += [(entry["logId"], entry["seq"]) for entry in page["entries"]]
        cursor = page.get("nextCursor", cursor)
    assert venue.attendance(cursor=cursor, limit=3)["entries"] == []
    assert sorted(seen) == sorted([(door.log_id, n) for n in range(1, 6)] + [(other.log_id, n) for n in range(1, 11)])


def test_one_tickets_log_can_be_read_alone(venue: Venue) -> None:
    door = venue.door()
    first, second = venue.tickets(2)
    door.push(door.entry(Kind.ADMIT, first["ticketId"]), door.entry(Kind.ADMIT, second["ticketId"]))
    [entry] = venue.attendance(ticketId=second["ticketId"])["entries"]
    assert entry["ticketId"] == second["ticketId"]


@pytest.mark.parametrize(
    "asked",
    [
        {"cursor": "-1"},
        {"cursor": "x"},
        {"cursor": str(10**30)},
        {"cursor": str(2**63)},
        {"limit": "0"},
        {"limit": "201"},
        {"ticketId": "x" * 65},
    ],
)
def test_a_senseless_question_is_refused_in_words(any_venue: Venue, asked: dict[str, str]) -> None:
    answer = any_venue.api.get(f"/api/v1/events/{any_venue.club.event_id}/attendance", params=asked)
    assert answer.status_code == 400
    assert next(iter(asked)) in answer.json()["error"]


def test_a_gate_is_made_as_asked_and_listed(any_venue: Venue) -> None:
    product = any_venue.club.product_id
    wanted = {
        "name": "VIP",
        "direction": "exit",
        "products": [product],
        "opensAt": 1_000,
        "closesAt": 2_000,
        "reEntry": "per_day",
        "mostEntries": 3,
        "admitsUnsynced": False,
        "lookAfterSeconds": 600,
        "refuseAfterSeconds": 3_600,
    }
    made = any_venue.post(f"/api/v1/events/{any_venue.club.event_id}/gates", wanted)
    assert {key: made[key] for key in wanted} == wanted
    [listed] = any_venue.get(f"/api/v1/events/{any_venue.club.event_id}/gates")["gates"]
    assert listed == made


def test_the_same_gate_asked_for_again_under_its_key_is_made_once(venue: Venue) -> None:
    path = f"/api/v1/events/{venue.club.event_id}/gates"
    first, again = (
        venue.api.post(path, json={"name": "Once"}, headers={"Idempotency-Key": "gate-1"}).json() for _ in range(2)
    )
    assert first["id"] == again["id"]
    assert len(venue.get(path)["gates"]) == 1


def test_a_gates_policy_by_the_age_of_a_list_can_be_changed_and_taken_away(venue: Venue) -> None:
    gate = venue.gate(lookAfterSeconds=60, refuseAfterSeconds=120)
    changed = venue.api.patch(f"/api/v1/gates/{gate}", json={"refuseAfterSeconds": None, "mostEntries": 2}).json()
    assert changed["lookAfterSeconds"] == 60
    assert "refuseAfterSeconds" not in changed
    assert changed["mostEntries"] == 2
    [known] = venue.door(gate_id=gate).policy.gates
    assert (known.look_after_s, known.refuse_after_s, known.most_entries) == (60, None, 2)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": "x" * 81},
        {"name": "A", "direction": "up"},
        {"name": "A", "products": ["prd_none"]},
        {"name": "A", "mostEntries": 0},
        {"name": "A", "lookAfterSeconds": -1},
    ],
)
def test_a_gate_that_cannot_be_is_refused_in_words(venue: Venue, body: dict[str, object]) -> None:
    answer = venue.api.post(f"/api/v1/events/{venue.club.event_id}/gates", json=body)
    assert answer.status_code == 400
    assert answer.json()["details"]["code"] in ("INVALID_REQUEST", "INVALID_PRODUCT")


def test_a_pairing_code_comes_with_a_link_that_the_scanner_reads(venue: Venue) -> None:
    made = venue.post(f"/api/v1/gates/{venue.gate()}/pairing-codes")
    link = read_pairing_link(made["pairingLink"])
    assert link is not None
    assert (link.server_url, link.code) == (venue.server.url, made["code"])


def test_another_organization_reaches_none_of_it(any_venue: Venue) -> None:
    with open_venue(any_venue.server, any_venue.context) as other:
        gate = any_venue.gate()
        event = any_venue.club.event_id
        assert other.api.get(f"/api/v1/events/{event}/gates").status_code == 404
        assert other.api.get(f"/api/v1/events/{event}/attendance").status_code == 404
        assert other.api.post(f"/api/v1/gates/{gate}/pairing-codes", json={}).status_code == 404
        refused = other.api.post(f"/api/v1/events/{event}/gates", json={"name": "Mine now"})
        assert refused.status_code in (400, 404)
        assert [known["id"] for known in any_venue.get(f"/api/v1/events/{event}/gates")["gates"]] == [gate]


def test_another_organizations_product_is_not_taken_at_a_gate(venue: Venue) -> None:
    with open_venue(venue.server, venue.context) as other:
        body = {"name": "A", "products": [other.club.product_id]}
        answer = venue.api.post(f"/api/v1/events/{venue.club.event_id}/gates", json=body)
        assert (answer.status_code, answer.json()["details"]["code"]) == (400, "INVALID_PRODUCT")


def test_without_a_key_nothing_is_answered(venue: Venue) -> None:
    path = f"/api/v1/events/{venue.club.event_id}/attendance"
    assert venue.api.get(path, headers={"Authorization": ""}).status_code == 401
