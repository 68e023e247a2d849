"""The tables of the search's index: made, asked where they stand, and changed ticket by ticket.

A ticket's words stand beside its number, so that they can be taken out again: FTS5 keeps no texts of its own.
"""

from collections.abc import Iterable

import sqlcipher3

from sync.device.database import Connection
from sync.device.search_words import NOT_SPLIT

_VERSION = 1
"""Of the tables and of the words in them; an index of another one is made anew."""
_NO_SUCH_TABLE = 1
"""SQLite's code for questions that make no sense to a file: https://www.sqlite.org/rescode.html#error."""
_TABLES = f"""
CREATE TABLE state (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE guests (number INTEGER PRIMARY KEY, ticket_id TEXT NOT NULL, words TEXT NOT NULL);
CREATE UNIQUE INDEX guests_by_id ON guests (ticket_id);
CREATE TABLE beginnings (key TEXT, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (
    text, content='', detail=none, columnsize=0, prefix='1 2 3', tokenize="ascii tokenchars '{NOT_SPLIT}'"
);
INSERT INTO words (words, rank) VALUES ('secure-delete', 1);
INSERT INTO state VALUES ('version', {_VERSION}), ('list', -1), ('walked', '');
"""  # noqa: S608  Constants.


def make_tables(connection: Connection) -> None:
    """Make the tables of an index that knows nobody, unless they are there; sqlcipher3's errors."""
    if not is_made(connection):
        connection.executescript(f"BEGIN; {_TABLES} COMMIT;")


def is_made(connection: Connection) -> bool:
    """Whether the file has this program's tables; sqlcipher3's errors where it cannot be read."""
    try:
        found = connection.execute("SELECT value FROM state WHERE key = 'version'").fetchone()
    except sqlcipher3.dbapi2.OperationalError as error:
        if error.sqlite_errorcode != _NO_SUCH_TABLE:
            raise
        return False
    return found is not None and found[0] == _VERSION


def state_of(connection: Connection) -> tuple[int, str | None]:
    """The number of the list that the index is of, and up to which ticket it was compared; None for all of it."""
    state = dict(connection.execute("SELECT key, value FROM state").fetchall())
    return state["list"], state["walked"]


def put_state(connection: Connection, number: int, walked: str | None) -> None:
    """Remember what ``state_of`` gives."""
    connection.executemany("UPDATE state SET value = ? WHERE key = ?", [(number, "list"), (walked, "walked")])


def replace(connection: Connection, known: Iterable[tuple[str, int, str]], wanted: Iterable[tuple[str, str]]) -> None:
    """Make what the index knows of some tickets into what it shall know."""
    before = {ticket_id: (number, words) for ticket_id, number, words in known}
    new: list[tuple[str, str]] = []
    for ticket_id, words in wanted:
        held = before.get(ticket_id)
        if held is not None and held[1] == words:
            del before[ticket_id]
        else:
            new.append((ticket_id, words))
    for number, words in before.values():
        _remove(connection, number, words)
    for ticket_id, words in new:
        added = connection.execute("INSERT INTO guests (ticket_id, words) VALUES (?, ?)", (ticket_id, words))
        _add(connection, int(added.lastrowid or 0), words)


def _add(connection: Connection, number: int, words: str) -> None:
    beginnings, others = _sorted_out(words)
    connection.executemany("INSERT OR IGNORE INTO beginnings VALUES (?, ?)", [(each, number) for each in beginnings])
    connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, others))


def _remove(connection: Connection, number: int, words: str) -> None:
    beginnings, others = _sorted_out(words)
    connection.executemany(
        "DELETE FROM beginnings WHERE key = ? AND number = ?", [(each, number) for each in beginnings]
    )
    connection.execute("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", (number, others))
    connection.execute("DELETE FROM guests WHERE number = ?", (number,))


def _sorted_out(words: str) -> tuple[list[str], str]:
    """The whole texts that are found by how they begin, and the words."""
    lines = words.split("\n")
    return lines[1:], lines[0]
