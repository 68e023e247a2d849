"""Bodies and answers of the organizers' routes about doors."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from server.api import CreatesOnce, Schema
from server.doors.examples import ATTENDANCE, FLEET_DEVICE, INCIDENT
from server.text import Line
from sync.rules.gate import Direction, ReEntry
from sync.rules.incidents import IncidentKind

UnixMs = Annotated[int, Field(ge=0, le=253_402_300_799_999, description="Unix ms, up to the year 9999.")]
Entries = Annotated[int, Field(ge=1, le=10_000, description="How often: for reEntry multi (in all) and per_day.")]
Seconds = Annotated[int, Field(ge=0, le=31_536_000, description="The age of a door's list that no server confirms.")]


class GateRequest(CreatesOnce):
    """A gate to make. Times are Unix ms; ``products`` are product ids, none for all."""

    name: str = Field(min_length=1, max_length=80, examples=["Main entrance"])
    direction: Direction = Direction.ENTRY
    products: list[str] = Field(default_factory=list, max_length=500)
    opensAt: UnixMs | None = None
    closesAt: UnixMs | None = None
    reEntry: ReEntry = ReEntry.SINGLE
    admitsUnsynced: bool = True
    mostEntries: Entries = 1
    lookAfterSeconds: Seconds | None = None
    """Past this age someone must look."""
    refuseAfterSeconds: Seconds | None = None
    """Past this age nobody is let in."""


class GatePatch(Schema):
    """What to change of a gate; what is absent stays."""

    name: str | None = Field(default=None, min_length=1, max_length=80)
    direction: Direction | None = None
    products: list[str] | None = Field(default=None, max_length=500)
    opensAt: UnixMs | None = None
    closesAt: UnixMs | None = None
    reEntry: ReEntry | None = None
    admitsUnsynced: bool | None = None
    mostEntries: Entries | None = None
    lookAfterSeconds: Seconds | None = None
    refuseAfterSeconds: Seconds | None = None


class GateObject(Schema):
    """A gate as it is."""

    success: bool = True
    id: str
    eventId: str
    name: str
    direction: Direction
    products: list[str]
    opensAt: int | None = None
    closesAt: int | None = None
    reEntry: ReEntry
    admitsUnsynced: bool
    mostEntries: int
    lookAfterSeconds: int | None = None
    refuseAfterSeconds: int | None = None


class GateList(Schema):
    """An event's gates."""

    success: bool = True
    gates: list[GateObject]


class PairingCodeObject(Schema):
    """A fresh pairing code: works once, for 15 minutes. ``pairingLink`` is what its QR holds."""

    success: bool = True
    code: str
    pairingLink: str
    expiresAt: int


class CheckIn(Schema):
    """One entry of the door log, as organizers see it."""

    ticketId: str | None = None
    kind: Literal["attempt", "admit", "deny", "exit", "void", "note"]
    reason: str
    basis: Literal["server", "local", "override"]
    at: int
    gateId: str
    deviceId: str
    logId: str
    seq: int


class AttendanceAtGate(Schema):
    """The people of one gate: who is inside and came in here last, and how often somebody came in here."""

    gateId: str
    name: str
    inside: int
    cameIn: int


class AttendanceOfProduct(Schema):
    """The people of one product, each counted once."""

    productId: str
    name: str
    expected: int
    admitted: int
    inside: int


class Attendance(Schema):
    """Who is inside by all entries that have reached the server, and a page of those entries.

    People are counted, not tickets: a group's one ticket is as many as came in on it. Nobody counts twice, and practice
    does not count. ``expected`` are the people on tickets that are good.
    """

    model_config = ConfigDict(json_schema_extra={"example": ATTENDANCE})

    success: bool = True
    expected: int
    admitted: int
    inside: int
    gates: list[AttendanceAtGate]
    products: list[AttendanceOfProduct]
    entries: list[CheckIn]
    nextCursor: str | None = None


class IncidentEntry(Schema):
    """One admission (or other entry) of an incident, with the names of where it happened. ``at`` is corrected Unix ms.

    The clock that it was written by was right to within ``errorMs`` either way.
    """

    logId: str
    seq: int
    at: int
    errorMs: int
    kind: Literal["attempt", "admit", "deny", "exit", "void", "note"]
    basis: Literal["server", "local", "override"]
    people: int
    gateId: str
    gateName: str
    deviceId: str
    deviceName: str
    operator: str


class Acknowledgement(Schema):
    """Who said that an incident was dealt with, when, and at which device; organizers have one of their own."""

    at: int
    by: str
    deviceId: str
    deviceName: str


class IncidentObject(Schema):
    """What the door log shows went wrong. ``entry`` is what should not have been; ``against`` is what came first.

    ``isOrderUncertain`` says that the two clocks' errors overlap: either may have been first.
    """

    model_config = ConfigDict(json_schema_extra={"example": INCIDENT})

    success: bool = True
    id: str
    kind: IncidentKind
    ticketId: str | None = None
    at: int
    foundAt: int
    isOrderUncertain: bool
    entry: IncidentEntry
    against: IncidentEntry | None = None
    acknowledged: Acknowledgement | None = None


class IncidentList(Schema):
    """A page of an event's incidents, latest first; ``open`` is how many of all nobody has acknowledged."""

    success: bool = True
    open: int
    incidents: list[IncidentObject]
    nextCursor: str | None = None


class FleetDeviceObject(Schema):
    """One device of an event, by what the server knows and what it last told of itself. Ages in seconds.

    ``waiting`` is how many of its entries the server lacks, by its own word; ``held`` how many the server has.
    """

    model_config = ConfigDict(json_schema_extra={"example": FLEET_DEVICE})

    success: bool = True
    id: str
    name: str
    gateId: str
    gateName: str
    isOnline: bool
    lastContactAt: int | None = None
    held: int
    waiting: int | None = None
    listAgeSeconds: float | None = None
    batteryPercent: int | None = None
    appVersion: str = ""
    scansAMinute: float | None = None
    clockOffsetMs: int | None = None
    peers: int | None = None
    isTraining: bool = False
    message: str = ""
    isMessageRead: bool
    revokedAt: int | None = None
    isToWipe: bool


class Fleet(Schema):
    """Every device that was ever paired with an event, by name. ``at`` is the server's clock, for ages."""

    success: bool = True
    at: int
    devices: list[FleetDeviceObject]


class MessageRequest(Schema):
    """What a device's operator is to read; empty takes the last message away."""

    text: Line = Field(max_length=280, examples=["Close the side door at eleven"])


class RevokeRequest(Schema):
    """Whether the device must destroy what it holds as well, once it hears of it."""

    wipe: bool = False
