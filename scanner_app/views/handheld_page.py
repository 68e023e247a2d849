"""Handheld scanners: what came last, how they type, the serial port, and a place to try one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from scanner_app.door.shown import Source
from scanner_app.settings import HandheldSettings, KeyReading, SerialSettings, Terminator
from scanner_app.views.buttons import WrappedButton
from scanner_app.views.form_parts import Card, ChoiceRow, FieldRow, say_if_any
from scanner_app.views.labels import WrappedLabel
from scanner_app.views.page import Page
from scanner_app.wording import plain, say

_LONGEST_MARK = 16
_LONGEST_TRIED = 400
_PIECE = 12
_SPEEDS = ("9600", "19200", "38400", "57600", "115200")
NO_PORT = ""


class HandheldPage(Page):
    """Emits what a person sets; whoever keeps it shows it again by ``show_settings``."""

    prefix_typed = Signal(str)
    suffix_typed = Signal(str)
    terminator_chosen = Signal(str)
    reading_chosen = Signal(str)
    pace_chosen = Signal(int)
    port_chosen = Signal(str)
    """A port’s name, AUTO, or NO_PORT."""
    baud_typed = Signal(str)
    learn_wanted = Signal()

    def __init__(self, paces: Sequence[int], parent: QWidget | None = None) -> None:
        """``paces``: the gaps between keys to choose from, in ms; 0 is the usual one."""
        super().__init__(say("Handheld scanner"), parent)
        self._last = WrappedLabel(size="lead")
        self._tried = WrappedLabel()
        self.try_button = WrappedButton(say("Try a scan"))
        self._offered: tuple[tuple[str, str], ...] = ()
        self.ports = ChoiceRow(say("Port"), ())
        self._port_place = QVBoxLayout()
        self._port_place.addWidget(self.ports)
        self._make_typing(paces)
        self._make_serial()
        self.learn_button = self.add_act(say("Learn my scanner"), is_primary=True)
        self.learn_button.clicked.connect(self.learn_wanted)
        self._fill()
        self.left.connect(self._stop_trying)
        self.show_last("")
        self.show_line("", "")

    @property
    def is_trying(self) -> bool:
        """Whether scans are shown here in place of being tickets."""
        return self.try_button.isChecked()

    @property
    def last_text(self) -> str:
        """What is said of the last scan."""
        return self._last.text()

    @property
    def tried_text(self) -> str:
        """What came while trying."""
        return self._tried.text()

    @property
    def line_text(self) -> str:
        """What is said of the serial line."""
        return self._line.text()

    def show_last(self, text: str) -> None:
        """Say when something was scanned last; empty says that nothing was yet."""
        self._last.setText(text or say("No scan by a handheld yet."))

    def show_settings(self, handheld: HandheldSettings, serial: SerialSettings) -> None:
        """Show what is kept. A field that somebody types into is left alone."""
        for field, text in (
            (self.prefix_field, handheld.prefix),
            (self.suffix_field, handheld.suffix),
            (self.baud_field, str(serial.baud)),
        ):
            if not field.hasFocus() and field.text() != text:
                field.setText(text)
        self.terminator.set_value(handheld.terminator.value)
        self.reading.set_value(handheld.reading.value)
        self.pace.set_value(str(handheld.longest_gap_ms))
        self.speed.set_value(str(serial.baud))

    def show_ports(self, ports: Sequence[tuple[str, str]], chosen: str, descriptions: str) -> None:
        """Offer ``ports`` as names with what people read, and say below what they are."""
        say_if_any(self._descriptions, descriptions)
        if tuple(ports) != self._offered:
            self._offered = tuple(ports)
            had_focus = self.ports.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
            fresh = ChoiceRow(say("Port"), ports)
            fresh.chosen.connect(self.port_chosen)
            self._port_place.replaceWidget(self.ports, fresh)
            self.ports.deleteLater()
            self.ports = fresh
            if had_focus:
                fresh.button(ports[0][0]).setFocus()
        self.ports.set_value(chosen)

    def show_line(self, text: str, tone: str) -> None:
        """Say how the serial line stands."""
        self._line.set_tone(tone)
        say_if_any(self._line, text)

    def mark_baud(self, error: str) -> None:
        """Say what is wrong with the speed; empty takes it away."""
        self.baud_row.mark(error)

    def take(self, payload: str, source: Source) -> bool:
        if not self.is_trying:
            return False
        length, text = len(payload), _breakable(plain(payload, _LONGEST_TRIED))
        self._tried.set_tone("good")
        self._tried.setText(say("{length} characters: {text}", length=length, text=text))
        return True

    def _make_typing(self, paces: Sequence[int]) -> None:
        ends = ((Terminator.RETURN, say("Return")), (Terminator.TAB, say("Tab")), (Terminator.NONE, say("Nothing")))
        ways = (
            (KeyReading.AUTOMATIC, say("By itself")),
            (KeyReading.TEXT, say("As typed")),
            (KeyReading.PLACES, say("By place")),
        )
        names = [(str(ms), say("Up to {ms} ms", ms=ms) if ms else say("Usual")) for ms in paces]
        self.terminator = ChoiceRow(say("Ends a code with"), [(end.value, text) for end, text in ends])
        self.reading = ChoiceRow(say("Keys are read"), [(way.value, text) for way, text in ways])
        self.pace = ChoiceRow(say("Pause between keys"), names)
        self.prefix_field, self.suffix_field = QLineEdit(), QLineEdit()
        for field, typed in ((self.prefix_field, self.prefix_typed), (self.suffix_field, self.suffix_typed)):
            field.setMaxLength(_LONGEST_MARK)
            field.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
            field.textEdited.connect(typed)
        self.terminator.chosen.connect(self.terminator_chosen)
        self.reading.chosen.connect(self.reading_chosen)
        self.pace.chosen.connect(lambda ms: self.pace_chosen.emit(int(ms)))

    def _make_serial(self) -> None:
        self.speed = ChoiceRow(say("Speed"), [(speed, speed) for speed in _SPEEDS])
        self.baud_field = QLineEdit()
        self.baud_field.setMaxLength(7)
        self.baud_field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._descriptions = WrappedLabel(size="caption", tone="muted")
        self.baud_row = FieldRow(say("Other speed (baud)"), self.baud_field)
        self._line = WrappedLabel()
        self.speed.chosen.connect(self.baud_typed)
        self.baud_field.textEdited.connect(self.baud_typed)

    def _fill(self) -> None:
        self.try_button.setCheckable(True)
        self.try_button.setProperty("choice", "true")
        self.try_button.setAutoDefault(False)
        self.try_button.toggled.connect(self._follow_trying)
        last = Card()
        for part in (self._last, self.try_button, self._tried):
            last.add(part)
        for card in (last, self._typing_card(), self._serial_card()):
            self.body.addWidget(card)
        self.body.addStretch(1)
        self._follow_trying(is_trying=False)

    def _typing_card(self) -> Card:
        typing = Card(
            say("Scanner that types"),
            say("Most work at once. Where one does not, let it be learned: the button below tells what it needs."),
        )
        for name, choices in (
            (say("Ends a code with"), self.terminator),
            (say("Keys are read"), self.reading),
            (say("Pause between keys"), self.pace),
        ):
            typing.add(WrappedLabel(name))
            typing.add(choices)
        typing.add(FieldRow(say("Puts before a code"), self.prefix_field))
        typing.add(FieldRow(say("Puts behind a code"), self.suffix_field))
        return typing

    def _serial_card(self) -> Card:
        serial = Card(say("Scanner on a serial port"), say("For handhelds in serial mode, also called USB-COM or CDC."))
        serial.add(self._line)
        serial.add(self._port_place)
        serial.add(self._descriptions)
        serial.add(WrappedLabel(say("Speed")))
        serial.add(self.speed)
        serial.add(self.baud_row)
        return serial

    def _follow_trying(self, is_trying: bool) -> None:  # noqa: FBT001  A signal's slot.
        self.try_button.setText(say("Stop trying") if is_trying else say("Try a scan"))
        self._tried.set_tone("muted")
        say_if_any(self._tried, say("Scan anything: it is shown here, and nobody is let in.") if is_trying else "")

    def _stop_trying(self) -> None:
        self.try_button.setChecked(False)


def _breakable(text: str) -> str:
    """``text`` with places where a line may end, which codes have none of."""
    return "\u200b".join(text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
