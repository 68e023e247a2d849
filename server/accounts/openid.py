"""Sign-in by OpenID Connect: the code flow with PKCE, state and nonce, and the id token's checks (Core, 3.1.3.7)."""

import asyncio
import base64
import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx
import jwt
import msgspec

from server.config import ServerConfig
from server.errors import ProviderUnavailableError, UnauthorizedError
from server.ids import now_ms

GOOGLE = "https://accounts.google.com"
ATTEMPT_LIFE_S = 600
_TIMEOUT_S = 10.0
_LEEWAY_S = 60
_ALGORITHMS = ["RS256"]
_REQUIRED = ["iss", "aud", "sub", "iat", "exp", "nonce"]
_REMEMBERED_S = 3600.0
_LONGEST_NAME = 100


class Attempt(msgspec.Struct, frozen=True):
    """One way to the provider and back: kept by the browser, sealed, in a cookie."""

    state: str
    nonce: str
    verifier: str
    expires_at: int


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider vouches for."""

    subject: str
    email: str
    is_verified: bool
    name: str


def new_attempt() -> Attempt:
    """Fresh secrets for one sign-in."""
    return Attempt(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        expires_at=now_ms() + ATTEMPT_LIFE_S * 1000,
    )


class OpenIdProvider:
    """The provider at an issuer's address; what it publishes about itself is remembered for an hour."""

    def __init__(self, config: ServerConfig) -> None:
        self._issuer = config.google_url or GOOGLE
        self._client_id = config.google_client_id
        self._client_secret = config.google_client_secret
        self._metadata: dict[str, Any] = {}
        self._keys: jwt.PyJWKSet | None = None
        self._known_until = 0.0

    async def address_for(self, attempt: Attempt, redirect_uri: str) -> str:
        """Where the browser is sent."""
        await self._discover()
        challenge = hashlib.sha256(attempt.verifier.encode()).digest()
        query = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": redirect_uri,
            "scope": "openid email profile",
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return f"{self._metadata['authorization_endpoint']}?{urlencode(query)}"

    async def identify(self, attempt: Attempt, code: str, redirect_uri: str) -> Identity:
        """Whom the code stands for; UnauthorizedError where the provider's answer does not hold."""
        await self._discover()
        body = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "client_id": self._client_id,
            "client_secret": self._client_secret,
            "code_verifier": attempt.verifier,
        }
        answer = await self._ask("POST", self._metadata["token_endpoint"], body)
        claims = await self._check(str(answer.get("id_token", "")), attempt.nonce)
        return Identity(
            subject=str(claims["sub"]),
            email=str(claims.get("email", "")),
            is_verified=claims.get("email_verified") in (True, "true"),
            name=str(claims.get("name", ""))[:_LONGEST_NAME],
        )

    async def _check(self, id_token: str, nonce: str) -> dict[str, Any]:
        try:
            key = await self._key_of(id_token)
            claims: dict[str, Any] = await asyncio.to_thread(
                jwt.decode,
                id_token,
                key,
                algorithms=_ALGORITHMS,
                audience=self._client_id,
                issuer=self._metadata["issuer"],
                leeway=_LEEWAY_S,
                options={"require": _REQUIRED},
            )
        except (jwt.PyJWTError, KeyError, ValueError) as error:
            raise UnauthorizedError("The sign-in service's answer cannot be trusted") from error
        if not secrets.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
            raise UnauthorizedError("The sign-in service answered to another question")
        if claims.get("azp", self._client_id) != self._client_id:
            raise UnauthorizedError("The sign-in service's answer is for someone else")
        return claims

    async def _key_of(self, id_token: str) -> jwt.PyJWK:
        key_id = jwt.get_unverified_header(id_token).get("kid", "")
        try:
            return (await self._key_set())[key_id]
        except KeyError:  # The provider has changed its keys since.
            self._keys = None
            return (await self._key_set())[key_id]

    async def _key_set(self) -> jwt.PyJWKSet:
        if self._keys is None:
            self._keys = jwt.PyJWKSet.from_dict(await self._ask("GET", self._metadata["jwks_uri"]))
        return self._keys

    async def _discover(self) -> None:
        if time.monotonic() < self._known_until:
            return
        metadata = await self._ask("GET", f"{self._issuer}/.well-known/openid-configuration")
        if metadata.get("issuer") != self._issuer or not {"token_endpoint", "jwks_uri"} <= metadata.keys():
            raise ProviderUnavailableError("The sign-in service describes itself wrongly")
        self._metadata, self._keys = metadata, None
        self._known_until = time.monotonic() + _REMEMBERED_S

    async def _ask(self, method: str, url: str, form: dict[str, str] | None = None) -> dict[str, Any]:
        try:
            async with httpx.AsyncClient(timeout=_TIMEOUT_S) as client:
                answer = await client.request(method, url, data=form)
            if answer.status_code in (400, 401, 403):
                raise UnauthorizedError("The sign-in service refused this sign-in; begin again")
            said = answer.raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderUnavailableError("The sign-in service does not answer right now") from error
        if not isinstance(said, dict):
            raise ProviderUnavailableError("The sign-in service does not answer right now")
        return said
