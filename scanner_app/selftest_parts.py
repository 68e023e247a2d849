"""The self-test's checks of what a door has beyond scanning: languages, paper, ports, voice, other doors, icons."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.device.pairing import Pairing

__all__ = ["check_neighbours", "check_paper", "check_platform", "check_serial", "check_translations", "check_voice"]

_CODE = "MGY-PF-20250115-7K3M9QXZ5"
_PATIENCE_S = 10.0


class PartBrokenError(Exception):
    """A part works, and gave the wrong result."""


def check_translations(_: Path) -> None:
    """Every language has a file that Qt reads, with words of its own in it."""
    from scanner_app.language import tongue
    from scanner_app.settings import LANGUAGES

    same = [code for code in LANGUAGES if code != "en" and tongue(code).translate("Settings") in ("", "Settings")]
    _require(not same, f"not translated: {', '.join(same)}")


def check_paper(folder: Path) -> None:
    """A badge is printed into a file, and the code on it is read."""
    import numpy as np
    from PySide6.QtGui import QImage

    from scanner_app.decode.zxing import read_zxing
    from scanner_app.printing.drawing import slip_picture
    from scanner_app.printing.printer import print_to_file
    from scanner_app.printing.slip import PAPERS, SlipKind, make_slip
    from sync.rules.ids import TicketId

    slip = make_slip(SlipKind.BADGE, "Ana", "VIP", "Gala", TicketId(_CODE))
    print_to_file(slip, PAPERS[0], folder / "badge.pdf")
    _require((folder / "badge.pdf").read_bytes()[:5] == b"%PDF-", "no PDF was written")
    drawn = slip_picture(slip, PAPERS[0], 203).convertToFormat(QImage.Format.Format_Grayscale8)
    dots = np.frombuffer(bytes(drawn.constBits()), np.uint8).reshape(drawn.height(), drawn.bytesPerLine())
    codes, _located = read_zxing(np.ascontiguousarray(dots[:, : drawn.width()]), "zxing")
    _require([code.text for code in codes] == [_CODE], f"read {codes}")


def check_serial(_: Path) -> None:
    """Serial ports can be listed; there need be none."""
    from scanner_app.sources.serial_ports import list_ports

    list_ports()


def check_voice(_: Path) -> None:
    """Qt's speech came with its plug-ins; whether the system has a voice is its own affair."""
    from PySide6.QtTextToSpeech import QTextToSpeech

    _require(bool(QTextToSpeech.availableEngines()), "no engine was found")


def check_plots(_: Path) -> None:
    """Bars are drawn by the library that draws them."""
    from PySide6.QtGui import QImage

    from scanner_app.door.evening import Evening, Group
    from scanner_app.theme import SERIES, Theme
    from scanner_app.views.bar_plot import BarPlot

    theme = Theme()
    plot = BarPlot()
    plot.resize(320, 240)
    plot.set_theme(theme)
    plot.show_evening(Evening(60, (0,), (Group("", (9,)),)), "UTC")
    drawn = plot.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    colours = {drawn.pixelColor(x, drawn.height() // 2).name() for x in range(drawn.width())}
    _require(SERIES[theme.mode][0] in colours, "no bar was drawn")


def check_neighbours(_: Path) -> None:
    """Two doors of one event shake hands over this computer, and doors can be announced on a network."""
    import zeroconf

    from sync.device.discovery import SERVICE, own_addresses
    from sync.device.mutual_tls import asking_context, device_of, serving_context
    from sync.device.peer_server import PeerServer
    from sync.protocol.messages import GossipAnswer

    here, there = _pairings("dev_a", "dev_b")
    own_addresses()
    zeroconf.ServiceInfo(SERVICE, f"self-test.{SERVICE}", port=1, parsed_addresses=["127.0.0.1"])
    server = PeerServer(serving_context(there), lambda *_: GossipAnswer({}), lambda *_: None, "127.0.0.1")
    try:
        with (
            socket.create_connection(("127.0.0.1", server.port), _PATIENCE_S) as line,
            asking_context(here).wrap_socket(line) as secured,
        ):
            _require(device_of(secured) == there.device_id, "another device answered")
            _require(secured.version() == "TLSv1.3", f"spoken is {secured.version()} by {ssl.OPENSSL_VERSION}")
    finally:
        server.stop(_PATIENCE_S)


def check_platform(folder: Path) -> None:
    """Icons and the desktop's entry came along; whatever keeps the screen awake and one scanner to its data loads."""
    import wakepy
    from PySide6.QtNetwork import QLocalServer

    from scanner_app.desktop import install_desktop

    _require(bool(wakepy.__version__), "wakepy has no version")
    _require(QLocalServer is not None, "Qt has no local sockets")
    entry = install_desktop(folder)
    _require(entry.read_text(encoding="utf-8").startswith("[Desktop Entry]"), "the entry is another file")


def _pairings(*names: str) -> "list[Pairing]":
    """Doors of one made-up event, each with a certificate of its authority."""
    import secrets

    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import NameOID

    from sync.device.pairing import Pairing
    from sync.rules.ids import DeviceId, EventId, GateId, LogId

    authority = Ed25519PrivateKey.generate()
    since = datetime(2020, 1, 1, tzinfo=UTC)

    def signed(name: str, key: Ed25519PrivateKey, *, is_ca: bool) -> bytes:
        """A certificate (DER) of ``name`` by the authority."""
        named = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, one)]) for one in (name, "authority")]
        made = x509.CertificateBuilder().subject_name(named[0]).issuer_name(named[1]).public_key(key.public_key())
        made = made.serial_number(secrets.randbits(60) + 1)
        made = made.not_valid_before(since).not_valid_after(since + timedelta(days=36_500))
        made = made.add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        return made.sign(authority, None).public_bytes(Encoding.DER)

    ca = signed("authority", authority, is_ca=True)
    made = []
    for name in names:
        seed = secrets.token_bytes(32)
        certificate = signed(name, Ed25519PrivateKey.from_private_bytes(seed), is_ca=False)
        made.append(
            Pairing(
                "https://example.org", DeviceId(name), "", GateId("gate"), EventId("event"), LogId(f"{name}.a"), "Club",
                seed, certificate=certificate, ca=ca,
            )
        )  # fmt: skip
    return made


def _require(holds: bool, why_not: str) -> None:  # noqa: FBT001  # It reads like the assert that -O would remove.
    if not holds:
        raise PartBrokenError(why_not)
