"""The mails about an account: a proof of the address, a new password, an invitation."""

from dataclasses import replace

from server.accounts.mailed import link_for
from server.accounts.models import MailedToken, User
from server.delivery.case import Case, OutdatedError
from server.delivery.letter import Button, Letter, Link, Paragraph, Part, Row, Table
from server.delivery.opening import opening
from server.text import clean_line
from server.tokens import token_hash_for

_HOUR_MS = 3_600_000
_DAYS_FROM_HOURS = 72


def verify_email(case: Case) -> Letter:
    """The link that proves the address."""
    return _token_letter(case, "verify_email")


def reset_password(case: Case) -> Letter:
    """The link to a new password; also for someone who signs up with an address that has an account."""
    intro = "reset_password.known" if case.facts.get("isKnown") else "reset_password.intro"
    return _token_letter(case, "reset_password", intro)


def member_invited(case: Case) -> Letter:
    """The link that accepts an invitation to an organization."""
    words = case.words
    name = clean_line(case.organization.name) if case.organization is not None else case.platform
    rows = [Row(words.say("labels.organization"), name, is_strong=True)]
    if case.facts.get("role"):
        rows.append(Row(words.say("labels.role"), words.role(str(case.facts["role"]))))
    return _token_letter(case, "member_invited", table=Table(rows), organization=name)


def _token_letter(
    case: Case, section: str, intro: str | None = None, table: Table | None = None, **values: str
) -> Letter:
    """Why the mail came, the button, and how long its link works."""
    words, platform = case.words, case.platform
    lasts = _lifetime(case)
    values = {"platform": platform, **values}
    link = Link(words.say(f"{section}.button", **values), link_for(case.context, case.facts))
    note = words.say(f"{section}.note", hours=lasts, **values)
    parts: list[Part] = [Paragraph(words.say(intro or f"{section}.intro", **values))]
    parts += [table] if table is not None else []
    parts += [Button(link), Paragraph(note)]
    user = case.session.get(User, str(case.facts.get("userId", "")))
    return replace(opening(case, section, user.name if user is not None else "", **values), parts=parts)


def _lifetime(case: Case) -> str:
    """How long the link works from when it was posted; OutdatedError where it opens nothing any more."""
    purpose, mailed_id = str(case.facts.get("purpose", "")), str(case.facts.get("mailedId", ""))
    token = case.session.get(MailedToken, token_hash_for(case.context.vault, f"mailed-{purpose}", mailed_id))
    if token is None or token.used_at is not None:
        raise OutdatedError("The link was replaced or used")
    hours = max(1, round((token.expires_at - case.delivery.created_at) / _HOUR_MS))
    if hours < _DAYS_FROM_HOURS:
        return case.words.count("hours", hours)
    return case.words.count("days", round(hours / 24))
