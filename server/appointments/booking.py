"""Book a service package: order, appointments and payment in one transaction; the provider is asked afterwards."""

import json
from urllib.parse import quote

from sqlalchemy.orm import Session

from server.appointments.models import Appointment, AppointmentStatus
from server.appointments.packages import DAY_MS, find_package
from server.appointments.schemas import BookingCreateAnswer, BookingCreateRequest
from server.appointments.service import open_appointments
from server.audit.trail import record
from server.catalog.models import Product
from server.config import ServerConfig
from server.context import Context
from server.errors import ConflictError, ExpiredError, ProviderRefusedError
from server.idempotency import Answer, Asked, answer_once
from server.orders.models import Order
from server.orders.placing import place_order
from server.orders.wanted import Buyer, Line, NewOrder
from server.payments.models import Payment
from server.payments.provider import Mode
from server.payments.sessions import begin_payment
from server.public import own_key, rfc3339
from server.tokens import token_for

SUBTYPE = "service_booking"
HOLD_MS = DAY_MS
"""How long a payment link is good: a session takes no seat from anyone before it is scheduled."""
BOOK_PATH = "/book"
PURPOSE = "appointment"


def begin_booking(
    session: Session, context: Context, request: BookingCreateRequest, *, organization: str | None, key: str | None
) -> Answer:
    """Make the booking, once under its key: the body is JSON with ``appointmentId`` and ``paymentId`` (null if free).

    Keys are each customer's own: another e-mail address under the same key is another booking.
    """
    product = find_package(
        session, request.packageId, configured=context.config.service_organization, asked=organization
    )
    fingerprint = f"booking-create\n{request.model_dump_json(exclude={'idempotencyKey'})}".encode()
    asked = Asked(product.organization_id, own_key("service", request.customerEmail, key), fingerprint)

    def work(inner: Session) -> bytes:
        return _book(inner, context, request, product.organization_id, product.id)

    return answer_once(session, context.vault, asked, work)


def created_answer(
    session: Session, context: Context, appointment_id: str, payment_id: str | None
) -> BookingCreateAnswer:
    """What whoever booked is told, as it stands now; raises where it can be neither paid nor scheduled any more."""
    row = session.get_one(Appointment, appointment_id)
    if row.status == AppointmentStatus.EXPIRED:
        raise ExpiredError("This booking was not paid in time; book again")
    if row.status == AppointmentStatus.CANCELLED:
        raise ConflictError("This booking was cancelled; book again")
    is_waiting = row.status == AppointmentStatus.PENDING
    url = None
    if is_waiting and payment_id is not None:
        payment = session.get_one(Payment, payment_id)
        url = payment.url
        if url is None:
            raise ProviderRefusedError(payment.failure or None)
    return BookingCreateAnswer(
        bookingToken=token_for(context.vault, PURPOSE, row.id),
        bookingId=row.id,
        requiresPayment=is_waiting,
        paymentUrl=url,
        expiresAt=rfc3339(row.expires_at),
    )


def book_page_of(config: ServerConfig, token: str) -> str:
    """Where a customer goes on with a booking: the configured site's page, or this server's own."""
    return f"{config.service_site_url or config.base_url}{BOOK_PATH}?token={quote(token)}"


def _book(
    session: Session, context: Context, request: BookingCreateRequest, organization_id: str, product_id: str
) -> bytes:
    said = {"notes": request.notes or "", "metadata": request.metadata or {}, "packageId": request.packageId}
    new = NewOrder(
        organization_id=organization_id,
        subtype=SUBTYPE,
        buyer=_buyer_of(request),
        lines=[Line(product_id, 1)],
        source="service",
        hold_ms=HOLD_MS,
        extra=said,
    )
    order = session.get_one(Order, place_order(session, context.tools, new).order["id"])
    first = open_appointments(session, context.vault, order, session.get_one(Product, product_id))[0]
    record(session, "buyer", "appointment.booked", first.id, organization_id=organization_id, order=order.id)
    payment_id = None
    if order.amount_cents:
        token = token_for(context.vault, PURPOSE, first.id)
        page = book_page_of(context.config, token)
        payment = begin_payment(
            session,
            order,
            provider=context.providers.services,
            mode=Mode.LINK,
            return_url=f"{page}&payment=success",
            cancel_url=f"{page}&payment=cancelled",
        )
        payment_id = payment.id
    return json.dumps({"appointmentId": first.id, "paymentId": payment_id}).encode()


def _buyer_of(request: BookingCreateRequest) -> Buyer:
    first, _, last = request.customerName.partition(" ")
    return Buyer(
        first_name=first,
        last_name=last,
        email=request.customerEmail,
        phone=request.customerPhone or "",
        language=request.language,
    )
