"""Access tokens: short-lived JWTs (RFC 7519, HS256) that say which sign-in a request belongs to.

They hold no rights: roles and revocation are looked up, so that both hold within a second.
"""

from dataclasses import dataclass

import jwt

from server.ids import new_id, now_ms
from server.vault import Vault

LIFE_S = 15 * 60
_LEEWAY_S = 30
_ALGORITHM = "HS256"
_ISSUER = "doorward"
_AUDIENCE = "doorward-api"
_REQUIRED = ["iss", "aud", "sub", "sid", "jti", "iat", "exp"]
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Claims:
    """What a good token says."""

    user_id: str
    sign_in_id: str


def issue_access_token(vault: Vault, user_id: str, sign_in_id: str) -> str:
    """A token for a quarter of an hour."""
    at = now_ms() // 1000
    claims = {
        "iss": _ISSUER,
        "aud": _AUDIENCE,
        "sub": user_id,
        "sid": sign_in_id,
        "jti": new_id("jwt"),
        "iat": at,
        "exp": at + LIFE_S,
    }
    return jwt.encode(claims, _key(vault), algorithm=_ALGORITHM)


def read_access_token(vault: Vault, token: str) -> Claims | None:
    """The claims of a token that this server issued and that has not expired; None for anything else."""
    if len(token) > _LONGEST:
        return None
    try:
        said = jwt.decode(
            token,
            _key(vault),
            algorithms=[_ALGORITHM],
            audience=_AUDIENCE,
            issuer=_ISSUER,
            leeway=_LEEWAY_S,
            options={"require": _REQUIRED},
        )
    except (jwt.PyJWTError, ValueError):
        return None
    return Claims(str(said["sub"]), str(said["sid"]))


def _key(vault: Vault) -> bytes:
    return vault.derive("access tokens")
