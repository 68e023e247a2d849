"""A small Cloudinary over real HTTP: checks signatures as the real one does, and keeps what it is given."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

KEY, SECRET, CLOUD = "123456789", "a secret of the tests", "maguey"


@dataclass(slots=True)
class FakeCloudinary:
    """Its state: files by public id. ``status`` other than 200 is what it answers next, whatever is asked."""

    api: str = ""
    status: int = 200
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """What CLOUDINARY_URL would be."""
        return f"cloudinary://{KEY}:{SECRET.replace(' ', '%20')}@{CLOUD}?upload_prefix={self.api}"

    def answer(self, path: str, fields: dict[str, str], file: bytes | None) -> tuple[int, dict[str, str]]:
        if self.status != 200:
            return self.status, {"error": "on command"}
        signed = {name: value for name, value in fields.items() if name not in ("api_key", "signature")}
        text = "&".join(f"{name}={signed[name]}" for name in sorted(signed)) + SECRET
        if fields.get("signature") != _sha1(text) or fields.get("api_key") != KEY:
            return 401, {"error": "Invalid Signature"}
        _, version, cloud, kind, what = path.split("/")
        if (version, cloud) != ("v1_1", CLOUD) or kind not in ("image", "video"):
            return 404, {"error": "unknown"}
        public_id = fields["public_id"]
        if what == "destroy":
            return 200, {"result": "ok" if self.files.pop(public_id, None) is not None else "not found"}
        self.files[public_id] = file or b""
        return 200, {"secure_url": f"https://res.cloudinary.com/{CLOUD}/{kind}/upload/{public_id}"}


@contextmanager
def running_cloudinary() -> Iterator[FakeCloudinary]:
    """The service, listening on a free port."""
    state = FakeCloudinary()

    class Handler(_Handler):
        cloudinary = state

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.api = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    cloudinary: FakeCloudinary

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        fields, file = _parse(self.headers.get("Content-Type", ""), body)
        status, answer = self.cloudinary.answer(urlsplit(self.path).path, fields, file)
        said = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  The base class calls it so.
        """Say nothing."""


def _parse(content_type: str, body: bytes) -> tuple[dict[str, str], bytes | None]:
    if not content_type.startswith("multipart/"):
        return {name: values[0] for name, values in parse_qs(body.decode()).items()}, None
    parsed = BytesParser().parsebytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body)
    fields, file = {}, None
    for part in parsed.walk():
        name = _name_of(part)
        content = part.get_payload(decode=True)
        if name is None or not isinstance(content, bytes):
            continue
        if name == "file":
            file = content
        else:
            fields[name] = content.decode()
    return fields, file


def _name_of(part: Message) -> str | None:
    name = part.get_param("name", header="content-disposition")
    return name if isinstance(name, str) else None


def _sha1(text: str) -> str:
    return hashlib.sha1(text.encode()).hexdigest()  # noqa: S324  Cloudinary's own scheme.
