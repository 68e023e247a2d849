"""Airwallex's API over httpx: signs in when it must, waits no longer than it may, and raises our errors."""

import json
import threading
import time
import weakref
from datetime import datetime
from decimal import Decimal
from typing import Any

import httpx
import msgspec
import structlog

from server.errors import ProviderRefusedError, ProviderUnavailableError

LIVE_URL = "https://api.airwallex.com"
TIMEOUT_S = 10.0
_API_VERSION = "2024-08-07"
_TRIES = 3
_PAUSE_S = 0.3
_RENEWED_S = 60.0
"""How long before its end a token is no longer used."""
_UNAUTHORIZED = 401
_encode = msgspec.json.Encoder(decimal_format="number").encode
log = structlog.get_logger()
Answer = dict[str, Any]


class AirwallexRefusedError(ProviderRefusedError):
    """A refusal with Airwallex's own code for it."""

    def __init__(self, message: str, airwallex_code: str, status: int) -> None:
        super().__init__(message)
        self.airwallex_code = airwallex_code
        self.http_status = status


class AirwallexClient:
    """Calls of one account. Amounts are Decimals both ways: JSON numbers never become floats here."""

    def __init__(self, client_id: str, api_key: str, url: str = "") -> None:
        self._keys = {"x-client-id": client_id, "x-api-key": api_key}
        self._client = httpx.Client(base_url=url or LIVE_URL, timeout=TIMEOUT_S)
        weakref.finalize(self, self._client.close)
        self._lock = threading.Lock()
        self._token = ""
        self._good_until = 0.0

    def get(self, path: str, params: dict[str, str] | None = None) -> Answer:
        """Read something."""
        return self._call("GET", path, params=params)

    def post(self, path: str, body: Answer) -> Answer:
        """Make or change something; a body with a ``request_id`` may be sent again."""
        return self._call("POST", path, body=body)

    def _call(
        self, method: str, path: str, *, params: dict[str, str] | None = None, body: Answer | None = None
    ) -> Answer:
        content = None if body is None else _encode(body)
        is_new_token = False
        for attempt in range(1, _TRIES + 1):
            try:
                headers = {
                    "authorization": f"Bearer {self._sign_in(is_forced=is_new_token)}",
                    "content-type": "application/json",
                    "x-api-version": _API_VERSION,
                }
                answer = self._client.request(method, path, params=params, content=content, headers=headers)
            except httpx.HTTPError as error:
                if attempt == _TRIES:
                    raise _unavailable(type(error).__name__) from error
                time.sleep(_PAUSE_S * attempt)
                continue
            if answer.status_code == _UNAUTHORIZED and not is_new_token:
                is_new_token = True  # The token was withdrawn before its time.
            elif answer.status_code >= 500 and attempt < _TRIES:
                time.sleep(_PAUSE_S * attempt)
            else:
                return _read(answer)
        raise _unavailable("no answer after several tries")

    def _sign_in(self, *, is_forced: bool) -> str:
        with self._lock:
            if is_forced or time.time() >= self._good_until:
                answer = _read(self._client.post("/api/v1/authentication/login", headers=self._keys))
                self._token = str(answer["token"])
                ends = datetime.fromisoformat(str(answer["expires_at"]))
                self._good_until = ends.timestamp() - _RENEWED_S
            return self._token


def _read(answer: httpx.Response) -> Answer:
    if answer.is_success:
        found = json.loads(answer.content, parse_float=Decimal) if answer.content else {}
        return found if isinstance(found, dict) else {}
    code = _code_of(answer)
    log.warning("airwallex_failed", status=answer.status_code, code=code)
    # A key that is refused is this server's trouble, not the buyer's.
    if answer.status_code >= 500 or answer.status_code in (_UNAUTHORIZED, 403, 409, 429):
        raise _unavailable(code)
    raise AirwallexRefusedError(f"Airwallex refused this ({code})", code, answer.status_code)


def _code_of(answer: httpx.Response) -> str:
    try:
        return str(answer.json().get("code", "unknown"))
    except (ValueError, AttributeError):
        return "unknown"


def _unavailable(reason: str) -> ProviderUnavailableError:
    return ProviderUnavailableError(f"Airwallex does not answer right now; try again ({reason})")
