"""A mail's content as plain values, and its two spellings by Jinja2: HTML and text, of the same parts."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

import resources
from server.delivery.words import Words
from server.text import clean_line

_LONGEST_SUBJECT = 150


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what it says; ``is_strong`` for a total."""

    label: str
    value: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a title; sums stand to the right."""

    rows: Sequence[Row]
    title: str = ""
    is_sum: bool = False
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class TicketCard:
    """One ticket with its QR picture, which is attached under ``content_id``; ``admits`` where it lets in a group."""

    holder: str
    product: str
    code: str
    content_id: str
    note: str = ""
    admits: str = ""
    kind: str = "ticket"


@dataclass(frozen=True, slots=True)
class Link:
    """Something to open."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Button:
    """The one thing to do now, with its address written out for readers that show no buttons."""

    link: Link
    kind: str = "button"


@dataclass(frozen=True, slots=True)
class Links:
    """Things to open if one likes."""

    links: Sequence[Link]
    title: str = ""
    kind: str = "links"


@dataclass(frozen=True, slots=True)
class Note:
    """Instructions under a title, set apart."""

    text: str
    title: str = ""
    kind: str = "note"


Part = Paragraph | Table | TicketCard | Button | Links | Note


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along. One with a ``content_id`` is shown inside the HTML, not listed."""

    name: str
    media_type: str
    content: bytes
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What one mail says. ``footer`` are lines under it: the order's number, whom to ask, who sent it."""

    subject: str
    heading: str
    greeting: str
    parts: Sequence[Part]
    footer: Sequence[str] = ()
    attachments: Sequence[Attachment] = field(default=())


def subject_line(text: str) -> str:
    """A subject that is one line, whatever names are in it, and no longer than mail programs show."""
    line = clean_line(text)
    return line if len(line) <= _LONGEST_SUBJECT else line[: _LONGEST_SUBJECT - 1].rstrip() + "…"


def render_html(letter: Letter, words: Words) -> str:
    """The letter as HTML; every value in it is escaped."""
    return _environment().get_template("letter.html").render(letter=letter, words=words)


def render_text(letter: Letter, words: Words) -> str:
    """The letter as plain text that says the same."""
    return _environment().get_template("letter.txt").render(letter=letter, words=words)


@functools.cache
def _environment() -> Environment:
    folder = resources.path("templates/mail/letter.html").parent
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
