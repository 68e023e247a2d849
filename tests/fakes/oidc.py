"""An OpenID Connect provider over real HTTP: signs id tokens with RS256, and misbehaves on command."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID = "doorward-tests"
CLIENT_SECRET = "a secret of the tests"
_KEY_BITS = 2048


@dataclass(slots=True)
class FakeProvider:
    """Its state. ``person`` is who signs in next; ``misbehaviour`` is what is wrong with the next id token.

    Misbehaviours: nonce, audience, issuer, expired, key, unsigned, azp; code (refuses it), broken (answers 500).
    """

    url: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    misbehaviour: str = ""
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, _KEY_BITS))
    key_id: str = "first"
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    """What each code was given out for; taken away when it is used."""

    def rotate_key(self) -> None:
        """From now on sign with another key."""
        self.key = rsa.generate_private_key(65537, _KEY_BITS)
        self.key_id = secrets.token_hex(4)

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser goes next: back, with a code."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def exchange(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """The token endpoint's status and answer."""
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if (
            self.misbehaviour == "code"
            or asked is None
            or form.get("client_secret") != CLIENT_SECRET
            or form.get("redirect_uri") != asked["redirect_uri"]
            or base64.urlsafe_b64encode(challenge).rstrip(b"=").decode() != asked["code_challenge"]
        ):
            return 400, {"error": "invalid_grant"}
        if self.misbehaviour == "broken":
            return 500, {"error": "server_error"}
        return 200, {"access_token": "unused", "token_type": "Bearer", "id_token": self._id_token(asked)}

    def key_set(self) -> dict[str, Any]:
        """The JWKS."""
        numbers = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**numbers, "kid": self.key_id, "use": "sig", "alg": "RS256"}]}

    def metadata(self) -> dict[str, Any]:
        """The discovery document."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
        }

    def _id_token(self, asked: dict[str, str]) -> str:
        wrong = self.misbehaviour
        at = int(time.time())
        claims = {
            "iss": "https://accounts.example.net" if wrong == "issuer" else self.url,
            "aud": "somebody else" if wrong == "audience" else CLIENT_ID,
            "nonce": "another" if wrong == "nonce" else asked["nonce"],
            "iat": at - 7200 if wrong == "expired" else at,
            "exp": at - 3600 if wrong == "expired" else at + 3600,
            **({"azp": "somebody else"} if wrong == "azp" else {}),
            **self.person,
        }
        if wrong == "unsigned":
            return jwt.encode(claims, "", algorithm="none", headers={"kid": self.key_id})
        key = rsa.generate_private_key(65537, _KEY_BITS) if wrong == "key" else self.key
        return jwt.encode(claims, key, algorithm="RS256", headers={"kid": self.key_id})


@contextmanager
def running_provider() -> Iterator[FakeProvider]:
    """The provider, listening on a free port."""
    provider = FakeProvider()

    class Handler(_Handler):
        state = provider

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    state: FakeProvider

    def do_GET(self) -> None:
        path = urlsplit(self.path)
        if path.path == "/authorize":
            query = {name: values[0] for name, values in parse_qs(path.query).items()}
            self.send_response(302)
            self.send_header("Location", self.state.authorize(query))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        answers = {"/.well-known/openid-configuration": self.state.metadata, "/keys": self.state.key_set}
        self._answer(200, answers[path.path]()) if path.path in answers else self._answer(404, {})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        self._answer(*self.state.exchange({name: values[0] for name, values in parse_qs(body).items()}))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  The base class calls it so.
        """Say nothing."""

    def _answer(self, status: int, answer: dict[str, Any]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
