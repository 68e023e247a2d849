"""The four catalogues of words, and how counts, amounts and times are said."""

import string
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from server.delivery.compose import TEMPLATES
from server.delivery.formats import LANGUAGES, known_language
from server.delivery.words import Words, read_catalogue

OTHERS = [language for language in LANGUAGES if language != "en"]
MIDNIGHT = 1_736_978_400_000
"""2025-01-15 22:00 UTC: 23:00 in Madrid."""


def texts_of(catalogue: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for name, value in catalogue.items():
        if isinstance(value, str):
            yield f"{path}{name}", value
        else:
            yield from texts_of(value, f"{path}{name}.")


def places_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_misses_no_string_and_has_none_more(language: str) -> None:
    assert dict(texts_of(read_catalogue(language))).keys() == dict(texts_of(read_catalogue("en"))).keys()


@pytest.mark.parametrize("language", OTHERS)
def test_a_string_has_the_same_places_in_every_language(language: str) -> None:
    english = dict(texts_of(read_catalogue("en")))
    different = {
        name: text for name, text in texts_of(read_catalogue(language)) if places_in(text) != places_in(english[name])
    }
    assert different == {}


def test_every_template_has_a_subject_a_heading_and_an_introduction() -> None:
    english = read_catalogue("en")
    for template in TEMPLATES:
        assert {"subject", "heading", "intro"} <= english[template].keys(), template


@pytest.mark.parametrize(
    ("language", "link", "promise"),
    [
        ("en", "pay by the link", "try again"),
        ("de", "über den Link", "erneut"),
        ("es", "con el enlace", "de nuevo"),
        ("fr", "par le lien", "réessaierons"),
    ],
)
def test_a_renewal_that_is_due_asks_for_payment_by_the_link_and_promises_no_other_try(
    language: str, link: str, promise: str
) -> None:
    said = Words(language).say("subscription_past_due.intro", product="Magazine")

    assert link in said
    assert promise not in said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["0 tickets", "1 ticket", "2 tickets"]),
        ("de", ["0 Tickets", "1 Ticket", "2 Tickets"]),
        ("es", ["0 entradas", "1 entrada", "2 entradas"]),
        ("fr", ["0 billet", "1 billet", "2 billets"]),
    ],
)
def test_counts_take_the_form_that_the_language_gives_them(language: str, said: list[str]) -> None:
    assert [Words(language).count("tickets", number) for number in (0, 1, 2)] == said


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        (1250, "eur", "12,50\xa0€"),
        (1250, "jpy", "1.250\xa0¥"),
        (1250, "kwd", "1,250\xa0KWD"),
        (-5, "eur", "-0,05\xa0€"),
    ],
)
def test_money_has_the_decimals_of_its_currency(amount: int, currency: str, said: str) -> None:
    assert Words("de").money(amount, currency) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Wednesday, 15 January 2025, 23:00 (Europe/Madrid)"),
        ("de", "Mittwoch, 15. Januar 2025, 23:00 Uhr (Europe/Madrid)"),
        ("es", "miércoles, 15 de enero de 2025, 23:00 (Europe/Madrid)"),
        ("fr", "mercredi 15 janvier 2025, 23:00 (Europe/Madrid)"),
    ],
)
def test_a_time_is_said_in_the_events_own_time_zone(language: str, said: str) -> None:
    assert Words(language).moment(MIDNIGHT, "Europe/Madrid") == said


def test_an_unknown_time_zone_is_no_reason_not_to_send_a_mail() -> None:
    assert Words("en").moment(MIDNIGHT, "Mars/Olympus").startswith("Wednesday, 15 January 2025, 22:00")


@pytest.mark.parametrize(
    ("given", "spoken"), [("de-AT", "de"), ("FR", "fr"), ("pt", "en"), ("", "en"), ("es_MX", "es")]
)
def test_an_unknown_language_is_english_and_regions_are_left_aside(given: str, spoken: str) -> None:
    assert known_language(given) == spoken


def test_a_value_is_not_read_as_a_text_with_places() -> None:
    said = Words("en").say("order_confirmation.subject", event="{platform.__class__}")
    assert said == "Your tickets: {platform.__class__}"
