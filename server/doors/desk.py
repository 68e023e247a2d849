"""The desk where PUSH and CLAIM are handed in: what arrives while one transaction runs goes into the next together.

Ten claims in one transaction cost little more than one, so a rush at the doors makes the server faster per scan.
"""

import asyncio
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from server.database import Database
from server.doors.access import Access, Caller
from server.doors.claims import Arbiter, gate_asked
from server.doors.incidents import note_incidents
from server.doors.ingest import CheckedEntry, Intake, check_entries, check_log_id, device_of
from server.doors.policy_cache import PolicyCache
from server.errors import InvalidRequestError
from server.outbox.feed import lock_feed, server_epoch
from sync.protocol.messages import (
    MOST_ENTRIES_A_PUSH,
    ClaimAnswer,
    ClaimRequest,
    Entry,
    EntryStatus,
    Policy,
    PushAnswer,
    PushRequest,
)
from sync.rules.door_log import Kind
from sync.rules.gate import rule_written

_LARGEST_BATCH = 64
_FEW_ENTRIES = 8
"""Up to so many signatures are checked at once; more go to a thread, so that other requests are not held up."""


_Outcome = PushAnswer | ClaimAnswer | InvalidRequestError


@dataclass(slots=True, eq=False)
class _Delivery:
    caller: Caller
    entries: list[CheckedEntry]
    code: str | None
    answer: "asyncio.Future[PushAnswer | ClaimAnswer]"


@dataclass(slots=True)
class _Line:
    """What waits for one event's next transaction."""

    waiting: list[_Delivery] = field(default_factory=list)
    is_served: bool = False


class Desk:
    """Takes deliveries of all events; each event has a line of its own."""

    def __init__(self, database: Database, access: Access, policies: PolicyCache) -> None:
        self._database = database
        self._access = access
        self._policies = policies
        self._lines: dict[str, _Line] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def push(self, caller: Caller, request: PushRequest) -> PushAnswer:
        """Take entries in."""
        answer = await self._hand_in(caller, request.entries, None)
        if not isinstance(answer, PushAnswer):
            raise TypeError("a push was answered as a claim")
        return answer

    async def claim(self, caller: Caller, request: ClaimRequest) -> ClaimAnswer:
        """Take entries in and decide about the last one, an attempt."""
        if not request.entries or request.entries[-1].kind is not Kind.ATTEMPT:
            raise InvalidRequestError("The last entry of a claim must be the attempt that it asks about")
        if device_of(request.entries[-1].log_id) != caller.device_id:  # Its own yes would be said twice, at two doors.
            raise InvalidRequestError("The attempt of a claim must be the asking device's own")
        answer = await self._hand_in(caller, request.entries, request.code)
        if not isinstance(answer, ClaimAnswer):
            raise TypeError("a claim was answered as a push")
        return answer

    async def _hand_in(self, caller: Caller, entries: tuple[Entry, ...], code: str | None) -> PushAnswer | ClaimAnswer:
        if len(entries) > MOST_ENTRIES_A_PUSH:
            raise InvalidRequestError(f"At most {MOST_ENTRIES_A_PUSH} entries at a time")
        log_ids = {entry.log_id for entry in entries}
        for log_id in log_ids:
            check_log_id(log_id)
        keys = await self._access.public_keys(set(map(device_of, log_ids)), caller.event_id)
        if len(entries) <= _FEW_ENTRIES:
            checked = check_entries(entries, keys)
        else:
            checked = await asyncio.to_thread(check_entries, entries, keys)
        delivery = _Delivery(caller, checked, code, asyncio.get_running_loop().create_future())
        line = self._lines.setdefault(caller.event_id, _Line())
        line.waiting.append(delivery)
        if not line.is_served:
            line.is_served = True
            task = asyncio.create_task(self._serve(caller.event_id, line))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await delivery.answer

    async def _serve(self, event_id: str, line: _Line) -> None:
        try:
            while line.waiting:
                batch, line.waiting = line.waiting[:_LARGEST_BATCH], line.waiting[_LARGEST_BATCH:]
                await self._run(event_id, batch)
        finally:
            line.is_served = False

    async def _run(self, event_id: str, batch: list[_Delivery]) -> None:
        try:
            asking = {delivery.caller.gate_id for delivery in batch if delivery.code is not None}
            policy = await self._policies.current(event_id, gates=asking)
            answers = await self._database.write(lambda session: _take_in(session, policy, batch))
        except Exception as error:  # noqa: BLE001  Whatever it was belongs to those who wait.
            if len(batch) > 1:
                for delivery in batch:  # One of them may be to blame: let it not be all of them.
                    await self._run(event_id, [delivery])
                return
            _settle(batch[0], error)
            return
        for delivery, answer in zip(batch, answers, strict=True):
            _settle(delivery, answer)


def _settle(delivery: _Delivery, outcome: "_Outcome | Exception") -> None:
    if delivery.answer.done():  # Its request was given up; what was written stands.
        return
    if isinstance(outcome, Exception):
        delivery.answer.set_exception(outcome)
    else:
        delivery.answer.set_result(outcome)


def _take_in(session: Session, policy: Policy, batch: list[_Delivery]) -> list[_Outcome]:
    event_id = policy.event.event_id
    lock_feed(session, event_id)  # Two server processes must not say yes to one ticket.
    intake, arbiter = Intake(session, event_id), Arbiter(session, policy)
    intake.load(checked for delivery in batch for checked in delivery.entries)
    codes = [None if delivery.code is None else arbiter.read(delivery.code) for delivery in batch]
    arbiter.load(code for code in codes if code is not None)
    epoch = server_epoch(session)
    answers: list[_Outcome] = []
    for delivery, code in zip(batch, codes, strict=True):
        taken = len(intake.accepted)
        results = tuple(intake.judge(checked, delivery.caller) for checked in delivery.entries)
        arbiter.see(checked.entry for checked in intake.accepted[taken:])
        vector = intake.vector({checked.entry.log_id for checked in delivery.entries})
        if code is None:
            answers.append(PushAnswer(epoch, vector, results))
            continue
        attempt = delivery.entries[-1]
        if results[-1] not in (EntryStatus.ACCEPTED, EntryStatus.KNOWN):
            answers.append(InvalidRequestError("The attempt was not accepted, so there is nothing to decide"))
            continue
        if attempt.entry.training:
            answers.append(InvalidRequestError("Practice is decided at the door; it uses nothing up here"))
            continue
        if results[-1] is EntryStatus.KNOWN and arbiter.is_about_another(code, attempt.entry):
            answers.append(InvalidRequestError("This attempt was answered for another ticket"))
            continue
        gate = gate_asked(policy, attempt.entry, delivery.caller.gate_id)
        verdict, ticket = arbiter.decide(code, attempt, gate)
        answers.append(ClaimAnswer(epoch, vector, results, verdict, ticket, rule_written(gate.rule)))
    arbiter.write()
    intake.write()
    entries = [checked.entry for checked in intake.accepted]
    note_incidents(session, policy, entries, forks=intake.forks, late=intake.late)
    return answers
