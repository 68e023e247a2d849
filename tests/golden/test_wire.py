"""The wire, pinned byte for byte: a change here is a change of the protocol, which doors in the field must survive.

Each file in ``wire/`` holds one message exactly as it is sent. After a change that is meant, write them anew with
``DOORWARD_WRITE_GOLDEN=1 .venv/bin/python -m pytest tests/golden`` and read the difference before committing it.
"""

import os
from pathlib import Path

import msgspec
import pytest
from nacl.signing import VerifyKey

from sync.protocol import messages
from sync.protocol.codec import (
    STATUS_INDEX,
    DecodeError,
    FrameKind,
    decode_entries,
    decode_message,
    decode_tickets,
    encode_message,
    encode_tickets,
    row_of,
)
from sync.protocol.digest import ListDigest
from sync.protocol.messages import (
    ClaimAnswer,
    ClaimRequest,
    DeviceReport,
    DigestAnswer,
    Door,
    EnrolAnswer,
    EnrolRequest,
    Entry,
    EntryStatus,
    ErrorAnswer,
    FleetAnswer,
    FleetDevice,
    GossipAnswer,
    GossipRequest,
    Policy,
    Product,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    RescueAnswer,
    SignedPolicy,
    SnapshotHeader,
    TimeAnswer,
    TimeRequest,
)
from sync.protocol.signing import POLICY_DOMAIN, entry_hash, is_signed_by, open_policy, sign_entry, sign_policy
from sync.rules.code import make_ticket_id
from sync.rules.door_log import Kind
from sync.rules.gate import Direction, Gate, ReEntry
from sync.rules.ids import DeviceId, EventId, EventNumber, GateId, KeyId, LogId, ProductNumber, TicketId
from sync.rules.ticket import CodeFormat, Event, Rotation, Ticket, TicketKey, TicketStatus
from sync.rules.token import Token, sign_token
from sync.rules.verdict import Basis, Earlier, Outcome, Reason, Verdict
from tests.sync.making import AUTHORITY, KEY

WIRE = Path(__file__).parent / "wire"
IS_WRITING = os.environ.get("DOORWARD_WRITE_GOLDEN") == "1"
EVENT_ID = EventId("evt_0194a1")
LOG_ID = LogId("dev_0194a2.5f3a9c01d2e4")
TICKET_ID = TicketId("MGY-PF-20250115-0000000C1S8")
AT = 1_736_978_400_000

ATTEMPT, ATTEMPT_HASH = sign_entry(
    Entry(
        log_id=LOG_ID,
        seq=1,
        prev_hash=bytes(32),
        event=EVENT_ID,
        ticket_id=TICKET_ID,
        kind=Kind.ATTEMPT,
        basis=Basis.LOCAL,
        gate=GateId("gat_main"),
        direction=Direction.ENTRY,
        operator="",
        reason="",
        wall=AT,
        mono=90_000,
        boot_id="c0ffee00c0ffee00",
        offset=-1_250,
        offset_err=18,
        hlc=(AT - 1_250) << 16,
    ),
    KEY,
)
VOID, VOID_HASH = sign_entry(
    Entry(
        log_id=LOG_ID,
        seq=2,
        prev_hash=ATTEMPT_HASH,
        event=EVENT_ID,
        ticket_id=None,
        kind=Kind.VOID,
        basis=Basis.OVERRIDE,
        gate=GateId("gat_main"),
        direction=Direction.EXIT,
        operator="Zoë",
        reason="wrong person “scanned”",
        target=(LOG_ID, 1),
        wall=AT + 1,
        mono=90_001,
        boot_id="c0ffee00c0ffee00",
        offset=None,
        offset_err=None,
        hlc=(AT << 16) + 1,
    ),
    KEY,
)
PARTY_ADMIT, _ = sign_entry(
    Entry(
        log_id=LOG_ID,
        seq=3,
        prev_hash=VOID_HASH,
        event=EVENT_ID,
        ticket_id=TICKET_ID,
        kind=Kind.ADMIT,
        basis=Basis.LOCAL,
        gate=GateId("gat_main"),
        direction=Direction.ENTRY,
        operator="",
        reason="admitted",
        wall=AT + 2,
        mono=90_002,
        boot_id="c0ffee00c0ffee00",
        offset=-1_250,
        offset_err=18,
        hlc=(AT << 16) + 2,
        people=2,
        party=5,
        rule="multi:3",
    ),
    KEY,
)
GATE = Gate(
    gate_id=GateId("gat_vip"),
    event_id=EVENT_ID,
    name="VIP – étage",
    direction=Direction.ENTRY,
    products=(ProductNumber(1), ProductNumber(2)),
    opens_at=AT,
    closes_at=AT + 3_600_000,
    re_entry=ReEntry.AFTER_EXIT,
    admits_unsynced=False,
    look_after_s=900,
    refuse_after_s=3_600,
)
EVENT = Event(
    event_id=EVENT_ID,
    number=EventNumber(4_000_000_000),
    name="Perreo Fridays",
    code_prefix="MGY-PF-20250115",
    keys=(TicketKey(KeyId(65_535), bytes(KEY.verify_key)),),
    time_zone="Europe/Berlin",
    starts_at=AT,
    ends_at=None,
    capacity=400,
    rotation=Rotation.OFFERED,
    rotation_key=bytes(range(32)),
    code_formats=("Code128", "PDF417"),
)
POLICY = Policy(
    version=3,
    epoch="0123456789abcdef",
    issued_at=AT - 60_000,
    event=EVENT,
    gates=(Gate(GateId("gat_main"), EVENT_ID, "Main"), GATE),
    products=(Product(ProductNumber(1), "General admission"),),
    doors=(
        Door(DeviceId("dev_0194a2"), "Door 1", bytes(KEY.verify_key), GateId("gat_main")),
        Door(
            DeviceId("dev_0194a3"),
            "Lost – étage",
            bytes(range(32)),
            GateId("gat_vip"),
            revoked_at=AT,
            held={LogId("dev_0194a3.0123456789ab"): 7},
            wipe=True,
            message="Bring it to the office.",
            message_id=2,
        ),
    ),
    pin_hash="$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2g",
    keep_names_days=14,
    knows_contacts=True,
)
SIGNED = sign_policy(POLICY, AUTHORITY)
TICKET = Ticket(TICKET_ID, EVENT_ID, ProductNumber(1), TicketStatus.UNPAID, AT, None, "Nguyễn Thị", "ID", True)
FOREIGN = Ticket(TicketId("other system №5"), EVENT_ID, ProductNumber(65_535), TicketStatus.REFUNDED, None, AT)
PARTY = Ticket(
    TicketId("MGY-PF-20250115-0000000C2Q5"),
    EVENT_ID,
    ProductNumber(2),
    TicketStatus.CANCELLED,
    holder="Five of us",
    admits=5,
    status_since=AT - 1,
    reference="ord_01k2abcdefghjkmnpqrstvwxyz",
    email="zoë@example.com",
    phone="+49 30 123456",
    alias="4006381333931",
)
VERDICT = Verdict(Outcome.REFUSED, Reason.ALREADY_INSIDE, TICKET_ID, Earlier(AT, GateId("gat_main"), LOG_ID))

FLEET_DEVICE = FleetDevice(
    DeviceId("dev_0194a2"),
    "Côté nord",
    GATE.gate_id,
    GATE.name,
    held=1_204,
    seen_at=AT - 900,
    is_online=True,
    report=DeviceReport(2, 12.5, 80, "0.1.0", 7.5, -1_250, 3, 2),
    message="Close at eleven",
    is_message_read=False,
)
STOLEN_DEVICE = FleetDevice(
    DeviceId("dev_0194a3"),
    "Door",
    GateId("gat_gone"),
    "",
    held=0,
    seen_at=None,
    is_online=False,
    revoked_at=AT - 60_000,
    wipe=True,
)
MESSAGES: dict[str, msgspec.Struct] = {
    "enrol_request": EnrolRequest("7K3M9-QXZ5A", bytes(KEY.verify_key), "Door 1", "0.1.0"),
    "enrol_answer": EnrolAnswer(
        DeviceId("dev_0194a2"),
        "dvt_secret",
        GateId("gat_main"),
        "Maguey",
        "0123456789abcdef",
        SIGNED,
        bytes(AUTHORITY.verify_key),
        b"own certificate",
        b"authority's certificate",
    ),
    "time_request": TimeRequest(AT),
    "time_answer": TimeAnswer(AT, AT + 40, AT + 41, "0.1.0"),
    "push_request": PushRequest((ATTEMPT, VOID)),
    "push_request_of_a_party": PushRequest((PARTY_ADMIT,)),
    "push_answer": PushAnswer("0123456789abcdef", {LOG_ID: 2}, tuple(EntryStatus)),
    "claim_request": ClaimRequest((ATTEMPT,), 'mgy pf "20250115"\n\u2028é😀'),
    "claim_answer": ClaimAnswer("0123456789abcdef", {LOG_ID: 1}, (EntryStatus.ACCEPTED,), VERDICT, TICKET),
    "claim_answer_by_a_rule": ClaimAnswer(
        "0123456789abcdef", {LOG_ID: 1}, (EntryStatus.ACCEPTED,), VERDICT, TICKET, "multi:2"
    ),
    "claim_answer_without_ticket": ClaimAnswer(
        "0123456789abcdef", {}, (EntryStatus.KNOWN,), Verdict(Outcome.REFUSED, Reason.MALFORMED), None
    ),
    "pull_request": PullRequest(LOG_ID, "0123456789abcdef", 41, 3, 10.5, 2000),
    "pull_request_with_report": PullRequest(
        LOG_ID, "0123456789abcdef", 41, 3, report=DeviceReport(2, 12.5, 80, "0.1.0", 7.5, -1_250, 3, 2, training=True)
    ),
    "pull_answer": PullAnswer(
        "0123456789abcdef", 43, (TICKET,), (VOID,), {LOG_ID: 2}, SIGNED, more=True, token="dvt_fresh"
    ),
    "pull_answer_without_news": PullAnswer("0123456789abcdef", 43, (), (), {LOG_ID: 0}, None, more=False),
    "digest_answer": DigestAnswer("epoch-1", 41, 2, bytes(range(32))),
    "snapshot_header": SnapshotHeader("0123456789abcdef", 43, TICKET_ID, 100_000, 12, SIGNED),
    "gossip_request": GossipRequest(EVENT_ID, {LOG_ID: 2}, (VOID,), "0123456789abcdef", 3, SIGNED),
    "gossip_answer": GossipAnswer({LOG_ID: 3}, (PARTY_ADMIT,), "0123456789abcdef", 3, SIGNED, more=True),
    "gossip_answer_without_news": GossipAnswer({LOG_ID: 3}),
    "rescue_answer": RescueAnswer(DeviceId("dev_0194a2"), 5, 2, 1),
    "fleet_answer": FleetAnswer(AT, (FLEET_DEVICE, STOLEN_DEVICE)),
    "error_answer": ErrorAnswer("DEVICE_UNKNOWN", "This device is not paired any more."),
}
INSIDE = {Policy, SignedPolicy, Door, DeviceReport, FleetDevice}
"""What travels inside of other messages only."""
WORDS = {
    "kind": list(Kind),
    "basis": list(Basis),
    "direction": list(Direction),
    "re_entry": list(ReEntry),
    "rotation": list(Rotation),
    "code_format": list(CodeFormat),
    "outcome": list(Outcome),
    "reason": list(Reason),
    "ticket_status": dict(STATUS_INDEX),
    "entry_status": list(EntryStatus),
    "frame_kind": {kind.name: int(kind) for kind in FrameKind},
}


def pinned(name: str, now: bytes) -> bytes:
    """What the file says; written first where that was asked for."""
    file = WIRE / name
    if IS_WRITING:
        WIRE.mkdir(exist_ok=True)
        file.write_bytes(now)
    return file.read_bytes()


@pytest.mark.parametrize("name", list(MESSAGES))
def test_a_message_is_sent_in_the_same_bytes_as_ever(name: str) -> None:
    now = encode_message(MESSAGES[name]) + b"\n"
    assert now == pinned(f"{name}.json", now)


@pytest.mark.parametrize("name", list(MESSAGES))
def test_the_bytes_of_old_are_read_as_the_same_message(name: str) -> None:
    message = MESSAGES[name]
    raw = pinned(f"{name}.json", encode_message(message) + b"\n")
    assert decode_message(raw, type(message)) == message


def test_every_message_of_the_protocol_is_pinned() -> None:
    top_level = {
        kind
        for kind in vars(messages).values()
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind not in (msgspec.Struct, Entry, Product)
        if kind.__module__ == messages.__name__
    }
    assert top_level - {type(message) for message in MESSAGES.values()} == INSIDE


def test_the_words_of_the_protocol_are_the_same_as_ever() -> None:
    now = msgspec.json.format(msgspec.json.encode(WORDS), indent=2) + b"\n"
    assert now == pinned("words.json", now)


def test_an_entrys_hash_and_signature_are_the_same_as_ever() -> None:
    lines = [f"{entry_hash(entry).hex()} {entry.sig.hex()}" for entry in (ATTEMPT, VOID, PARTY_ADMIT)]
    now = "\n".join([*lines, ""]).encode()
    assert now == pinned("entry.txt", now)


def test_the_signatures_of_old_still_hold() -> None:
    for name in ("push_request_before_parties.json", "push_request.json", "push_request_of_a_party.json"):
        for entry in decode_message((WIRE / name).read_bytes(), PushRequest).entries:
            assert is_signed_by(entry, entry_hash(entry), KEY.verify_key)


def test_entries_from_before_there_were_parties_are_the_same_as_those_of_one() -> None:
    raw = (WIRE / "push_request_before_parties.json").read_bytes()
    assert b"people" not in raw
    assert decode_message(raw, PushRequest).entries == (ATTEMPT, VOID)


@pytest.mark.parametrize("field", ["people", "party", "rule"])
def test_what_came_later_into_an_entry_is_signed_too(field: str) -> None:
    (entry,) = decode_message((WIRE / "push_request_of_a_party.json").read_bytes(), PushRequest).entries
    for value in (getattr(ATTEMPT, field), getattr(entry, field) * 2):
        changed = msgspec.structs.replace(entry, **{field: value})
        assert not is_signed_by(changed, entry_hash(changed), KEY.verify_key)
    practice = msgspec.structs.replace(entry, training=True)
    assert not is_signed_by(practice, entry_hash(practice), KEY.verify_key)


def test_a_policy_of_old_is_believed_by_its_signature() -> None:
    answer = decode_message((WIRE / "enrol_answer.json").read_bytes(), EnrolAnswer)
    assert open_policy(answer.policy, VerifyKey(answer.authority)) == POLICY


@pytest.mark.parametrize(
    "changes",
    [
        {"body": SIGNED.body.replace(b'"version":3', b'"version":4')},
        {"body": SIGNED.body + b" "},
        {"sig": bytes(64)},
        {"sig": b""},
        {"sig": KEY.sign(POLICY_DOMAIN + SIGNED.body).signature},
        {"sig": AUTHORITY.sign(SIGNED.body).signature},
    ],
    ids=["another-version", "a-blank-more", "no-signature", "empty-signature", "a-doors-key", "another-domain"],
)
def test_a_policy_that_the_authority_did_not_sign_is_refused(changes: dict[str, bytes]) -> None:
    assert SIGNED.body.count(b'"version":3') == 1
    with pytest.raises(DecodeError, match="did not sign"):
        open_policy(msgspec.structs.replace(SIGNED, **changes), AUTHORITY.verify_key)


def test_a_token_for_a_fixed_key_is_the_same_as_ever() -> None:
    token = Token(KeyId(65_535), EventNumber(4_000_000_000), 12_345, ProductNumber(2), 1_736_978_400, None)
    now = f"{make_ticket_id(EVENT.code_prefix, 12_345)}\n{sign_token(token, KEY)}\n".encode()
    assert now == pinned("token.txt", now)


def test_a_ticket_frame_from_before_there_were_parties_is_still_read() -> None:
    raw = (WIRE / "tickets_before_parties.hex").read_text()
    assert decode_tickets(bytes.fromhex(raw)) == [row_of(TICKET), row_of(FOREIGN)]


def test_a_ticket_frame_from_before_doors_knew_orders_is_still_read() -> None:
    raw = (WIRE / "tickets_before_orders.hex").read_text()
    party = msgspec.structs.replace(PARTY, reference="", email="", phone="", alias="")
    assert decode_tickets(bytes.fromhex(raw)) == [row_of(TICKET), row_of(party)]


@pytest.mark.parametrize(("name", "sent"), [("tickets", [TICKET, FOREIGN]), ("party_tickets", [TICKET, PARTY])])
def test_a_ticket_frame_of_old_is_still_read(name: str, sent: list[Ticket]) -> None:
    rows = [row_of(ticket) for ticket in sent]
    raw = pinned(f"{name}.hex", encode_tickets(rows, EVENT.code_prefix).hex().encode() + b"\n")
    assert decode_tickets(bytes.fromhex(raw.decode())) == rows


def test_the_digest_of_a_list_is_the_same_as_ever() -> None:
    digest = ListDigest()
    digest.add([row_of(TICKET), row_of(FOREIGN)])
    now = digest.digest.hex().encode() + b"\n"
    assert now == pinned("list_digest.txt", now)


def test_an_empty_entries_frame_of_old_is_still_read() -> None:
    assert decode_entries(bytes.fromhex("28b52ffd200109000090")) == []


def test_no_file_is_left_over() -> None:
    kept = {"push_request_before_parties.json", "tickets_before_parties.hex", "tickets_before_orders.hex"}
    used = {"words.json", "entry.txt", "token.txt", "tickets.hex", "party_tickets.hex", "list_digest.txt"}
    assert {file.name for file in WIRE.iterdir()} == kept | used | {f"{name}.json" for name in MESSAGES}
