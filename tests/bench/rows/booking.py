"""Bookings a second at 1, 8 and 64 buyers at once: two attendees each, one event with a limit, never a seat too many.

The baseline is the bare cost of what cannot be avoided: the same rows inserted and the same counters raised by plain
driver calls, one commit a booking, in a database of the same kind. Bookings at once share commits, so they can pass it.
"""

import json
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import Table, func, select

from server.base import Base
from server.catalog.models import Event
from server.contacts.models import Contact
from server.context import Context
from server.orders.models import Order, PurchaseItem
from server.tickets.models import Ticket
from sync.rules.ticket import TicketStatus
from tests.bench.harness import Row, alone, compared, interleave
from tests.bench.loadgen import LoadResult, drive
from tests.factories import Club, book, booking_body, make_club
from tests.postgres import postgres_database, postgres_server
from tests.serving import RunningServer, open_context, running_server

CONCURRENCY = (1, 8, 64)
BOOKINGS = 400
"""A round at each concurrency; the last few find the event sold out."""
TOO_MANY = 10
SEATS = (BOOKINGS - TOO_MANY) * 2
BARE_BOOKINGS = 200
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"
_OK, _SOLD_OUT = 200, 409
_TARGET = ">= 300/s at 8"


def run(rounds: int) -> list[Row]:
    """Book on SQLite, and on PostgreSQL with one worker and with four."""
    rows = []
    with tempfile.TemporaryDirectory() as folder, postgres_server() as postgres:
        for name, kind, workers in (
            ("SQLite", "sqlite", 1),
            ("PostgreSQL", "postgresql", 1),
            ("PostgreSQL, 4 workers", "postgresql", 4),
        ):
            with _place(Path(folder) / name, postgres if kind == "postgresql" else None, workers) as place:
                rows += _measure(name, place, rounds)
    return rows


class _Place:
    """A running server, its database opened beside it, and the bare inserts into it."""

    def __init__(self, server: RunningServer, context: Context) -> None:
        self.server = server
        self.context = context
        self.oversold = 0
        self._bare = _BareBookings(context)

    def book(self, concurrency: int) -> LoadResult:
        """Sell out one new event; counts every seat beyond its limit."""
        club = make_club(self.context, prefix=_new_prefix(), capacity=SEATS)
        port = self.server.port
        requests = [_request(club, port, number) for number in range(BOOKINGS)]
        result = drive("127.0.0.1", port, requests, concurrency=concurrency, timeout_s=120)
        sold = _seats_sold(self.context, club)
        self.oversold += max(sold - SEATS, 0)
        if result.statuses != {_OK: SEATS // 2, _SOLD_OUT: TOO_MANY} or sold != SEATS:
            raise RuntimeError(f"{sold} of {SEATS} seats sold; answers {result.statuses}, broken {result.broken}")
        return result

    def book_bare(self) -> float:
        """Bare bookings a second."""
        return self._bare.run()


class _BareBookings:
    """The rows of one real booking, written again and again under new ids by plain driver calls."""

    def __init__(self, context: Context) -> None:
        self._engine = context.database._write_engine
        club = make_club(context, prefix=_new_prefix())
        booked = book(context, club, guests=1)
        self._counters = [
            f"UPDATE {table} SET {column} = {column} + 1 WHERE {key} = '{value}'"  # noqa: S608  Ids of our own.
            for table, column, key, value in (
                ("events", "taken", "id", club.event_id),
                ("offers", "taken", "id", club.offer_id),
                ("products", "taken", "id", club.product_id),
                ("feeds", "position", "event_id", club.event_id),
            )
        ]
        with context.database.transaction() as session:
            wanted = ((Order, "id"), (Contact, None), (PurchaseItem, "order_id"), (Ticket, "order_id"))
            self._rows = []
            for model, column in wanted:
                table = Base.metadata.tables[model.__tablename__]
                name, value = (
                    ("organization_id", club.organization_id) if column is None else (column, booked.bookingId)
                )
                found = session.execute(select(table).where(table.c[name] == value)).mappings()
                self._rows.append((table, [dict(row) for row in found]))

    def run(self) -> float:
        connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            prepared = [self._statements() for _ in range(BARE_BOOKINGS)]
            start = perf_counter()
            for statements in prepared:
                if self._engine.dialect.name == "sqlite":
                    cursor.execute("BEGIN IMMEDIATE")
                for counter in self._counters:
                    cursor.execute(counter)
                for statement, rows in statements:
                    cursor.executemany(statement, rows)
                connection.commit()
            return BARE_BOOKINGS / (perf_counter() - start)
        finally:
            connection.close()

    def _statements(self) -> list[tuple[str, list[Any]]]:
        """One booking's inserts, its rows tied together by new ids."""
        tag = secrets.token_hex(6)
        ids = {"id", "order_id", "purchase_item_id", "contact_id", "email"}
        made = []
        for table, rows in self._rows:
            renamed = [
                {name: f"{value}.{tag}" if name in ids else _plain(value) for name, value in row.items()}
                for row in rows
            ]
            made.append(self._insert(table, renamed))
        return made

    def _insert(self, table: Table, rows: list[dict[str, Any]]) -> tuple[str, list[Any]]:
        # Named, because a column that came later stands last in the database and where it belongs in the model.
        names = [column.name for column in table.columns]
        columns = ", ".join(names)
        if self._engine.dialect.name == "sqlite":
            values = ", ".join("?" for _ in names)
            return f"INSERT INTO {table.name} ({columns}) VALUES ({values})", [  # noqa: S608  Names of our own tables.
                tuple(row[name] for name in names) for row in rows
            ]
        values = ", ".join(f"%({name})s" for name in names)
        return f"INSERT INTO {table.name} ({columns}) VALUES ({values})", rows  # noqa: S608  The same.


@contextmanager
def _place(folder: Path, postgres: str | None, workers: int) -> Iterator[_Place]:
    if postgres is None:
        with running_server(folder) as server, open_context(server.config) as context:
            yield _Place(server, context)
        return
    with (
        postgres_database(postgres) as url,
        running_server(folder, database_url=url, workers=workers) as server,
        open_context(server.config) as context,
    ):
        yield _Place(server, context)


def _measure(name: str, place: _Place, rounds: int) -> list[Row]:
    place.book(8)  # Caches fill and statements are compiled before anything is measured.
    rows = []
    for concurrency in CONCURRENCY:
        results: list[LoadResult] = []

        def book_at_once(concurrency: int = concurrency, results: list[LoadResult] = results) -> float:
            results.append(place.book(concurrency))
            return results[-1].requests_per_s

        taken = interleave(rounds, {"booked": book_at_once, "bare": place.book_bare})
        figure = f"{name}, {concurrency} at once"
        rows.append(
            compared("booking", figure, "bookings/s", ours=taken["booked"], baseline=taken["bare"], target=_TARGET)
        )
        slowest = [result.p99_ms for result in results]
        rows.append(alone("booking", f"{figure}, p99", "ms", values=slowest, target="printed"))
    rows.append(alone("booking", f"{name}, seats sold beyond the limit", "seats", values=[place.oversold], target="0"))
    return rows


def _seats_sold(context: Context, club: Club) -> int:
    """By the tickets; the event's own counter must say the same."""
    with context.database.transaction() as session:
        tickets = session.scalar(
            select(func.count(Ticket.id)).where(
                Ticket.event_id == club.event_id, Ticket.status == TicketStatus.ACTIVE.value
            )
        )
        counted = session.get_one(Event, club.event_id).taken
    if tickets != counted:
        raise RuntimeError(f"{tickets} tickets, but the event counts {counted}")
    return tickets


def _request(club: Club, port: int, number: int) -> bytes:
    body = json.dumps(booking_body(club, guests=1, email=f"buyer{number}@example.com")).encode()
    head = (
        f"POST /api/v1/bookings/create HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Authorization: Bearer {club.api_key}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _new_prefix() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(8))


def _plain(value: object) -> object:
    return json.dumps(value) if isinstance(value, dict | list) else value
