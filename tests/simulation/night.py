"""What happens in one night: people at the doors, and everything that may go wrong, drawn from the seed.

Each seed leaves some kinds of trouble out altogether: where everything happens at once, nothing gets far enough to
meet the next thing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from scanner_app.door.shown import EntryName, ScanResult, Source
from sync.device.errors import DeviceError
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import TicketId
from sync.rules.verdict import Outcome
from tests.simulation.ledger import Light
from tests.simulation.network import Weather
from tests.simulation.organizers import Organizers
from tests.simulation.scanner import SERVER, Scanner
from tests.simulation.template import PIN, Guest
from tests.simulation.watch import LIGHT_IS_OWED_MS, Owed, look_at_door, look_at_light, look_at_owed
from tests.simulation.world import DAY_MS, Door, World

_SHORT_MS = (1, 40, 250, 700, 3_000)
_LONG_MS = (12_000, 130_000, 600_000)
Act = Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    weight: int
    act: Act
    is_optional: bool = True


class Night:
    """The acts of one world, and the order in which they come."""

    def __init__(self, world: World) -> None:
        self._world, self._chance = world, world.chance
        self._organizers = Organizers(world)
        self._refused: dict[str, ScanResult] = {}
        """The last refusal that each machine showed: what a manager may override."""
        self._owed: dict[str, Owed] = {}
        """The scan at each door that showed no light: it is under way, or a power cut ended it."""
        self._kinds = [kind for kind in self._all_kinds() if not kind.is_optional or self._chance.random() < 0.55]

    def run(self, steps: int) -> None:
        """So many acts, some at one moment and some far apart, and all they lead to while they happen."""
        weights = [kind.weight for kind in self._kinds]
        for door in self._world.doors:  # All have heard of each other once.
            self._do(door, "sync", Scanner.sync)
        self._world.hub.run(self._world.hub.now + 2_000)
        self._world.network.weather = self._weather()
        for step in range(1, steps + 1):
            self._world.step = step
            [kind] = self._chance.choices(self._kinds, weights)
            kind.act()
            self._pass(self._chance.choice(_LONG_MS if self._chance.random() < 0.04 else _SHORT_MS))

    def _pass(self, ms: int) -> None:
        self._world.hub.run(self._world.hub.now + self._chance.randint(0, ms))

    def _weather(self) -> Weather:
        chance = self._chance
        return Weather(
            lost=chance.choice((0.0, 0.0, 0.02, 0.1, 0.3)),
            doubled=chance.choice((0.0, 0.05, 0.3)),
            late=chance.choice((0.0, 0.5)),
            slowest_ms=chance.choice((5, 60, 300)),
        )

    def _all_kinds(self) -> list[_Kind]:
        organizers = self._organizers
        return [
            _Kind("scan", 90, self._scan, is_optional=False),
            _Kind("same", 24, self._same_ticket_at_once),
            _Kind("exit", 8, self._exit),
            _Kind("by hand", 4, self._by_hand),
            _Kind("undo", 5, self._undo),
            _Kind("override", 4, self._override),
            _Kind("acknowledge", 4, self._acknowledge),
            _Kind("training", 2, self._train),
            _Kind("sync", 8, lambda: self._do(self._any(), "sync", Scanner.sync), is_optional=False),
            _Kind("full sync", 2, lambda: self._do(self._any(), "sync", lambda scanner: scanner.sync(full=True))),
            _Kind("pull", 14, lambda: self._do(self._any(), "sync", Scanner.pull), is_optional=False),
            _Kind("push", 14, lambda: self._do(self._any(), "push", Scanner.push), is_optional=False),
            _Kind("clocks", 4, lambda: self._do(self._any(), "clocks", lambda scanner: scanner.round.compare_clocks())),
            _Kind("gossip", 16, self._gossip),
            _Kind("cut server", 9, self._cut_server),
            _Kind("cut doors", 7, self._cut_doors),
            _Kind("mend", 4, self._mend),
            _Kind("crash at commit", 6, self._crash_at_commit),
            _Kind("crash", 3, lambda: self._crash(self._any())),
            _Kind("restart", 2, self._restart),
            _Kind("disk full", 2, self._fill_disk),
            _Kind("clock", 3, self._set_clock),
            _Kind("bit rot", 2, self._rot),
            _Kind("twin", 1, self._clone),
            _Kind("server crash", 2, self._crash_server),
            _Kind("backup", 4, organizers.back_up),
            _Kind("restore", 3, organizers.put_back),
            _Kind("revoke device", 2, organizers.revoke_device),
            _Kind("gate", 2, organizers.change_gate),
            _Kind("revoke ticket", 3, organizers.revoke_ticket),
            _Kind("cancel", 2, organizers.cancel_order),
            _Kind("sell", 2, organizers.sell),
            _Kind("late", 3, organizers.change_late),
            _Kind("desk", 3, organizers.acknowledge),
        ]

    # People at the doors.

    def _scan(self) -> None:
        self._show(self._any(), self._guest())

    def _same_ticket_at_once(self) -> None:
        guest = self._guest()
        for door in self._world.doors:
            if self._chance.random() < 0.8:
                delay_ms = self._chance.choice((0, 0, self._chance.randint(0, 300)))
                self._world.hub.at(delay_ms, lambda door=door: self._show(door, guest))  # type: ignore[misc]

    def _show(self, door: Door, guest: Guest) -> None:
        people = self._chance.choice((1, 1, 2, 4)) if guest.party > 1 else 1
        payload = self._spell(guest)
        source = self._chance.choice((Source.CAMERA, Source.HANDHELD, Source.TYPED))

        def scan(scanner: Scanner) -> None:
            owed = self._owed.get(door.name)
            mine = Owed(guest.ticket_id, self._world.hub.now, door.quartz.off_ms)
            if owed is None or self._world.hub.now - owed.since_ms > LIGHT_IS_OWED_MS:
                self._owed[door.name] = mine
            result = scanner.session.scan(payload, source, people)
            if owed is not None:
                look_at_owed(self._world, door, owed, guest.ticket_id, result)
            if self._owed.get(door.name) is mine or (owed is not None and owed.ticket_id == guest.ticket_id):
                self._owed.pop(door.name, None)
            self._lit(door, guest, result)

        self._do(door, "scan", scan)

    def _exit(self) -> None:
        door, guest = self._any(), self._guest()
        payload = self._spell(guest)

        def leave(scanner: Scanner) -> None:
            scanner.session.direction = self._chance.choice((Direction.EXIT, Direction.EXIT, Direction.LOOK))
            try:
                self._lit(door, guest, scanner.session.scan(payload, Source.CAMERA))
            finally:
                scanner.session.direction = None

        self._do(door, "scan", leave)

    def _by_hand(self) -> None:
        door, guest = self._any(), self._guest()
        why = self._chance.choice(("", "Phone is broken"))
        self._do(
            door,
            "scan",
            lambda scanner: self._lit(
                door, guest, scanner.session.admit_by_hand(TicketId(guest.ticket_id), "Ana", why=why)
            ),
        )

    def _lit(self, door: Door, guest: Guest, result: ScanResult) -> None:
        verdict = result.verdict
        self._world.ledger.lights.append(Light(door.name, guest.ticket_id, result, self._world.hub.now))
        self._world.tell(f"{door.name} shows {verdict.outcome} {verdict.reason} {result.basis} {result.entry}")
        look_at_light(self._world, door, guest.ticket_id, result)
        if verdict.outcome is Outcome.REFUSED:
            self._refused[door.name] = result

    def _undo(self) -> None:
        passages = [name for name, written in self._world.ledger.written.items() if written.entry.ticket_id]
        name = self._chance.choice(passages) if passages and self._chance.random() < 0.6 else None

        def undo(scanner: Scanner) -> None:
            done = scanner.session.undo_last() if name is None else scanner.session.undo(name, "Wrong person", "Ana")
            self._world.tell(f"undo {done.entry} {done.act}")

        self._do(self._any(), "scan", undo)

    def _override(self) -> None:
        door = self._any()
        refused = self._refused.get(door.name)
        pin = self._chance.choice((PIN, PIN, PIN, "0000"))
        if refused is not None:

            def override(scanner: Scanner) -> None:
                done = scanner.session.override(refused, pin, "Manager")
                self._world.tell(f"{door.name} override {done.entry} {done.act}")
                if done.scan is not None and refused.verdict.ticket_id is not None:
                    look_at_light(self._world, door, refused.verdict.ticket_id, done.scan)

            self._do(door, "scan", override)

    def _acknowledge(self) -> None:
        def acknowledge(scanner: Scanner) -> None:
            found = scanner.session.incidents()
            if found:
                done = scanner.session.acknowledge(self._chance.choice(found).incident, "Ana")
                self._world.tell(f"acknowledged {done.entry} {done.act}")

        self._do(self._any(), "scan", acknowledge)

    def _train(self) -> None:
        def train(scanner: Scanner) -> None:
            scanner.session.set_training(is_training=not scanner.session.is_training)

        door = self._any()
        self._do(door, "scan", train)
        if door.scanner is not None and self._chance.random() < 0.7:  # Nobody practises for long.
            self._world.hub.at(self._chance.randint(50, 4_000), lambda: self._do(door, "scan", train))

    # Doors among themselves.

    def _gossip(self) -> None:
        door, other = self._any(), self._any()
        if other.device_id != door.device_id:
            self._do(door, "gossip", lambda scanner: scanner.peers.talk(other.device_id))

    # Trouble.

    def _cut_server(self) -> None:
        for door in self._world.doors:
            if self._chance.random() < 0.5:
                self._world.tell(f"{door.name} is cut from the server")
                if self._chance.random() < 0.2:  # Half open: what it says arrives, and no answer.
                    self._world.network.cut.add((SERVER, door.name))
                else:
                    self._world.network.separate(SERVER, door.name)

    def _cut_doors(self) -> None:
        door, other = self._any(), self._any()
        if door is not other:
            self._world.tell(f"{door.name} and {other.name} are cut")
            self._world.network.separate(door.name, other.name)

    def _mend(self) -> None:
        for one, other in sorted(self._world.network.cut):
            if self._chance.random() < 0.6:
                self._world.network.cut.discard((one, other))

    def _crash_at_commit(self) -> None:
        door = self._any()
        if door.scanner is not None:
            points = self._chance.choice((0, 1, 2, 3, 4, 5, 7, 10, 15))
            self._world.tell(f"{door.name} will lose power after {points} points")
            door.machine.cut_power(after_points=points)
            self._boot_later(door)

    def _crash(self, door: Door) -> None:
        if door.scanner is not None:
            self._world.tell(f"{door.name} loses power")
            door.machine.cut_power()
            self._boot_later(door)

    def _boot_later(self, door: Door) -> None:
        def boot() -> None:
            if not door.machine.is_on:
                self._world.tell(f"{door.name} boots")
                door.boot()
            if not door.machine.is_on or door.machine.power.is_dead:
                self._world.hub.at(5_000, boot)

        self._world.hub.at(self._chance.choice((10, 3_000, 60_000, 130_000)), boot)

    def _restart(self) -> None:
        door = self._any()
        if door.scanner is not None and not door.machine.is_busy:
            self._world.tell(f"{door.name} restarts")
            door.end()
            self._boot_later(door)

    def _fill_disk(self) -> None:
        door = self._any()
        self._world.tell(f"{door.name} has no space")
        door.machine.is_full = True

        def free() -> None:
            door.machine.is_full = False

        self._world.hub.at(self._chance.randint(100, 20_000), free)

    def _set_clock(self) -> None:
        door = self._any()
        by_ms = self._chance.choice((-DAY_MS, DAY_MS, self._chance.randint(-300_000, 300_000), 1_500))
        self._world.tell(f"{door.name} sets its clock by {by_ms}")
        door.quartz.off_ms = max(-DAY_MS, min(DAY_MS, door.quartz.off_ms + by_ms))

    def _rot(self) -> None:
        """A bit of the disk flips: the signature of a refusal that was written is none any more."""
        door = self._any()
        denied = [
            (name, written.entry)
            for name, written in self._world.ledger.written.items()
            if written.machine == door.name
            and written.entry.kind is Kind.DENY
            and name not in self._world.ledger.rotten
        ]
        if not denied:
            return
        name, entry = denied[-1]

        def rot(scanner: Scanner) -> None:
            self._world.ledger.rotten.add(name)  # First: the power may go before the commit is known here.
            body = msgspec.msgpack.encode(msgspec.structs.replace(entry, sig=bytes(64)))
            with scanner.store.writing() as connection:
                connection.execute("UPDATE entries SET body = ? WHERE log_id = ? AND seq = ?", (body, *name))
            self._world.tell(f"{name} is spoiled on the disk of {door.name}")

        self._do(door, "rot", rot)

    def _clone(self) -> None:
        door = self._any()
        if self._world.ledger.twins < 1 and door.device_id and not door.machine.is_busy:
            twin = self._world.add_twin(door)
            self._world.tell(f"{door.name} has a twin")
            twin.boot()

    def _crash_server(self) -> None:
        self._world.tell("the server crashes")
        self._world.office.crash()
        self._world.hub.at(self._chance.choice((5, 1_000, 20_000)), self._world.office.restart)

    # How things are done.

    def _any(self) -> Door:
        return self._chance.choice(self._world.doors)

    def _guest(self) -> Guest:
        guests = self._world.template.guests
        return guests[min(self._chance.randrange(len(guests)), self._chance.randrange(len(guests)))]

    def _spell(self, guest: Guest) -> str:
        """What the holder shows or says: the signed code, or the typed one in any of its spellings."""
        typed = guest.ticket_id
        spellings = (
            guest.signed,
            guest.signed,
            typed,
            typed.lower(),
            typed.replace("-", ""),
            typed.replace("0", "O").replace("1", "I"),
            f" {typed} ",
        )
        return self._chance.choice(spellings)

    def _do(self, door: Door, lane: str, work: Callable[[Scanner], object]) -> None:
        """Let a door do something, if it runs and does nothing of the kind yet."""
        scanner = door.scanner
        if scanner is None:
            return

        def do() -> None:
            try:
                work(scanner)
            except DeviceError as error:
                self._world.tell(f"{door.name} {lane}: {type(error).__name__}")
            look_at_door(self._world, door, scanner, lane)

        if door.machine.run(lane, do) and lane != "scan":
            self._world.tell(f"{door.name} {lane}")


__all__ = ["EntryName", "Night"]
