"""WhatsApp by Meta's Cloud API, and what Meta says afterwards of a message."""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import msgspec

from server.config import ServerConfig
from server.errors import BadSignatureError, InvalidRequestError, ProviderRefusedError, ProviderUnavailableError

_API = "https://graph.facebook.com"
_VERSION = "v21.0"
_TIMEOUT_S = 20.0
_LONGEST_NUMBER = 15
_SHORTEST_NUMBER = 7
_LATER_CODES = frozenset({1, 2, 4, 190, 80007, 130429, 131000, 131016, 131048, 131056, 133016})
"""Meta's error codes for what passes: rate limits, outages, and a token that someone must renew."""


@dataclass(frozen=True, slots=True)
class WhatsApp:
    """One message to one number: ``text`` within a conversation, else a template that Meta has approved."""

    delivery_id: str
    recipient: str
    template: str
    language: str
    parameters: Sequence[str]
    """What fills the template's places, in order."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class MessageStatus:
    """What became of a message: sent, delivered, read or failed."""

    reference: str
    delivery_id: str
    """Ours, where Meta gives it back; else empty."""
    status: str
    failure: str = ""


class MetaCarrier:
    """Sends messages from one number. Meta knows no idempotency keys, but gives our id back with each status."""

    def __init__(self, config: ServerConfig) -> None:
        self._url = f"{config.meta_url or _API}/{_VERSION}/{config.meta_phone_id}/messages"
        self._token = config.meta_token

    def send(self, message: WhatsApp) -> str:
        """Hand over a message, and give Meta's id of it (``wamid.…``).

        Raises ProviderUnavailableError to be tried again, ProviderRefusedError where it never will be taken.
        """
        try:
            answer = httpx.post(
                self._url,
                json=_body(message),
                headers={"Authorization": f"Bearer {self._token}"},
                timeout=_TIMEOUT_S,
            )
        except httpx.HTTPError as error:
            raise ProviderUnavailableError("WhatsApp does not answer") from error
        if answer.status_code != 200:
            raise _failure(answer)
        try:
            return str(answer.json()["messages"][0]["id"])
        except (ValueError, LookupError, TypeError) as error:
            raise ProviderUnavailableError("WhatsApp gave an answer that cannot be read") from error


def check_signature(app_secret: str, body: bytes, signature: str) -> None:
    """Check ``X-Hub-Signature-256`` over the raw body; BadSignatureError else."""
    expected = "sha256=" + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "surrogateescape")):
        raise BadSignatureError


def read_statuses(body: bytes) -> list[MessageStatus]:
    """The statuses in a webhook's body; what else it tells of is left out. InvalidRequestError for what is no JSON."""
    try:
        said = msgspec.json.decode(body)
    except msgspec.DecodeError as error:
        raise InvalidRequestError("The body is not valid JSON") from error
    return [
        MessageStatus(
            reference=str(status["id"]),
            delivery_id=str(status.get("biz_opaque_callback_data") or ""),
            status=str(status["status"]),
            failure=_first_error(status),
        )
        for status in _statuses_in(said)
        if isinstance(status.get("id"), str) and isinstance(status.get("status"), str)
    ]


def _statuses_in(said: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  What was sent.
    for entry in _dicts(said, "entry"):
        for change in _dicts(entry, "changes"):
            yield from _dicts(change.get("value"), "statuses")


def _dicts(holder: Any, name: str) -> list[dict[str, Any]]:  # noqa: ANN401  What was sent.
    found = holder.get(name) if isinstance(holder, dict) else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _first_error(status: dict[str, Any]) -> str:
    errors = _dicts(status, "errors")
    return f"WhatsApp error {errors[0].get('code')}"[:100] if errors else ""


def _body(message: WhatsApp) -> dict[str, Any]:
    body: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": _digits_of(message.recipient),
        "biz_opaque_callback_data": message.delivery_id,
    }
    if message.text:
        return {**body, "type": "text", "text": {"preview_url": False, "body": message.text}}
    parameters = [{"type": "text", "text": text} for text in message.parameters]
    return {
        **body,
        "type": "template",
        "template": {
            "name": message.template,
            "language": {"code": message.language},
            "components": [{"type": "body", "parameters": parameters}],
        },
    }


def _digits_of(number: str) -> str:
    """The digits of an international number. One without its country could be anybody's somewhere else."""
    digits = "".join(character for character in number if character in "0123456789")
    is_international = number.lstrip().startswith(("+", "00"))
    significant = digits.removeprefix("00")
    if not is_international or not _SHORTEST_NUMBER <= len(significant) <= _LONGEST_NUMBER:
        raise ProviderRefusedError("The number cannot be written to")
    return significant


def _failure(answer: httpx.Response) -> ProviderRefusedError | ProviderUnavailableError:
    try:
        code = answer.json()["error"]["code"]
    except (ValueError, LookupError, TypeError):
        code = None
    message = f"WhatsApp answered {answer.status_code}, error {code}"
    if answer.status_code in (401, 403, 408, 429) or answer.status_code >= 500 or code in _LATER_CODES:
        return ProviderUnavailableError(message)
    return ProviderRefusedError(message)
