"""What comes from a disk or a USB stick: rescue files, a damaged store's pages, and settings that a store keeps."""

import atexit
import contextlib
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

import zstandard
from nacl.public import SealedBox
from nacl.signing import SigningKey

from sync.device.carving import PAGE_BYTES, _Page, _records
from sync.device.clock import SystemClock
from sync.device.database import Store, put_values
from sync.device.errors import NotPairedError
from sync.device.pairing import find_policy_in, load_pairing
from sync.device.peer_address import remembered_addresses
from sync.device.vault import KEY_BYTES, _key_of
from sync.protocol.rescue import DOMAIN, MAGIC, VERSION, RescueError, open_rescue, read_header, seal_entries
from sync.rules.ids import DeviceId
from tests.fuzz.target import Target, demand
from tests.fuzz.targets.codes import text_of
from tests.sync.making import AUTHORITY, EVENT, KEY

_KEY_OF = {DeviceId("dev_1"): KEY.verify_key}
_KEPT_AS = ("pairing", "policy", "peer_addresses", "clock")
_ID = b"\x05evt_1\x05dev_1"


def rescue_file(data: bytes) -> None:
    """A rescue file as somebody brings it, its outside first."""
    try:
        header = read_header(data)
        rescue = open_rescue(data, AUTHORITY, _KEY_OF.get)
    except RescueError:
        return
    demand(rescue.device_id == header.device_id, "a rescue file is of two devices")


def rescue_content(data: bytes) -> None:
    """What a device of the event seals and signs: a reach and the compressed entries, of whatever sense."""
    at = data[0] if data else 0
    reach, packed = data[1 : 1 + at], data[1 + at :]
    for content in (packed, zstandard.ZstdCompressor(level=1).compress(packed)):
        raw = _signed(reach, SealedBox(AUTHORITY.to_curve25519_private_key().public_key).encrypt(content))
        try:
            rescue = open_rescue(raw, AUTHORITY, _KEY_OF.get)
        except RescueError:
            continue
        if rescue.entries:
            again = seal_entries(rescue.entries, rescue.device_id, EVENT.event_id, KEY, AUTHORITY.verify_key)
            demand(open_rescue(again, AUTHORITY, _KEY_OF.get) == rescue, "a rescue file is another once sealed anew")


def damaged_page(data: bytes) -> None:
    """A page of a store's file, at its beginning and elsewhere, and the one that its overflow leads to."""
    pages = [data[at : at + PAGE_BYTES].ljust(PAGE_BYTES, b"\0") for at in (0, PAGE_BYTES)]
    for place in (1, 3):
        newest = {place: pages[0], 2: pages[1]}
        for record in _records(_Page(1, place, pages[0]), newest):
            demand(isinstance(record, tuple), "a record is no tuple")


def kept_values(data: bytes) -> None:
    """What the store keeps of pairing, rules, addresses and clock, as an older or a broken program left it."""
    name, value = _KEPT_AS[(data[:1] or b"A")[0] % 32 % len(_KEPT_AS)], data[1:]
    store = _store()
    is_text = name == "peer_addresses"
    with store.writing() as connection:
        connection.execute("DELETE FROM meta")
        put_values(connection, **{name: text_of(value) if is_text else value})
    with contextlib.suppress(NotPairedError):
        load_pairing(store)
    with store.reading() as connection:
        find_policy_in(connection)
    remembered_addresses(store)
    SystemClock(store).read()


def key_file(data: bytes) -> None:
    """The file, or the keyring's entry, that holds the store's key."""
    key = _key_of(text_of(data))
    demand(key is None or len(key) == KEY_BYTES, "a store's key has another length than SQLCipher takes")


def _signed(reach: bytes, sealed: bytes) -> bytes:
    head = MAGIC + bytes([VERSION]) + _ID
    signed = head + len(reach).to_bytes(4, "big") + reach + len(sealed).to_bytes(4, "big") + sealed
    return signed + KEY.sign(DOMAIN + signed).signature


@lru_cache(maxsize=1)
def _store() -> Store:
    folder = Path(tempfile.mkdtemp(prefix="doorward-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    store = Store(folder, bytes(SigningKey(bytes(32))))
    atexit.register(store.close)
    return store


TARGETS = (
    Target("rescue_file", rescue_file),
    Target("rescue_content", rescue_content),
    Target("damaged_page", damaged_page, 2 * PAGE_BYTES),
    Target("kept_values", kept_values, 2048),
    Target("key_file", key_file, 200),
)
