"""The last scans at this door, newest first."""

from dataclasses import dataclass

from scanner_app.door.shown import ScanResult
from scanner_app.models.row_list import RowList
from scanner_app.names import Names
from scanner_app.ticket_wording import Row, result_row
from scanner_app.wording import Wording

KEPT = 50


@dataclass(frozen=True, slots=True)
class RecentScan:
    """A result with its words, in the time zone they were said in."""

    result: ScanResult
    wording: Wording
    time_zone: str


class RecentScans(RowList):
    """The last ``KEPT`` scans, with as much of each name as ``set_names`` said last; at first all of it."""

    def __init__(self) -> None:
        super().__init__(self._row)
        self._names = Names.FULL

    def add(self, result: ScanResult, wording: Wording, time_zone: str) -> None:
        """Put ``result`` on top and let the oldest row go when there are too many."""
        self.put_first(RecentScan(result, wording, time_zone), most=KEPT)

    def set_names(self, names: Names) -> None:
        """Show so much of every name from now on."""
        self._names = names
        self.say_anew()

    def _row(self, scan: RecentScan) -> Row:
        return result_row(scan.result, scan.wording, self._names, scan.time_zone)
