"""Media at Cloudinary: uploaded and removed by signed requests. https://cloudinary.com/documentation/signatures"""

import hashlib
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import httpx

from server.errors import ProviderRefusedError, ProviderUnavailableError

_API = "https://api.cloudinary.com"
_TIMEOUT_S = 120.0


class Cloudinary:
    """One cloud, by its address ``cloudinary://key:secret@cloud``; ``?upload_prefix=`` names another API address."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._cloud = parts.hostname or ""
        self._key = unquote(parts.username or "")
        self._secret = unquote(parts.password or "")
        self._api = parse_qs(parts.query).get("upload_prefix", [_API])[0].rstrip("/")

    async def upload(self, file: Path, public_id: str, content_type: str) -> str:
        """The file's public address there; the same again under the same id changes nothing."""
        with file.open("rb") as opened:
            files = {"file": (public_id, opened, content_type)}
            answer = await self._call(content_type, "upload", {"public_id": public_id, "overwrite": "true"}, files)
        address = answer.get("secure_url")
        if not isinstance(address, str) or not address.startswith("https://"):
            raise ProviderUnavailableError("The media service gave no address")
        return address

    async def remove(self, public_id: str, content_type: str) -> None:
        """Remove a file; one that is not there is as good as removed."""
        await self._call(content_type, "destroy", {"public_id": public_id, "invalidate": "true"}, None)

    async def _call(
        self, content_type: str, what: str, fields: dict[str, str], files: dict[str, Any] | None
    ) -> dict[str, Any]:
        kind = content_type.partition("/")[0]
        url = f"{self._api}/v1_1/{self._cloud}/{kind}/{what}"
        try:
            async with httpx.AsyncClient(timeout=_TIMEOUT_S) as client:
                answer = await client.post(url, data=self._signed(fields), files=files)
            said = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderUnavailableError("The media service does not answer right now") from error
        if answer.status_code == 429 or answer.status_code >= 500:
            raise ProviderUnavailableError("The media service does not answer right now")
        if answer.is_error or not isinstance(said, dict):
            raise ProviderRefusedError("The media service refused the file")
        return said

    def _signed(self, fields: dict[str, str]) -> dict[str, str]:
        signed = {**fields, "timestamp": str(int(time.time()))}
        text = "&".join(f"{name}={signed[name]}" for name in sorted(signed))
        signature = hashlib.sha1(f"{text}{self._secret}".encode()).hexdigest()  # noqa: S324  Cloudinary's own scheme.
        return {**signed, "api_key": self._key, "signature": signature}
