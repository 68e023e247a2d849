"""The conversation that pairs this device, over a line that somebody else may cut. No Qt."""

from sync.device.client import ServerClient
from sync.device.database import Store
from sync.device.pairing import Pairing, pair


class Enrolling:
    """Pairs one at a time; ``hang_up`` comes from any thread."""

    def __init__(self) -> None:
        self._client: ServerClient | None = None
        self._is_over = False

    def pair(self, store: Store, server: str, code: str, name: str, app_version: str) -> Pairing:
        """As ``sync.device.pairing.pair``; ServerUnreachableError where it was cut off."""
        client = self._client = ServerClient(server)
        try:
            if self._is_over:
                client.close()
            return pair(store, server, code, name, app_version, client=client)
        finally:
            self._client = None

    def hang_up(self) -> None:
        """Cut off a pairing that waits for the server, and let none begin any more."""
        self._is_over = True
        client = self._client
        if client is not None:
            client.close()
