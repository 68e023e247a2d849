"""Leaving an event: the device forgets guests, rules and its place, and keeps what no server has yet. No Qt."""

import contextlib

import msgspec
import structlog

from sync.device.database import Connection, Store
from sync.device.errors import StoreError
from sync.device.pairing import Pairing, forget_position
from sync.device.search_file import remove_index
from sync.device.ticket_cache import LIST_NUMBER, UNSETTLED, WITHHELD, drop_tickets
from sync.rules.ids import LogId

log = structlog.get_logger()

_FORGOTTEN = (
    *("pairing", "policy", "policy_sig", "time_zone", "synced_at", "message_read", "training", "direction"),
    *("staging_cursor", "removed_device", "owed_lights", "preflight_green_at", "preflight_green_for"),
    *("names_forgotten", UNSETTLED, WITHHELD, LIST_NUMBER),
)
"""What the store knows of the event. Kept: the clock, wrong tries of a PIN (another pairing gives no new ones), typed
addresses, when old logs are to go, and what policies the event's server may have to be told again."""
# A log of which the server lacks something stays whole: its entries are links of one chain.
_DONE = """
SELECT log_id FROM logs
WHERE coalesce((SELECT max(seq) FROM entries WHERE entries.log_id = logs.log_id), 0) <= max(confirmed, pruned)
"""


class Unpaired(msgspec.Struct, frozen=True):
    """What stays: how many of this device's entries, and of other doors', no server is known to hold."""

    own: int = 0
    carried: int = 0


def forget_pairing(store: Store, pairing: Pairing) -> Unpaired:
    """Be a device without a place: token, keys, the list with its names and the rules go, all at once or not at all.

    Entries that a server holds go too: it gives them again to whoever pairs with the event. What no server is known
    to hold stays, encrypted as before, and goes up once the device is paired with its event again. Whoever follows the
    store must have stopped. StoreError where the disk does not do its part.
    """
    with store.writing() as connection:
        left = _count_left(connection)
        drop_tickets(connection)
        connection.execute("DELETE FROM presence")
        connection.execute("DELETE FROM incidents")
        _forget_logs(connection, pairing.log_id)
        forget_position(connection)
        connection.executemany("DELETE FROM meta WHERE key = ?", [(key,) for key in _FORGOTTEN])
    remove_index(store.path.parent)
    # Names must not stay in pages of the log beside the file. Where that fails now, the next start does it.
    with contextlib.suppress(StoreError):
        store.settle()
    log.info("unpaired", own=left.own, carried=left.carried)
    return left


def _count_left(connection: Connection) -> Unpaired:
    rows = connection.execute(
        "SELECT is_own, count(*) FROM logs JOIN entries USING (log_id) WHERE seq > max(confirmed, pruned) GROUP BY 1"
    ).fetchall()
    counts = dict(rows)
    return Unpaired(counts.get(1, 0), counts.get(0, 0))


def _forget_logs(connection: Connection, current: LogId) -> None:
    """The current log's row stays: a scan that was on its way writes into it, and waits there as all others do."""
    done = [log_id for (log_id,) in connection.execute(_DONE).fetchall()]
    connection.executemany("DELETE FROM entries WHERE log_id = ?", [(log_id,) for log_id in done])
    connection.executemany("DELETE FROM logs WHERE log_id = ? AND log_id <> ?", [(log_id, current) for log_id in done])
    connection.execute("UPDATE logs SET given = 0")
    connection.execute("DELETE FROM forks WHERE is_told = 1")
