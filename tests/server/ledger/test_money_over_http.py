import io
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from server.accounts.service import create_key
from server.commands import admin
from server.context import Context
from server.ledger.invoices import issue_credit_note, issue_invoice
from server.ledger.models import Payout
from server.orders.models import Order
from server.payments.models import Payment
from server.tokens import token_for
from tests.factories import Club, make_club
from tests.server.conftest import next_prefix
from tests.server.ledger.books import BILLING, add_order, add_payment, give_back, sell
from tests.serving import RunningServer


@pytest.fixture
def invoice_id(server_context: Context, club: Club) -> str:
    with server_context.database.transaction() as session:
        order, payment = sell(session, club, billing=BILLING, sold=[(2, 1000, 1900, True)], provider="test")
        invoice = issue_invoice(session, order)
        assert invoice is not None
    # In a transaction of its own, so that its id is of a later millisecond.
    with server_context.database.transaction() as session:
        held, paid = session.get_one(Order, order.id), session.get_one(Payment, payment.id)
        issue_credit_note(session, held, give_back(session, paid, 500))
    return invoice.id


def _get(client: httpx.Client, path: str, **params: Any) -> Any:
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_invoices_are_listed_newest_first_page_by_page(client: httpx.Client, invoice_id: str) -> None:
    first = _get(client, "/api/v1/invoices", limit=1)
    assert [one["kind"] for one in first["invoices"]] == ["credit_note"]
    second = _get(client, "/api/v1/invoices", limit=1, cursor=first["nextCursor"])
    assert [one["id"] for one in second["invoices"]] == [invoice_id]
    assert "nextCursor" not in second
    order_id = second["invoices"][0]["orderId"]
    assert len(_get(client, "/api/v1/invoices", orderId=order_id)["invoices"]) == 2
    assert _get(client, "/api/v1/invoices", orderId="ord_other")["invoices"] == []


def test_an_invoice_is_read_and_downloaded_by_its_organization(client: httpx.Client, invoice_id: str) -> None:
    invoice = _get(client, f"/api/v1/invoices/{invoice_id}")
    assert (invoice["sequence"], invoice["grossInCents"], invoice["taxInCents"]) == (1, 2000, 319)
    assert invoice["downloadUrl"].endswith(f"/api/v1/invoices/{invoice_id}/download")
    answer = client.get(f"/api/v1/invoices/{invoice_id}/download")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "private, no-store"
    assert invoice["number"] in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()


def test_a_buyer_downloads_an_invoice_by_the_orders_token(
    server_context: Context, shared_server: RunningServer, client: httpx.Client, club: Club, invoice_id: str
) -> None:
    order_id = _get(client, f"/api/v1/invoices/{invoice_id}")["orderId"]
    with server_context.database.transaction() as session:
        other = add_order(session, club).id
    token, wrong = (token_for(server_context.vault, "order", one) for one in (order_id, other))
    with httpx.Client(base_url=shared_server.url) as buyer:
        path = f"/api/v1/invoices/{invoice_id}/download"
        assert buyer.get(path, params={"token": token}).status_code == 200
        assert buyer.get(path, headers={"Authorization": f"Bearer {token}"}).status_code == 200
        assert buyer.get(path, params={"token": wrong}).status_code == 404
        assert buyer.get(path).status_code == 401


def test_the_ledger_and_the_balance_are_read(client: httpx.Client, invoice_id: str) -> None:
    entries = _get(client, "/api/v1/ledger")["entries"]
    lines = [(one["kind"], one["account"], one["amountInCents"]) for one in reversed(entries)]
    # Of two transactions in one millisecond either may come first; their lines stay together.
    assert sorted([lines[:2], lines[2:]]) == [
        [("refund", "organizer:test", 500), ("refund", "provider:test", -500)],
        [("sale", "provider:test", 2000), ("sale", "organizer:test", -2000)],
    ]
    assert _get(client, "/api/v1/ledger", orderId=entries[0]["orderId"], limit=1)["nextCursor"]
    assert _get(client, "/api/v1/ledger/balance")["balances"] == [
        {"currency": "eur", "owedInCents": 1500, "availableInCents": 1500, "isTest": True}
    ]


def test_a_payout_is_made_once_under_its_key(client: httpx.Client, invoice_id: str) -> None:
    body = {"currency": "EUR", "amountInCents": 900}
    first = client.post("/api/v1/payouts", json=body, headers={"Idempotency-Key": f"k-{invoice_id}"})
    again = client.post("/api/v1/payouts", json=body, headers={"Idempotency-Key": f"k-{invoice_id}"})
    assert first.status_code == 200, first.text
    assert first.json() == again.json()
    assert again.headers["idempotency-replayed"] == "true"
    payout = first.json()
    assert (payout["status"], payout["isTest"], payout["currency"]) == ("paid", True, "eur")
    rest = client.post("/api/v1/payouts", json={"currency": "eur"}).json()
    assert rest["amountInCents"] == 600
    listed = _get(client, "/api/v1/payouts", limit=1)
    assert [one["id"] for one in listed["payouts"]] == [rest["id"]]
    assert listed["nextCursor"] == rest["id"]
    assert _get(client, f"/api/v1/payouts/{payout['id']}") == payout
    refused = client.post("/api/v1/payouts", json={"currency": "eur"})
    assert (refused.status_code, refused.json()["details"]["code"]) == (409, "CONFLICT")


@pytest.mark.parametrize("body", [{}, {"currency": "euro"}, {"currency": "eur", "amountInCents": 0}, {"currency": 7}])
def test_a_payout_that_makes_no_sense_is_refused(client: httpx.Client, body: dict[str, Any]) -> None:
    answer = client.post("/api/v1/payouts", json=body)
    assert (answer.status_code, answer.json()["details"]["code"]) == (400, "INVALID_REQUEST")


def test_other_organizations_see_nothing_of_it(
    server_context: Context, shared_server: RunningServer, client: httpx.Client, invoice_id: str
) -> None:
    payout_id = client.post("/api/v1/payouts", json={"currency": "eur"}).json()["id"]
    other = make_club(server_context, prefix=next_prefix())
    with httpx.Client(base_url=shared_server.url, headers=other.headers) as stranger:
        for path in (f"invoices/{invoice_id}", f"invoices/{invoice_id}/download", f"payouts/{payout_id}"):
            assert stranger.get(f"/api/v1/{path}").status_code == 404
        for path, name in (("invoices", "invoices"), ("ledger", "entries"), ("payouts", "payouts")):
            assert _get(stranger, f"/api/v1/{path}")[name] == []
        assert _get(stranger, "/api/v1/ledger/balance")["balances"] == []


def test_a_key_needs_the_scope(server_context: Context, shared_server: RunningServer, club: Club) -> None:
    with server_context.database.transaction() as session:
        key = create_key(session, club.organization_id, name="reader", scopes=["payments:read"]).secret
        other = create_key(session, club.organization_id, name="other", scopes=["catalog:read"]).secret
    with httpx.Client(base_url=shared_server.url, headers={"Authorization": f"Bearer {key}"}) as reader:
        assert reader.get("/api/v1/ledger").status_code == 200
        assert reader.post("/api/v1/payouts", json={"currency": "eur"}).status_code == 403
    with httpx.Client(base_url=shared_server.url, headers={"Authorization": f"Bearer {other}"}) as stranger:
        for path in ("invoices", "invoices/inv_x", "invoices/inv_x/download", "ledger", "ledger/balance", "payouts"):
            assert stranger.get(f"/api/v1/{path}").status_code == 403


def _admin(data_dir: Path, *words: str) -> Result:
    return CliRunner().invoke(admin, ["--data-dir", str(data_dir), *words])


def test_the_command_checks_the_books_and_ends_with_one_where_they_are_wrong(
    sqlite_context: Context, tmp_path: Path
) -> None:
    club = make_club(sqlite_context)
    with sqlite_context.database.transaction() as session:
        sell(session, club)
    fine = _admin(tmp_path, "verify-ledger")
    assert (fine.exit_code, fine.output) == (0, "The books are in order\n")
    assert json.loads(_admin(tmp_path, "verify-ledger", "--json").output) == {"problems": []}
    with sqlite_context.database.transaction() as session:
        payment_id = add_payment(session, add_order(session, club)).id
    wrong = _admin(tmp_path, "verify-ledger", "--organization", "MGY")
    assert wrong.exit_code == 1
    assert f"SALE  {club.organization_id}  {payment_id}: the ledger's sale moves 0 where 1000 is right" in wrong.output
    said = _admin(tmp_path, "verify-ledger", "--json")
    assert said.exit_code == 1
    assert {problem["code"] for problem in json.loads(said.output)["problems"]} == {"SALE", "BALANCE"}
    unknown = _admin(tmp_path, "verify-ledger", "--organization", "nobody")
    assert unknown.exit_code == 1
    assert "No organization is called nobody" in unknown.output


def test_a_payout_by_hand_is_marked_from_the_command_line(sqlite_context: Context, tmp_path: Path) -> None:
    club = make_club(sqlite_context)
    with sqlite_context.database.transaction() as session:
        session.add(
            Payout(
                id="pyo_1",
                organization_id=club.organization_id,
                provider="manual",
                amount_cents=5,
                currency="eur",
                status="requested",
                created_at=1,
                updated_at=1,
            )
        )
    paid = json.loads(_admin(tmp_path, "payout-paid", "pyo_1", "--reference", "bank 7", "--json").output)
    assert paid == {"id": "pyo_1", "status": "paid", "reference": "bank 7"}
    failed = json.loads(_admin(tmp_path, "payout-failed", "pyo_1", "--reason", "closed", "--json").output)
    assert failed == {"id": "pyo_1", "status": "failed", "failure": "closed"}
    assert "pyo_1" in _admin(tmp_path, "list", "payouts").output
    assert _admin(tmp_path, "payout-paid", "pyo_2").exit_code == 1


@pytest.mark.parametrize("properties", [{"taxRate": 101}, {"taxRate": "19"}, {"priceIncludesTax": "yes"}])
def test_a_product_whose_tax_makes_no_sense_cannot_be_made(client: httpx.Client, properties: dict[str, Any]) -> None:
    answer = client.post("/api/v1/products", json={"name": "VIP", "customProperties": properties})
    assert (answer.status_code, answer.json()["details"]["code"]) == (400, "INVALID_PRODUCT")
    assert next(iter(properties)) in answer.json()["error"]
