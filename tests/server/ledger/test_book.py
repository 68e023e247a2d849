from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from server.context import Context
from server.ledger.accounts import EntryKind
from server.ledger.balances import balance_of, balances_of
from server.ledger.book import (
    record_chargeback_won,
    record_refund,
    record_refund_undone,
    record_sale,
)
from server.ledger.models import LedgerEntry
from server.ledger.posting import Line, Posting, post
from server.ledger.verify import verify_ledger
from server.payments.models import Payment, Refund
from tests.factories import Club, make_club
from tests.server.ledger.books import account, add_order, add_payment, add_refund, give_back, sell


@pytest.fixture
def club(context: Context) -> Club:
    return make_club(context)


def _entries(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(LedgerEntry)) or 0


def test_a_sale_lies_at_the_provider_and_is_owed_less_both_fees(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        sell(session, club, sold=[(3, 3333, 1900, True)], fee_bp=250, fee_cents=315)
    with context.database.transaction() as session:
        assert account(session, club, "provider:stripe") == 9999 - 315
        assert account(session, club, "platform_fees") == -250
        assert balance_of(session, club.organization_id) == {"eur": 9999 - 315 - 250}
        assert verify_ledger(session) == []


def test_a_sale_recorded_again_changes_nothing_but_takes_up_the_providers_fee(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        order, payment = sell(session, club, fee_bp=1000)
        before = _entries(session)
        record_sale(session, order, payment, 5000)
        assert _entries(session) == before
        payment.fee_cents = 45
        record_sale(session, order, payment, 1000)
        record_sale(session, order, payment, 1000)
    with context.database.transaction() as session:
        assert balance_of(session, club.organization_id) == {"eur": 1000 - 100 - 45}
        assert verify_ledger(session) == []


def test_what_was_free_has_no_entries(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        sell(session, club, sold=[(2, 0, 1900, True)], fee_bp=1000, provider="free")
        assert _entries(session) == 0
        assert verify_ledger(session) == []


def test_money_taken_by_the_organization_itself_is_recorded_and_not_owed(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        _, payment = sell(session, club, provider="manual", fee_bp=1000)
        assert account(session, club, "provider:manual") == 1000
        assert balance_of(session, club.organization_id) == {}
        give_back(session, payment, 400)
        assert account(session, club, "provider:manual") == 600
        assert verify_ledger(session) == []


def test_play_money_is_never_added_to_real_money(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        sell(session, club, provider="test", sold=[(1, 700, 0, True)])
        assert balance_of(session, club.organization_id) == {"eur": 700}
        sell(session, club, provider="stripe", sold=[(1, 500, 0, True)])
        assert balance_of(session, club.organization_id) == {"eur": 500}
        assert balance_of(session, club.organization_id, is_test=True) == {"eur": 700}
        assert verify_ledger(session) == []


@pytest.mark.parametrize("steps", [[1000], [333, 333, 334], [1, 998, 1], [500, 500], [7] * 142 + [6]])
def test_a_full_refund_gives_back_the_whole_fee_whatever_its_steps(sqlite_context: Context, steps: list[int]) -> None:
    club = make_club(sqlite_context)
    with sqlite_context.database.transaction() as session:
        _, payment = sell(session, club, fee_bp=333, fee_cents=44)
        for step in steps:
            give_back(session, payment, step)
            assert verify_ledger(session) == []
        assert account(session, club, "platform_fees") == 0
        assert balance_of(session, club.organization_id) == {"eur": -44}


def test_a_partial_refund_gives_back_the_fee_in_proportion(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        _, payment = sell(session, club, fee_bp=1000)
        refund = give_back(session, payment, 250)
        record_refund(session, refund)
        assert account(session, club, "platform_fees") == -75
        assert balance_of(session, club.organization_id) == {"eur": 675}


def test_a_chargeback_that_is_won_brings_everything_back(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        order, payment = sell(session, club, fee_bp=1000)
        give_back(session, payment, 100)
        lost = give_back(session, payment, 900, kind="chargeback")
        assert balance_of(session, club.organization_id) == {"eur": 0}
        lost.status, order.refunded_cents = "won", 100
        for _ in range(2):
            record_chargeback_won(session, lost)
        assert balance_of(session, club.organization_id) == {"eur": 900 - 90}
        assert account(session, club, "platform_fees") == -90
        assert verify_ledger(session) == []


def test_a_refund_that_bounced_is_owed_again_and_one_never_recorded_stays_so(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        order, payment = sell(session, club)
        bounced = give_back(session, payment, 300)
        never = add_refund(session, payment, 200, status="requested")
        for refund in (bounced, never):
            refund.status = "failed"
            record_refund_undone(session, refund)
        order.refunded_cents = 0
        assert balance_of(session, club.organization_id) == {"eur": 1000}
        assert verify_ledger(session) == []


def test_money_that_came_too_late_is_recorded_before_it_goes_back(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        order = add_order(session, club, status="expired")
        payment = add_payment(session, order, fee_cents=30)
        give_back(session, payment, 1000, kind="return")
        assert balance_of(session, club.organization_id) == {"eur": -30}
        assert verify_ledger(session) == []


def test_a_refund_of_what_was_never_paid_to_us_moves_nothing(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        order = add_order(session, club)
        payment = add_payment(session, order)
        payment.status = "mismatch"
        give_back(session, payment, 1000)
        assert _entries(session) == 0
        assert verify_ledger(session) == []


def test_refunds_on_their_way_are_not_available_for_a_payout(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        _, payment = sell(session, club)
        add_refund(session, payment, 300, status="requested")
        (balance,) = balances_of(session, club.organization_id)
        assert (balance.owed_cents, balance.available_cents) == (1000, 700)


def test_refunds_of_one_payment_at_once_give_the_fee_back_once(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        _, payment = sell(session, club, fee_bp=777)
        refunds = [add_refund(session, payment, 125).id for _ in range(8)]

    def refund(refund_id: str) -> None:
        with context.database.transaction() as session:
            record_refund(session, session.get_one(Refund, refund_id))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(refund, [*refunds, *refunds]))
    with context.database.transaction() as session:
        assert account(session, club, "platform_fees") == 0
        assert balance_of(session, club.organization_id) == {"eur": 0}
        assert verify_ledger(session) == []


def test_one_sale_recorded_by_many_at_once_stands_once(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        order = add_order(session, club)
        payment_id, order_id = add_payment(session, order, fee_cents=10).id, order.id

    def record(_: int) -> None:
        with context.database.transaction() as session:
            payment = session.get_one(Payment, payment_id)
            record_sale(session, session.get_one(type(order), order_id), payment, 100)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(record, range(16)))
    with context.database.transaction() as session:
        assert _entries(session) == 6
        assert verify_ledger(session) == []


def test_a_sale_of_another_orders_payment_is_a_bug(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        _, payment = sell(session, club)
        other = add_order(session, club)
        with pytest.raises(ValueError, match="does not pay"):
            record_sale(session, other, payment, 0)


def test_lines_that_do_not_balance_are_refused(context: Context, club: Club) -> None:
    posting = Posting("sale:x", EntryKind.SALE, club.organization_id, "eur")
    with context.database.transaction() as session, pytest.raises(ValueError, match="sum to zero"):
        post(session, posting, [Line("organizer", -1), Line("bank", 2)])


@pytest.mark.parametrize("change", [update(LedgerEntry).values(amount_cents=1), delete(LedgerEntry)])
def test_the_database_refuses_to_change_or_remove_an_entry(context: Context, club: Club, change: object) -> None:
    with context.database.transaction() as session:
        sell(session, club)
    with pytest.raises(DBAPIError, match="cannot be"), context.database.transaction() as session:
        session.execute(change)  # type: ignore[call-overload]
    with context.database.transaction() as session:
        assert verify_ledger(session) == []


def _plant(session: Session, club: Club, transaction: str, name: str, cents: int, **fields: object) -> None:
    row = {
        "id": f"led_planted_{transaction}_{name}",
        "organization_id": club.organization_id,
        "transaction_id": transaction,
        "kind": "sale",
        "account": name,
        "amount_cents": cents,
        "currency": "eur",
        "created_at": 1,
        **fields,
    }
    session.connection().execute(insert(LedgerEntry), [row])


def _codes(session: Session) -> set[str]:
    return {problem.code for problem in verify_ledger(session)}


def test_a_planted_line_is_found(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        _, payment = sell(session, club)
        _plant(session, club, f"sale:{payment.id}", "platform_fees", -5)
        problems = [problem for problem in verify_ledger(session) if problem.code == "UNBALANCED"]
        assert [problem.object_id for problem in problems] == [f"sale:{payment.id}"]
        assert "3 lines sum to -5" in problems[0].text


def test_a_planted_transaction_without_a_source_is_found(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        sell(session, club)
        _plant(session, club, "sale:pay_unknown", "organizer", -5)
        _plant(session, club, "sale:pay_unknown", "provider:stripe", 5)
        assert _codes(session) == {"NO_SOURCE", "BALANCE"}


def test_a_line_of_the_wrong_kind_is_found(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        order = add_order(session, club)
        payment = add_payment(session, order)
        _plant(session, club, f"sale:{payment.id}", "organizer", -1000, kind="fee")
        _plant(session, club, f"sale:{payment.id}", "provider:stripe", 1000, kind="fee")
        assert _codes(session) == {"NO_SOURCE"}


def test_a_payment_without_its_sale_is_found(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        add_payment(session, add_order(session, club))
        assert _codes(session) == {"SALE", "BALANCE"}


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("UPDATE payments SET amount_cents = 600", {"SALE", "BALANCE", "FEE"}),
        ("UPDATE payments SET status = 'failed'", {"SALE", "PROVIDER_FEE", "BALANCE", "REFUND"}),
        ("UPDATE payments SET fee_cents = 1", {"PROVIDER_FEE", "BALANCE"}),
        ("UPDATE refunds SET amount_cents = 5", {"REFUND", "ORDER", "BALANCE"}),
        ("UPDATE refunds SET status = 'failed'", {"REFUND", "ORDER", "BALANCE"}),
        ("UPDATE orders SET refunded_cents = 0", {"ORDER"}),
        ("UPDATE organizations SET last_invoice_number = 1", {"INVOICE_NUMBERS"}),
    ],
)
def test_rows_that_the_books_do_not_agree_with_are_found(
    context: Context, club: Club, statement: str, codes: set[str]
) -> None:
    with context.database.transaction() as session:
        _, payment = sell(session, club, fee_bp=1000, fee_cents=50)
        give_back(session, payment, 499)
        assert _codes(session) == set()
        session.execute(text(statement))
        assert _codes(session) == codes


def test_one_organizations_books_are_checked_alone(context: Context, club: Club) -> None:
    other = make_club(context, prefix="QTR", event_name="Others")
    with context.database.transaction() as session:
        sell(session, club)
        add_payment(session, add_order(session, other))
        assert verify_ledger(session, club.organization_id) == []
        assert {problem.organization_id for problem in verify_ledger(session)} == {other.organization_id}
