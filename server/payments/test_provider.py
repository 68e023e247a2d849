"""The built-in provider for where no keys are configured: it keeps its own books, as a real one does, of no real money.

A buyer settles a charge on its page (server.payments.pages), or whoever holds the organization's key does it by a call.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as insert_on_either
from sqlalchemy.orm import Session

from server.database import Database
from server.errors import BadSignatureError, ConflictError, ExpiredError, InvalidRequestError, ProviderRefusedError
from server.ids import now_ms
from server.payments.models import TestCharge, TestRefund
from server.payments.provider import (
    Charge,
    EventKind,
    Mode,
    PaymentStatus,
    ProviderPayment,
    ProviderRefund,
    ReadEvent,
    RefundRequest,
    StartedPayment,
)
from server.vault import Vault

NAME = "test"
TOLERANCE_S = 300
"""How old an event may be when it comes."""
_SIGNATURE_HEADER = "test-signature"
_KINDS = {"charge.succeeded": EventKind.PAID, "charge.failed": EventKind.FAILED}


class _Event(msgspec.Struct):
    """An event as it is sent: JSON with exactly these fields."""

    id: str
    type: str
    reference: str
    payment_id: str


class TestProvider:
    """Payments without money. References are ``tst_`` and 128 random bits: who knows one may pay it."""

    __test__ = False

    def __init__(self, database: Database, vault: Vault, base_url: str) -> None:
        self._database = database
        self._vault = vault
        self._base_url = base_url

    @property
    def name(self) -> str:
        return NAME

    def start(self, charge: Charge) -> StartedPayment:
        row = _row_of(charge, secrets.token_hex(16))
        made = self._database.write_now(lambda session: _start(session, charge, row))
        return StartedPayment(
            reference=made.reference,
            status=PaymentStatus(made.status),
            client_secret=self._client_secret(made.reference) if charge.mode is Mode.INTENT else None,
            url=f"{self._base_url}/pay/{made.reference}",
        )

    def look_up(self, reference: str) -> ProviderPayment:
        return self._database.read_now(lambda session: _look_up(session, reference))

    def cancel(self, reference: str) -> None:
        self._database.write_now(lambda session: _cancel(session, reference))

    def refund(self, request: RefundRequest) -> ProviderRefund:
        fresh = f"trf_{secrets.token_hex(16)}"
        return self._database.write_now(lambda session: _refund(session, request, fresh))

    def read_event(self, headers: Mapping[str, str], body: bytes, at: int) -> ReadEvent:
        time_text, _, signature = headers.get(_SIGNATURE_HEADER, "").partition(",v1=")
        time_text = time_text.removeprefix("t=")
        if not time_text.isascii() or not time_text.isdigit() or not signature.isascii():
            raise BadSignatureError
        if not hmac.compare_digest(self._sign(time_text, body), signature):
            raise BadSignatureError
        if abs(at // 1000 - int(time_text)) > TOLERANCE_S:
            raise BadSignatureError
        return self.parse_event(body)

    def parse_event(self, body: bytes) -> ReadEvent:
        try:
            event = msgspec.json.decode(body, type=_Event)
        except msgspec.DecodeError as error:
            raise InvalidRequestError("Not an event of the test provider") from error
        kind = _KINDS.get(event.type, EventKind.IGNORED)
        return ReadEvent(event.id, event.type, kind, event.reference, payment_id=event.payment_id)

    def event_of(self, charge: TestCharge, at: int) -> tuple[dict[str, str], bytes]:
        """The signed event that says how a settled charge stands: headers and body.

        It has one id however often it is sent, so that settling again only tells the same again.
        """
        event = _Event(
            id=f"tev_{charge.reference}_{charge.status}",
            type=f"charge.{charge.status}",
            reference=charge.reference,
            payment_id=charge.payment_id,
        )
        body = msgspec.json.encode(event)
        time_text = str(at // 1000)
        return {_SIGNATURE_HEADER: f"t={time_text},v1={self._sign(time_text, body)}"}, body

    def _sign(self, time_text: str, body: bytes) -> str:
        key = self._vault.derive("test provider's events")
        return hmac.new(key, f"{time_text}.".encode() + body, hashlib.sha256).hexdigest()

    def _client_secret(self, reference: str) -> str:
        return f"{reference}_secret_{self._vault.derive(f'test client secret:{reference}').hex()[:32]}"


def settle_charge(
    session: Session, reference: str, outcome: PaymentStatus, owner: str | None = None
) -> TestCharge | None:
    """Pay or decline a charge, once: again with the same outcome it changes nothing. None where there is none.

    With ``owner``, only that organization's charges are there.

    Raises ConflictError where it went the other way before, ExpiredError where it was cancelled.
    """
    charge = session.scalar(select(TestCharge).where(TestCharge.reference == reference).with_for_update())
    if charge is not None and owner not in (None, charge.organization_id):
        return None
    if charge is None or charge.status == outcome:
        return charge
    if charge.status == PaymentStatus.CANCELLED:
        raise ExpiredError("This payment can no longer be made")
    if charge.status != PaymentStatus.PENDING:
        raise ConflictError(f"This payment has {charge.status} already")
    charge.status = outcome
    return charge


def find_charge(session: Session, reference: str) -> TestCharge | None:
    """The charge of a reference."""
    return session.get(TestCharge, reference)


def _row_of(charge: Charge, random_text: str) -> dict[str, Any]:
    """The row of a new charge. One for a saved customer is paid at once: nobody is there to press a button."""
    is_renewal = charge.saved_customer is not None
    return {
        "reference": f"tst_{random_text}",
        "payment_id": charge.payment_id,
        "organization_id": charge.organization_id,
        "amount_cents": charge.amount_cents,
        "refunded_cents": 0,
        "currency": charge.currency,
        "description": charge.description,
        "lines": [
            {"name": line.name, "quantity": line.quantity, "unit_cents": line.unit_cents} for line in charge.lines
        ],
        "status": PaymentStatus.SUCCEEDED if is_renewal else PaymentStatus.PENDING,
        "customer": charge.saved_customer or (f"tcu_{random_text}" if charge.saves_customer else None),
        "return_url": charge.return_url,
        "cancel_url": charge.cancel_url,
        "created_at": now_ms(),
    }


def _start(session: Session, charge: Charge, row: dict[str, Any]) -> TestCharge:
    if charge.amount_cents <= 0:
        raise ProviderRefusedError("The test provider takes no payments of nothing")
    if charge.saved_customer is not None and not _is_kept(session, charge):
        raise ProviderRefusedError("The test provider knows no such customer")
    session.execute(insert_on_either(TestCharge).values(**row).on_conflict_do_nothing())
    made = session.scalars(select(TestCharge).where(TestCharge.payment_id == charge.payment_id)).one()
    if (made.amount_cents, made.currency) != (charge.amount_cents, charge.currency):
        raise ProviderRefusedError("This payment was begun with another amount")
    return made


def _is_kept(session: Session, charge: Charge) -> bool:
    kept = select(TestCharge.reference).where(
        TestCharge.customer == charge.saved_customer,
        TestCharge.organization_id == charge.organization_id,
        TestCharge.status == PaymentStatus.SUCCEEDED,
    )
    return session.scalar(kept.limit(1)) is not None


def _look_up(session: Session, reference: str) -> ProviderPayment:
    charge = session.get(TestCharge, reference)
    if charge is None:
        raise ProviderRefusedError("The test provider knows no such payment")
    refunds = session.scalars(
        select(TestRefund).where(TestRefund.charge_reference == reference).order_by(TestRefund.created_at)
    )
    return ProviderPayment(
        reference=reference,
        status=PaymentStatus(charge.status),
        amount_cents=charge.amount_cents,
        currency=charge.currency,
        charge_reference=reference,
        failure="Declined on the test page" if charge.status == PaymentStatus.FAILED else "",
        payment_id=charge.payment_id,
        customer=charge.customer if charge.status == PaymentStatus.SUCCEEDED else None,
        refunds=tuple(_refund_of(row, charge.currency) for row in refunds),
    )


def _cancel(session: Session, reference: str) -> None:
    if session.get(TestCharge, reference) is None:
        raise ProviderRefusedError("The test provider knows no such payment")
    session.execute(
        update(TestCharge)
        .where(TestCharge.reference == reference, TestCharge.status == PaymentStatus.PENDING)
        .values(status=PaymentStatus.CANCELLED)
    )


def _refund(session: Session, request: RefundRequest, fresh_reference: str) -> ProviderRefund:
    # The charge's row is held first, so that of two refunds at once the second sees what the first left.
    found = select(TestCharge).where(TestCharge.reference == request.payment_reference).with_for_update()
    charge = session.scalar(found)
    if charge is None:
        raise ProviderRefusedError("The test provider knows no such payment")
    known = session.get(TestRefund, request.refund_id)
    if known is not None:
        if (known.charge_reference, known.amount_cents) != (charge.reference, request.amount_cents):
            raise ProviderRefusedError("This refund was asked for with another amount")
        return _refund_of(known, charge.currency)
    if charge.status != PaymentStatus.SUCCEEDED or request.currency != charge.currency:
        raise ProviderRefusedError("This payment cannot be refunded")
    if not 0 < request.amount_cents <= charge.amount_cents - charge.refunded_cents:
        raise ProviderRefusedError("The refund is larger than what is left of the payment")
    charge.refunded_cents += request.amount_cents
    made = TestRefund(
        key=request.refund_id,
        reference=fresh_reference,
        charge_reference=charge.reference,
        amount_cents=request.amount_cents,
        created_at=now_ms(),
    )
    session.add(made)
    session.flush()
    return _refund_of(made, charge.currency)


def _refund_of(row: TestRefund, currency: str) -> ProviderRefund:
    return ProviderRefund(row.reference, "succeeded", row.amount_cents, currency, refund_id=row.key)
