"""A Resend that keeps mails, honours idempotency keys as the real one does, and refuses what it would refuse."""

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from tests.fakes.loopback import Answered, Asked, LoopbackServer

KEY = "re_test_key"
BLOCKED = "blocked@example.com"
"""An address that it never takes."""


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail that it took."""

    id: str
    key: str
    fields: dict[str, Any]

    def attached(self, name: str) -> bytes:
        found = next(file for file in self.fields["attachments"] if file["filename"] == name)
        return base64.b64decode(found["content"])


class FakeResend(LoopbackServer):
    """POST /emails only."""

    def __init__(self) -> None:
        self.mails: list[SentMail] = []
        self._keys: dict[str, tuple[bytes, str]] = {}
        super().__init__(self._take)

    def _take(self, asked: Asked) -> Answered:
        if asked.path != "/emails" or asked.method != "POST":
            return _error(404, "not_found", "No such route")
        if asked.headers.get("authorization") != f"Bearer {KEY}":
            return _error(403, "invalid_api_key", "API key is invalid")
        fields = json.loads(asked.body)
        missing = [name for name in ("from", "to", "subject") if not fields.get(name)]
        if missing:
            return _error(422, "missing_required_field", f"Missing `{missing[0]}` field")
        if BLOCKED in fields["to"]:
            return _error(422, "validation_error", f"Invalid `to` field: {BLOCKED}")
        return self._take_once(asked.headers.get("idempotency-key", ""), asked.body, fields)

    def _take_once(self, key: str, body: bytes, fields: dict[str, Any]) -> Answered:
        fingerprint = hashlib.sha256(body).digest()
        with self._lock:
            known = self._keys.get(key)
            if known is not None and known[0] != fingerprint:
                return _error(409, "invalid_idempotent_request", "Same key, another request")
            if known is None:
                known = (fingerprint, f"mail-{len(self.mails)}")
                self.mails.append(SentMail(known[1], key, fields))
                if key:
                    self._keys[key] = known
        return Answered(200, {"id": known[1]})


def _error(status: int, name: str, message: str) -> Answered:
    return Answered(status, {"statusCode": status, "name": name, "message": message})
