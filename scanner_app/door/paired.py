"""What exists only once a device is paired: its log, its session, its ways to the server and to other doors."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from scanner_app.door.battery import battery_percent
from scanner_app.door.pace import Pace
from scanner_app.door.session import DoorSession
from sync.device.claims import Breaker, Claims
from sync.device.client import ServerClient
from sync.device.clock import Clock
from sync.device.database import Store
from sync.device.errors import NotPairedError
from sync.device.follower import Follower
from sync.device.gossip import Gossip
from sync.device.pairing import Pairing
from sync.device.peers import Peers
from sync.device.replica import Replica
from sync.device.round import Round
from sync.device.scan_log import ScanLog
from sync.device.sealed import Sealed
from sync.device.search_index import SearchIndex
from sync.device.search_keeper import SearchKeeper
from sync.protocol.messages import DeviceReport

log = structlog.get_logger()

MESSAGE_READ = "message_read"
"""The store's key for the number of the last message of the organizer that was read here."""


@dataclass(frozen=True, slots=True)
class PeerOptions:
    """How this door meets others: where it answers, and whom it looks for beside those it finds by itself."""

    port: int | None = None
    """None takes the usual one."""
    addresses: tuple[str, ...] = ()
    host: str = ""
    is_announced: bool = True


class Paired:
    """One pairing's parts, put together. ``start`` and ``close`` once each."""

    def __init__(
        self,
        store: Store,
        pairing: Pairing,
        clock: Clock,
        on_news: Callable[[], None],
        *,
        app_version: str = "",
        peers: PeerOptions | None = None,
    ) -> None:
        """Ready to scan; without ``peers`` no other door is spoken to."""
        self.pairing = pairing
        self._store, self._clock, self._app_version = store, clock, app_version
        self.client = ServerClient(pairing.server, pairing.token)
        self.scan_log = ScanLog(store, pairing.log_id, pairing.signing_key, pairing.event_id)
        self.replica = Replica(store, self.scan_log, pairing.authority_key)
        self.breaker = Breaker(time.monotonic)
        self.round = Round(store, self.scan_log, self.client, clock, pairing.authority_key, self.report)
        self.sealed = Sealed(store, pairing, self.client)
        self.pace = Pace(time.monotonic)
        self.peers = None if peers is None else self._make_peers(peers, on_news)
        claims = Claims(self.client, self.scan_log, self.breaker)
        index = SearchIndex(store)
        self.session = DoorSession(store, self.scan_log, pairing, clock, claims, self.peers, index)
        self._keeper = SearchKeeper(index)
        self.follower = Follower(self.round, self.scan_log, self.breaker, on_news, sealed=self.sealed)

    def start(self) -> None:
        """Keep in step with the server and the other doors from now on; a second call does nothing."""
        if not self.follower.is_started and self.peers is not None:
            self.peers.start()
        self.follower.start()
        self._keeper.start()

    def close(self) -> None:
        """End every thread."""
        self.follower.stop()
        self._keeper.stop()
        if self.peers is not None:
            self.peers.stop()

    def wrote(self) -> None:
        """Something was written down here that others should hear of."""
        self.follower.scanned()
        if self.peers is not None:
            self.peers.changed()

    @property
    def peers_seen(self) -> int:
        """How many other doors answer."""
        return 0 if self.peers is None else len(self.peers.visible())

    @property
    def message_read(self) -> int:
        """The number of the last message that was read here."""
        return int(self._store.get(MESSAGE_READ) or 0)

    def report(self) -> DeviceReport:
        """How this device is, for the organizer."""
        offset = self._clock.read().offset
        return DeviceReport(
            waiting=self.scan_log.waiting(),
            list_age_s=self.session.list_age_s,
            battery_percent=battery_percent(),
            app_version=self._app_version,
            scans_a_minute=self.pace.a_minute,
            clock_offset_ms=None if offset is None else offset.offset_ms,
            peers=self.peers_seen,
            message_id=self.message_read,
            training=self.session.is_training,
        )

    def _make_peers(self, options: PeerOptions, on_news: Callable[[], None]) -> Peers | None:
        gossip = Gossip(self._store, self.scan_log, self.replica, self._clock, self.pairing, on_news)
        port = {} if options.port is None else {"port": options.port}
        try:
            return Peers(
                self._store,
                gossip,
                self.pairing,
                host=options.host,
                addresses=options.addresses,
                is_announced=options.is_announced,
                **port,
            )
        except NotPairedError as error:  # Paired by an older program: it has no certificate to show.
            log.warning("no_peers", why=str(error))
            return None
