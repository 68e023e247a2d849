"""Pictures and videos, over HTTP against a running server."""

import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from server.context import Context
from server.errors import InvalidRequestError
from server.media.pictures import redraw_now
from server.media.receiving import MOST_PICTURE_BYTES
from server.media.sniff import content_type_of
from tests.factories import Club, make_club
from tests.fakes.cloudinary import FakeCloudinary, running_cloudinary
from tests.server.conftest import next_prefix
from tests.serving import RunningServer, open_context, running_server

SECRET_PLACE = b"Carrer Secret 7"
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + b"\x00" * 200
WEBM = b"\x1a\x45\xdf\xa3\x93\x42\x82\x84webm" + b"\x00" * 200
MATROSKA = b"\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska" + b"\x00" * 200


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any) -> bytes:
    drawn = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(drawn, form, **options)
    return drawn.getvalue()


def photograph() -> bytes:
    """Sideways, with the place in its EXIF, in its comment, and hidden behind its end."""
    exif = Image.Exif()
    exif[0x0112] = 6  # Turn it by 90 degrees.
    exif[0x010E] = SECRET_PLACE.decode()
    exif.get_ifd(0x8825)[2] = (41.0, 23.0, 12.0)
    return picture(exif=exif, comment=SECRET_PLACE) + SECRET_PLACE


_GIF_HEAD = 13 + 3 * 256
"""The header with the colours, before the first frame."""


def _gif(still: Image.Image) -> bytes:
    """With the colours in the header, so that frames of several can follow one another."""
    drawn = io.BytesIO()
    still.save(drawn, "GIF", optimize=False)
    return drawn.getvalue()


def upload(client: httpx.Client, content: bytes, **options: Any) -> httpx.Response:
    return client.post("/api/v1/media", content=content, **options)


def test_a_picture_is_public_and_the_same_for_ever(client: httpx.Client, club: Club) -> None:
    made = upload(client, picture("PNG"), params={"eventId": club.event_id}).json()

    shown = httpx.get(made["url"])

    assert (shown.status_code, shown.headers["Content-Type"], made["contentType"]) == (200, "image/png", "image/png")
    assert shown.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert len(shown.content) == made["sizeBytes"]
    assert httpx.get(made["url"], headers={"Range": "bytes=0-7"}).content == b"\x89PNG\r\n\x1a\n"
    listed = client.get("/api/v1/media", params={"eventId": club.event_id}).json()["media"]
    assert [one["id"] for one in listed] == [made["id"]]


def test_what_a_camera_wrote_is_gone_and_the_picture_stands_upright(client: httpx.Client) -> None:
    made = upload(client, photograph()).json()

    shown = httpx.get(made["url"]).content

    assert SECRET_PLACE not in shown
    with Image.open(io.BytesIO(shown)) as drawn:
        assert drawn.size == (40, 60)
        assert dict(drawn.getexif()) == {}


def test_texts_in_other_formats_are_gone_too(tmp_path: Path) -> None:
    info = PngInfo()
    info.add_text("Location", SECRET_PLACE.decode())
    exif = Image.Exif()
    exif[0x010E] = SECRET_PLACE.decode()
    for content_type, content in (
        ("image/png", picture("PNG", pnginfo=info, exif=exif)),
        ("image/webp", picture("WEBP", exif=exif, xmp=SECRET_PLACE)),
        ("image/gif", picture("GIF", comment=SECRET_PLACE)),
    ):
        assert SECRET_PLACE in content
        (tmp_path / "picture").write_bytes(content)
        assert SECRET_PLACE not in redraw_now(tmp_path / "picture", content_type)


@pytest.mark.parametrize("form", ["GIF", "WEBP"])
def test_an_animation_keeps_moving(tmp_path: Path, form: str) -> None:
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "green", "blue")]
    (tmp_path / "moving").write_bytes(b"")
    frames[0].save(tmp_path / "moving", form, save_all=True, append_images=frames[1:], duration=70, loop=0)

    drawn = redraw_now(tmp_path / "moving", f"image/{form.lower()}")

    with Image.open(io.BytesIO(drawn)) as moving:
        assert getattr(moving, "n_frames", 1) == 3
        assert moving.size == (20, 10)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16"])
def test_colours_of_every_kind_are_drawn(tmp_path: Path, mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    source = Image.new(mode, (8, 8)) if mode == "I;16" else Image.linear_gradient("L").convert(mode)
    source.save(tmp_path / "picture", form)
    assert redraw_now(tmp_path / "picture", f"image/{form.lower()}")


def test_a_very_large_picture_is_made_smaller(tmp_path: Path) -> None:
    (tmp_path / "wide").write_bytes(picture("PNG", (8000, 100), "L"))
    with Image.open(io.BytesIO(redraw_now(tmp_path / "wide", "image/png"))) as drawn:
        assert drawn.size == (4096, 51)


def test_an_animation_whose_later_frames_are_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    small, large = (_gif(Image.new("L", (side, side))) for side in (1, 2_000))
    frames = small[_GIF_HEAD:-1] + large[_GIF_HEAD:-1] * 12
    file = tmp_path / "bomb"
    file.write_bytes(small[:_GIF_HEAD] + frames + b";")

    with pytest.raises(InvalidRequestError, match="more than 40 million pixels"):
        redraw_now(file, "image/gif")


def test_a_picture_that_claims_to_be_huge_is_refused_before_it_is_drawn(client: httpx.Client) -> None:
    header = b"IHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    bomb = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d" + header + zlib.crc32(header).to_bytes(4, "big")
    data = zlib.compress(bytes(100_000))
    chunk = b"IDAT" + data
    bomb += len(data).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    assert upload(client, bomb).status_code == 400


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script></html>" + b" " * 100,
        b"GIF89a<script>alert(1)</script>" + b" " * 100,
        b"\xff\xd8\xff" + b"\x00" * 500,
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        MATROSKA,
        picture()[:300],
    ],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(client: httpx.Client, content: bytes) -> None:
    answer = upload(client, content, headers={"Content-Type": "image/jpeg"})
    assert answer.status_code == 400


@pytest.mark.parametrize(("content", "content_type"), [(MP4, "video/mp4"), (WEBM, "video/webm")])
def test_a_video_is_kept_as_it_is(client: httpx.Client, content: bytes, content_type: str) -> None:
    made = upload(client, content, headers={"Content-Type": "text/html"}).json()
    shown = httpx.get(made["url"])
    assert (shown.content, shown.headers["Content-Type"]) == (content, content_type)


def test_a_form_uploads_a_file_too(client: httpx.Client) -> None:
    made = client.post("/api/v1/media", files={"file": ("evil.html", picture(), "text/html")}).json()
    assert made["contentType"] == "image/jpeg"
    assert client.post("/api/v1/media", data={"file": "text"}, files={}).status_code == 400


def test_a_picture_over_ten_mebibytes_is_refused(client: httpx.Client, shared_server: RunningServer) -> None:
    assert upload(client, b"\xff\xd8\xff" + bytes(MOST_PICTURE_BYTES)).status_code == 413
    assert list((shared_server.data_dir / "media").glob(".*")) == []


def test_nobody_uploads_without_a_key_or_for_another_organizations_event(
    client: httpx.Client, shared_server: RunningServer, server_context: Context
) -> None:
    other = make_club(server_context, prefix=next_prefix())
    assert httpx.post(f"{shared_server.url}/api/v1/media", content=picture()).status_code == 401
    assert upload(client, picture(), params={"eventId": other.event_id}).status_code == 404


def test_a_removed_picture_is_gone_and_the_same_one_of_others_stays(
    client: httpx.Client, shared_server: RunningServer, server_context: Context
) -> None:
    other = make_club(server_context, prefix=next_prefix())
    content = picture(size=(33, 44))
    mine = upload(client, content).json()
    theirs = httpx.post(f"{shared_server.url}/api/v1/media", content=content, headers=other.headers).json()
    assert client.delete(f"/api/v1/media/{theirs['id']}").status_code == 404

    assert client.delete(f"/api/v1/media/{mine['id']}").status_code == 200

    assert httpx.get(mine["url"]).status_code == 404
    assert httpx.get(theirs["url"]).status_code == 200
    httpx.delete(f"{shared_server.url}/api/v1/media/{theirs['id']}", headers=other.headers)
    assert httpx.get(theirs["url"]).status_code == 404
    again = upload(client, content).json()
    assert httpx.get(again["url"]).status_code == 200


@pytest.mark.parametrize("head", [b"", b"\x00", b"ftyp", b"\x00\x00\x00\x18ftypevil"])
def test_short_and_strange_beginnings_are_nothing(head: bytes) -> None:
    assert content_type_of(head) is None


def test_a_picture_of_another_kind_than_its_beginning_is_refused(tmp_path: Path) -> None:
    (tmp_path / "picture").write_bytes(picture("PNG"))
    with pytest.raises(InvalidRequestError):
        redraw_now(tmp_path / "picture", "image/jpeg")


@pytest.fixture(scope="module")
def cloudinary() -> Iterator[FakeCloudinary]:
    with running_cloudinary() as running:
        yield running


@pytest.fixture(scope="module")
def cloud_client(cloudinary: FakeCloudinary, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    environment = {"DOORWARD_CLOUDINARY_URL": cloudinary.url}
    with running_server(tmp_path_factory.mktemp("cloud"), environment=environment) as server:
        with open_context(server.config) as context:
            club = make_club(context)
        with httpx.Client(base_url=server.url, headers=club.headers, timeout=30) as opened:
            yield opened


def test_where_cloudinary_is_configured_pictures_go_there(
    cloud_client: httpx.Client, cloudinary: FakeCloudinary
) -> None:
    made = upload(cloud_client, photograph()).json()

    assert made["url"] == f"https://res.cloudinary.com/maguey/image/upload/{made['id']}"
    assert SECRET_PLACE not in cloudinary.files[made["id"]]
    assert cloud_client.get(f"/media/{made['id']}").headers["Location"] == made["url"]
    assert cloud_client.delete(f"/api/v1/media/{made['id']}").status_code == 200
    assert cloudinary.files == {}


@pytest.mark.parametrize(("status", "answered"), [(500, 503), (429, 503), (400, 422)])
def test_a_media_service_that_fails_leaves_nothing_behind(
    cloud_client: httpx.Client, cloudinary: FakeCloudinary, status: int, answered: int
) -> None:
    cloudinary.status = status
    try:
        assert upload(cloud_client, picture()).status_code == answered
    finally:
        cloudinary.status = 200
    assert cloud_client.get("/api/v1/media").json()["media"] == []
