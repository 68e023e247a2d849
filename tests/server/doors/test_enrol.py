"""ENROL: one code makes one device, and what cannot be a device is refused in words."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.x509.oid import NameOID
from nacl.signing import SigningKey, VerifyKey
from sqlalchemy import update

from server.doors.models import PairingCode
from server.ids import now_ms
from sync.protocol.codec import decode_message, encode_message
from sync.protocol.messages import Door as KnownDoor
from sync.protocol.messages import EnrolAnswer, EnrolRequest, ErrorAnswer
from sync.protocol.signing import open_policy
from sync.rules.ids import GateId
from tests.server.doors.venue import Venue


def _enrol(venue: Venue, code: str, *, name: str = "Door", key: bytes | None = None, app: str = "") -> httpx.Response:
    public = bytes(SigningKey.generate().verify_key) if key is None else key
    body = encode_message(EnrolRequest(code, public, name, app))
    return httpx.post(f"{venue.server.url}/door/v1/enrol", content=body, timeout=30, trust_env=False)


def _name_of(venue: Venue, answer: httpx.Response) -> str:
    enrolled = decode_message(answer.content, EnrolAnswer)
    policy = open_policy(enrolled.policy, VerifyKey(enrolled.authority))
    return next(door.name for door in policy.doors if door.device_id == enrolled.device_id)


def _why(answer: httpx.Response) -> ErrorAnswer:
    return decode_message(answer.content, ErrorAnswer)


def test_a_device_learns_its_event_gate_and_organization(any_venue: Venue) -> None:
    gate = any_venue.gate("Back door")
    door = any_venue.door("Left", gate)
    enrolled, policy = door.enrolled, door.policy
    assert enrolled.gate_id == gate
    assert enrolled.organization == "Maguey Club"
    assert policy.event.event_id == any_venue.club.event_id
    assert [known.name for known in policy.gates] == ["Back door"]
    assert policy.doors == (KnownDoor(enrolled.device_id, "Left", bytes(door.key.verify_key), GateId(gate)),)
    assert len(enrolled.epoch) == 16
    assert policy.epoch == enrolled.epoch


def test_a_device_gets_a_certificate_of_its_own_key_from_the_authority_of_its_event(venue: Venue) -> None:
    door = venue.door()
    authority = Ed25519PublicKey.from_public_bytes(door.enrolled.authority)
    ca, own = (x509.load_der_x509_certificate(raw) for raw in (door.enrolled.ca, door.enrolled.certificate))
    assert ca.public_key() == authority
    own.verify_directly_issued_by(ca)
    assert own.public_key() == Ed25519PublicKey.from_public_bytes(bytes(door.key.verify_key))
    names = own.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert [name.value for name in names] == [door.enrolled.device_id]


def test_a_code_works_once(any_venue: Venue) -> None:
    code = any_venue.pairing_code()
    assert _enrol(any_venue, code).status_code == 200
    again = _enrol(any_venue, code)
    assert (again.status_code, _why(again).code) == (400, "PAIRING_CODE")
    assert "Make a new one" in _why(again).message


def test_of_many_devices_with_one_code_exactly_one_is_paired(any_venue: Venue) -> None:
    code = any_venue.pairing_code()
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: _enrol(any_venue, code).status_code, range(8)))
    assert sorted(answers) == [200] + [400] * 7


def test_a_code_is_read_without_regard_to_case_dashes_and_lookalikes(venue: Venue) -> None:
    code = venue.pairing_code().lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert _enrol(venue, code).status_code == 200


def test_an_old_code_is_refused(venue: Venue) -> None:
    code = venue.pairing_code()
    with venue.context.database.transaction() as session:
        session.execute(update(PairingCode).values(expires_at=now_ms() - 1))
    answer = _enrol(venue, code)
    assert (answer.status_code, _why(answer).code) == (400, "PAIRING_CODE")
    assert "too old" in _why(answer).message


@pytest.mark.parametrize("code", ["", "00000-00000", "'; DROP TABLE devices; --", "7" * 100_000, "\x00", "ünïcödé"])
def test_an_unknown_code_is_refused(any_venue: Venue, code: str) -> None:
    answer = _enrol(any_venue, code)
    assert (answer.status_code, _why(answer).code) == (400, "PAIRING_CODE")


@pytest.mark.parametrize("key", [b"", b"short", bytes(31), bytes(33), bytes(4096)])
def test_what_is_no_public_key_is_refused_and_the_code_stays_good(venue: Venue, key: bytes) -> None:
    code = venue.pairing_code()
    answer = _enrol(venue, code, key=key)
    assert answer.status_code == 400
    assert "Ed25519" in _why(answer).message
    assert _enrol(venue, code).status_code == 200


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("", "Door"),
        ("\x00\x07\u202e", "Door"),
        ("  Left\n\x1b[31m ", "Left[31m"),
        ("<b>Tür</b>", "<b>Tür</b>"),
        ("x" * 5000, "x" * 80),
        ("入口", "入口"),
    ],
)
def test_a_hostile_name_is_made_harmless(any_venue: Venue, name: str, kept: str) -> None:
    answer = _enrol(any_venue, any_venue.pairing_code(), name=name, app=name)
    assert answer.status_code == 200, answer.text
    assert _name_of(any_venue, answer) == kept


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"code": 7}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_request_is_refused_in_words(venue: Venue, body: bytes) -> None:
    answer = httpx.post(f"{venue.server.url}/door/v1/enrol", content=body, timeout=30, trust_env=False)
    assert answer.status_code == 400
    assert _why(answer).code == "INVALID_MESSAGE"
    assert "EnrolRequest" in _why(answer).message
