"""Meta's WhatsApp API: keeps messages, and tells by signed webhooks what became of them."""

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.fakes.loopback import Answered, Asked, LoopbackServer

TOKEN = "meta-token"
PHONE_ID = "1055"
APP_SECRET = "meta-app-secret"
VERIFY_TOKEN = "meta-verify-token"
NOT_ON_WHATSAPP = "4900000000"
"""A number that has no WhatsApp."""
SETTINGS = {
    "meta_token": TOKEN,
    "meta_phone_id": PHONE_ID,
    "meta_app_secret": APP_SECRET,
    "meta_verify_token": VERIFY_TOKEN,
}
"""The server's configuration for it, but for its address."""


@dataclass(slots=True)
class SentMessage:
    """A message that it took. Taken twice, it is there twice: Meta knows no idempotency keys."""

    wamid: str
    fields: dict[str, Any]
    statuses: list[str] = field(default_factory=list)


class FakeMeta(LoopbackServer):
    """POST /{version}/{phone id}/messages, and webhooks to whom a test names."""

    def __init__(self) -> None:
        self.messages: list[SentMessage] = []
        super().__init__(self._take)

    def tell(self, url: str, message: SentMessage, status: str, *, has_our_id: bool = True) -> httpx.Response:
        """Send the status webhook of a message to ``url``."""
        message.statuses.append(status)
        said: dict[str, Any] = {"id": message.wamid, "status": status, "timestamp": "1736978400"}
        if has_our_id:
            said["biz_opaque_callback_data"] = message.fields["biz_opaque_callback_data"]
        if status == "failed":
            said["errors"] = [{"code": 131026, "title": "Message undeliverable"}]
        return send_signed(url, {"object": "whatsapp_business_account", "entry": [_entry(said)]})

    def _take(self, asked: Asked) -> Answered:
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return _error(401, 190, "Invalid OAuth access token")
        if asked.path.split("/")[2:] != [PHONE_ID, "messages"]:
            return _error(404, 100, "No such object")
        fields = json.loads(asked.body)
        if fields["to"] == NOT_ON_WHATSAPP:
            return _error(400, 131026, "Message undeliverable")
        with self._lock:
            message = SentMessage(f"wamid.{len(self.messages):04d}", fields)
            self.messages.append(message)
        return Answered(200, {"messaging_product": "whatsapp", "messages": [{"id": message.wamid}]})


def send_signed(url: str, content: Any, *, secret: str = APP_SECRET) -> httpx.Response:
    """POST JSON as Meta signs it."""
    body = json.dumps(content).encode()
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"X-Hub-Signature-256": f"sha256={signature}", "Content-Type": "application/json"}
    return httpx.post(url, content=body, headers=headers, timeout=30)


def _entry(status: dict[str, Any]) -> dict[str, Any]:
    return {"id": "1", "changes": [{"field": "messages", "value": {"statuses": [status]}}]}


def _error(status: int, code: int, message: str) -> Answered:
    return Answered(status, {"error": {"message": message, "type": "OAuthException", "code": code}})
