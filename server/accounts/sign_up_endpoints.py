"""/api/v1/auth: sign up, prove an address, set a forgotten password. The answers never tell who has an account."""

from fastapi import APIRouter, Request, Response

from server.accounts import by_mail
from server.accounts.passwords import check_password, hash_password
from server.accounts.people_schemas import Done, EmailRequest, JoinRequest, ResetRequest, SignUpRequest, TokenRequest
from server.accounts.requests import address_of, secret_answer
from server.accounts.sign_up import NewUser, mail_reset, mail_verification, sign_up
from server.context import InContext
from server.text import fold_email

router = APIRouter()
_LOOK = "If this address can be used, a mail with a link is on its way to it"


@router.post("/sign-up", response_model=Done)
async def post_sign_up(request: Request, body: SignUpRequest, context: InContext) -> Response:
    """Make an account. A mail proves the address; where it has an account already, its owner is told by mail."""
    check_password(body.password, body.email)
    context.gatekeeper.throttle.count_mail(fold_email(body.email), address_of(request))
    asked = NewUser(body.email, body.name, await hash_password(body.password), body.organizationName, body.language)
    await context.database.write(lambda session: sign_up(session, context.vault, asked))
    return secret_answer(Done(message=_LOOK))


@router.post("/verify", response_model=Done)
async def post_verify(body: TokenRequest, context: InContext) -> Response:
    """Prove the address by the token of the mailed link."""
    await by_mail.verify(context, body.token)
    return secret_answer(Done(message="Your address is proved; you can sign in now"))


@router.post("/join", response_model=Done)
async def post_join(body: JoinRequest, context: InContext) -> Response:
    """Accept an invitation by the token of its mailed link."""
    await by_mail.join(context, body.token, body.name, body.password)
    return secret_answer(Done(message="You have joined; you can sign in now"))


@router.post("/verify/resend", response_model=Done)
async def post_resend(request: Request, body: EmailRequest, context: InContext) -> Response:
    """Mail the link that proves an address anew."""
    context.gatekeeper.throttle.count_mail(fold_email(body.email), address_of(request))
    await context.database.write(lambda session: mail_verification(session, context.vault, body.email))
    return secret_answer(Done(message=_LOOK))


@router.post("/forgot", response_model=Done)
async def post_forgot(request: Request, body: EmailRequest, context: InContext) -> Response:
    """Mail a link that sets a new password."""
    context.gatekeeper.throttle.count_mail(fold_email(body.email), address_of(request))
    await context.database.write(lambda session: mail_reset(session, context.vault, body.email))
    return secret_answer(Done(message=_LOOK))


@router.post("/reset", response_model=Done)
async def post_reset(body: ResetRequest, context: InContext) -> Response:
    """Set a new password by the token of a mailed link. Ends all sign-ins."""
    await by_mail.reset(context, body.token, body.password)
    return secret_answer(Done(message="Your new password is set; you can sign in now"))
