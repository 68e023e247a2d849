"""Roles: what members may do, who may give roles, and what buyers see, over HTTP against a running server."""

import httpx
import pytest
from sqlalchemy import select, update

from server.accounts.members import put_member
from server.accounts.models import User
from server.accounts.scopes import Role
from server.audit.models import AuditEntry
from server.context import Context
from server.ids import now_ms
from tests.factories import Club, book, make_club
from tests.server.accounts.people import PASSWORD, Signed, log_in, mails_to, next_email, post, sign_up, token_mailed
from tests.server.conftest import next_prefix


@pytest.fixture
def club(people_context: Context) -> Club:
    return make_club(people_context, prefix=next_prefix())


@pytest.fixture
def owner(url: str, people_context: Context, club: Club) -> Signed:
    return member(url, people_context, club, Role.OWNER)


def member(url: str, context: Context, club: Club, role: Role) -> Signed:
    email = sign_up(url, context)
    join(context, club, email, role)
    return log_in(url, email)


def join(context: Context, club: Club, email: str, role: Role) -> None:
    with context.database.transaction() as session:
        user = session.scalars(select(User).where(User.email == email)).one()
        put_member(session, club.organization_id, user.id, role, accepted_at=now_ms())


OPENS = {
    Role.OWNER: {"event", "gate", "pair", "attendance", "book", "refundless", "member", "key"},
    Role.ORGANIZER: {"event", "gate", "pair", "attendance", "book", "refundless"},
    Role.MANAGER: {"gate", "pair", "attendance", "book", "refundless"},
    Role.DOOR: {"pair", "attendance"},
}


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_what_it_is_for_and_nothing_else(
    url: str, people_context: Context, club: Club, role: Role
) -> None:
    gate = httpx.post(f"{url}/api/v1/events/{club.event_id}/gates", headers=club.headers, json={"name": "Main"}).json()
    signed = member(url, people_context, club, role)
    tried = {
        "event": signed.post("/api/v1/events", json={"name": "New"}),
        "gate": signed.ask("PATCH", f"/api/v1/gates/{gate['id']}", json={"name": "Side"}),
        "pair": signed.post(f"/api/v1/gates/{gate['id']}/pairing-codes"),
        "attendance": signed.get(f"/api/v1/events/{club.event_id}/attendance"),
        "book": signed.post("/api/v1/bookings/create", json={}),
        "refundless": signed.get("/api/v1/contacts"),
        "member": signed.get("/api/v1/members"),
        "key": signed.get("/api/v1/api-keys"),
    }
    opened = {name for name, answer in tried.items() if answer.status_code != 403}
    assert opened == OPENS[role]
    assert all(answer.status_code in (200, 400, 403) for answer in tried.values())


def test_who_belongs_to_several_organizations_names_one(url: str, people_context: Context, club: Club) -> None:
    other = make_club(people_context, prefix=next_prefix())
    signed = member(url, people_context, club, Role.OWNER)
    join(people_context, other, signed.email, Role.DOOR)
    signed = log_in(url, signed.email)

    unnamed = signed.get("/api/v1/events")

    assert (unnamed.status_code, unnamed.json()["details"]["code"]) == (409, "ORGANIZATION_NEEDED")
    assert set(unnamed.json()["details"]["organizations"].split(",")) == {club.organization_id, other.organization_id}
    named = signed.get("/api/v1/events", organization=other.organization_id)
    assert named.headers["X-Organization-Id"] == other.organization_id
    assert [event["id"] for event in named.json()["events"]] == [other.event_id]
    assert signed.get("/api/v1/contacts", organization=other.organization_id).status_code == 403


def test_an_organization_is_closed_to_who_is_no_member(url: str, people_context: Context, club: Club) -> None:
    stranger = log_in(url, sign_up(url, people_context))
    for named in (None, club.organization_id, "o0", "no such", "é"):
        headers = httpx.Headers(stranger.headers, encoding="utf-8")
        if named:
            headers["X-Organization-Id"] = named
        assert httpx.get(f"{url}/api/v1/events", headers=headers).status_code == 403


def test_the_platforms_own_people_act_anywhere_and_leave_a_trace(url: str, people_context: Context, club: Club) -> None:
    signed = log_in(url, sign_up(url, people_context))
    with people_context.database.transaction() as session:
        session.execute(update(User).where(User.email == signed.email).values(is_admin=True))
    signed = log_in(url, signed.email)

    assert signed.get("/api/v1/events").status_code == 403, "an organization must be named"
    assert signed.get("/api/v1/events", organization="o0").status_code == 403
    assert signed.get("/api/v1/members", organization=club.organization_id).status_code == 200

    with people_context.database.transaction() as session:
        trace = session.scalars(
            select(AuditEntry).where(
                AuditEntry.organization_id == club.organization_id, AuditEntry.action == "platform_admin.acted"
            )
        ).one()
    assert trace.actor == signed.answer["user"]["id"]
    assert trace.facts == {"method": "GET", "route": "/api/v1/members"}


def test_a_role_is_taken_away_within_its_access_tokens_life(
    url: str, people_context: Context, club: Club, owner: Signed
) -> None:
    signed = member(url, people_context, club, Role.MANAGER)
    assert signed.get("/api/v1/events").status_code == 200
    members = owner.get("/api/v1/members").json()["members"]
    mine = next(one["id"] for one in members if one["email"] == signed.email)

    assert owner.ask("DELETE", f"/api/v1/members/{mine}").status_code == 200

    assert signed.get("/api/v1/events").status_code == 403


def test_an_invited_person_joins_by_the_mailed_link(url: str, people_context: Context, owner: Signed) -> None:
    email = next_email()
    invited = owner.post("/api/v1/members", json={"email": email, "role": "manager"}).json()
    assert (invited["hasJoined"], invited["role"]) == (False, "manager")
    assert mails_to(people_context, email)[-1][0] == "member_invited"
    token = token_mailed(people_context, email)

    assert post(url, "/join", token=token).status_code == 400, "a first password is needed"
    assert post(url, "/join", token=token, password=PASSWORD, name="Sam").status_code == 200
    assert post(url, "/join", token=token, password="another password").status_code == 410

    signed = log_in(url, email)
    assert [one["role"] for one in signed.answer["memberships"]] == ["manager"]
    assert signed.get("/api/v1/bookings").status_code == 200


def test_nobody_is_mailed_invitations_without_end(url: str, people_context: Context, owner: Signed) -> None:
    name, _, domain = next_email().partition("@")
    spellings = [f"{name}@{domain}", f"{name}+1@{domain}", f"{name.upper()}@{domain}"] * 2

    invited = [owner.post("/api/v1/members", json={"email": email, "role": "door"}) for email in spellings]

    assert [answer.status_code for answer in invited] == [200] * 5 + [429]
    assert int(invited[-1].headers["Retry-After"]) > 0


def test_an_invitation_tells_nothing_of_an_account_until_it_is_accepted(
    url: str, people_context: Context, owner: Signed
) -> None:
    known, unknown = sign_up(url, people_context), next_email()
    answers = [owner.post("/api/v1/members", json={"email": to, "role": "door"}).json() for to in (known, unknown)]
    assert answers[0].keys() == answers[1].keys()
    assert "name" not in answers[0]
    assert log_in(url, known).answer["memberships"] == []

    assert post(url, "/join", token=token_mailed(people_context, known)).status_code == 200

    assert len(log_in(url, known).answer["memberships"]) == 1


def test_a_password_set_by_a_stranger_does_not_outlive_an_invitation(
    url: str, people_context: Context, owner: Signed
) -> None:
    email = next_email()
    post(url, "/sign-up", email=email, password="mallory's own words", name="Mallory")
    verification = token_mailed(people_context, email)
    owner.post("/api/v1/members", json={"email": email, "role": "organizer"})
    invitation = token_mailed(people_context, email)
    post(url, "/sign-up", email=email, password="mallory's own words", name="Mallory")

    assert post(url, "/verify", token=verification).status_code == 410
    assert post(url, "/join", token=invitation, password=PASSWORD).status_code == 200
    assert post(url, "/login", email=email, password="mallory's own words").status_code == 401
    log_in(url, email)


def test_a_withdrawn_invitation_opens_nothing(url: str, people_context: Context, owner: Signed) -> None:
    email = next_email()
    invited = owner.post("/api/v1/members", json={"email": email, "role": "manager"}).json()
    owner.ask("DELETE", f"/api/v1/members/{invited['id']}")
    assert post(url, "/join", token=token_mailed(people_context, email), password=PASSWORD).status_code == 410


def test_the_last_owner_stays(url: str, people_context: Context, club: Club, owner: Signed) -> None:
    mine = owner.get("/api/v1/members").json()["members"][0]["id"]
    owner.post("/api/v1/members", json={"email": next_email(), "role": "owner"})
    assert owner.ask("DELETE", f"/api/v1/members/{mine}").status_code == 409, "an invitation is no owner yet"
    assert owner.ask("PATCH", f"/api/v1/members/{mine}", json={"role": "manager"}).status_code == 409

    member(url, people_context, club, Role.OWNER)

    assert owner.ask("PATCH", f"/api/v1/members/{mine}", json={"role": "manager"}).status_code == 200
    assert owner.get("/api/v1/members").status_code == 403


def test_nobody_gives_or_takes_what_they_may_not_do(url: str, club: Club, owner: Signed) -> None:
    key = owner.post("/api/v1/api-keys", json={"name": "hr", "scopes": ["settings:write"]}).json()["key"]
    headers = {"Authorization": f"Bearer {key}"}
    for role in Role:
        body = {"email": next_email(), "role": role}
        assert httpx.post(f"{url}/api/v1/members", headers=headers, json=body).status_code == 403
    mine = owner.get("/api/v1/members").json()["members"][0]["id"]
    assert httpx.delete(f"{url}/api/v1/members/{mine}", headers=headers).status_code == 403


def test_another_organizations_members_are_unknown(url: str, people_context: Context, owner: Signed) -> None:
    other = make_club(people_context, prefix=next_prefix())
    stranger = member(url, people_context, other, Role.OWNER)
    theirs = stranger.get("/api/v1/members").json()["members"][0]["id"]
    assert owner.ask("PATCH", f"/api/v1/members/{theirs}", json={"role": "door"}).status_code == 404
    assert owner.ask("DELETE", f"/api/v1/members/{theirs}").status_code == 404


def test_the_organization_says_what_invoices_need(owner: Signed) -> None:
    changes = {
        "name": "Maguey Nightlife",
        "contactTag": "MN",
        "legalName": "Maguey Club SL",
        "legalAddress": "Carrer de la Nit 5\n08001 Barcelona",
        "vatId": "ESB12345678",
        "country": "es",
        "language": "es",
        "supportEmail": "help@maguey.example.com",
        "taxRate": 21.5,
        "mailsBookings": True,
    }
    changed = owner.ask("PATCH", "/api/v1/organization", json=changes).json()
    assert {name: changed[name] for name in changes} == {**changes, "country": "ES"}
    assert owner.get("/api/v1/organization").json() == changed
    assert owner.ask("PATCH", "/api/v1/organization", json={"vatId": ""}).json()["vatId"] == ""


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"country": "Spain"}, {"language": "xx"}, {"supportEmail": "nobody"}, {"taxRate": 101}],
)
def test_an_organization_that_cannot_be_is_refused(owner: Signed, change: dict[str, object]) -> None:
    assert owner.ask("PATCH", "/api/v1/organization", json=change).status_code == 400


def test_who_is_signed_in_founds_an_organization_and_owns_it(url: str, people_context: Context) -> None:
    signed = log_in(url, sign_up(url, people_context))
    body = {"name": "Jazz Cellar", "idempotencyKey": "once"}
    made = signed.post("/api/v1/organizations", json=body)
    assert made.status_code == 200
    assert signed.post("/api/v1/organizations", json=body).json()["id"] == made.json()["id"]
    assert made.json()["ticketPrefix"].startswith("JAZ")
    assert signed.post("/api/v1/events", json={"name": "Opening night"}).status_code == 200
    assert signed.post("/api/v1/organizations", json={"name": "X", "ticketPrefix": "IL"}).status_code == 400


def test_without_stripe_there_is_no_payout_account(owner: Signed) -> None:
    assert owner.post("/api/v1/organization/payout-account").status_code == 409


def test_buyers_see_the_orders_of_their_own_proved_address(url: str, people_context: Context, club: Club) -> None:
    email = next_email()
    booked = book(people_context, club, email=email.upper())
    book(people_context, club, email=next_email())
    sign_up(url, people_context, email)

    orders = log_in(url, email).get("/api/v1/me/orders").json()["orders"]

    assert [order["id"] for order in orders] == [booked.transactionId]
    assert orders[0]["eventName"] == "Perreo Fridays"
    stranger = log_in(url, sign_up(url, people_context))
    assert stranger.get("/api/v1/me/orders").json()["orders"] == []
    assert httpx.get(f"{url}/api/v1/me/orders", headers=club.headers).status_code == 401


def test_an_address_at_a_domain_that_is_only_spelled_alike_is_somebody_else_s(
    url: str, people_context: Context, club: Club
) -> None:
    local = next_email().partition("@")[0]
    book(people_context, club, email=f"{local}@strasse.example.com")
    lookalike = sign_up(url, people_context, f"{local}@straße.example.com")

    assert log_in(url, lookalike).get("/api/v1/me/orders").json()["orders"] == []
