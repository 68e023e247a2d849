"""What somebody looks for: which questions it is to the search's index, and how well a ticket fits. Pure."""

from collections.abc import Iterable, Sequence

import msgspec

from sync.device.folding import address_key, asked_words, code_key, folded, loosely, phone_key, words_of
from sync.device.search_words import (
    ADDRESS,
    CODE_END,
    NAME,
    PHONE_END,
    REFERENCE,
    REFERENCE_END,
    beginning,
    reference_key,
    turned,
)
from sync.rules.alias import alias_key
from sync.rules.ticket import Ticket

WHOLE, CODE_FIRST, SAME_NAME, SAME_WORDS, NAME_BEGINS, LAST_BEGINS, WORDS_BEGIN, CODE_LAST, LOOSELY, NO_MATCH = range(
    10
)
"""How well a ticket fits, the best first."""
SHORTEST_END = 3
"""Characters that an end must have: fewer are on every thousandth ticket."""
_LONGEST_COUNTRY_CODE = 3
_SHORTEST_PHONE = 6
_MOST_WORDS = 6
_LONGEST_QUERY = 200

Spellings = tuple[str, ...]


class Asked(msgspec.Struct, frozen=True):
    """One question to the index: an FTS5 expression, or how a whole text begins."""

    rank_at_best: int
    text: str
    is_whole: bool = False


class Query(msgspec.Struct, frozen=True):
    """What was typed, read in every way that it can be meant."""

    name: str
    words: tuple[Spellings, ...]
    address: str
    code: str
    reference: str
    phones: tuple[str, ...]
    """The digits, without a country code of any length, as far as they are a phone's then."""
    alias_key: str
    ticket_ids: tuple[str, ...]
    """How the ids begin that it may be the beginning of."""
    is_code: bool
    """Whether a code, a number or an address is more likely meant than a name."""
    asked: tuple[Asked, ...]

    def rank(self, ticket: Ticket) -> int:
        """How well a ticket fits."""
        return self.rank_of(ticket.ticket_id, ticket.holder, ticket.reference, ticket.email, ticket.phone, ticket.alias)

    def rank_of(self, ticket_id: str, holder: str, reference: str, email: str, phone: str, alias: str) -> int:
        """As ``rank``, of a ticket's facts."""
        code = self._rank_code(ticket_id, reference, email, phone, alias)
        return code if code <= CODE_FIRST or not self.words else min(code, self._rank_name(holder))

    def _rank_code(self, ticket_id: str, reference: str, email: str, phone: str, alias: str) -> int:
        fits = (
            self._fits_code(ticket_id, alias),
            _fits(self.reference, reference_key(reference)) if self.reference else NO_MATCH,
            self._fits_address(address_key(email)) if self.address and email else NO_MATCH,
            self._fits_phone(phone_key(phone)) if self.phones and phone else NO_MATCH,
        )
        best = min(fits)
        return CODE_LAST if best == CODE_FIRST and not self.is_code else best

    def _fits_code(self, ticket_id: str, alias: str) -> int:
        if not self.code:
            return NO_MATCH
        if alias and self.alias_key == alias_key(alias):
            return WHOLE
        fits = [_fits(self.code, code_key(code)) for code in (ticket_id, alias)]
        is_begun = any(ticket_id.startswith(each) for each in self.ticket_ids)
        return min(*fits, CODE_FIRST if is_begun else NO_MATCH)

    def _fits_address(self, address: str) -> int:
        if address == self.address:
            return WHOLE
        return CODE_FIRST if address.startswith(self.address) else NO_MATCH

    def _fits_phone(self, number: str) -> int:
        if number in self.phones:
            return WHOLE
        return CODE_FIRST if any(number.endswith(phone) for phone in self.phones) else NO_MATCH

    def _rank_name(self, holder: str) -> int:
        words, name = words_of(holder), folded(holder)
        if _all_are(self.words, words, is_last_whole=True, are_whole=True):
            return SAME_NAME if name == self.name or name.startswith(self.name + " ") else SAME_WORDS
        if name.startswith(self.name):
            return NAME_BEGINS
        if _all_are(self.words, words, is_last_whole=False, are_whole=True):
            return LAST_BEGINS
        if _all_are(self.words, words, is_last_whole=False, are_whole=False):
            return WORDS_BEGIN
        loose = [tuple(map(loosely, spellings)) for spellings in self.words]
        return LOOSELY if _all_are(loose, words, is_last_whole=False, are_whole=False) else NO_MATCH


def read_query(text: str, code_prefix: str = "") -> Query | None:
    """What ``text`` may mean at the event of this prefix; None for nothing. Of any length and content."""
    text = text[:_LONGEST_QUERY].strip()
    words = tuple(asked_words(text)[:_MOST_WORDS])
    is_code = "@" in text or any(map(str.isdigit, text))
    is_in_one = not any(map(str.isspace, text))
    address = address_key(text) if is_in_one else ""
    code = code_key(text) if is_code or is_in_one else ""  # Letters with blanks between are a name's.
    if not words and not address and not code:
        return None
    query = Query(
        name=folded(text),
        words=words,
        address=address if len(address) >= SHORTEST_END else "",
        code=code,
        reference=reference_key(text) if code else "",
        phones=_phones(text),
        alias_key=alias_key(text) if code else "",
        ticket_ids=_beginnings(code, code_prefix),
        is_code=is_code,
        asked=(),
    )
    return msgspec.structs.replace(query, asked=tuple(_questions(query)))


def _questions(query: Query) -> Iterable[Asked]:
    """Codes before names or after them; those with a rank of their own first."""
    codes, names = list(_questions_about_codes(query)), list(_questions_about_names(query.words, query.name))
    in_order = [*codes, *names] if query.is_code else [*names[:-1], *codes, *names[-1:]]
    first: dict[str, Asked] = {}
    for asked in in_order:  # A word alone is the last one too, and few are spelled loosely.
        first.setdefault(asked.text, asked)
    return first.values()


def _questions_about_codes(query: Query) -> Iterable[Asked]:
    rank = WHOLE if query.is_code else CODE_LAST
    if query.address:
        yield Asked(rank, beginning(ADDRESS, query.address), is_whole=True)
    if len(query.reference) >= SHORTEST_END:
        yield Asked(rank, beginning(REFERENCE, query.reference), is_whole=True)
    ends = [CODE_END + turned(query.code), REFERENCE_END + turned(query.reference)]
    ends += [PHONE_END + turned(phone) for phone in query.phones]
    asked = [_quoted(end) + "*" for end in ends if len(end) > SHORTEST_END]
    yield from (Asked(rank, each) for each in asked)


def _questions_about_names(words: Sequence[Spellings], name: str) -> Iterable[Asked]:
    """From names that are just so to those that are so if one is not strict."""
    if not words:
        return
    loose = [tuple(dict.fromkeys((*spellings, *map(loosely, spellings)))) for spellings in words]
    whole, begun = [_any_of(each) for each in words], [_any_of(each, "*") for each in words]
    yield Asked(SAME_NAME, " AND ".join(whole))
    yield Asked(NAME_BEGINS, beginning(NAME, name), is_whole=True)
    yield Asked(LAST_BEGINS, " AND ".join([*whole[:-1], begun[-1]]))
    yield Asked(WORDS_BEGIN, " AND ".join(begun))
    yield Asked(LOOSELY, " AND ".join(_any_of(each, "*") for each in loose))


def _fits(part: str, code: str) -> int:
    """How well what was typed fits a code or a reference: it is the whole, or its beginning or end."""
    if part == code:
        return WHOLE
    is_part = len(part) >= SHORTEST_END and (code.endswith(part) or code.startswith(part))
    return CODE_FIRST if is_part else NO_MATCH


def _any_of(spellings: Spellings, begins: str = "") -> str:
    return f"({' OR '.join(_quoted(each) + begins for each in spellings)})"


def _quoted(word: str) -> str:
    return f'"{word}"'


def _phones(text: str) -> tuple[str, ...]:
    """The number as it may be kept: as it is, or without what may be its country code."""
    if any(map(str.isalpha, text)) or "@" in text:
        return ()
    digits = phone_key(text)
    shorter = [digits[at:].lstrip("0") for at in range(1, _LONGEST_COUNTRY_CODE + 1)]
    numbers = [digits, *(each for each in shorter if len(each) >= _SHORTEST_PHONE)]
    return tuple(dict.fromkeys(each for each in numbers if len(each) >= SHORTEST_END))


def _beginnings(code: str, code_prefix: str) -> tuple[str, ...]:
    """How ticket ids begin that somebody types from the front, with the event's prefix or behind it."""
    own = code_key(code_prefix)
    if not own or len(code) < SHORTEST_END:
        return ()
    behind = code.removeprefix(own)
    return (f"{code_prefix}-{behind}",) if behind else ()


def _all_are(asked: Sequence[Spellings], words: Sequence[Spellings], *, is_last_whole: bool, are_whole: bool) -> bool:
    """Whether each asked word is one of the words, or begins one where it need not be whole."""
    for at, spellings in enumerate(asked):
        is_whole = are_whole and (is_last_whole or at < len(asked) - 1)
        if not any(_is_word(each, word, is_whole=is_whole) for each in spellings for word in words):
            return False
    return True


def _is_word(asked: str, spellings: Spellings, *, is_whole: bool) -> bool:
    return asked in spellings if is_whole else any(each.startswith(asked) for each in spellings)
