"""Handheld scanners: the page of their settings, and the wizard that learns one."""

from collections.abc import Callable

from scanner_app.door.shown import Source
from scanner_app.handheld_wording import (
    findings,
    last_scan,
    port_descriptions,
    port_name,
    problem,
    serial_line,
    silence,
)
from scanner_app.settings import HandheldSettings, KeyReading, SerialSettings, Terminator
from scanner_app.sources.learning import PACES_MS, SCANS_WANTED, TEST_CODE, Lesson, Problem
from scanner_app.sources.serial_state import AUTO, SerialPortInfo, SerialStanding, SerialState
from scanner_app.views.handheld_page import NO_PORT, HandheldPage
from scanner_app.views.learn_page import LearnPage
from scanner_app.views.page import Page
from scanner_app.wording import say

_PORTS = (
    SerialPortInfo("ttyACM0", "/dev/ttyACM0", "Honeywell Imaging & Mobility 1900GSR Area Imager"),
    SerialPortInfo("ttyS0", "/dev/ttyS0"),
)


def _page(
    standing: SerialStanding, handheld: HandheldSettings, port: str, ports: tuple[SerialPortInfo, ...] = _PORTS
) -> HandheldPage:
    page = HandheldPage(PACES_MS)
    page.show_settings(handheld, SerialSettings(port=port))
    page.show_line(*serial_line(standing))
    names = (NO_PORT, AUTO, *(one.name for one in ports))
    page.show_ports([(name, port_name(name)) for name in names], port, port_descriptions(ports))
    return page


def _usual() -> Page:
    page = _page(SerialStanding(SerialState.OPEN, "ttyACM0"), HandheldSettings(), AUTO)
    page.show_last(last_scan(2, 24, is_serial=False))
    return page


def _empty() -> Page:
    return _page(SerialStanding(), HandheldSettings(), NO_PORT, ())


def _trouble() -> Page:
    learned = HandheldSettings("~~", "#", Terminator.TAB, 50, KeyReading.PLACES)
    page = _page(SerialStanding(SerialState.FORBIDDEN, "ttyACM0"), learned, "ttyACM0")
    page.show_last(last_scan(7300, 132, is_serial=True))
    page.baud_field.setText("12")
    page.mark_baud(say("A number from {least} to {most}.", least=300, most=4_000_000))
    return page


def _trying() -> Page:
    page = _page(SerialStanding(SerialState.WAITING), HandheldSettings(), AUTO, ())
    page.try_button.setChecked(True)
    page.take("MGY-PF-20250115-7K3M9QXZ5 " + "VERYLONGCODEWITHOUTANYSPACE" * 4, Source.HANDHELD)
    return page


def _learn() -> LearnPage:
    return LearnPage(TEST_CODE, SCANS_WANTED)


def _learning() -> Page:
    page = _learn()
    page.show_step(2)
    return page


def _bars() -> Page:
    page = _learn()
    page.bars_button.click()
    return page


def _works() -> Page:
    page = _learn()
    page.show_step(3)
    lesson = Lesson(
        Problem.NONE,
        HandheldSettings("~~", "#", Terminator.TAB, 50, KeyReading.PLACES),
        has_caps=True,
        is_of_us_layout=True,
        longest_gap_ms=41,
    )
    page.show_learned(problem(lesson)[0], findings(lesson))
    return page


def _wrong() -> Page:
    page = _learn()
    page.show_step(1)
    page.show_trouble(*problem(Lesson(Problem.WRONG_LAYOUT)))
    return page


def _silent() -> Page:
    page = _learn()
    page.show_waiting(*silence())
    return page


PAGES: dict[str, Callable[[], Page]] = {
    "handhelds": _usual,
    "handhelds-empty": _empty,
    "handhelds-trouble": _trouble,
    "handhelds-trying": _trying,
    "handhelds-learning": _learning,
    "handhelds-learning-bars": _bars,
    "handhelds-learned": _works,
    "handhelds-learning-trouble": _wrong,
    "handhelds-learning-silence": _silent,
}
