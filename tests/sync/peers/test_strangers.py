"""Who gets in at a door's port, and whom a door talks to: devices that the event's policy lists, and nobody else."""

import socket
import ssl
import time
from pathlib import Path

import msgspec
import pytest
from nacl.signing import SigningKey

from server.doors.authority import make_ca, make_certificate
from sync.device.errors import NotPairedError, PeerRefusedError, PeerUnreachableError
from sync.device.mutual_tls import asking_context, serving_context
from sync.device.peer_address import read_address
from sync.device.peer_client import PeerClient
from sync.device.peers import Peers
from sync.protocol.messages import GossipAnswer, GossipRequest
from sync.rules.door_log import Kind
from sync.rules.ids import DeviceId, EventId
from tests.sync.making import EVENT, OTHER_KEY
from tests.sync.peers.doors import LOOPBACK, Hall, HereDoor, wait_until

Two = tuple[HereDoor, HereDoor]
SOON_S = 3.0


def _ask(asking: HereDoor, asked: HereDoor, request: GossipRequest | None = None) -> GossipAnswer:
    """One question over a connection of its own, whatever the asking door itself thinks of the other."""
    client = PeerClient(read_address(asked.address), asking_context(asking.pairing), 0)
    said = request or GossipRequest(EVENT.event_id, {}, asking.replica.lacking({}, 10))
    try:
        return client.ask(lambda _: said, time.monotonic() + SOON_S)[1]
    finally:
        client.close()


def _connect(door: HereDoor, context: ssl.SSLContext) -> ssl.SSLSocket:
    plain = socket.create_connection((LOOPBACK, door.peers.port), timeout=SOON_S)
    return context.wrap_socket(plain, server_hostname="door")


def _is_let_in(door: HereDoor, context: ssl.SSLContext) -> bool:
    """Whether a connection stands once the other side has had its say, which TLS 1.3 allows it after the handshake."""
    try:
        with _connect(door, context) as connection:
            connection.sendall(b"POST /nothing HTTP/1.1\r\nHost: door\r\nContent-Length: 0\r\n\r\n")
            return bool(connection.recv(100))
    except OSError:
        return False


def test_a_listed_door_gets_in(two: Two) -> None:
    north, south = two
    north.write(Kind.ADMIT)
    south.open()
    assert _is_let_in(south, asking_context(north.pairing))
    assert _ask(north, south).vector == {north.scan_log.log_id: 1}
    assert south.held(north) == 1


def test_a_revoked_door_is_told_and_gives_nothing(hall: Hall) -> None:
    south, stolen = hall.door("south"), hall.door("stolen")
    hall.know_each_other(revoked=[stolen])
    stolen.write(Kind.ADMIT)
    south.open()
    with pytest.raises(PeerRefusedError):
        _ask(stolen, south)
    assert south.held(stolen) == 0


def test_a_door_that_is_revoked_while_it_talks_is_refused_at_its_next_word(hall: Hall) -> None:
    north, south = hall.door("north"), hall.door("south")
    hall.know_each_other()
    south.open()
    north.open(south.address)
    wait_until(north.peers.visible, "they talk")
    south.learn(hall.policy(south, revoked=[north]))
    north.write(Kind.ADMIT)
    wait_until(lambda: not north.peers.visible(), "the revoked one hears no more")
    assert south.held(north) == 0


def test_nothing_is_said_to_a_revoked_door_that_answers(hall: Hall) -> None:
    south, stolen = hall.door("south"), hall.door("stolen")
    stolen.learn(hall.policy(south, stolen))
    south.learn(hall.policy(south, revoked=[stolen]))
    south.write(Kind.ADMIT)
    stolen.open()
    south.open(stolen.address)
    time.sleep(0.5)
    assert south.peers.visible() == []
    assert stolen.held(south) == 0
    assert stolen.policy_version() == 1


def test_a_device_with_a_certificate_that_no_policy_lists_gives_and_gets_nothing(hall: Hall) -> None:
    south = hall.door("south")
    hall.know_each_other()
    unlisted = hall.door("unlisted")
    unlisted.learn(hall.policy(south))  # Its own policy does not list it either.
    unlisted.write(Kind.ADMIT)
    south.open()
    with pytest.raises(PeerRefusedError):
        _ask(unlisted, south)
    assert south.held(unlisted) == 0
    south.write(Kind.ADMIT)
    unlisted.open()
    south.peers.add_address(unlisted.address)
    time.sleep(0.5)
    assert unlisted.held(south) == 0


def test_a_door_of_another_authority_gets_no_connection(hall: Hall) -> None:
    north = hall.door("north")
    foreign = hall.door("foreign", authority=SigningKey.generate())
    hall.doors.remove(foreign)
    hall.know_each_other()
    hall.doors.append(foreign)
    north.open()
    assert not _is_let_in(north, asking_context(foreign.pairing))
    with pytest.raises((PeerRefusedError, PeerUnreachableError)):
        _ask(foreign, north)


def test_nothing_is_said_to_a_door_of_another_authority_that_answers(hall: Hall) -> None:
    north = hall.door("north")
    hall.know_each_other()
    foreign = hall.door("foreign", authority=SigningKey.generate())
    foreign.open()
    said: list[DeviceId] = []
    client = PeerClient(read_address(foreign.address), asking_context(north.pairing), 0)

    def request(shown: DeviceId) -> GossipRequest:
        said.append(shown)
        return GossipRequest(EVENT.event_id, {})

    with pytest.raises(PeerRefusedError):
        client.ask(request, time.monotonic() + SOON_S)
    assert said == []


def test_a_certificate_that_another_door_signed_gets_no_connection(two: Two) -> None:
    north, south = two
    south.open()
    key = SigningKey.generate()
    forged = make_certificate(north.key, EVENT.event_id, "dev_forged", bytes(key.verify_key))
    pairing = msgspec.structs.replace(north.pairing, signing_seed=bytes(key), certificate=forged)
    assert not _is_let_in(south, asking_context(pairing))


def test_who_shows_no_certificate_gets_no_connection(two: Two) -> None:
    _, south = two
    south.open()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    assert not _is_let_in(south, context)


def test_tls_1_2_is_not_spoken(two: Two) -> None:
    north, south = two
    south.open()
    context = asking_context(north.pairing)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with pytest.raises(ssl.SSLError):
        _connect(south, context)


def test_plain_http_is_not_spoken(two: Two) -> None:
    _, south = two
    south.open()
    with socket.create_connection((LOOPBACK, south.peers.port), timeout=SOON_S) as plain:
        plain.sendall(b"GET /door/v1/gossip HTTP/1.1\r\nHost: door\r\n\r\n")
        assert b"HTTP" not in plain.recv(100)


def test_a_server_that_shows_a_certificate_of_another_event_is_refused(two: Two) -> None:
    north, south = two
    other = SigningKey.generate()
    event = EventId("evt_2")
    certificate = make_certificate(other, event, south.device_id, bytes(south.key.verify_key))
    elsewhere = msgspec.structs.replace(south.pairing, certificate=certificate, ca=make_ca(other, event))
    with pytest.raises(ssl.SSLError):
        _shake_hands(asking_context(north.pairing), serving_context(elsewhere))


def test_certificates_do_not_end_by_a_date(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """A door whose clock was reset to its factory's year still meets the others."""
    import datetime as dt

    from server.doors import authority

    monkeypatch.setattr(authority, "_VALID_FROM", dt.datetime(2090, 1, 1, tzinfo=dt.UTC))
    early = [
        msgspec.structs.replace(
            door.pairing,
            ca=make_ca(OTHER_KEY, EVENT.event_id),
            certificate=make_certificate(OTHER_KEY, EVENT.event_id, door.device_id, bytes(door.key.verify_key)),
        )
        for door in two
    ]
    _shake_hands(asking_context(early[0]), serving_context(early[1]))


def test_the_key_is_on_no_disk_once_the_context_is_made(
    two: Two, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    written: list[str] = []
    read = ssl.SSLContext.load_cert_chain

    def look(self: ssl.SSLContext, certfile: Path, password: str) -> None:
        written.append(certfile.read_text(encoding="ascii"))
        read(self, certfile, password=password)

    monkeypatch.setattr(ssl.SSLContext, "load_cert_chain", look)
    asking_context(two[0].pairing)
    assert "BEGIN ENCRYPTED PRIVATE KEY" in written[0]
    assert list((tmp_path / "scratch").iterdir()) == []


def test_a_device_paired_before_there_were_certificates_is_told_to_pair_again(two: Two) -> None:
    north, _ = two
    with pytest.raises(NotPairedError, match="Pair it again"):
        Peers(north.store, north.gossip, msgspec.structs.replace(north.pairing, certificate=b"", ca=b""))


def _shake_hands(asking: ssl.SSLContext, serving: ssl.SSLContext) -> None:
    """A handshake in memory; ssl.SSLError where either refuses the other."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = asking.wrap_bio(to_client, to_server)
    server = serving.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(4):
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    server.do_handshake()
