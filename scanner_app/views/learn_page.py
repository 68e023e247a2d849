"""Learning how a handheld types: a code to scan three times, what came of it, and what to do."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from scanner_app.door.shown import Source
from scanner_app.theme import Space, Theme
from scanner_app.views.appearance import icon
from scanner_app.views.buttons import WrappedButton
from scanner_app.views.form_parts import Card, say_if_any
from scanner_app.views.labels import PlainLabel, WrappedLabel
from scanner_app.views.page import Page
from scanner_app.views.shown_code import ShownCode
from scanner_app.wording import say, say_count

_STEP_PX = 28


class LearnPage(Page):
    """Shows ``payload`` as a code. Whoever hears the scans says by ``show_step`` and ``show_result`` what came of them.

    Codes that a handheld on a serial port read are told by ``read_as_text`` and are not taken for tickets.
    """

    kept = Signal()
    """The person wants what was learned."""
    restarted = Signal()
    read_as_text = Signal(str)

    def __init__(self, payload: str, wanted: int, parent: QWidget | None = None) -> None:
        super().__init__(say("Learn my scanner"), parent)
        self._steps = [PlainLabel(parent=self) for _ in range(wanted)]
        self._done = 0
        self._tone = ""
        self.code = ShownCode(payload, say("Code to scan"))
        self.bars_button = WrappedButton(say("Show bars in place of QR"))
        self.bars_button.setAutoDefault(False)
        self._ask = WrappedLabel(size="lead")
        self._verdict = WrappedLabel(size="title")
        self._advice = WrappedLabel()
        self._findings = WrappedLabel(tone="muted")
        self._result = Card()
        self.again_button = self.add_act(say("Start over"))
        self.keep_button = self.add_act(say("Use this"), is_primary=True)
        self._connect()
        self._fill()
        self.start()

    @property
    def done(self) -> int:
        """How many scans came out right."""
        return self._done

    @property
    def verdict(self) -> str:
        """What is said in large letters, empty where there is nothing yet."""
        return self._verdict.text()

    def start(self) -> None:
        """Begin with the first scan."""
        self.show_step(0)
        self.clear_result()
        self.keep_button.setEnabled(False)

    def show_step(self, done: int) -> None:
        """So many scans came out right."""
        self._done = done
        left = len(self._steps) - done
        if done == 0:
            self._ask.setText(say_count("Scan this code once.", "Scan this code {count} times.", left))
        else:
            self._ask.setText(say_count("Once more.", "{count} times more.", left) if left else say("Thank you."))
        self._draw_steps()

    def show_trouble(self, verdict: str, advice: str) -> None:
        """Say what is wrong and what to do; the scans before count on."""
        self._tell(verdict, advice, (), "bad")

    def show_waiting(self, verdict: str, advice: str) -> None:
        """Say what may be the matter while nothing comes."""
        self._tell(verdict, advice, (), "")

    def show_learned(self, verdict: str, findings: Sequence[str]) -> None:
        """Say that it works and how it types."""
        self._tell(verdict, "", findings, "good")
        self.keep_button.setEnabled(True)
        self.keep_button.setFocus()

    def clear_result(self) -> None:
        """Nothing is wrong any more."""
        self._tell("", "", (), "")

    def take(self, payload: str, source: Source) -> bool:
        if source is not Source.HANDHELD:
            return False
        self.read_as_text.emit(payload)
        return True

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._draw_steps()

    def _tell(self, verdict: str, advice: str, findings: Sequence[str], tone: str) -> None:
        self._verdict.set_tone(tone)
        say_if_any(self._verdict, verdict)
        say_if_any(self._advice, advice)
        say_if_any(self._findings, "\n".join(findings))
        self._result.setVisible(bool(verdict))
        # Beside words the code is smaller, so that both are in sight; once all is learned nobody needs it.
        self.code.set_small(is_small=bool(verdict))
        self.code.setVisible(tone != "good")
        self.bars_button.setVisible(tone != "good")

    def _draw_steps(self) -> None:
        for at, step in enumerate(self._steps):
            is_done = at < self._done
            colour = self.theme.palette.good if is_done else self.theme.palette.muted
            size = round(_STEP_PX * self.theme.font_scale)
            step.setPixmap(icon("check" if is_done else "barcode", colour).pixmap(size, size))
            number, wanted = at + 1, len(self._steps)
            told = say("Scan {number} of {wanted}: done", number=number, wanted=wanted)
            step.setAccessibleName(told if is_done else say("Scan {number} of {wanted}", number=number, wanted=wanted))

    def _connect(self) -> None:
        self.keep_button.clicked.connect(self.kept)
        self.again_button.clicked.connect(self.restarted)
        self.bars_button.clicked.connect(self._turn_code)

    def _turn_code(self) -> None:
        self.code.show_bars(has_bars=not self.code.has_bars)
        self.bars_button.setText(say("Show QR") if self.code.has_bars else say("Show bars in place of QR"))

    def _fill(self) -> None:
        steps = QHBoxLayout()
        steps.setSpacing(Space.M)
        for step in self._steps:
            steps.addWidget(step)
        steps.addStretch(1)
        for part in (self._verdict, self._advice, self._findings):
            self._result.add(part)
        self.body.addWidget(self._ask)
        self.body.addLayout(steps)
        self.body.addWidget(self._result)
        self.body.addWidget(self.code)
        self.body.addWidget(self.bars_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addStretch(1)
