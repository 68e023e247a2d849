"""The words of tickets and receipts in the buyer's language: en, de, es or fr."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time


@dataclass(frozen=True, slots=True)
class Words:
    """One language."""

    locale: str
    ticket: str
    holder: str
    code: str
    booking: str
    admits: str
    people: str
    valid_from: str
    valid_until: str
    note: str
    show: str
    show_group: str
    receipt: str
    item: str
    quantity: str
    unit_price: str
    total: str
    tax_in: str
    tax_on_top: str
    buyer: str
    date: str
    refunded: str


WORDS = {
    "en": Words(
        locale="en_GB",
        ticket="Ticket",
        holder="Name",
        code="Ticket code",
        booking="Booking",
        admits="Admits",
        people="{count} people",
        valid_from="Valid from",
        valid_until="Valid until",
        note="Note",
        show="Show this code at the entrance, on paper or on your phone. It admits one person.",
        show_group="Show this code at the entrance, on paper or on your phone. "
        "It admits {count} people, together or one after another.",
        receipt="Receipt",
        item="Item",
        quantity="Quantity",
        unit_price="Unit price",
        total="Total",
        tax_in="Tax included ({rate})",
        tax_on_top="Tax on top ({rate})",
        buyer="Buyer",
        date="Date",
        refunded="Refunded",
    ),
    "de": Words(
        locale="de_DE",
        ticket="Ticket",
        holder="Name",
        code="Ticketcode",
        booking="Buchung",
        admits="Gilt für",
        people="{count} Personen",
        valid_from="Gültig ab",
        valid_until="Gültig bis",
        note="Hinweis",
        show="Bitte diesen Code am Einlass zeigen, auf Papier oder auf dem Handy. Er gilt für eine Person.",
        show_group="Bitte diesen Code am Einlass zeigen, auf Papier oder auf dem Handy. "
        "Er gilt für {count} Personen, zusammen oder nacheinander.",
        receipt="Quittung",
        item="Artikel",
        quantity="Menge",
        unit_price="Einzelpreis",
        total="Summe",
        tax_in="Darin Steuer ({rate})",
        tax_on_top="Zuzüglich Steuer ({rate})",
        buyer="Käufer",
        date="Datum",
        refunded="Erstattet",
    ),
    "es": Words(
        locale="es_ES",
        ticket="Entrada",
        holder="Nombre",
        code="Código de la entrada",
        booking="Reserva",
        admits="Vale para",
        people="{count} personas",
        valid_from="Válida desde",
        valid_until="Válida hasta",
        note="Nota",
        show="Muestra este código en la entrada, en papel o en el móvil. Vale para una persona.",
        show_group="Muestra este código en la entrada, en papel o en el móvil. "
        "Vale para {count} personas, juntas o una tras otra.",
        receipt="Recibo",
        item="Artículo",
        quantity="Cantidad",
        unit_price="Precio unitario",
        total="Total",
        tax_in="Impuesto incluido ({rate})",
        tax_on_top="Impuesto aparte ({rate})",
        buyer="Comprador",
        date="Fecha",
        refunded="Reembolsado",
    ),
    "fr": Words(
        locale="fr_FR",
        ticket="Billet",
        holder="Nom",
        code="Code du billet",
        booking="Réservation",
        admits="Valable pour",
        people="{count} personnes",
        valid_from="Valable à partir du",
        valid_until="Valable jusqu’au",
        note="Remarque",
        show="Présentez ce code à l’entrée, sur papier ou sur votre téléphone. Il est valable pour une personne.",
        show_group="Présentez ce code à l’entrée, sur papier ou sur votre téléphone. "
        "Il est valable pour {count} personnes, ensemble ou l’une après l’autre.",
        receipt="Reçu",
        item="Article",
        quantity="Quantité",
        unit_price="Prix unitaire",
        total="Total",
        tax_in="Dont taxes ({rate})",
        tax_on_top="Taxes en sus ({rate})",
        buyer="Acheteur",
        date="Date",
        refunded="Remboursé",
    ),
}


def words_for(language: str) -> Words:
    """The words of a language tag, English for those that this server does not speak."""
    return WORDS.get(language.replace("_", "-").partition("-")[0].lower(), WORDS["en"])


def say_day(at: int, time_zone: str, words: Words) -> str:
    """A day in full in that time zone: Wednesday 15 January 2025."""
    return format_date(_local(at, time_zone), format="full", locale=words.locale)


def say_time(at: int, time_zone: str, words: Words) -> str:
    """A time of day with its zone: 22:00 CET."""
    local = _local(at, time_zone)
    return f"{format_time(local, format='short', tzinfo=local.tzinfo, locale=words.locale)} {local.tzname()}"


def say_moment(at: int, time_zone: str, words: Words) -> str:
    """Day and time in short: 15 Jan 2025, 22:00 CET."""
    return (
        f"{format_date(_local(at, time_zone), format='medium', locale=words.locale)}, {say_time(at, time_zone, words)}"
    )


def is_same_day(first: int, second: int, time_zone: str) -> bool:
    """Whether both are on one day there."""
    return _local(first, time_zone).date() == _local(second, time_zone).date()


def _local(at: int, time_zone: str) -> datetime:
    return datetime.fromtimestamp(at / 1000, ZoneInfo(time_zone))
