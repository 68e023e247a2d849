"""What devices tell of themselves with each PULL: kept in memory, and written for all of them together now and then."""

import asyncio
import contextlib
from typing import Any

import msgspec
import structlog
from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from server.database import Database
from server.doors.models import Device
from server.errors import DatabaseUnavailableError
from server.ids import now_ms
from server.text import clean_line
from sync.protocol.messages import DeviceReport

WRITE_EVERY_S = 2.0
"""How long what a device said may be known to this process alone."""
_LARGEST = 2**53 - 1
_HUNDRED_PERCENT = 100
_LONGEST_VERSION = 40

_devices = Device.__table__
_SEEN = update(Device).where(_devices.c.id == bindparam("device")).values(seen_at=bindparam("at"))
_TOLD = _SEEN.values(report=bindparam("told"))
log = structlog.get_logger()


class Reports:
    """The latest word of each device; one write a while, in a transaction of its own that locks no event."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._heard: dict[str, tuple[int, DeviceReport | None]] = {}
        self._writing: asyncio.Task[None] | None = None

    def hear(self, device_id: str, report: DeviceReport | None) -> None:
        """The device asked for news just now, and said this of itself."""
        if report is None and device_id in self._heard:
            report = self._heard[device_id][1]
        self._heard[device_id] = now_ms(), report
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_soon())

    async def close(self) -> None:
        """Write what there is; the server is about to stop."""
        if self._writing is not None:
            self._writing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._writing
        await self._write()

    async def _write_soon(self) -> None:
        while self._heard:
            await asyncio.sleep(WRITE_EVERY_S)
            await self._write()

    async def _write(self) -> None:
        heard, self._heard = self._heard, {}
        try:
            if heard:
                await self._database.write(lambda session: _write(session, heard))
        except DatabaseUnavailableError:
            log.warning("reports_not_kept", devices=len(heard))  # They tell again with their next pull.


def _write(session: Session, heard: dict[str, tuple[int, DeviceReport | None]]) -> None:
    # In one order everywhere, so that two processes never wait for each other's rows.
    rows: list[dict[str, Any]] = [
        {"device": device_id, "at": at} | ({} if report is None else {"told": _cleaned(report)})
        for device_id, (at, report) in sorted(heard.items())
    ]
    for statement, chosen in (
        (_TOLD, [row for row in rows if "told" in row]),
        (_SEEN, [row for row in rows if "told" not in row]),
    ):
        if chosen:
            session.connection().execute(statement, chosen)


def _cleaned(report: DeviceReport) -> dict[str, Any]:
    """The report as it is kept: whatever a device says, it fits where it is shown."""
    battery = report.battery_percent
    bounded = msgspec.structs.replace(
        report,
        waiting=_whole(report.waiting),
        list_age_s=None if report.list_age_s is None else _real(report.list_age_s),
        battery_percent=None if battery is None else max(0, min(battery, _HUNDRED_PERCENT)),
        app_version=clean_line(report.app_version)[:_LONGEST_VERSION],
        scans_a_minute=_real(report.scans_a_minute),
        clock_offset_ms=None if report.clock_offset_ms is None else _within(report.clock_offset_ms),
        peers=_whole(report.peers),
        message_id=_whole(report.message_id),
    )
    kept: dict[str, Any] = msgspec.to_builtins(bounded)
    return kept


def _whole(number: int) -> int:
    return max(0, _within(number))


def _real(number: float) -> float:
    return round(max(0.0, min(number, float(_LARGEST))), 1)


def _within(number: int) -> int:
    return max(-_LARGEST, min(number, _LARGEST))
