"""The ways in which a ticket of the agreement table is shown at a door, by the names that the table uses."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from nacl.signing import SigningKey

from sync.rules.code import make_ticket_id, ticket_number_of
from sync.rules.ids import EventNumber, KeyId, ProductNumber, TicketId
from sync.rules.rotating import PERIOD_S, make_live_code, ticket_secret
from sync.rules.token import Token, sign_token

HOUR_S = 3_600


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Good tickets that are not for this event."""

    other_event: TicketId
    other_event_signed: str
    other_organization: TicketId
    other_organization_signed: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A ticket and what it takes to sign another token for it. ``now`` is Unix ms."""

    ticket_id: TicketId
    signed: str
    prefix: str
    event_number: int
    key_id: int
    key: SigningKey
    rotation_key: bytes
    vip: int
    now: int
    elsewhere: Elsewhere
    alias: str = ""
    """What another system printed on it."""

    def sign(
        self,
        *,
        number: int | None = None,
        product: int = 1,
        valid_from_h: int | None = None,
        valid_until_h: int | None = None,
        key: SigningKey | None = None,
    ) -> str:
        """A token for the same ticket that says something else."""
        own = ticket_number_of(self.ticket_id)
        assert own is not None
        token = Token(
            KeyId(self.key_id),
            EventNumber(self.event_number),
            own if number is None else number,
            ProductNumber(product),
            None if valid_from_h is None else self.now // 1000 + valid_from_h * HOUR_S,
            None if valid_until_h is None else self.now // 1000 + valid_until_h * HOUR_S,
        )
        return sign_token(token, key or self.key)

    def live(
        self, *, ago_s: float = 0, token: str | None = None, key: bytes | None = None, number: int | None = None
    ) -> str:
        """What the holder's phone shows at this moment, or did ``ago_s`` seconds ago."""
        own = ticket_number_of(self.ticket_id)
        assert own is not None
        secret = ticket_secret(key or self.rotation_key, EventNumber(self.event_number), number or own)
        return make_live_code(token or self.signed, secret, int((time.time() - ago_s) * 1000))


def _wrong_letter(shown: Shown) -> str:
    text = shown.ticket_id
    return text[:-5] + ("7" if text[-5] != "7" else "8") + text[-4:]


def _swapped(shown: Shown) -> str:
    text = shown.ticket_id
    at = next(at for at in range(len(text) - 3, 0, -1) if text[at] != text[at + 1] and "-" not in text[at : at + 2])
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _wrong_check(shown: Shown) -> str:
    text = shown.ticket_id
    return text[:-1] + ("A" if text[-1] != "A" else "B")


def _number_without_code(shown: Shown) -> str:
    return shown.sign(number=next(at for at in count(1) if make_ticket_id(shown.prefix, at) is None))


def _changed(shown: Shown) -> str:
    """The first 24 bytes of one token with the signature of another; 24 bytes are 36 characters."""
    return shown.sign(product=2)[:36] + shown.signed[36:]


PAYLOADS: dict[str, Callable[[Shown], str]] = {
    "signed": lambda shown: shown.signed,
    "typed": lambda shown: shown.ticket_id,
    "lower": lambda shown: shown.ticket_id.lower(),
    "no_dashes": lambda shown: shown.ticket_id.replace("-", ""),
    "blanks": lambda shown: shown.ticket_id.replace("-", " "),
    "look_alikes": lambda shown: shown.ticket_id.replace("0", "O").replace("1", "l"),
    "all_folds": lambda shown: shown.ticket_id.replace("-", "").replace("0", "o").replace("1", "i").lower(),
    "padded": lambda shown: f"\t {shown.ticket_id} \r\n",
    "empty": lambda _: "",
    "blank": lambda _: "   \t ",
    "web_address": lambda shown: f"https://example.org/tickets/{shown.ticket_id}",
    "pairing_link": lambda _: "doorward://pair?server=https%3A%2F%2Fexample.org&code=ABCDE-FGHJK",
    "four_kilobytes": lambda shown: (shown.ticket_id + " ") * 160,
    "control": lambda _: "\x00\x07\x1b[2J\x7f",
    "control_inside": lambda shown: shown.ticket_id[:20] + "\x00" + shown.ticket_id[20:],
    "dotless": lambda shown: shown.ticket_id.replace("1", "ı"),
    "other_system": lambda _: "M1DOE/JOHN            EABC123 BERMUCLH 0456 326J001A0025 100",
    "half": lambda shown: shown.ticket_id[:18],
    "wrong_letter": _wrong_letter,
    "swapped": _swapped,
    "wrong_check": _wrong_check,
    "token_lower": lambda shown: shown.signed.lower(),
    "token_short": lambda shown: shown.signed[:-3],
    "token_long": lambda shown: shown.signed + "000",
    "token_newline": lambda shown: shown.signed + "\n",
    "token_no_code": _number_without_code,
    "token_changed": _changed,
    "token_forged": lambda shown: shown.sign(key=SigningKey(bytes(32))),
    "token_vip": lambda shown: shown.sign(product=shown.vip),
    "token_tomorrow": lambda shown: shown.sign(valid_from_h=24),
    "token_yesterday": lambda shown: shown.sign(valid_until_h=-24),
    "other_events_code": lambda shown: shown.elsewhere.other_event,
    "other_events_code_no_dashes": lambda shown: shown.elsewhere.other_event.replace("-", ""),
    "other_events_token": lambda shown: shown.elsewhere.other_event_signed,
    "other_organizations_code": lambda shown: shown.elsewhere.other_organization,
    "other_organizations_token": lambda shown: shown.elsewhere.other_organization_signed,
    "foreign": lambda shown: shown.alias,
    "foreign_lower": lambda shown: shown.alias.lower(),
    "foreign_no_dashes": lambda shown: shown.alias.replace("-", ""),
    "foreign_padded": lambda shown: f" {shown.alias}\r\n",
    "foreign_as_ean": lambda shown: f"0{shown.alias}",
    "foreign_long": lambda shown: shown.alias + "0",
    "live": lambda shown: shown.live(),
    "live_last": lambda shown: shown.live(ago_s=PERIOD_S),
    "live_next": lambda shown: shown.live(ago_s=-PERIOD_S),
    "live_ahead": lambda shown: shown.live(ago_s=-10 * PERIOD_S),
    "screenshot": lambda shown: shown.live(ago_s=10 * PERIOD_S),
    "live_forged": lambda shown: shown.live(key=bytes(32)),
    "live_others_secret": lambda shown: shown.live(number=1),
    "live_lower": lambda shown: shown.live().lower(),
    "live_long": lambda shown: shown.live() + "0",
    "live_other_event": lambda shown: shown.live(token=shown.elsewhere.other_event_signed),
    "live_other_organization": lambda shown: shown.live(token=shown.elsewhere.other_organization_signed),
}
