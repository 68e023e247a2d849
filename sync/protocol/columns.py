"""Columns of a ticket frame: like values side by side, because they compress far better so. ValueError for garbage."""

from array import array
from collections.abc import Sequence

import msgspec

from sync.rules.ids import LARGEST_WHOLE

NO_TIME = -(2**63)
_NUMBER_BYTES = 4


class Orders(msgspec.Struct, frozen=True, array_like=True):
    """What the tickets of one order have in common, once an order: references, and the buyers' addresses and phones.

    ``references`` holds them after ``prefix``: with ``width`` set, all of that many ASCII characters and transposed
    (first characters, then second ones, …); else joined by newlines. Texts are joined by newlines; empty if all are.
    """

    count: int
    prefix: str
    width: int
    references: bytes
    emails: str
    phones: str


Order = tuple[str, str, str]
"""A reference, an e-mail address and a phone."""


def pack_orders(orders: Sequence[Order]) -> tuple[bytes, Orders | None]:
    """Which order each ticket is of, as transposed numbers, and the orders; nothing where no ticket tells of any."""
    numbers: dict[Order, int] = {}
    which = array("I", [numbers.setdefault(order, len(numbers)) for order in orders])
    if not any(map(any, numbers)):
        return b"", None
    references = [reference.replace("\n", " ") for reference, _, _ in numbers]
    prefix = _common_prefix(references)
    ends = [reference[len(prefix) :] for reference in references]
    width = common_width(ends)
    raw = which.tobytes()
    return b"".join(raw[plane::_NUMBER_BYTES] for plane in range(_NUMBER_BYTES)), Orders(
        count=len(numbers),
        prefix=prefix,
        width=width,
        references=transpose(ends, width) if width else "\n".join(ends).encode(),
        emails=pack_texts([email for _, email, _ in numbers]),
        phones=pack_texts([phone for _, _, phone in numbers]),
    )


def unpack_orders(which: bytes, orders: Orders | None, count: int) -> tuple[list[str], list[str], list[str]]:
    """References, e-mail addresses and phones of ``count`` tickets."""
    if orders is None and not which:
        return [""] * count, [""] * count, [""] * count
    if orders is None or len(which) != _NUMBER_BYTES * count:
        raise ValueError("a ticket frame names orders that it does not have")
    numbers = read_numbers("I", bytes(_untransposed(which, _NUMBER_BYTES)))
    if max(numbers, default=-1) >= orders.count:
        raise ValueError("a ticket frame names orders that it does not have")
    references, emails, phones = _read_orders(orders)
    return (
        [references[number] for number in numbers],
        [emails[number] for number in numbers] if orders.emails else [""] * count,
        [phones[number] for number in numbers] if orders.phones else [""] * count,
    )


def common_width(texts: Sequence[str]) -> int:
    """How many characters each of ``texts`` has; 0 where they differ or are not ASCII."""
    widths = set(map(len, texts))
    return widths.pop() if len(widths) == 1 and all(map(str.isascii, texts)) else 0


def transpose(texts: Sequence[str], width: int) -> bytes:
    """ASCII texts of ``width`` characters each: all first characters, then all second ones, …"""
    joined = "".join(texts).encode()
    return b"".join(joined[at::width] for at in range(width))


def read_transposed(raw: bytes, count: int) -> list[str]:
    """The ``count`` texts that were transposed."""
    width = len(raw) // count if count else 0
    text = _untransposed(raw, width).decode("ascii")
    return [text[at : at + width] for at in range(0, len(text), width)] if width else [""] * count


def pack_texts(texts: Sequence[str]) -> str:
    """One text a line; empty where all are."""
    return "\n".join(text.replace("\n", " ") for text in texts) if any(texts) else ""


def read_texts(joined: str, count: int) -> list[str]:
    """The ``count`` texts that were packed."""
    return joined.split("\n") if joined else [""] * count


def lines_of(joined: str, count: int) -> int:
    """How many texts there are where there should be ``count``, without making them."""
    return joined.count("\n") + 1 if joined else count


def pack_times(values: Sequence[int | None]) -> bytes:
    """Times of eight bytes each."""
    return array("q", [NO_TIME if value is None else value for value in values]).tobytes()


def read_times(raw: bytes) -> list[int | None]:
    """The times that were packed."""
    times = [None if at == NO_TIME else at for at in read_numbers("q", raw)]
    if any(at is not None and abs(at) > LARGEST_WHOLE for at in times):
        raise ValueError("a ticket frame has a time beyond all bounds")
    return times


def read_numbers(code: str, raw: bytes) -> "array[int]":
    """The numbers in ``raw``, each as wide as ``array`` has it for ``code``."""
    numbers = array(code)
    numbers.frombytes(raw)
    return numbers


def _common_prefix(texts: Sequence[str]) -> str:
    """What all of ``texts`` begin with: what the first and the last of them in their order share."""
    first, last = min(texts), max(texts)
    shared = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    return first[: min(shared, len(last))]


def _untransposed(raw: bytes, width: int) -> bytearray:
    """Texts or numbers of ``width`` bytes each as they were before; ValueError where they are of no such width."""
    if width and len(raw) % width:
        raise ValueError("a ticket frame's column is not of one width")
    whole, count = bytearray(len(raw)), len(raw) // width if width else 0
    for plane in range(width):
        whole[plane::width] = raw[plane * count : (plane + 1) * count]
    return whole


def _read_orders(orders: Orders) -> tuple[list[str], list[str], list[str]]:
    """The orders' references, addresses and phones, once each.

    Looked at for length before anything is unpacked, for a lie could take all memory.
    """
    count, width, raw = orders.count, orders.width, orders.references
    there = len(raw) // width if width > 0 else raw.count(b"\n") + 1
    is_whole = count > 0 and width >= 0 and there == count and (not width or len(raw) == count * width)
    if not is_whole or any(lines_of(text, count) != count for text in (orders.emails, orders.phones)):
        raise ValueError("a ticket frame's orders are not of one length")
    if "\n" in orders.prefix or (width and b"\n" in raw):
        raise ValueError("a ticket frame has a reference of two lines")
    ends = read_transposed(raw, count) if width else raw.decode().split("\n")
    references = [orders.prefix + end for end in ends]
    return references, read_texts(orders.emails, count), read_texts(orders.phones, count)
