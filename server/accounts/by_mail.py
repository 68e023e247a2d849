"""What the links in mails do, for the API and for this server's own pages.

A token is looked at before a password is hashed: hashing costs what nobody without a token may spend.
"""

from server.accounts.mailed import Purpose, addressee
from server.accounts.members import accept_invitation
from server.accounts.passwords import check_password, hash_password
from server.accounts.sign_up import reset_password, verify_email
from server.context import Context


async def verify(context: Context, token: str) -> None:
    """The address is proved; ExpiredError."""
    await context.database.write(lambda session: verify_email(session, token))
    context.gatekeeper.forget()


async def reset(context: Context, token: str, password: str) -> None:
    """The password is a new one and all sign-ins end; ExpiredError, InvalidRequestError."""
    hashed = await _hashed(context, token, Purpose.RESET, password)
    account = await context.database.write(lambda session: reset_password(session, token, hashed).email_key)
    context.gatekeeper.forget()
    # Whoever guesses can shut an account; its owner opens it again by mail.
    context.gatekeeper.throttle.record_success(account)


async def join(context: Context, token: str, name: str, password: str | None) -> None:
    """The invitation is accepted; who has no account yet needs a password. ExpiredError, InvalidRequestError."""
    hashed = None if password is None else await _hashed(context, token, Purpose.INVITE, password)
    await context.database.write(lambda session: accept_invitation(session, context.vault, token, name, hashed))
    context.gatekeeper.forget()


async def _hashed(context: Context, token: str, purpose: Purpose, password: str) -> str:
    user = await context.database.read(lambda session: addressee(session, token, purpose))
    check_password(password, user.email)
    return await hash_password(password)
