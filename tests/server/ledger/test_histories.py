"""Any history of sales, refunds, chargebacks and payouts leaves books that are in order."""

from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar

from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.context import Context
from server.errors import ConflictError
from server.ledger.balances import balances_of
from server.ledger.book import (
    kept_fee,
    record_chargeback_won,
    record_payout,
    record_payout_failed,
    record_refund,
    record_refund_undone,
    record_sale,
)
from server.ledger.models import LedgerEntry, Payout
from server.ledger.payouts import mark_payout_failed, mark_payout_paid, request_payout
from server.ledger.verify import verify_ledger
from server.orders.models import Order
from server.payments.models import Payment, Refund
from tests.factories import make_club
from tests.server.conftest import next_prefix
from tests.server.ledger.books import add_order, add_payment, add_refund

CURRENCIES = st.sampled_from(["eur", "usd", "jpy", "kwd"])
PROVIDERS = st.sampled_from(["stripe", "airwallex", "test", "manual"])
CRASHES = st.sampled_from([False, False, False, True])
PICK = st.integers(0, 10_000)


class CrashedError(Exception):
    """The process ended before its transaction did."""


class History(RuleBasedStateMachine):
    """Our own account of what happened, in the plainest way, beside the ledger's."""

    _context: ClassVar[Context]

    def __init__(self) -> None:
        super().__init__()
        self._payments: dict[str, dict[str, Any]] = {}
        self._refunds: dict[str, dict[str, Any]] = {}
        self._payouts: dict[str, dict[str, Any]] = {}

    @initialize()
    def open_a_club(self) -> None:
        self.club = make_club(self._context, prefix=next_prefix(), name=next_prefix())

    @rule(
        amount=st.integers(0, 100_000),
        currency=CURRENCIES,
        provider=PROVIDERS,
        fee_bp=st.integers(0, 10_000),
        provider_fee=st.integers(0, 50),
        is_known_late=st.booleans(),
        crashes=CRASHES,
    )
    def sell(
        self,
        amount: int,
        currency: str,
        provider: str,
        fee_bp: int,
        provider_fee: int,
        is_known_late: bool,
        crashes: bool,
    ) -> None:
        fee_cents = 0 if provider == "manual" or not amount else provider_fee

        def work(session: Session) -> tuple[str, int]:
            order = add_order(session, self.club, sold=[(1, amount, 0, True)], currency=currency, provider=provider)
            payment = add_payment(session, order, fee_cents=0 if is_known_late else fee_cents)
            record_sale(session, order, payment, fee_bp)
            payment.fee_cents = fee_cents
            record_sale(session, order, payment, fee_bp)
            return payment.id, (amount * fee_bp * 2 + 10_000) // 20_000

        made = self._in_transaction(work, crashes=crashes)
        if made is not None:
            payment_id, fee = made
            charged = 0 if provider == "manual" else fee
            self._payments[payment_id] = {
                "amount": amount,
                "key": (provider, currency),
                "provider_fee": fee_cents,
                "fee": charged,
                "left": amount,
            }

    @precondition(lambda self: any(payment["left"] for payment in self._payments.values()))
    @rule(pick=PICK, share=st.integers(1, 100), is_chargeback=st.booleans(), succeeds=st.booleans(), crashes=CRASHES)
    def refund(self, pick: int, share: int, is_chargeback: bool, succeeds: bool, crashes: bool) -> None:
        payment_id, facts = self._one_of({k: v for k, v in self._payments.items() if v["left"]}, pick)
        amount = max(1, facts["left"] * share // 100)
        kind = "chargeback" if is_chargeback else "refund"
        status = "succeeded" if succeeds or is_chargeback else "requested"

        def work(session: Session) -> str:
            refund = add_refund(session, session.get_one(Payment, payment_id), amount, kind=kind, status=status)
            for _ in range(2 if status == "succeeded" else 0):
                record_refund(session, refund)
            return refund.id

        refund_id = self._in_transaction(work, crashes=crashes)
        if refund_id is not None:
            facts["left"] -= amount
            self._refunds[refund_id] = {"payment": payment_id, "amount": amount, "status": status, "kind": kind}

    @precondition(lambda self: any(refund["status"] == "requested" for refund in self._refunds.values()))
    @rule(pick=PICK, succeeds=st.booleans(), crashes=CRASHES)
    def hear_of_a_refund(self, pick: int, succeeds: bool, crashes: bool) -> None:
        waiting = {k: v for k, v in self._refunds.items() if v["status"] == "requested"}
        refund_id, facts = self._one_of(waiting, pick)

        def work(session: Session) -> None:
            refund = session.get_one(Refund, refund_id)
            refund.status = "succeeded" if succeeds else "failed"
            if succeeds:
                record_refund(session, refund)
            else:
                session.get_one(Order, refund.order_id).refunded_cents -= refund.amount_cents
                record_refund_undone(session, refund)

        if self._in_transaction(work, crashes=crashes, result=True):
            facts["status"] = "succeeded" if succeeds else "failed"
            if not succeeds:
                self._payments[facts["payment"]]["left"] += facts["amount"]

    @precondition(lambda self: any(refund["status"] == "succeeded" for refund in self._refunds.values()))
    @rule(pick=PICK, crashes=CRASHES)
    def get_money_back(self, pick: int, crashes: bool) -> None:
        """A chargeback is won, or a refund bounces."""
        gone = {k: v for k, v in self._refunds.items() if v["status"] == "succeeded"}
        refund_id, facts = self._one_of(gone, pick)
        status = "won" if facts["kind"] == "chargeback" else "failed"

        def work(session: Session) -> None:
            refund = session.get_one(Refund, refund_id)
            refund.status = status
            session.get_one(Order, refund.order_id).refunded_cents -= refund.amount_cents
            for _ in range(2):
                record_chargeback_won(session, refund)

        if self._in_transaction(work, crashes=crashes, result=True):
            facts["status"] = status
            self._payments[facts["payment"]]["left"] += facts["amount"]

    @rule(currency=CURRENCIES, amount=st.none() | st.integers(1, 50_000), crashes=CRASHES)
    def pay_out(self, currency: str, amount: int | None, crashes: bool) -> None:
        """Without keys this server pays play money only; real money is asked for as by hand."""

        def work(session: Session) -> tuple[str, int] | None:
            try:
                payout = request_payout(
                    session, self._context.providers, self.club.organization_id, currency, amount, actor="tests"
                )
            except ConflictError:
                return None
            record_payout(session, payout)
            return payout.id, payout.amount_cents

        made = self._in_transaction(work, crashes=crashes)
        if made is not None:
            self._payouts[made[0]] = {"amount": made[1], "key": ("test", currency), "status": "paid"}

    @rule(currency=CURRENCIES, provider=st.sampled_from(["stripe", "manual"]), amount=st.integers(1, 50_000))
    def pay_out_real_money(self, currency: str, provider: str, amount: int) -> None:
        def work(session: Session) -> str:
            session.get_one(Organization, self.club.organization_id)
            payout = Payout(
                id=f"pyo_{self.club.organization_id}_{len(self._payouts)}",
                organization_id=self.club.organization_id,
                provider=provider,
                amount_cents=amount,
                currency=currency,
                status="requested",
                created_at=1,
                updated_at=1,
            )
            session.add(payout)
            session.flush()
            for _ in range(2):
                record_payout(session, payout)
            return payout.id

        payout_id = self._in_transaction(work, crashes=False)
        assert payout_id is not None
        self._payouts[payout_id] = {"amount": amount, "key": (provider, currency), "status": "requested"}

    @precondition(lambda self: any(payout["status"] != "failed" for payout in self._payouts.values()))
    @rule(pick=PICK, arrives=st.booleans(), crashes=CRASHES)
    def hear_of_a_payout(self, pick: int, arrives: bool, crashes: bool) -> None:
        waiting = {k: v for k, v in self._payouts.items() if v["status"] != "failed"}
        payout_id, facts = self._one_of(waiting, pick)

        def work(session: Session) -> None:
            for _ in range(2):
                if arrives:
                    mark_payout_paid(session, payout_id, f"ref_{payout_id}", actor="tests")
                else:
                    record_payout_failed(session, mark_payout_failed(session, payout_id, "bounced", actor="tests"))

        if self._in_transaction(work, crashes=crashes, result=True):
            facts["status"] = "paid" if arrives else "failed"

    @invariant()
    def the_books_are_in_order(self) -> None:
        if not hasattr(self, "club"):
            return
        owner = self.club.organization_id
        with self._context.database.transaction() as session:
            assert verify_ledger(session, owner) == []
            owed = {
                (one.is_test, one.currency): one.owed_cents for one in balances_of(session, owner) if one.owed_cents
            }
        assert owed == {key: cents for key, cents in self._expected().items() if cents}

    def teardown(self) -> None:
        """After everything went back no fee is left."""
        if not self._payments:
            return
        with self._context.database.transaction() as session:
            for refund_id, facts in self._refunds.items():
                if facts["status"] == "requested":
                    refund = session.get_one(Refund, refund_id)
                    refund.status = "succeeded"
                    record_refund(session, refund)
            for payment_id, facts in self._payments.items():
                if facts["left"]:
                    record_refund(session, add_refund(session, session.get_one(Payment, payment_id), facts["left"]))
            fees = select(func.sum(LedgerEntry.amount_cents)).where(
                LedgerEntry.organization_id == self.club.organization_id, LedgerEntry.account.like("platform_fees%")
            )
            assert (session.scalar(fees) or 0) == 0
            assert verify_ledger(session, self.club.organization_id) == []

    def _expected(self) -> Counter[tuple[bool, str]]:
        owed: Counter[tuple[bool, str]] = Counter()
        for payment_id, facts in self._payments.items():
            provider, currency = facts["key"]
            if provider == "manual" or not facts["amount"]:
                continue
            gone = sum(
                refund["amount"]
                for refund in self._refunds.values()
                if refund["payment"] == payment_id and refund["status"] == "succeeded"
            )
            kept = kept_fee(facts["fee"], facts["amount"], gone)
            owed[provider == "test", currency] += facts["amount"] - gone - kept - facts["provider_fee"]
        for facts in self._payouts.values():
            if facts["status"] != "failed":
                provider, currency = facts["key"]
                owed[provider == "test", currency] -= facts["amount"]
        return owed

    def _in_transaction(self, work: Callable[[Session], Any], *, crashes: bool, result: Any = None) -> Any:
        """What ``work`` gives after its commit (``result`` if that is given), None where it crashed before."""
        try:
            with self._context.database.transaction() as session:
                made = work(session)
                _crash(really=crashes)
        except CrashedError:
            note("crashed before the commit")
            return None
        return made if result is None else result

    @staticmethod
    def _one_of(facts: dict[str, dict[str, Any]], pick: int) -> tuple[str, dict[str, Any]]:
        return list(facts.items())[pick % len(facts)]


def _crash(*, really: bool) -> None:
    if really:
        raise CrashedError


def _run(context: Context, examples: int) -> None:
    quick = settings(
        max_examples=examples,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(type("HistoryHere", (History,), {"_context": context}), settings=quick)


def test_any_history_leaves_the_books_in_order_on_sqlite(sqlite_context: Context) -> None:
    _run(sqlite_context, 20)


def test_any_history_leaves_the_books_in_order_on_both_databases(context: Context) -> None:
    _run(context, 3)
