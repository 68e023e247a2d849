"""A store that was overwritten, torn or cut short, or whose key is lost: what can be read is kept, all is set aside."""

import random
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from sync.device import opening
from sync.device.carving import PAGE_BYTES, _file_pages, _Page, _records, carve
from sync.device.database import DATABASE_FILE, Store, put_values
from sync.device.errors import KeyUnavailableError, StoreError
from sync.device.opening import Opened, open_or_recover
from sync.device.pairing import load_pairing, load_policy, put_policy
from sync.device.rescue import read_rescue
from sync.device.scan_log import ScanLog
from sync.device.sealed import Sealed, left_behind
from sync.device.ticket_cache import count_expected, put_tickets
from sync.device.vault import find_or_make_key
from sync.device.wipe import SET_ASIDE_FOLDER
from sync.protocol.log import Happening, Reading
from sync.protocol.messages import Entry
from sync.protocol.rescue import open_rescue, read_header
from sync.protocol.signing import entry_hash, is_signed_by, open_policy, sign_policy
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import LogId, ProductNumber
from sync.rules.ticket import Ticket
from sync.rules.verdict import Basis
from tests.fakes.keyring_in_memory import KeyringInMemory
from tests.sync.device.downloads import POLICY
from tests.sync.device.test_rescue import PAIRING
from tests.sync.making import AUTHORITY, EVENT, GATE, KEY, NOW, make_id

ENTRIES = 400
TICKETS = 3_000
CONFIRMED = 250
_A_COMMIT = 10
LOG_ID = LogId("dev_here.old")
_decode_entry = msgspec.msgpack.Decoder(Entry).decode


def make_store(folder: Path, *, is_closed: bool = True) -> Store:
    """A paired store with a list and a log of which the server holds the first part, closed or as a crash leaves it."""
    store = Store(folder, find_or_make_key(folder, allow_keyring=False).secret)
    signed = sign_policy(POLICY, AUTHORITY)
    with store.writing() as connection:
        put_values(connection, pairing=msgspec.msgpack.encode(PAIRING), epoch="epoch-1", cursor=7)
        put_policy(connection, signed, open_policy(signed, AUTHORITY.verify_key), is_first=True)
        put_tickets(connection, (Ticket(make_id(at), EVENT.event_id, ProductNumber(1)) for at in range(TICKETS)))
    write(store, LOG_ID, ENTRIES)
    ScanLog(store, LOG_ID, KEY, EVENT.event_id).confirm({LOG_ID: CONFIRMED})
    Sealed(store, PAIRING).seal_now()
    if is_closed:
        store.close()
    return store


def write(store: Store, log_id: LogId, count: int) -> None:
    scan_log = ScanLog(store, log_id, KEY, EVENT.event_id)
    for begin in range(0, count, _A_COMMIT):
        with store.writing() as connection:
            for at in range(begin, min(begin + _A_COMMIT, count)):
                scan_log.append(connection, happening(at), Reading(NOW + at, at, "boot"))


def happening(at: int) -> Happening:
    kind = Kind.ADMIT if at % 7 else Kind.DENY
    # A long reason now and then: such an entry goes on over several pages.
    reason = "long " * 300 if at % 40 == 0 else ""
    return Happening(EVENT.event_id, make_id(at), kind, Basis.LOCAL, GATE.gate_id, Direction.ENTRY, reason=reason)


def own_entries(store: Store) -> list[Entry]:
    with store.reading() as connection:
        rows = connection.execute("SELECT body FROM entries WHERE log_id = ? ORDER BY seq", (LOG_ID,)).fetchall()
    return [_decode_entry(body) for (body,) in rows]


def overwrite(path: Path, numbers: list[int], noise: random.Random) -> None:
    """Put noise over these pages of the file, the first being 0."""
    with path.open("r+b") as file:
        for number in numbers:
            file.seek(number * PAGE_BYTES)
            file.write(noise.randbytes(PAGE_BYTES))


def reopen(folder: Path) -> Opened:
    return open_or_recover(folder, allow_keyring=False)


def everything_known(folder: Path, store: Store) -> set[int]:
    """The seqs of the log that are in the store or sealed beside it."""
    seqs = {entry.seq for entry in own_entries(store)}
    for path in left_behind(folder):
        seqs |= {e.seq for e in open_rescue(path.read_bytes(), AUTHORITY, lambda _: KEY.verify_key).entries}
    return seqs


def test_a_sound_store_is_just_opened(tmp_path: Path) -> None:
    make_store(tmp_path)
    opened = reopen(tmp_path)
    assert opened.note == ""
    assert len(own_entries(opened.store)) == ENTRIES
    assert not (tmp_path / SET_ASIDE_FOLDER).exists()
    opened.store.close()


def test_a_first_start_makes_a_store(tmp_path: Path) -> None:
    opened = reopen(tmp_path / "new")
    assert (opened.note, opened.is_key_in_keyring) == ("", False)
    opened.store.close()


@pytest.mark.parametrize("seed", range(12))
def test_no_entry_that_was_not_sent_is_lost_when_pages_are_overwritten(tmp_path: Path, seed: int) -> None:
    make_store(tmp_path)
    path = tmp_path / DATABASE_FILE
    chance = random.Random(seed)
    pages = path.stat().st_size // PAGE_BYTES
    overwrite(path, chance.sample(range(pages), k=chance.choice([1, 3, 10])), chance)
    opened = reopen(tmp_path)
    assert "was damaged" in opened.note
    assert everything_known(tmp_path, opened.store) >= set(range(CONFIRMED + 1, ENTRIES + 1))
    for entry in own_entries(opened.store):
        assert is_signed_by(entry, entry_hash(entry), KEY.verify_key)
    [aside] = (tmp_path / SET_ASIDE_FOLDER).iterdir()
    assert (aside / DATABASE_FILE).stat().st_size == pages * PAGE_BYTES
    opened.store.close()
    again = reopen(tmp_path)
    assert again.note == ""
    again.store.close()


def test_a_page_of_the_list_takes_no_entry_along_and_few_tickets(tmp_path: Path) -> None:
    store = make_store(tmp_path, is_closed=False)
    listed = count_expected(store)
    store.close()
    secret = find_or_make_key(tmp_path, allow_keyring=False).secret
    full = {page.number: _tickets_on(page) for page in _file_pages(tmp_path / DATABASE_FILE, secret)}
    number, lost = max(full.items(), key=lambda item: item[1])
    overwrite(tmp_path / DATABASE_FILE, [number - 1], random.Random(1))
    opened = reopen(tmp_path)
    assert [entry.seq for entry in own_entries(opened.store)] == list(range(1, ENTRIES + 1))
    assert lost > 10
    # The passes from both ends stop at the damaged page or a little before it.
    assert listed - 4 * lost <= count_expected(opened.store) < listed
    opened.store.close()


def _tickets_on(page: _Page) -> int:
    return sum(len(values) == 14 for values in _records(page, {}))


def test_the_device_stays_who_it_is_and_asks_for_everything_anew(tmp_path: Path) -> None:
    make_store(tmp_path)
    overwrite(tmp_path / DATABASE_FILE, [0], random.Random(2))
    opened = reopen(tmp_path)
    pairing = load_pairing(opened.store)
    assert (pairing.device_id, pairing.token) == (PAIRING.device_id, PAIRING.token)
    assert pairing.log_id != PAIRING.log_id
    assert load_policy(opened.store) == POLICY
    assert (opened.store.get("epoch"), opened.store.get("cursor")) == ("", 0)
    log = ScanLog(opened.store, pairing.log_id, KEY, EVENT.event_id)
    assert log.waiting() == ENTRIES - CONFIRMED
    assert log.inside() > 0
    opened.store.close()


def test_a_file_cut_short_gives_what_is_left_and_the_sealed_copy_gives_the_rest(tmp_path: Path) -> None:
    make_store(tmp_path)
    path = tmp_path / DATABASE_FILE
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3 + 100])
    opened = reopen(tmp_path)
    assert "was damaged" in opened.note
    assert everything_known(tmp_path, opened.store) >= set(range(CONFIRMED + 1, ENTRIES + 1))
    opened.store.close()


def crash(folder: Path, target: Path, store: Store) -> None:
    """Copy the files as they lie on the disk while the store is open, as a power cut leaves them."""
    target.mkdir()
    for file in folder.iterdir():
        if file.is_file() and file.name != "scanner.lock":
            (target / file.name).write_bytes(file.read_bytes())
    store.close()


def test_a_torn_write_ahead_log_is_dealt_with_by_the_database_itself(tmp_path: Path) -> None:
    folder = tmp_path / "after"
    crash(tmp_path, folder, make_store(tmp_path, is_closed=False))
    wal = folder / f"{DATABASE_FILE}-wal"
    wal.write_bytes(wal.read_bytes()[:-2_000])
    opened = reopen(folder)
    assert opened.note == ""
    seqs = [entry.seq for entry in own_entries(opened.store)]
    assert seqs == list(range(1, len(seqs) + 1))
    assert len(seqs) >= ENTRIES - 2
    opened.store.close()


def test_entries_in_the_write_ahead_log_are_read_where_the_file_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / "after"
    crash(tmp_path, folder, make_store(tmp_path, is_closed=False))
    (folder / DATABASE_FILE).write_bytes(random.Random(3).randbytes(PAGE_BYTES))
    found = carve(folder / DATABASE_FILE, find_or_make_key(folder, allow_keyring=False).secret)
    seqs = {record.values[1] for record in found if record.values[0] == LOG_ID and len(record.values) == 3}
    assert seqs >= set(range(1, ENTRIES + 1))


def test_entries_behind_a_hole_are_sealed_for_the_server_and_kept_out_of_the_log(tmp_path: Path) -> None:
    store = make_store(tmp_path, is_closed=False)
    with store.writing() as connection:
        connection.execute("DELETE FROM entries WHERE seq = ?", (CONFIRMED + 50,))
    store.close()
    overwrite(tmp_path / DATABASE_FILE, [0], random.Random(4))
    opened = reopen(tmp_path)
    assert [entry.seq for entry in own_entries(opened.store)] == list(range(1, CONFIRMED + 50))
    assert f"Entries that hang on lost ones, sealed for the server: {ENTRIES - CONFIRMED - 50}." in opened.note
    assert max(max(read_header(read_rescue(path)).reach.values()) for path in left_behind(tmp_path)) == ENTRIES
    opened.store.close()


def test_an_entry_that_its_device_did_not_sign_is_not_taken(tmp_path: Path) -> None:
    store = make_store(tmp_path, is_closed=False)
    forged = msgspec.structs.replace(own_entries(store)[ENTRIES - 1], reason="let in by nobody")
    with store.writing() as connection:
        connection.execute("UPDATE entries SET body = ? WHERE seq = ?", (msgspec.msgpack.encode(forged), ENTRIES))
    store.close()
    path = tmp_path / DATABASE_FILE
    overwrite(path, [0], random.Random(5))
    opened = reopen(tmp_path)
    assert all(entry != forged for entry in own_entries(opened.store))
    opened.store.close()


def test_a_lost_key_sets_the_store_aside_and_keeps_the_sealed_copy_for_the_server(tmp_path: Path) -> None:
    make_store(tmp_path)
    (tmp_path / "store.key").unlink()
    opened = reopen(tmp_path)
    assert "The key of the ticket store was lost" in opened.note
    assert "Pair this device again" in opened.note
    assert opened.store.get("pairing") is None
    [left] = left_behind(tmp_path)
    assert read_header(read_rescue(left)).reach == {LOG_ID: ENTRIES}
    [aside] = (tmp_path / SET_ASIDE_FOLDER).iterdir()
    assert (aside / DATABASE_FILE).stat().st_size > 0
    opened.store.close()


def test_a_keyring_without_the_key_gets_a_new_one(tmp_path: Path, os_keyring: KeyringInMemory) -> None:
    open_or_recover(tmp_path).store.close()
    [before] = os_keyring.passwords.values()
    os_keyring.passwords.clear()
    opened = open_or_recover(tmp_path)
    assert "was lost" in opened.note
    assert opened.is_key_in_keyring
    assert os_keyring.passwords
    assert before not in os_keyring.passwords.values()
    opened.store.close()


def test_a_locked_keyring_is_no_lost_key(tmp_path: Path, os_keyring: KeyringInMemory) -> None:
    open_or_recover(tmp_path).store.close()
    os_keyring.is_locked = True
    with pytest.raises(KeyUnavailableError, match="Unlock the keyring"):
        open_or_recover(tmp_path)
    assert not (tmp_path / SET_ASIDE_FOLDER).exists()
    os_keyring.is_locked = False
    opened = open_or_recover(tmp_path)
    assert opened.note == ""
    opened.store.close()


def test_another_key_reads_nothing_and_destroys_nothing(tmp_path: Path) -> None:
    make_store(tmp_path)
    before = (tmp_path / DATABASE_FILE).read_bytes()
    (tmp_path / "store.key").write_text("ab" * 32, encoding="ascii")
    opened = reopen(tmp_path)
    assert "Entries of the door log: 0." in opened.note
    assert "Pair this device again" in opened.note
    [aside] = (tmp_path / SET_ASIDE_FOLDER).iterdir()
    assert (aside / DATABASE_FILE).read_bytes() == before
    opened.store.close()


@pytest.mark.parametrize("step", ["put_back", "seal_orphans", "leave_behind", "_set_aside", "_finish_exchange"])
def test_a_crash_in_the_middle_of_a_salvage_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    make_store(tmp_path)
    overwrite(tmp_path / DATABASE_FILE, [0], random.Random(6))
    crash_once(monkeypatch, step)
    with pytest.raises(StoreError, match="power cut"):
        reopen(tmp_path)
    opened = reopen(tmp_path)
    assert [entry.seq for entry in own_entries(opened.store)] == list(range(1, ENTRIES + 1))
    assert load_pairing(opened.store).device_id == PAIRING.device_id
    opened.store.close()
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == [SET_ASIDE_FOLDER]


def crash_once(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let the step fail the first time that it has something to do."""
    real: Callable[..., object] = getattr(opening, name)
    # Every opening begins by finishing an earlier exchange; the second call is the one that puts the new store in.
    calls = iter([True, False] if name == "_finish_exchange" else [False])

    def step(*arguments: object) -> object:
        if next(calls, None) is False:
            raise StoreError("power cut")
        return real(*arguments)

    monkeypatch.setattr(opening, name, step)
