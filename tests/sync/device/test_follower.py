"""Following the server by itself: how soon the list counts as the newest, first and after an outage."""

import threading
import time

from sync.device.claims import Breaker
from sync.device.client import ServerClient
from sync.device.clock import SystemClock
from sync.device.database import Store, put_values
from sync.device.follower import LISTEN_S, Follower
from sync.device.round import Round
from sync.device.scan_log import ScanLog
from sync.protocol.codec import decode_message, encode_message
from sync.protocol.messages import PullRequest, TimeAnswer, TimeRequest
from tests.fakes.garbage_server import http, routing_server
from tests.sync.device.conftest import LOG_ID
from tests.sync.device.downloads import page
from tests.sync.making import AUTHORITY, KEY, NOW

_TROUBLE = http("503 Service Unavailable")


def test_a_door_asks_without_being_held_until_it_knows_that_it_has_all(held: Store) -> None:
    """A server that holds what it has no news for would keep a door waiting to hear that its list is whole."""
    answers = [page(cursor=8, more=True), None, page(cursor=8), page(cursor=8), None, page(cursor=8)]
    waits: list[float] = []
    is_over = threading.Event()

    def route(request: bytes) -> bytes:
        head, _, body = request.partition(b"\r\n\r\n")
        if head.startswith(b"POST /door/v1/time"):
            asked = decode_message(body, TimeRequest)
            return http("200 OK", encode_message(TimeAnswer(asked.sent, NOW, NOW)))
        if len(waits) == len(answers):
            is_over.set()
            return _TROUBLE
        answer = answers[len(waits)]
        waits.append(decode_message(body, PullRequest).wait_s)
        return _TROUBLE if answer is None else http("200 OK", encode_message(answer))

    with held.writing() as connection:
        put_values(connection, epoch="epoch", cursor=8)
    with routing_server(route) as server:
        scan_log = ScanLog(held, LOG_ID, KEY)
        round_ = Round(held, scan_log, ServerClient(server.url), SystemClock(), AUTHORITY.verify_key)
        follower = Follower(round_, scan_log, Breaker(time.monotonic), lambda: None)
        follower.start()
        assert is_over.wait(20)
        follower.stop()
    assert waits == [0.0, 0.0, 0.0, LISTEN_S, LISTEN_S, 0.0]
