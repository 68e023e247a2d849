"""Somebody's webhook receiver: verifies with the standardwebhooks library, and misbehaves on command."""

import json
from dataclasses import dataclass
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

from tests.fakes.loopback import Answered, Asked, LoopbackServer


@dataclass(frozen=True, slots=True)
class Received:
    """A message whose signature was good."""

    id: str
    type: str
    timestamp: str
    data: dict[str, Any]
    raw: str


class WebhookReceiver(LoopbackServer):
    """Takes what is signed with ``secret``; answers 400 to anything else, and ``statuses`` first, one a request."""

    def __init__(self) -> None:
        self.secret = ""
        self.received: list[Received] = []
        self.statuses: list[int] = []
        self.location = ""
        super().__init__(self._take)

    def _take(self, asked: Asked) -> Answered:
        try:
            said = Webhook(self.secret).verify(asked.body, dict(asked.headers))
        except WebhookVerificationError as error:
            return Answered(400, {"error": str(error)})
        with self._lock:
            if self.statuses:
                headers = {"Location": self.location} if self.location else {}
                return Answered(self.statuses.pop(0), {}, headers)
            raw = asked.body.decode()
            message_id = asked.headers["webhook-id"]
            self.received.append(Received(message_id, said["type"], said["timestamp"], said["data"], raw))
        return Answered(200, json.loads("{}"))
