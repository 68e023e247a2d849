"""The words of mails, one catalogue a language: resources/templates/mail/words/*.toml."""

import functools
import tomllib
from collections.abc import Mapping
from typing import Any

import resources
from server.delivery.formats import format_date, format_time, known_language, plural_form
from server.payments.currency import format_money


class Words:
    """One language's words. A value put into a text is never read as a text with places again."""

    def __init__(self, language: str) -> None:
        self.language = known_language(language)
        self._catalogue = read_catalogue(self.language)

    def say(self, key: str, **values: str) -> str:
        """The text ``section.name`` with its places filled; KeyError where the catalogue has none."""
        section, _, name = key.partition(".")
        text = self._catalogue[section][name]
        return str(text).format_map(values)

    def count(self, name: str, number: int) -> str:
        """``number`` of something, in the form that the language gives it: ``1 ticket``, ``2 tickets``."""
        forms: Mapping[str, str] = self._catalogue["counts"][name]
        return forms[plural_form(number, self.language)].format(count=number)

    def money(self, amount_cents: int, currency: str) -> str:
        """An amount in minor units."""
        return format_money(amount_cents, currency, self.language)

    def day(self, at: int, time_zone: str) -> str:
        """A day in that time zone."""
        return format_date(at, time_zone, self.language)

    def moment(self, at: int, time_zone: str) -> str:
        """A day and time in that time zone, which is named: people read mails far from where an event is."""
        time = format_time(at, time_zone, self.language)
        return self.say("shared.at_place", date=self.day(at, time_zone), time=time, zone=time_zone)

    def role(self, role: str) -> str:
        """A member's role."""
        return str(self._catalogue["roles"].get(role, role))


@functools.cache
def read_catalogue(language: str) -> Mapping[str, Any]:
    """The catalogue of one of the four languages: section → name → text, or → form → text for counts."""
    return tomllib.loads(resources.path(f"templates/mail/words/{language}.toml").read_text(encoding="utf-8"))
