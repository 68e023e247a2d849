from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.audit.models import AuditEntry
from server.config import read_config
from server.context import Context
from server.errors import ConflictError, NotFoundError, ProviderRefusedError
from server.ledger.balances import balance_of
from server.ledger.models import Payout
from server.ledger.payouts import mark_payout_failed, mark_payout_paid, request_payout
from server.ledger.verify import verify_ledger
from tests.factories import Club, make_club
from tests.fakes.loopback import Misbehaviour
from tests.fakes.stripe_server import SECRET_KEY, WEBHOOK_SECRET, FakeStripe
from tests.server.ledger.books import account, sell
from tests.serving import open_context
from tests.working import run_work


@pytest.fixture
def fake_stripe() -> Iterator[FakeStripe]:
    with FakeStripe() as fake:
        yield fake


@pytest.fixture
def live(fake_stripe: FakeStripe, database_url: str, tmp_path: Path) -> Iterator[Context]:
    """The server's parts with Stripe's keys."""
    options = {
        "data_dir": tmp_path,
        "database_url": database_url,
        "stripe_secret_key": SECRET_KEY,
        "stripe_webhook_secret": WEBHOOK_SECRET,
        "stripe_url": fake_stripe.url,
    }
    with open_context(read_config({}, options)) as opened:
        yield opened


def _connect(context: Context, club: Club, fake: FakeStripe) -> str:
    """Give the club an account at Stripe that can be paid."""
    reference = context.providers.connect.create_account(club.organization_id)
    fake.submit_account(reference)
    with context.database.transaction() as session:
        session.execute(
            update(Organization)
            .where(Organization.id == club.organization_id)
            .values(stripe_account_id=reference, can_be_paid_out=True)
        )
    return reference


def _ask(context: Context, club: Club, amount: int | None = None, currency: str = "eur") -> Payout:
    with context.database.transaction() as session:
        return request_payout(session, context.providers, club.organization_id, currency, amount, actor="key_1")


def _owed(context: Context, club: Club) -> dict[str, int]:
    return context.database.read_now(lambda session: balance_of(session, club.organization_id))


def _payout(session: Session, payout: Payout) -> Payout:
    return session.get_one(Payout, payout.id)


def test_play_money_is_paid_at_once_and_nothing_is_sent(context: Context) -> None:
    club = make_club(context)
    with context.database.transaction() as session:
        sell(session, club, provider="test")
    payout = _ask(context, club)
    assert (payout.provider, payout.status, payout.amount_cents) == ("test", "paid", 1000)
    assert payout.reference == f"test_{payout.id}"
    assert _owed(context, club) == {"eur": 0}
    assert run_work(context) == []
    with context.database.transaction() as session:
        assert verify_ledger(session) == []
        actions = session.scalars(select(AuditEntry.action).where(AuditEntry.object_id == payout.id)).all()
        assert sorted(actions) == ["payout.paid", "payout.requested"]


def test_no_more_is_paid_out_than_is_owed(context: Context) -> None:
    club = make_club(context)
    with context.database.transaction() as session:
        sell(session, club, provider="test")
    _ask(context, club, 700)
    for amount, currency in ((301, "eur"), (1, "usd"), (None, "usd")):
        with pytest.raises(ConflictError, match="can be paid out"):
            _ask(context, club, amount, currency)
    assert _ask(context, club).amount_cents == 300


def test_of_payouts_at_once_only_one_gets_the_money(context: Context) -> None:
    club = make_club(context)
    with context.database.transaction() as session:
        sell(session, club, provider="test")

    def ask(_: int) -> bool:
        try:
            _ask(context, club, 600)
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(ask, range(6))).count(True) == 1
    assert _owed(context, club) == {"eur": 400}


def test_a_connected_organization_is_paid_by_stripe(live: Context, fake_stripe: FakeStripe) -> None:
    club = make_club(live)
    reference = _connect(live, club, fake_stripe)
    with live.database.transaction() as session:
        sell(session, club, fee_bp=1000, fee_cents=40)
    payout = _ask(live, club)
    assert (payout.provider, payout.status) == ("stripe", "requested")
    assert _owed(live, club) == {"eur": 0}
    run_work(live)
    with live.database.transaction() as session:
        paid = _payout(session, payout)
        assert paid.status == "paid"
        transfer = fake_stripe.object(str(paid.reference))
        assert (transfer["amount"], transfer["currency"], transfer["destination"]) == (860, "eur", reference)
        assert account(session, club, "provider:stripe") == 100
        assert verify_ledger(session) == []


def test_a_transfer_whose_answer_was_lost_is_made_once(live: Context, fake_stripe: FakeStripe) -> None:
    club = make_club(live)
    _connect(live, club, fake_stripe)
    with live.database.transaction() as session:
        sell(session, club)
    payout = _ask(live, club)
    fake_stripe.misbehave(Misbehaviour.LOSE_ANSWER, path="/v1/transfers", times=3)
    run_work(live, even_delayed=True)
    with live.database.transaction() as session:
        assert _payout(session, payout).status == "paid"
        assert verify_ledger(session) == []
    assert len(fake_stripe.books.all_of("transfer")) == 1


def test_no_answer_is_no_refusal(live: Context, fake_stripe: FakeStripe) -> None:
    club = make_club(live)
    _connect(live, club, fake_stripe)
    with live.database.transaction() as session:
        sell(session, club)
    payout = _ask(live, club)
    fake_stripe.misbehave(Misbehaviour.SERVER_ERROR, path="/v1/transfers", times=3)
    run_work(live)
    with live.database.transaction() as session:
        assert _payout(session, payout).status == "requested"
    assert _owed(live, club) == {"eur": 0}


def test_a_refused_transfer_is_owed_again(live: Context, fake_stripe: FakeStripe) -> None:
    club = make_club(live)
    reference = _connect(live, club, fake_stripe)
    with live.database.transaction() as session:
        sell(session, club)
    payout = _ask(live, club)
    fake_stripe.object(reference)["payouts_enabled"] = False
    run_work(live)
    with live.database.transaction() as session:
        failed = _payout(session, payout)
        assert failed.status == "failed"
        assert "insufficient_capabilities" in failed.failure
        assert verify_ledger(session) == []
    assert _owed(live, club) == {"eur": 1000}


def test_what_stripe_cannot_send_stays_owed(live: Context, fake_stripe: FakeStripe) -> None:
    club = make_club(live)
    _connect(live, club, fake_stripe)
    with live.database.transaction() as session:
        sell(session, club, sold=[(1, 12_345, 0, True)], currency="kwd")
    with pytest.raises(ProviderRefusedError):
        _ask(live, club, 12_345, "kwd")
    assert _ask(live, club, None, "kwd").amount_cents == 12_340
    assert _owed(live, club) == {"kwd": 5}


def test_without_an_account_it_is_paid_by_hand(live: Context) -> None:
    club = make_club(live)
    with live.database.transaction() as session:
        sell(session, club)
    payout = _ask(live, club, 400)
    assert (payout.provider, payout.status) == ("manual", "requested")
    assert run_work(live) == []
    with live.database.transaction() as session:
        for _ in range(2):
            assert mark_payout_paid(session, payout.id, "bank 1", actor="command line").reference == "bank 1"
        assert account(session, club, "bank") == -400
        for _ in range(2):
            assert mark_payout_failed(session, payout.id, "account closed", actor="command line").status == "failed"
        assert balance_of(session, club.organization_id) == {"eur": 1000}
        assert verify_ledger(session) == []
        with pytest.raises(ConflictError, match="owed again"):
            mark_payout_paid(session, payout.id, None, actor="command line")
        with pytest.raises(NotFoundError):
            mark_payout_paid(session, "pyo_unknown", None, actor="command line")


def test_play_money_is_never_paid_with_real_money(live: Context) -> None:
    club = make_club(live)
    with live.database.transaction() as session:
        sell(session, club, provider="test")
    with pytest.raises(ConflictError):
        _ask(live, club)
