"""Mail by Resend's API, through its SDK."""

import base64
from typing import Any

import resend
from resend.exceptions import NoContentError, ResendError

from server.delivery.letter import Attachment
from server.delivery.mail import Mail, make_message
from server.errors import ProviderRefusedError, ProviderUnavailableError

_API = "https://api.resend.com"
_TIMEOUT_S = 20
_SENT_BEFORE = "invalid_idempotent_request"
"""What Resend says of a key that it took another text for: the first one is on its way already."""
_SETUP_CODES = (401, 403)


class ResendCarrier:
    """The SDK keeps its key and address in module globals, which is enough: a server has one account."""

    def __init__(self, api_key: str, url: str, timeout_s: int = _TIMEOUT_S) -> None:
        self._api_key = api_key
        self._url = url or _API
        self._timeout_s = timeout_s

    def send(self, mail: Mail) -> str:
        """Hand over a mail; its delivery id is the idempotency key, so that Resend sends it once in 24 hours."""
        make_message(mail)  # Raises where an address cannot be used.
        resend.api_key, resend.api_url = self._api_key, self._url
        resend.default_http_client = resend.RequestsClient(timeout=self._timeout_s)
        try:
            answer = resend.Emails.send(_parameters(mail), {"idempotency_key": mail.delivery_id})  # type: ignore[arg-type]
        except NoContentError as error:
            raise ProviderUnavailableError("Resend gave no answer") from error
        except ResendError as error:
            if error.error_type == _SENT_BEFORE:
                return mail.delivery_id
            raise _failure(error) from error
        return str(answer["id"])


def _parameters(mail: Mail) -> dict[str, Any]:
    parameters: dict[str, Any] = {
        "from": mail.sender,
        "to": [mail.recipient],
        "subject": mail.subject,
        "html": mail.html,
        "text": mail.text,
        "headers": {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
        "attachments": [_attachment(file) for file in mail.attachments],
    }
    if mail.reply_to:
        parameters["reply_to"] = mail.reply_to
    return parameters


def _attachment(file: Attachment) -> dict[str, str]:
    content = base64.b64encode(file.content).decode()
    described = {"filename": file.name, "content": content, "content_type": file.media_type}
    return {**described, "content_id": file.content_id} if file.content_id else described


def _failure(error: ResendError) -> ProviderRefusedError | ProviderUnavailableError:
    """429, 5xx, no connection, the same key at work elsewhere, and a bad set-up are for now; all else is for good."""
    code = int(error.code) if str(error.code).isdigit() else 500
    message = f"Resend answered {code} {error.error_type}"
    if code == 429 or code >= 500 or code in _SETUP_CODES or code == 409:
        return ProviderUnavailableError(message)
    return ProviderRefusedError(message)
