"""Preflight: every check with how it stands and what to do, and in one glance whether the doors may open."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from scanner_app.door.preflight import Check, Finding, State
from scanner_app.door.shown import Source
from scanner_app.theme import Space, Theme
from scanner_app.views.appearance import repolish
from scanner_app.views.labels import WrappedLabel
from scanner_app.views.page import Page
from scanner_app.views.preflight_parts import Acts, CheckRow, Summary
from scanner_app.wording import say

__all__ = ["Acts", "PreflightPage"]

BY_HAND = (Check.CAMERA, Check.HANDHELD, Check.SOUND, Check.PRINTER)
"""What needs a person; the others run by themselves."""
_TWO_COLUMNS_PX = 820


class PreflightPage(Page):
    """Shows findings; says by signals what a person wants. Codes that are read here are tried and never checked in."""

    run_wanted = Signal()
    open_wanted = Signal()
    acted = Signal(Check, str)
    framed = Signal(QImage)
    """The camera's newest picture, while the page is in sight."""
    fills_width = True

    def __init__(self, checks: Iterable[Check] = tuple(Check), parent: QWidget | None = None) -> None:
        super().__init__(say("Preflight"), parent)
        self.rows = {check: CheckRow(check) for check in checks}
        self.summary = Summary()
        self.open_button = self.add_act(say("Open doors"), is_primary=True)
        self.again_button = self.add_act(say("Run again"))
        self._lay_out_body()
        self.open_button.clicked.connect(self.open_wanted)
        self.again_button.clicked.connect(self.run_wanted)
        for check, row in self.rows.items():
            row.acted.connect(lambda act, check=check: self.acted.emit(check, act))
        self._sum_up()

    @property
    def findings(self) -> list[Finding]:
        """How everything stands that this door has need of."""
        return [row.finding for row in self.rows.values() if not row.isHidden()]

    def show_finding(self, finding: Finding, acts: Acts = ()) -> None:
        """Show how one check stands, and what can be done about it here."""
        self.rows[finding.check].tell(finding, acts)
        self._sum_up()

    def show_last_green(self, when: str) -> None:
        """Say when all was last well; empty where it never was."""
        never = say("Not all green yet on this device.")
        self.summary.when.setText(say("Last all green: {when}", when=when) if when else never)

    def set_in_use(self, check: Check, *, is_in_use: bool) -> None:
        """Leave a check out that this door has no need of."""
        self.rows[check].setVisible(is_in_use)

    def take(self, payload: str, source: Source) -> bool:
        return True

    def show_frame(self, frame: QImage) -> None:
        self.framed.emit(frame)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for row in self.rows.values():
            row.set_theme(theme)
        self._fit()
        self._sum_up()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _sum_up(self) -> None:
        states = [finding.state for finding in self.findings]
        self.summary.sum_up(states, self.theme.palette)
        is_bad = State.FAILED in states
        repolish(self.open_button, "primary", value="false" if is_bad else "true")
        self.again_button.setEnabled(State.RUNNING not in states)

    def _lay_out_body(self) -> None:
        self.body.addWidget(self.summary)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(Space.L)
        for title, is_by_hand in ((say("Try by hand"), True), (say("Checked by itself"), False)):
            column = QVBoxLayout()
            column.setSpacing(Space.S)
            column.addWidget(WrappedLabel(title, size="caption", tone="muted"))
            for check, shown in self.rows.items():
                if (check in BY_HAND) is is_by_hand:
                    column.addWidget(shown)
            column.addStretch(1)
            self._halves.addLayout(column, 1)
        self.body.addLayout(self._halves)
        self.body.addStretch(1)

    def _fit(self) -> None:
        is_wide = self.width() >= _TWO_COLUMNS_PX * self.theme.font_scale
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
