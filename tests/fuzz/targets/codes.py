"""What a camera, a handheld reader or a person gives: tokens, live codes, typed codes, links and addresses."""

import contextlib

import base45
import httpx
import msgspec

from scanner_app.sources.burst import BurstDetector, BurstSettings
from scanner_app.sources.readings import Key
from sync.device.client import clean_address
from sync.device.peer_address import read_address
from sync.protocol.pairing_link import make_pairing_link, read_pairing_link, read_server_url
from sync.rules.code import SignedCode, TypedCode, read_code, ticket_number_of
from sync.rules.gate import read_entry_rule
from sync.rules.ids import ProductNumber
from sync.rules.rotating import PERIOD_S, make_live_code, ticket_secret
from sync.rules.ticket import Rotation
from sync.rules.token import DOMAIN, Token, read_token, sign_token
from tests.fuzz.target import Target, demand
from tests.sync.making import EVENT, KEY

_ROTATION_KEY = bytes(range(32))
_LIVE_EVENT = msgspec.structs.replace(EVENT, rotation=Rotation.REQUIRED, rotation_key=_ROTATION_KEY)
_BODY_BYTES = 24
_PRODUCT = ProductNumber(1)
_LONGEST_LINE = 300


def text_of(data: bytes) -> str:
    """Any bytes as text, and every text as some bytes: UTF-8 where it is that, else one character a byte."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def qr_payload(data: bytes) -> None:
    """Whatever is in a QR code or was typed."""
    text = text_of(data)
    for event in (EVENT, _LIVE_EVENT):
        code = read_code(text, event)
        if isinstance(code, TypedCode) and code.is_of_event:
            demand(read_code(code.ticket_id, event) == code, "a ticket id reads as another ticket than its spellings")
            demand(code.ticket_id.rpartition("-")[0] == event.code_prefix, "a ticket of the event has another prefix")
            ticket_number_of(code.ticket_id)


def token(data: bytes) -> None:
    """The text of a signed token as it stands in the QR."""
    text = text_of(data)
    said = read_token(text, EVENT.keys)
    if isinstance(said, Token):
        demand(sign_token(said, KEY) == text, "a token has a second spelling")


def token_body(data: bytes) -> None:
    """What a token says, well signed; then one character of its spelling changed."""
    body = data[:_BODY_BYTES].ljust(_BODY_BYTES, b"\0")
    text = base45.b45encode(body + key_sign(DOMAIN + body)).decode()
    said = read_token(text, EVENT.keys)
    if not isinstance(said, Token):
        return
    demand(sign_token(said, KEY) == text, "a token has a second spelling")
    read_code(text, EVENT)
    changed = _changed(text, data[_BODY_BYTES:])
    demand(changed == text or read_token(changed, EVENT.keys) != said, "a token has a second spelling")


def live_code(data: bytes) -> None:
    """A live code of a ticket that is signed as it should be, at any moment, with something changed in it."""
    moment, edits = data[:8], data[8:]
    step = int.from_bytes(moment[:4].ljust(4, b"\0"), "big")
    number = int.from_bytes(moment[4:], "big")
    token_text = sign_token(Token(EVENT.keys[0].key_id, EVENT.number, number, _PRODUCT), KEY)
    secret = ticket_secret(_ROTATION_KEY, EVENT.number, number)
    right = make_live_code(token_text, secret, step * PERIOD_S * 1000)
    code = read_code(right, _LIVE_EVENT)
    if isinstance(code, SignedCode):
        demand(code.live_step == step, "a live code says another moment than it was made at")
    text = _changed(right, edits)
    changed = read_code(text, _LIVE_EVENT)
    demand(text == right or not isinstance(changed, SignedCode), "a live code that was changed is taken")


def pairing_link(data: bytes) -> None:
    """A pairing link or a server's address, scanned or typed."""
    text = text_of(data)
    link = read_pairing_link(text)
    if link is not None:
        again = read_pairing_link(make_pairing_link(link.server_url, link.code))
        demand(again == link or len(text) > _LONGEST_LINE, f"a pairing link is read as another: {link} {again}")
    for typed in (text, "" if link is None else link.server_url):
        url = read_server_url(typed)
        demand(url is None or read_server_url(url) == url, "a server's address is read as another")
        with contextlib.suppress(ValueError):
            cleaned = clean_address(typed)
            demand(clean_address(cleaned) == cleaned, f"a clean address is cleaned into another: {cleaned!r}")
            httpx.URL(f"{cleaned}/door/v1/push")


def peer_address(data: bytes) -> None:
    """Another door's address, as it was typed."""
    try:
        address = read_address(text_of(data))
    except ValueError:
        return
    demand(read_address(str(address)) == address, f"an address is read as another: {address}")


def entry_rule(data: bytes) -> None:
    """The re-entry rule that an entry of another door names."""
    rule = read_entry_rule(text_of(data))
    demand(read_entry_rule(str(rule)) == rule, f"a rule is read as another: {rule}")


def handheld(data: bytes) -> None:
    """Keys as a handheld reader or a person presses them: a character and the time since the one before."""
    settings = (
        BurstSettings(prefix="]", suffix="%") if data[:1] == b"]" else BurstSettings(has_terminator=len(data) % 2 == 0)
    )
    detector, at_ms = BurstDetector(settings), 0.0
    for character, gap in zip(data[::2], data[1::2], strict=False):
        at_ms += gap
        decision = detector.press(Key(chr(character), is_terminator=character in b"\r\n\t"), at_ms)
        demand(len(decision.scan) <= settings.longest, "a scan is longer than any may be")
    detector.expire()


def key_sign(message: bytes) -> bytes:
    """The made-up event's signature."""
    return KEY.sign(message).signature


def _changed(text: str, edits: bytes) -> str:
    """``text`` with a character of one place exchanged for another, for each two bytes of ``edits``."""
    letters = list(text)
    for place, letter in zip(edits[::2], edits[1::2], strict=False):
        letters[place % len(letters)] = chr(letter)
    return "".join(letters)


TARGETS = (
    Target("qr_payload", qr_payload, 300),
    Target("token", token, 200),
    Target("token_body", token_body, 64),
    Target("live_code", live_code, 64),
    Target("pairing_link", pairing_link, 3000),
    Target("peer_address", peer_address, 400),
    Target("entry_rule", entry_rule, 100),
    Target("handheld", handheld, 1000),
)
