"""How every mail begins and ends: subject, heading, greeting, and the lines under it."""

from server.delivery.case import Case
from server.delivery.letter import Letter, subject_line
from server.text import clean_line


def opening(case: Case, section: str, name: str | None = None, **values: str) -> Letter:
    """A letter without parts. ``values`` fill the subject and heading of the words' ``section``; ``name`` is whom it
    greets, else the order's buyer.
    """
    words = case.words
    if name is None:
        name = case.order.customer_name if case.order is not None else ""
    whom = clean_line(name)
    return Letter(
        subject=subject_line(words.say(f"{section}.subject", **values)),
        heading=words.say(f"{section}.heading", **values),
        greeting=words.say("shared.greeting", name=whom) if whom else words.say("shared.greeting_without_name"),
        parts=(),
        footer=_footer(case),
    )


def _footer(case: Case) -> list[str]:
    words, organization = case.words, case.organization
    lines = []
    if case.order is not None:
        lines.append(words.say("shared.order_number", order=case.order.id))
    if organization is not None and organization.support_email:
        lines.append(words.say("shared.questions", address=organization.support_email))
    if organization is None:
        return [*lines, words.say("shared.sent_by_platform", platform=case.platform)]
    return [*lines, words.say("shared.sent_by", platform=case.platform, organization=clean_line(organization.name))]
