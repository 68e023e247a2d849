"""A sync that a person cancels stops at once, also while a silent server keeps it waiting."""

import threading
import time

import pytest

from sync.device.client import ServerClient
from sync.device.clock import SystemClock
from sync.device.cut_off import cut_off_when
from sync.device.database import Store
from sync.device.errors import CancelledError, ServerUnreachableError
from sync.device.round import Round
from sync.device.scan_log import ScanLog
from tests.fakes.garbage_server import silent_server
from tests.sync.device.conftest import LOG_ID
from tests.sync.making import AUTHORITY, KEY

AT_ONCE_S = 1.5


def round_over(client: ServerClient, store: Store) -> Round:
    return Round(store, ScanLog(store, LOG_ID, KEY), client, SystemClock(), AUTHORITY.verify_key)


def test_cancelling_wakes_a_sync_that_waits_for_a_silent_server(held: Store) -> None:
    cancelled = threading.Event()
    with silent_server() as server:
        client = ServerClient(server.url)
        round_ = round_over(client, held)
        threading.Timer(0.3, cancelled.set).start()
        began = time.monotonic()
        with pytest.raises(CancelledError), cut_off_when(cancelled.is_set, round_.interrupt):
            round_.run(full=False, report=lambda _: None, is_cancelled=cancelled.is_set)
        assert time.monotonic() - began < AT_ONCE_S
        client.close()


def test_who_is_interrupted_without_having_cancelled_hears_of_the_network_and_may_ask_again(held: Store) -> None:
    with silent_server() as server:
        client = ServerClient(server.url)
        round_ = round_over(client, held)
        for _ in range(2):
            threading.Timer(0.3, round_.interrupt).start()
            with pytest.raises(ServerUnreachableError):
                round_.run(full=False, report=lambda _: None, is_cancelled=lambda: False)
        assert len(server.requests) == 2
        client.close()


def test_nothing_is_cut_off_once_the_work_is_done() -> None:
    cut: list[None] = []
    is_cancelled = threading.Event()
    with cut_off_when(is_cancelled.is_set, lambda: cut.append(None)):
        pass
    is_cancelled.set()
    time.sleep(0.3)
    assert cut == []
