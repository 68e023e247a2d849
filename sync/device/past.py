"""Looking back into the door log: what became of an entry that is held here."""

from sync.device.database import Connection
from sync.rules.door_log import Kind, PastScan
from sync.rules.ids import LogId


def is_confirmed(connection: Connection, name: tuple[LogId, int]) -> bool:
    """Whether the server is known to hold this entry; what came from the server by itself always is."""
    row = connection.execute("SELECT confirmed FROM logs WHERE log_id = ?", (name[0],)).fetchone()
    return row is None or int(row[0]) >= name[1]


def answer_to(scans: list[PastScan], name: tuple[LogId, int], kind: Kind) -> PastScan | None:
    """The first of a ticket's ``scans`` of this kind that names the entry ``name`` as its target."""
    found = [scan for scan in scans if scan.kind is kind and scan.target == name]
    return min(found, key=lambda scan: (scan.at, scan.log_id, scan.seq), default=None)
