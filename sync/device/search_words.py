"""What a guest is found by, as the search's index holds it. Pure.

Words are found by how they begin: a name's as they are, the ends of codes, references and phones turned round under a
mark. Whole texts are found by how they begin too, in their order: names, addresses, references.
"""

import msgspec

from sync.device.folding import address_key, code_key, folded, phone_key, words_of

CODE_END, REFERENCE_END, PHONE_END = "$", "#", "+"
"""What stands before a text turned round."""
NAME, ADDRESS, REFERENCE = "=", "@", "%"
"""What stands before a whole text."""
NOT_SPLIT = CODE_END + REFERENCE_END + PHONE_END
LONGEST_END = 12
LONGEST_BEGINNING = 32
"""Characters; who looks for more finds what begins so, and it is looked at whole."""


class Searched(msgspec.Struct, frozen=True):
    """What of a ticket people look for."""

    ticket_id: str
    holder: str
    reference: str
    email: str
    phone: str
    alias: str


def words_to_find(searched: Searched) -> str:
    """All of the ticket's words in a line, and each whole text in a line of its own."""
    words = [spelling for spellings in words_of(searched.holder) for spelling in spellings]
    ends = [CODE_END + turned(code_key(searched.ticket_id.rpartition("-")[2]))]
    if searched.alias:
        ends.append(CODE_END + turned(code_key(searched.alias)))
    if searched.reference:
        ends.append(REFERENCE_END + turned(reference_key(searched.reference)))
    if searched.phone:
        ends.append(PHONE_END + turned(phone_key(searched.phone)))
    whole = {
        NAME: folded(searched.holder),
        ADDRESS: address_key(searched.email),
        REFERENCE: reference_key(searched.reference),
    }
    lines = [" ".join(dict.fromkeys([*words, *(end for end in ends if len(end) > 1)]))]
    return "\n".join([*lines, *(beginning(mark, text) for mark, text in whole.items() if text)])


def reference_key(text: str) -> str:
    """A reference as it is compared: without the mark of orders' ids, which nobody says."""
    return code_key(text.strip().lower().removeprefix("ord_"))


def turned(key: str) -> str:
    """The end of a text, turned round."""
    return key[: -LONGEST_END - 1 : -1]


def beginning(mark: str, key: str) -> str:
    """The beginning of a whole text under its mark."""
    return mark + key[:LONGEST_BEGINNING]
