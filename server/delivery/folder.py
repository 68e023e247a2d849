"""Mail as files in a folder, where neither SMTP nor Resend is configured: for trying out and for looking."""

import contextlib
import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

from server.delivery.mail import Mail, make_message
from server.errors import ProviderUnavailableError


class FolderCarrier:
    """Writes each mail whole or not at all; the same delivery again replaces its own file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, mail: Mail) -> str:
        """Write ``{time}-{delivery id}.eml`` and give that name. The time is when it was posted: names sort by it."""
        posted = datetime.fromtimestamp(mail.at / 1000, UTC).strftime("%Y%m%dT%H%M%S.%f")[:-3]
        name = f"{posted}Z-{mail.delivery_id}.eml"
        fresh = self._folder / f".{name}.{secrets.token_hex(4)}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(make_message(mail).as_bytes())
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._folder / name)
        except OSError as error:
            raise ProviderUnavailableError("The mail folder cannot be written to") from error
        finally:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
        return name
