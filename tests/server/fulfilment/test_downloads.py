"""Files come in whole or not at all, and go out as often and as long as was bought."""

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from server.context import Context
from server.fulfilment.files import safe_name
from server.fulfilment.models import Entitlement
from server.ids import new_id, now_ms
from server.media.models import MediaFile
from server.media.space import MOST_BYTES
from tests.factories import Club, make_club
from tests.server.conftest import next_prefix
from tests.server.fulfilment.selling import entitlement_of, make_download, make_product, sell
from tests.serving import RunningServer

CONTENT = b"0123456789" * 100
MIB = 1024 * 1024


@pytest.fixture
def stranger(shared_server: RunningServer) -> Iterator[httpx.Client]:
    """HTTP without any proof."""
    with httpx.Client(base_url=shared_server.url, timeout=60) as opened:
        yield opened


@pytest.fixture
def product(server_context: Context, club: Club) -> str:
    """A download product without a file."""
    return make_product(server_context, club, "download")


def _link(client: httpx.Client, context: Context, club: Club, **properties: Any) -> tuple[str, str]:
    """The link to a bought file, and the item's id."""
    sold = sell(context, club, make_download(context, club, **properties))
    data = client.get(f"/api/v1/purchase-items/{sold.item_id}").json()["fulfillmentData"]
    return data["downloadUrl"], sold.item_id


def _stored(server: RunningServer) -> set[str]:
    folder = server.data_dir / "files"
    return {file.name for file in folder.iterdir()} if folder.exists() else set()


def _uses(context: Context, item_id: str) -> int:
    return entitlement_of(context, item_id).uses


def _code(answer: httpx.Response) -> str:
    return str(answer.json()["details"]["code"])


def test_a_raw_body_becomes_the_products_file(client: httpx.Client, shared_server: RunningServer, product: str) -> None:
    answer = client.put(
        f"/api/v1/products/{product}/file",
        params={"fileName": "Ein Buch.pdf"},
        content=CONTENT,
        headers={"Content-Type": "application/pdf"},
    ).json()

    path = shared_server.data_dir / "files" / answer["fileId"]
    assert path.read_bytes() == CONTENT
    assert path.stat().st_mode & 0o077 == 0
    assert (answer["fileName"], answer["contentType"], answer["sizeBytes"]) == ("Ein Buch.pdf", "application/pdf", 1000)
    assert answer["sha256"] == hashlib.sha256(CONTENT).hexdigest()
    facts = client.get(f"/api/v1/products/{product}").json()["customProperties"]
    assert (facts["fileId"], facts["fileName"]) == (answer["fileId"], "Ein Buch.pdf")


def test_an_organization_s_files_take_up_so_much_room_and_no_more(
    client: httpx.Client, server_context: Context, shared_server: RunningServer, club: Club, product: str
) -> None:
    before = _stored(shared_server)
    with server_context.database.transaction() as session:
        session.add(
            MediaFile(
                id=new_id("med"),
                organization_id=club.organization_id,
                event_id=None,
                content_type="video/mp4",
                size_bytes=MOST_BYTES,
                digest=b"",
                url="https://media.example.com/large",
                is_public=True,
                created_at=now_ms(),
            )
        )

    sold = client.put(f"/api/v1/products/{product}/file", content=CONTENT)
    shown = client.post("/api/v1/media", content=CONTENT)

    assert (sold.status_code, shown.status_code) == (409, 409)
    assert _stored(shared_server) == before


def test_a_form_does_too_and_replaces_the_file(
    client: httpx.Client, shared_server: RunningServer, product: str
) -> None:
    path = f"/api/v1/products/{product}/file"
    first = client.post(path, content=CONTENT).json()
    second = client.post(path, files={"file": ("../../etc/passwd", b"other", "text/plain")}).json()

    assert (second["fileName"], second["contentType"]) == ("_._etc_passwd", "text/plain")
    assert second["fileId"] in _stored(shared_server)
    assert first["fileId"] not in _stored(shared_server)


def test_a_file_of_many_megabytes_never_fills_the_memory(
    client: httpx.Client, shared_server: RunningServer, product: str
) -> None:
    size = 60 * MIB
    before = _peak_bytes(shared_server)
    answer = client.put(f"/api/v1/products/{product}/file", content=(b"x" * MIB for _ in range(60)))

    assert answer.json()["sizeBytes"] == size
    assert _peak_bytes(shared_server) - before < size / 2


def _peak_bytes(server: RunningServer) -> int:
    status = Path(f"/proc/{server.process.pid}/status")
    if not status.exists():
        pytest.skip("This system does not say how much memory a process used")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def test_what_is_no_file_leaves_nothing_behind(
    client: httpx.Client, shared_server: RunningServer, club: Club, server_context: Context, product: str
) -> None:
    path = f"/api/v1/products/{product}/file"
    course = make_product(server_context, club, "course")
    before = _stored(shared_server)
    answers = [
        client.put(path, content=b""),
        client.post(path, data={"name": "x"}, files={"file": ("a", b"")}),
        client.post(path, headers={"Content-Type": "multipart/form-data"}, content=b"no boundary"),
        client.post(path, headers={"Content-Type": "multipart/form-data; boundary=x"}, content=b"--x\r\nbroken"),
        client.put(f"/api/v1/products/{course}/file", content=CONTENT),
        client.put("/api/v1/products/prd_unknown/file", content=CONTENT),
    ]
    assert [answer.status_code for answer in answers] == [400, 400, 400, 400, 400, 404]
    assert _stored(shared_server) == before


def test_a_file_that_is_too_large_is_refused_while_it_comes_in(
    client: httpx.Client, shared_server: RunningServer, product: str
) -> None:
    before = _stored(shared_server)

    def endless() -> Iterator[bytes]:
        for _ in range(201):
            yield b"x" * MIB

    answer = client.put(f"/api/v1/products/{product}/file", content=endless())
    assert (answer.status_code, _code(answer)) == (413, "BODY_TOO_LARGE")
    assert _stored(shared_server) == before


def test_only_the_organization_uploads(
    stranger: httpx.Client, shared_server: RunningServer, server_context: Context, product: str
) -> None:
    other = make_club(server_context, prefix=next_prefix(), name="Other")
    before = _stored(shared_server)
    path = f"/api/v1/products/{product}/file"

    assert stranger.put(path, content=CONTENT).status_code == 401
    assert stranger.put(path, content=CONTENT, headers=other.headers).status_code == 404
    assert _stored(shared_server) == before


def test_the_link_gives_the_file_to_save_and_to_keep_private(
    client: httpx.Client, stranger: httpx.Client, server_context: Context, club: Club
) -> None:
    url, _ = _link(client, server_context, club)
    answer = stranger.get(url)

    assert answer.content == CONTENT
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''Sch%C3%B6ne%20Datei.pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_link_is_good_for_as_many_downloads_as_were_bought(
    client: httpx.Client, stranger: httpx.Client, server_context: Context, club: Club
) -> None:
    url, item_id = _link(client, server_context, club, maxDownloads=2)
    statuses = [stranger.get(url).status_code for _ in range(3)]

    assert statuses == [200, 200, 410]
    assert _code(stranger.get(url)) == "EXPIRED"
    assert client.get(f"/api/v1/purchase-items/{item_id}").json()["fulfillmentData"]["downloadsLeft"] == 0


def test_looking_and_fetching_in_parts_is_one_download(
    client: httpx.Client, stranger: httpx.Client, server_context: Context, club: Club
) -> None:
    url, item_id = _link(client, server_context, club, maxDownloads=1)
    heads = [stranger.head(url) for _ in range(3)]
    uses_after_looking = _uses(server_context, item_id)
    parts = [
        stranger.get(url, headers={"Range": f"bytes={start}-{start + 99}"}) for start in range(0, len(CONTENT), 100)
    ]

    assert {(head.status_code, head.headers["Content-Length"]) for head in heads} == {(200, "1000")}
    assert uses_after_looking == 0
    assert {part.status_code for part in parts} == {206}
    assert b"".join(part.content for part in parts) == CONTENT
    assert _uses(server_context, item_id) == 1
    assert stranger.get(url).status_code == 410


def test_parts_that_are_asked_for_after_an_hour_are_another_download(
    client: httpx.Client, stranger: httpx.Client, server_context: Context, club: Club
) -> None:
    url, item_id = _link(client, server_context, club, maxDownloads=1)
    stranger.get(url, headers={"Range": "bytes=0-9"})
    with server_context.database.transaction() as session:
        download = session.get_one(Entitlement, entitlement_of(server_context, item_id).id)
        download.data = {**download.data, "partsUntil": now_ms() - 1}

    assert stranger.get(url, headers={"Range": "bytes=10-19"}).status_code == 410


def test_many_at_once_get_no_more_than_was_bought(client: httpx.Client, server_context: Context, club: Club) -> None:
    url, item_id = _link(client, server_context, club, maxDownloads=3)
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda: statuses.append(httpx.get(url, timeout=30).status_code)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [200] * 3 + [410] * 5
    assert _uses(server_context, item_id) == 3


def test_the_organizations_own_fetches_are_not_counted(
    client: httpx.Client, server_context: Context, club: Club
) -> None:
    url, item_id = _link(client, server_context, club, maxDownloads=1)
    path = httpx.URL(url).path

    assert [client.get(path).status_code for _ in range(3)] == [200] * 3
    assert _uses(server_context, item_id) == 0


def test_a_download_that_ended_or_was_taken_back_is_gone(
    client: httpx.Client, stranger: httpx.Client, server_context: Context, club: Club
) -> None:
    sold = sell(server_context, club, make_download(server_context, club))
    download_id = entitlement_of(server_context, sold.item_id).id
    path = f"/api/v1/downloads/{download_id}?token={sold.token}"
    statuses = [stranger.get(path).status_code]
    for changes in ({"ends_at": now_ms() - 1}, {"ends_at": now_ms() + 100_000, "status": "revoked"}):
        with server_context.database.transaction() as session:
            for name, value in changes.items():
                setattr(session.get_one(Entitlement, download_id), name, value)
        statuses.append(stranger.get(path).status_code)

    assert statuses == [200, 410, 410]


def test_a_file_that_is_gone_from_the_disk_burns_no_download(
    client: httpx.Client, stranger: httpx.Client, server_context: Context, club: Club
) -> None:
    url, item_id = _link(client, server_context, club)
    product_id = entitlement_of(server_context, item_id).product_id
    (server_context.config.data_dir / "files" / f"fil_{product_id}").unlink()

    assert stranger.get(url).status_code == 404
    assert _uses(server_context, item_id) == 0


def test_the_log_holds_no_signature(
    client: httpx.Client, stranger: httpx.Client, server_context: Context, shared_server: RunningServer, club: Club
) -> None:
    url, _ = _link(client, server_context, club)
    stranger.get(url)

    log = shared_server.log.read_text()
    assert "/api/v1/downloads/{download_id}" in log
    assert httpx.URL(url).params["signature"] not in log


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Buch.pdf", "Buch.pdf"),
        ("../../etc/passwd", "_._etc_passwd"),
        ('a"b\r\nSet-Cookie: x.pdf', "a_bSet-Cookie_ x.pdf"),
        ("con.txt", "download.txt"),
        ("  .hidden. ", "hidden"),
        ("\u202egpj.exe", "gpj.exe"),
        ("", "download"),
        ("...", "download"),
        ("x" * 400 + ".tar", "x" * 150 + ".tar"),
        ("東京.zip", "東京.zip"),
    ],
)
def test_a_file_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe
