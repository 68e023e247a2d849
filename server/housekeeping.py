"""What a running server does unasked: gives back expired holds, writes key usage, drops old idempotent answers."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.context import Context
from server.idempotency import forget_old_answers
from server.ids import now_ms
from server.orders.changes import expire_orders
from server.orders.models import Order

_TICK_S = 1.0
log = structlog.get_logger()


@dataclass(slots=True)
class _Chore:
    name: str
    every_s: float
    work: Callable[[], Awaitable[None]]
    due: float = 0.0


async def keep_house(context: Context) -> None:
    """Run the chores until cancelled; one that fails is logged and comes again."""
    chores = [
        _Chore("expire_holds", 5.0, lambda: expire_holds(context)),
        _Chore("write_key_usage", 2.0, context.gatekeeper.flush),
        _Chore("forget_old_answers", 3600.0, lambda: _forget(context)),
    ]
    while True:
        for chore in chores:
            if time.monotonic() >= chore.due:
                chore.due = time.monotonic() + chore.every_s
                await _run(chore)
        await asyncio.sleep(_TICK_S)


async def expire_holds(context: Context) -> None:
    """Give back the seats of unpaid orders whose time is over; writes only where there are any."""
    at = now_ms()

    def has_expired(session: Session) -> bool:
        return session.scalar(select(Order.id).where(Order.expires_at <= at).limit(1)) is not None

    while await context.database.read(has_expired):
        expired = await context.database.write(lambda session: expire_orders(session, context.tools, at))
        log.info("holds_expired", orders=expired)


async def _forget(context: Context) -> None:
    await context.database.write(lambda session: forget_old_answers(session, now_ms()))


async def _run(chore: _Chore) -> None:
    try:
        await chore.work()
    except Exception:
        log.exception("chore_failed", chore=chore.name)
