"""The built-in test provider's own pay page, and the same by a call for those without a browser."""

import base64
import functools
import hmac
import secrets
from typing import Annotated, Literal
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from sqlalchemy.orm import Session

import resources
from server.accounts.access import DOCUMENTED_PERSON, DOCUMENTED_SCHEME, WritesPayments
from server.accounts.models import Organization
from server.api import Schema, json_answer
from server.context import Context, InContext
from server.errors import ConflictError, ExpiredError, ForbiddenError, NotFoundError
from server.ids import now_ms
from server.payments.currency import format_money
from server.payments.intake import receive
from server.payments.models import TestCharge
from server.payments.provider import PaymentStatus
from server.payments.test_provider import NAME, TestProvider, find_charge, settle_charge

router = APIRouter(tags=["test payments"])
Outcome = Literal["succeeded", "failed"]
_PAGE = "templates/pay/page.html"


class TestPaymentRequest(Schema):
    """POST /api/v1/test-payments/{reference}/pay."""

    outcome: Outcome = "succeeded"
    __test__ = False


class TestPaymentAnswer(Schema):
    """How the payment stands now; the order follows as soon as the event of it is worked."""

    success: bool = True
    reference: str
    paymentId: str  # noqa: N815  The public API speaks camelCase.
    status: str
    __test__ = False


@router.get(
    "/pay/{reference}",
    response_class=HTMLResponse,
    responses={404: {"description": "No such payment", "content": {"text/html": {}}}},
)
async def show_pay_page(reference: str, context: InContext) -> Response:
    """The page where a buyer pays with test money or declines; there only while no payment provider is configured."""
    _provider_of(context)
    charge, seller = await context.database.read(lambda session: _find_with_seller(session, reference))
    nonce = secrets.token_urlsafe(16)
    page = _template().render(
        charge=charge,
        nonce=nonce,
        platform=context.config.platform_name,
        **({"title": "Unknown"} if charge is None else _facts_of(context, charge, seller)),
    )
    return HTMLResponse(page, status_code=404 if charge is None else 200, headers=_page_headers(nonce))


@router.post(
    "/pay/{reference}",
    response_class=RedirectResponse,
    status_code=303,
    responses={303: {"description": "Back to where the buyer came from"}},
)
async def settle_by_page(
    reference: str,
    context: InContext,
    token: Annotated[str, Form(max_length=100, description="The page's own field.")],
    outcome: Annotated[Outcome, Form()],
) -> Response:
    """What the page's buttons do: settle the payment, tell this server as a provider would, and send the buyer back."""
    provider = _provider_of(context)
    if not hmac.compare_digest(token.encode(), _form_token(context, reference).encode()):
        raise ForbiddenError("This form is not from the payment's page; open the page again")
    try:
        charge = await _settle(context, provider, reference, PaymentStatus(outcome))
    except (ConflictError, ExpiredError):
        # The page says what became of it.
        return RedirectResponse(f"/pay/{reference}", status_code=303)
    return RedirectResponse(_way_back(charge) or f"/pay/{reference}", status_code=303)


@router.post(
    "/api/v1/test-payments/{reference}/pay",
    response_model=TestPaymentAnswer,
    dependencies=[DOCUMENTED_SCHEME, DOCUMENTED_PERSON],
)
async def settle_by_call(
    reference: str, body: TestPaymentRequest, caller: WritesPayments, context: InContext
) -> Response:
    """Pay or decline a test payment without its page; again with the same outcome it gives the same answer."""
    provider = _provider_of(context)
    owner = caller.organization_id
    charge = await _settle(context, provider, reference, PaymentStatus(body.outcome), owner)
    return json_answer(TestPaymentAnswer(reference=charge.reference, paymentId=charge.payment_id, status=charge.status))


async def _settle(
    context: Context, provider: TestProvider, reference: str, outcome: PaymentStatus, owner: str | None = None
) -> TestCharge:
    """Settle the charge and send its event, also when it was settled before: the first event may have been lost."""
    charge = await context.database.write(lambda session: settle_charge(session, reference, outcome, owner))
    if charge is None:
        raise NotFoundError("Test payment not found")
    headers, body = provider.event_of(charge, now_ms())
    await receive(context, NAME, headers, body)
    return charge


def _provider_of(context: Context) -> TestProvider:
    provider = context.providers.named(NAME)
    if not isinstance(provider, TestProvider):
        raise NotFoundError
    return provider


def _find_with_seller(session: Session, reference: str) -> tuple[TestCharge | None, str]:
    charge = find_charge(session, reference)
    seller = session.get(Organization, charge.organization_id) if charge is not None else None
    return charge, seller.name if seller is not None else ""


def _facts_of(context: Context, charge: TestCharge, seller: str) -> dict[str, object]:
    back = _way_back(charge)
    lines = [
        {**line, "money": format_money(line["quantity"] * line["unit_cents"], charge.currency)} for line in charge.lines
    ]
    return {
        "title": charge.description or "Payment",
        "seller": seller,
        "lines": lines,
        "total": format_money(charge.amount_cents, charge.currency),
        "refunded": format_money(charge.refunded_cents, charge.currency) if charge.refunded_cents else "",
        "action": f"/pay/{charge.reference}",
        "token": _form_token(context, charge.reference),
        "back": back,
        "back_host": urlsplit(back).hostname or "the shop",
    }


def _way_back(charge: TestCharge) -> str:
    """Where the buyer goes on: the shop's page after the payment, or the one for when there was none."""
    is_paid = charge.status == PaymentStatus.SUCCEEDED
    url = charge.return_url if is_paid else charge.cancel_url or charge.return_url
    # Only web addresses are followed: the text came with the order.
    return url if url.startswith(("https://", "http://")) else ""


def _form_token(context: Context, reference: str) -> str:
    return base64.urlsafe_b64encode(context.vault.derive(f"test pay form:{reference}")).rstrip(b"=").decode()


def _page_headers(nonce: str) -> dict[str, str]:
    # Browsers apply form-action to where the form's answer leads as well, which is the shop's own site.
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self' https: http:; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


@functools.cache
def _template() -> Template:
    file = resources.path(_PAGE)
    return Environment(
        loader=FileSystemLoader(file.parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    ).get_template(file.name)
