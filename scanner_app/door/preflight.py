"""Preflight: what can be known of a door before it opens, each finding with what to do about it. No Qt."""

import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from nacl.exceptions import CryptoError

from scanner_app.door.battery import read_power
from scanner_app.door.paired import Paired
from scanner_app.door.rehearsal import rehearse_outage
from scanner_app.door.station import Station
from scanner_app.sentences import VERDICTS
from scanner_app.wording import number, plain, say, say_count, tell
from sync.device.digest import compare_lists
from sync.device.errors import CancelledError, DeviceError, NotPairedError
from sync.device.pairing import find_signed_policy
from sync.protocol.codec import DecodeError
from sync.protocol.signing import open_policy
from sync.rules.verdict import Outcome, Reason

CLOCK_OFF_MS = 60_000
"""From here on people should set the device's clock, though times are corrected anyhow."""
LITTLE_DISK_BYTES = 1_000_000_000
TOO_LITTLE_DISK_BYTES = 100_000_000
LOW_BATTERY_PERCENT = 40
_LIST_WAIT_S = 30.0
"""How long after pairing the first list may take before it is looked at all the same."""
_NEVER_OPENS = (Reason.EVENT_CLOSED, Reason.DEVICE_REVOKED, Reason.GATE_CLOSED)


class Check(StrEnum):
    """What is looked at, in the order in which it is shown."""

    CAMERA = "camera"
    HANDHELD = "handheld"
    SOUND = "sound"
    PRINTER = "printer"
    LIST = "list"
    OUTAGE = "outage"
    KEYS = "keys"
    CLOCK = "clock"
    PEERS = "peers"
    POWER = "power"
    DISK = "disk"


class State(StrEnum):
    """How a check stands. ``YOUR_TURN`` waits for a person; ``UNUSED`` is not wanted at this door."""

    RUNNING = "running"
    YOUR_TURN = "your_turn"
    OK = "ok"
    LOOK = "look"
    FAILED = "failed"
    UNUSED = "unused"


class Mend(StrEnum):
    """What the page can offer to do about a finding."""

    FULL_RESYNC = "full_resync"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's outcome: what is, and what to do where that is not well. Texts are in the language of the screen."""

    check: Check
    state: State
    what: str = ""
    advice: str = ""
    mend: Mend | None = None

    @property
    def is_good(self) -> bool:
        """Whether the doors may open as far as this goes."""
        return self.state in (State.OK, State.UNUSED)


def is_green(findings: Iterable[Finding]) -> bool:
    """Whether everything that was looked at is well."""
    return all(finding.is_good for finding in findings)


def remember_green(station: Station) -> None:
    """All was well just now; kept over restarts."""
    at = station.clock.read().corrected.ms
    station.store.put(preflight_green_at=at, preflight_green_for=station.pairing.device_id)


def last_green(station: Station) -> int | None:
    """When all was last well at this place (corrected Unix ms), None where it never was."""
    if station.store.get("preflight_green_for") != station.pairing.device_id:
        return None
    at: int | None = station.store.get("preflight_green_at")
    return at


def check_list(station: Station, is_over: Callable[[], bool] = lambda: False) -> Finding:
    """Compare the ticket list with the server's; CancelledError once ``is_over``, or where the place is another now."""
    place = station.place()
    _wait_for_the_first_list(station, place, is_over)
    if is_over() or not _is_at(station, place):
        raise CancelledError("Stopped.")
    try:
        compared = compare_lists(station.store, place.client, place.round)
    except DeviceError as error:
        return _uncompared(station, error)
    here = say_count("{count} ticket", "{count} tickets", compared.here)
    if compared.is_same:
        return Finding(Check.LIST, State.OK, say("{tickets}, the same as on the server", tickets=here))
    if compared.is_same is None:
        what = say("{tickets}; the list is changing right now", tickets=here)
        return Finding(Check.LIST, State.LOOK, what, say("Wait a moment, then run the checks again."))
    there = number(compared.there)
    what = say("The list differs: {tickets} here, {there} on the server", tickets=here, there=there)
    return Finding(Check.LIST, State.FAILED, what, say("Fetch the whole list anew."), Mend.FULL_RESYNC)


def check_outage(station: Station) -> Finding:
    """Cut the line to the server for a moment and decide a ticket of the list without it; nothing is written."""
    tried = rehearse_outage(station)
    if not tried.was_cut:
        return Finding(Check.OUTAGE, State.FAILED, say("The line could not be cut"), say("Run the checks again."))
    if tried.verdict is None:
        what = say("Works without the server; the list has no good ticket to try")
        return Finding(Check.OUTAGE, State.LOOK, what, say("Sync, then run the checks again."))
    word = say(VERDICTS[tried.verdict.reason].word)
    took = number(tried.took_s * 1000, 1)
    what = say("Decided without the server in {took} ms: “{word}”", took=took, word=word)
    if tried.verdict.outcome in (Outcome.ADMITTED, Outcome.LOOK, Outcome.EXIT):
        return Finding(Check.OUTAGE, State.OK, what)
    if tried.verdict.reason is Reason.LIST_TOO_OLD:
        return Finding(Check.OUTAGE, State.FAILED, what, say("Without a newer list this gate refuses everybody: sync."))
    if tried.verdict.reason in _NEVER_OPENS:
        return Finding(Check.OUTAGE, State.FAILED, what, say("This gate lets nobody in. Ask the organizer."))
    return Finding(Check.OUTAGE, State.OK, what)


def check_keys(station: Station) -> Finding:
    """Whether rules and tickets can be believed: the policy's signature, the tickets' keys, the store's own."""
    place = station.place()
    with station.store.reading() as connection:
        signed = find_signed_policy(connection)
    try:
        policy = None if signed is None else open_policy(signed, place.pairing.authority_key)
    except (DecodeError, CryptoError, ValueError, DeviceError):
        policy = None
    if policy is None:
        what = say("The event’s rules are not signed by the organizer")
        return Finding(Check.KEYS, State.FAILED, what, say("Pair this device again."))
    if not policy.event.keys:
        what = say("No key to check signed tickets with")
        return Finding(Check.KEYS, State.LOOK, what, say("Sync, then run the checks again."))
    keys = say_count("Rules signed, {count} ticket key", "Rules signed, {count} ticket keys", len(policy.event.keys))
    kept = say("store key in the keyring") if station.is_key_in_keyring else say("store key in a file")
    return Finding(Check.KEYS, State.OK, f"{keys}, {kept}")


def check_clock(station: Station) -> Finding:
    """How far this device's clock is from the server's."""
    why = ""
    try:
        station.place().round.compare_clocks()
    except DeviceError as error:
        why = plain(tell(error), 200)
    offset = station.clock.read().offset
    if offset is None:
        what = say("Never compared with the server")
        return Finding(Check.CLOCK, State.LOOK, what, why or say("Connect to the network once."))
    off, error_s = number(abs(offset.offset_ms) / 1000, 2), number(offset.error_ms / 1000, 2)
    what = say("{off} s off, known to {error} s", off=off, error=error_s)
    if abs(offset.offset_ms) >= CLOCK_OFF_MS:
        advice = say("Scans are timed right all the same. Set the date and time of this device when you can.")
        return Finding(Check.CLOCK, State.LOOK, what, advice)
    return Finding(Check.CLOCK, State.OK, say("{what}, as of the last contact", what=what) if why else what)


def check_peers(station: Station) -> Finding:
    """Whether the event's other doors can be spoken to."""
    place = station.place()
    others, seen = place.session.other_doors, place.peers_seen
    if not others:
        return Finding(Check.PEERS, State.UNUSED, say("This is the event’s only door"))
    if place.peers is None:
        return Finding(Check.PEERS, State.UNUSED, say("This door speaks with the server only"))
    what = say("{seen} of {others} other doors in sight", seen=seen, others=others)
    if seen >= others:
        return Finding(Check.PEERS, State.OK, what)
    advice = say("Turn them on and connect all to one network, or two doors may let one ticket in during an outage.")
    return Finding(Check.PEERS, State.LOOK, what, advice)


def check_power(_station: Station) -> Finding:
    """Whether the battery lasts."""
    power = read_power()
    if power is None:
        return Finding(Check.POWER, State.OK, say("Runs on mains power"))
    charge = say("Battery {percent}%", percent=power.percent)
    if power.is_plugged:
        return Finding(Check.POWER, State.OK, say("{charge}, plugged in", charge=charge))
    if power.percent < LOW_BATTERY_PERCENT:
        return Finding(Check.POWER, State.LOOK, charge, say("Plug it in before the doors open."))
    return Finding(Check.POWER, State.OK, charge)


def check_disk(station: Station) -> Finding:
    """Whether scans can be written down all night."""
    free = shutil.disk_usage(station.store.path.parent).free
    what = say("{free} GB free", free=number(free / 1e9, 1))
    if free < TOO_LITTLE_DISK_BYTES:
        return Finding(Check.DISK, State.FAILED, what, say("Delete something: without space no scan is recorded."))
    if free < LITTLE_DISK_BYTES:
        return Finding(Check.DISK, State.LOOK, what, say("Delete something before the night begins."))
    return Finding(Check.DISK, State.OK, what)


def _is_at(station: Station, place: Paired) -> bool:
    """Whether the device is still where it was: it may have been paired with another gate meanwhile."""
    try:
        return station.place() is place
    except NotPairedError:
        return False


def _wait_for_the_first_list(station: Station, place: Paired, is_over: Callable[[], bool]) -> None:
    """A device that was paired a moment ago is fetching its list by itself: a second download would only be slower."""
    until = time.monotonic() + _LIST_WAIT_S
    while (
        _is_at(station, place)
        and place.session.synced_at is None
        and place.follower.is_started
        and not place.follower.problem
        and time.monotonic() < until
        and not is_over()
    ):
        time.sleep(0.05)


def _uncompared(station: Station, error: DeviceError) -> Finding:
    why = plain(tell(error), 200)
    if station.place().session.synced_at is None:
        return Finding(Check.LIST, State.FAILED, say("There is no ticket list yet"), why)
    expected = say_count("{count} ticket", "{count} tickets", station.status().expected)
    what = say("{tickets}, not compared with the server", tickets=expected)
    return Finding(Check.LIST, State.LOOK, what, why)
