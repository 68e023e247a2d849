"""What is said of handheld scanners: the last scan, the serial line, and what was learned of one. Pure."""

from collections.abc import Iterable

from scanner_app.settings import LONGEST_GAP_MS, Terminator
from scanner_app.sources.learning import Lesson, Problem
from scanner_app.sources.serial_state import AUTO, SerialPortInfo, SerialStanding, SerialState
from scanner_app.speech import plain, say, say_count

_MINUTE_S, _HOUR_S = 60, 3600
_LONGEST_SHOWN, _LONGEST_NAME = 60, 18


def last_scan(seconds_ago: int, characters: int, *, is_serial: bool) -> str:
    """When something was scanned last, and how much; never what."""
    way = say("on the serial port") if is_serial else say("typed")
    amount = say_count("{count} character, {way}", "{count} characters, {way}", characters, way=way)
    return say("Last scan {when}: {amount}", when=_ago(seconds_ago), amount=amount)


def _ago(seconds: int) -> str:
    if seconds < 1:
        return say("just now")
    if seconds < _MINUTE_S:
        return say("{seconds} s ago", seconds=seconds)
    if seconds < _HOUR_S:
        return say("{minutes} min ago", minutes=seconds // _MINUTE_S)
    return say_count("{count} hour ago", "{count} hours ago", seconds // _HOUR_S)


def serial_line(standing: SerialStanding) -> tuple[str, str]:
    """How the line stands, and its tone: good, bad, warn or empty."""
    port = plain(standing.port, _LONGEST_SHOWN)
    if standing.is_garbled:
        return say("What comes from {port} is no text. Choose the speed that the scanner is set to.", port=port), "bad"
    if standing.state is SerialState.OPEN:
        return say("Connected to {port}", port=port), "good"
    if standing.state is SerialState.FORBIDDEN:
        hint = say("Ask for the right to use serial ports (on Linux: the group dialout).")
        return say("This user may not open {port}. {hint}", port=port, hint=hint), "bad"
    if standing.state is SerialState.BUSY:
        return say("Another program uses {port}. Close it; the scanner comes back by itself.", port=port), "bad"
    if standing.state is SerialState.WAITING:
        return say("Not there yet. Plug the scanner in: it is found by itself."), "warn"
    return say("No port is chosen."), ""


def port_name(name: str) -> str:
    """A port as a choice."""
    return {"": say("None"), AUTO: say("Automatic")}.get(name) or plain(name, _LONGEST_NAME)


def port_descriptions(ports: Iterable[SerialPortInfo]) -> str:
    """What the ports say of themselves, a line each."""
    return "\n".join(
        f"{plain(port.name, _LONGEST_NAME)} · {plain(port.description, _LONGEST_SHOWN)}"
        for port in ports
        if port.description
    )


def problem(lesson: Lesson) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    return {
        Problem.NONE: lambda: (say("Works"), say("Three scans came out right.")),
        Problem.OTHER_CODE: lambda: (say("That was another code"), say("Scan the code on this page.")),
        Problem.WRONG_LAYOUT: lambda: (
            say("It types for a keyboard of another country"),
            say("Set the scanner’s keyboard country to US, or to this computer’s, by its booklet. Then scan again."),
        ),
        Problem.CASE_CHANGED: lambda: (
            say("It changes capitals and small letters"),
            say("Turn the scanner’s letter conversion off, often called “case”. Then scan again."),
        ),
        Problem.LETTERS_LOST: lambda: (
            say("Letters get lost on the way"),
            say("Hold the scanner still, or give it a pause of 5 to 10 ms between keys. Then scan again."),
        ),
        Problem.TOO_SLOW: lambda: (say("It types too slowly"), _hurry(lesson.longest_gap_ms)),
    }[lesson.problem]()


def _hurry(seen_ms: int) -> str:
    pace = say("With {seen} ms between keys it cannot be told from a person.", seen=seen_ms)
    remedy = say("Set its pause between keys below {most} ms, then scan again.", most=LONGEST_GAP_MS)
    return f"{pace} {remedy}"


def silence() -> tuple[str, str]:
    """What to do where nothing arrives."""
    hints = (
        say("If it beeps, it sends elsewhere: pair it with this computer again, or set it to keyboard mode (HID)."),
        say("In serial mode (USB-COM) it needs its port, on the page before."),
        say("If it does not beep, it cannot read this screen: make it brighter, or hold it 15 cm away."),
    )
    return say("Nothing has arrived yet"), "\n".join(f"• {hint}" for hint in hints)


def findings(lesson: Lesson) -> list[str]:
    """What was found out of a scanner that works, one line each."""
    kept = lesson.settings
    ends = {
        Terminator.RETURN: say("Ends every code with Return."),
        Terminator.TAB: say("Ends every code with Tab."),
        Terminator.NONE: say("Sends no end: a pause ends the code."),
    }
    found = [ends[kept.terminator]]
    if kept.prefix:
        found.append(say("Puts “{text}” before the code; it is cut off.", text=plain(kept.prefix)))
    if kept.suffix:
        found.append(say("Puts “{text}” behind the code; it is cut off.", text=plain(kept.suffix)))
    if lesson.is_of_us_layout:
        found.append(say("Types for a US keyboard, and this computer has another. Its keys are read by their places."))
    if lesson.has_caps:
        found.append(say("Caps Lock is on. It does no harm."))
    if kept.longest_gap_ms:
        found.append(say("Is slow: up to {gap} ms between two keys.", gap=lesson.longest_gap_ms))
    return found


def findings_over_serial(lesson: Lesson) -> list[str]:
    """What was found out of a scanner on a serial port."""
    return [say("Sends on the serial port."), *findings(lesson)[1:]]
