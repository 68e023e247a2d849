"""Sending payouts, after the commit."""

import structlog

from server.context import Context
from server.errors import ProviderRefusedError, ProviderUnavailableError
from server.ledger.models import Payout
from server.ledger.payouts import STRIPE, PayoutStatus, mark_payout_failed, mark_payout_paid
from server.payments.connect import Transfer
from server.work.handlers import Handlers
from server.work.queue import Kind

_ACTOR = "server"
log = structlog.get_logger()


def send_payout(context: Context, payout_id: str) -> None:
    """Transfer a payout to the organization's account; one that was decided before is left alone.

    The payout's id is the idempotency key and everything else about it is fixed, so that a transfer whose answer was
    lost is asked for again as the very same. Only a clear refusal puts the money back: no answer is no refusal.
    """
    payout = context.database.read_now(lambda session: session.get_one(Payout, payout_id))
    if payout.status != PayoutStatus.REQUESTED or payout.provider != STRIPE:
        return
    connect = context.providers.connect
    if connect.name != STRIPE:
        raise ProviderUnavailableError("Stripe is not configured any more, and a payout waits for it")
    order = Transfer(payout.id, payout.organization_id, payout.account, payout.amount_cents, payout.currency)
    try:
        reference = connect.transfer(order)
    except ProviderRefusedError as error:
        reason = error.message
        log.warning("payout_refused", payout_id=payout_id)
        context.database.write_now(lambda session: mark_payout_failed(session, payout_id, reason, actor=_ACTOR))
        return
    context.database.write_now(lambda session: mark_payout_paid(session, payout_id, reference, actor=_ACTOR))


HANDLERS: Handlers = {Kind.PAYOUT: send_payout}
