"""Preflight."""

from collections.abc import Callable, Iterable

from scanner_app.door.preflight import Check, Finding, Mend, State
from scanner_app.views.page import Page
from scanner_app.views.preflight_page import Acts, PreflightPage

GOOD = (
    Finding(Check.CAMERA, State.OK, "Pictures come, and codes are read"),
    Finding(Check.HANDHELD, State.OK, "Codes are read"),
    Finding(Check.SOUND, State.OK, "Heard"),
    Finding(Check.PRINTER, State.OK, "Badges go to Brother QL-820NWB"),
    Finding(Check.LIST, State.OK, "12,480 tickets, the same as on the server"),
    Finding(Check.OUTAGE, State.OK, "Decided without the server in 2.4 ms: “Admitted”"),
    Finding(Check.KEYS, State.OK, "Rules signed, 2 ticket keys, store key in the keyring"),
    Finding(Check.CLOCK, State.OK, "0.04 s off, known to 0.01 s"),
    Finding(Check.PEERS, State.OK, "3 of 3 other doors in sight"),
    Finding(Check.POWER, State.OK, "Battery 82%, plugged in"),
    Finding(Check.DISK, State.OK, "41.3 GB free"),
)
TURNS: tuple[tuple[Finding, Acts], ...] = (
    (
        Finding(
            Check.CAMERA,
            State.YOUR_TURN,
            "Pictures come. Hold any code up to the camera: nobody is checked in here.",
        ),
        [("unused", "No camera here")],
    ),
    (
        Finding(Check.HANDHELD, State.YOUR_TURN, "Scan any code with it: nobody is checked in here."),
        [("unused", "No handheld here")],
    ),
    (
        Finding(Check.SOUND, State.YOUR_TURN, "Admitted, refused, look, exit: did you hear all four?"),
        [("play", "Play"), ("heard", "Heard"), ("unheard", "Not heard")],
    ),
    (Finding(Check.PRINTER, State.UNUSED), []),
)
BAD: tuple[tuple[Finding, Acts], ...] = (
    (
        Finding(
            Check.CAMERA, State.FAILED, "No picture comes", "Check its cable, or choose another camera in the menu."
        ),
        [("unused", "No camera here")],
    ),
    (Finding(Check.HANDHELD, State.UNUSED), [("used", "Use it")]),
    (
        Finding(
            Check.LIST,
            State.FAILED,
            "The list differs: 12,480 tickets here, 12,513 on the server",
            "Fetch the whole list anew.",
            Mend.FULL_RESYNC,
        ),
        [("resync", "Fetch the list anew")],
    ),
    (
        Finding(
            Check.CLOCK,
            State.LOOK,
            "3,712.20 s off, known to 0.01 s",
            "Scans are timed right all the same. Set the date and time of this device when you can.",
        ),
        [],
    ),
    (
        Finding(
            Check.PEERS,
            State.LOOK,
            "1 of 3 other doors in sight",
            "Turn them on and connect all to one network, or two doors may let one ticket in during an outage.",
        ),
        [],
    ),
    (Finding(Check.POWER, State.LOOK, "Battery 18%", "Plug it in before the doors open."), []),
)


def _page(changes: Iterable[tuple[Finding, Acts]] = (), when: str = "18:42") -> PreflightPage:
    page = PreflightPage()
    for finding in GOOD:
        page.show_finding(finding)
    for finding, acts in changes:
        page.show_finding(finding, acts)
    page.show_last_green(when)
    return page


def _running() -> PreflightPage:
    page = PreflightPage()
    for finding, acts in TURNS:
        page.show_finding(finding, acts)
    page.show_last_green("")
    return page


PAGES: dict[str, Callable[[], Page]] = {
    "preflight-green": _page,
    "preflight-turns": lambda: _page(TURNS, ""),
    "preflight-bad": lambda: _page(BAD, "20 Nov, 23:05"),
    "preflight-running": _running,
}
