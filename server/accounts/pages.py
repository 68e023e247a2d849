"""Where the links in mails lead, for sites without pages of their own: prove an address, set a password, join.

A link is only looked at here; a button does what it is for. Mail programs open links before people do.
"""

import functools
import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

import resources
from server.accounts import by_mail
from server.accounts.mailed import Purpose, addressee
from server.accounts.models import User
from server.context import Context, InContext
from server.error_answers import PAGE_ERRORS
from server.errors import CallerError, ExpiredError
from server.text import Name

router = APIRouter(prefix="/account", tags=["accounts"], responses=PAGE_ERRORS)
_PAGE = "templates/account/page.html"
_Linked = Annotated[str, Query(max_length=200)]
_Token = Annotated[str, Form(max_length=200)]
_Password = Annotated[str, Form(max_length=256)]
_TITLES = {
    Purpose.VERIFY: "Prove your address",
    Purpose.RESET: "Set a new password",
    Purpose.INVITE: "Accept the invitation",
}
_BUTTONS = {Purpose.VERIFY: "This is my address", Purpose.RESET: "Set the password", Purpose.INVITE: "Join"}
_DONE = {
    Purpose.VERIFY: "Your address is proved; you can sign in now.",
    Purpose.RESET: "Your new password is set; you can sign in now.",
    Purpose.INVITE: "You have joined; you can sign in now.",
}


@router.get("/verify", response_class=HTMLResponse)
async def show_verify(context: InContext, token: _Linked = "") -> Response:
    """A button that proves the address."""
    return await _ask(context, Purpose.VERIFY, token)


@router.post("/verify", response_class=HTMLResponse)
async def do_verify(context: InContext, token: _Token) -> Response:
    """What the button does."""
    try:
        await by_mail.verify(context, token)
    except CallerError as error:
        return await _ask(context, Purpose.VERIFY, token, error)
    return _done(context, Purpose.VERIFY)


@router.get("/reset", response_class=HTMLResponse)
async def show_reset(context: InContext, token: _Linked = "") -> Response:
    """A form for a new password."""
    return await _ask(context, Purpose.RESET, token)


@router.post("/reset", response_class=HTMLResponse)
async def do_reset(context: InContext, token: _Token, password: _Password) -> Response:
    """What the form does."""
    try:
        await by_mail.reset(context, token, password)
    except CallerError as error:
        return await _ask(context, Purpose.RESET, token, error)
    return _done(context, Purpose.RESET)


@router.get("/join", response_class=HTMLResponse)
async def show_join(context: InContext, token: _Linked = "") -> Response:
    """A form that accepts an invitation."""
    return await _ask(context, Purpose.INVITE, token)


@router.post("/join", response_class=HTMLResponse)
async def do_join(
    context: InContext, token: _Token, password: _Password = "", name: Annotated[Name, Form()] = ""
) -> Response:
    """What the form does."""
    try:
        await by_mail.join(context, token, name, password or None)
    except CallerError as error:
        return await _ask(context, Purpose.INVITE, token, error)
    return _done(context, Purpose.INVITE)


async def _ask(context: Context, purpose: Purpose, token: str, error: CallerError | None = None) -> Response:
    """The form for a good token, with what was wrong with the last try; a word about any other token."""
    try:
        user = await context.database.read(lambda session: addressee(session, token, purpose))
    except ExpiredError as over:
        return _page(context, over.status, title=_TITLES[purpose], state=over.message)
    facts = {**_form(purpose, user), "token": token, "state": error.message if error is not None else ""}
    return _page(context, 200 if error is None else error.status, **facts)


def _form(purpose: Purpose, user: User) -> dict[str, Any]:
    is_new = purpose is Purpose.INVITE and user.password_hash is None and user.google_subject is None
    return {
        "title": _TITLES[purpose],
        "button": _BUTTONS[purpose],
        "asks_name": is_new and not user.name,
        "asks_password": is_new or purpose is Purpose.RESET,
    }


def _done(context: Context, purpose: Purpose) -> Response:
    return _page(context, 200, title=_TITLES[purpose], state=_DONE[purpose], is_good=True)


def _page(context: Context, status: int, **facts: Any) -> Response:  # noqa: ANN401  The template's values.
    nonce = secrets.token_urlsafe(16)
    # An empty action would post to the address that the page has, and that holds the token.
    values = {"state": "", "is_good": False, "button": "", "token": "", "asks_name": False, "asks_password": False}
    page = _template().render(nonce=nonce, action="?", platform=context.config.platform_name, **{**values, **facts})
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return HTMLResponse(page, status_code=status, headers=headers)


@functools.cache
def _template() -> Template:
    file = resources.path(_PAGE)
    return Environment(
        loader=FileSystemLoader(file.parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    ).get_template(file.name)
