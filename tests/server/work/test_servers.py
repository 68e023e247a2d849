"""Real server processes that carry out work: killed, stopped, two on one database, a service that fails."""

import os
import random
import secrets
import time
from pathlib import Path

from server.config import read_config
from server.context import Context
from server.work.dead_letters import list_dead_letters, list_waiting
from tests.fakes.loopback import Misbehaviour
from tests.postgres import postgres_database
from tests.server.work.sink import Sink, WorkingServer, put, wait_until, working_server
from tests.serving import open_context, running_server

_SEED = "DOORWARD_CRASH_SEED"
_KILLS = 3


def test_killed_at_random_moments_the_server_loses_nothing_and_does_nothing_twice(context: Context) -> None:
    seed = os.environ.get(_SEED) or secrets.token_hex(4)
    print(f"{_SEED}={seed}")  # noqa: T201  pytest shows it with a failure.
    chance = random.Random(seed)
    expected: set[str] = set()
    with Sink(takes_s=0.02) as sink:
        for number in range(_KILLS):
            for fault in (Misbehaviour.SERVER_ERROR, Misbehaviour.RATE_LIMIT, Misbehaviour.LOSE_ANSWER):
                sink.server.misbehave(fault, times=chance.randrange(4))
            references = [f"dlv_{number}_{place}" for place in range(40)]
            expected.update(references)
            put(context, *references)
            with working_server(context, sink) as server:
                server.wait_until_working()
                time.sleep(chance.uniform(0.0, 0.8))
                server.kill()
        with working_server(context, sink):
            wait_until(lambda: not list_waiting(context), lambda: list_waiting(context)[:5])

    assert set(sink.effects) == expected
    assert set(sink.effects.values()) == {1}
    assert list_dead_letters(context) == []


def test_of_two_servers_on_one_database_one_works_until_it_dies_and_then_the_other(context: Context) -> None:
    with Sink(takes_s=0.05) as sink, working_server(context, sink) as first:
        first.wait_until_working()
        with working_server(context, sink) as second:
            assert second.url
            put(context, *(f"dlv_{number}" for number in range(40)))
            wait_until(lambda: len(sink.effects) >= 40)
            assert sink.posters == {str(first.process.pid)}

            put(context, *(f"dlv_late_{number}" for number in range(40)))
            first.kill()
            wait_until(lambda: len(sink.effects) >= 80)
            assert "working" in second.said
            assert str(second.process.pid) in sink.posters
    assert set(sink.effects.values()) == {1}


def test_a_server_stops_within_seconds_while_work_waits_for_a_dead_service(sqlite_context: Context) -> None:
    with Sink() as sink:
        sink.is_stuck = True
        put(sqlite_context, "dlv_1")
        with working_server(sqlite_context, sink) as server:
            server.wait_until_working()
            wait_until(lambda: len(sink.server.asked) == 1)
            took_s = server.stop()
        sink.is_stuck = False
        with working_server(sqlite_context, sink):
            wait_until(lambda: sink.effects["dlv_1"] == 1)

    assert took_s < 7


def test_a_service_that_fails_or_asks_for_patience_is_asked_again(context: Context) -> None:
    with Sink() as sink, working_server(context, sink) as server:
        server.wait_until_working()
        sink.server.misbehave(Misbehaviour.RATE_LIMIT)
        sink.server.misbehave(Misbehaviour.SERVER_ERROR)
        put(context, "dlv_1")
        wait_until(lambda: sink.effects["dlv_1"] == 1)
        wait_until(lambda: not list_waiting(context))

    assert len(sink.server.asked) == 3
    assert list_dead_letters(context) == []


def test_of_several_workers_of_one_server_one_works(postgres_url: str, tmp_path: Path) -> None:
    with (
        postgres_database(postgres_url) as url,
        running_server(tmp_path, database_url=url, workers=2) as server,
        open_context(server.config) as context,
    ):
        put(context, "dlv_unknown")
        wait_until(lambda: not list_waiting(context))
        log = server.log.read_text()

    assert log.count('"work_started"') == 1
    assert log.count('"dlv_unknown"') == 1


def test_the_log_names_work_by_kind_and_reference_only(tmp_path: Path) -> None:
    with open_context(read_config({}, {"data_dir": tmp_path})) as context, Sink(refuses=["dlv_2"]) as sink:
        server = WorkingServer(context, sink)
        put(context, "dlv_1", "dlv_2")
        wait_until(lambda: len(list_dead_letters(context)) == 1 and sink.effects["dlv_1"] == 1)
        server.stop()
        lines = server.log.read_text().splitlines()

    done = next(line for line in lines if '"work_done"' in line)
    failed = next(line for line in lines if '"work_failed"' in line)
    assert '"reference": "dlv_1"' in done
    assert '"kind": "message"' in done
    assert '"attempt": 1' in done
    assert "ProviderRefusedError" in failed
    assert not any("Traceback" in line for line in lines)
