"""The progress of a sync that a person asked for: phase, counts, rate, time left, and how it ended."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from scanner_app.door.shown import SyncPhase, SyncProgress
from scanner_app.theme import Space
from scanner_app.views.appearance import fit_to_text
from scanner_app.views.labels import PlainLabel, WrappedLabel
from scanner_app.wording import duration, plain, say

_TITLES = {
    SyncPhase.CONNECTING: "Connecting …",
    SyncPhase.UPLOADING: "Sending scans …",
    SyncPhase.DOWNLOADING: "Getting the ticket list …",
    SyncPhase.DONE: "Up to date",
    SyncPhase.CANCELLED: "Sync cancelled",
    SyncPhase.FAILED: "Sync failed",
}
_ENDED = (SyncPhase.DONE, SyncPhase.CANCELLED, SyncPhase.FAILED)
_ADVICE = {
    SyncPhase.CANCELLED: "Nothing is lost. Scanning goes on with the list you have.",
    SyncPhase.FAILED: "Check the network and try again. Scanning goes on with the list you have.",
}


class SyncDialog(QDialog):
    """``cancelled`` asks to stop the running sync, ``retried`` to start it again. ``clock`` gives seconds."""

    cancelled = Signal()
    retried = Signal()

    def __init__(self, parent: QWidget | None = None, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._phase, self._since, self._had = SyncPhase.CONNECTING, clock(), 0
        self.setWindowTitle(say("Sync"))
        self._title = WrappedLabel(size="title")
        self._bar = QProgressBar(textVisible=False)
        self._counts = PlainLabel()
        self._pace = PlainLabel(tone="muted")
        self._detail = WrappedLabel(tone="muted")
        self._stop = QPushButton(say("Cancel"))
        self._retry = QPushButton(say("Try again"))
        self._retry.setProperty("primary", "true")
        self._stop.clicked.connect(self._stop_or_close)
        self._retry.clicked.connect(self._start_again)
        self._lay_out()
        self.begin(is_full=False)

    @property
    def title_text(self) -> str:
        """The phase or the result in words."""
        return self._title.text()

    @property
    def counts_text(self) -> str:
        """How much is done, of how much."""
        return self._counts.text()

    @property
    def pace_text(self) -> str:
        """Rate and time left."""
        return self._pace.text()

    @property
    def detail_text(self) -> str:
        """What the sync said, and what to do about it."""
        return self._detail.text()

    def begin(self, *, is_full: bool) -> None:
        """Show a new sync before its first word."""
        self.setWindowTitle(say("Full resync") if is_full else say("Sync"))
        self.show_progress(SyncProgress(SyncPhase.CONNECTING))

    def show_progress(self, progress: SyncProgress) -> None:
        """Show ``progress``; an ended sync offers Close, a failed one Try again too."""
        if progress.phase is not self._phase or progress.done < self._had:
            self._phase, self._since = progress.phase, self._clock()
        self._had = progress.done
        is_ended = progress.phase in _ENDED
        self._title.setText(say(_TITLES[progress.phase]))
        self._title.set_tone({SyncPhase.DONE: "good", SyncPhase.FAILED: "bad"}.get(progress.phase, ""))
        self._show_bar(progress)
        _say(self._counts, _counts(progress))
        _say(self._pace, "" if is_ended else self._pace_of(progress))
        advice = say(_ADVICE[progress.phase]) if progress.phase in _ADVICE else ""
        _say(self._detail, " ".join(part for part in (plain(progress.detail), advice) if part))
        self._bar.setVisible(progress.phase not in _ADVICE)
        self._stop.setText(say("Close") if is_ended else say("Cancel"))
        self._retry.setVisible(progress.phase is SyncPhase.FAILED)
        (self._retry if progress.phase is SyncPhase.FAILED else self._stop).setDefault(True)
        fit_to_text(self)

    def showEvent(self, event: QShowEvent) -> None:
        fit_to_text(self)
        super().showEvent(event)

    def reject(self) -> None:
        """Escape and the window's cross: cancel what runs, then close."""
        if self._phase not in _ENDED:
            self.cancelled.emit()
        super().reject()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch(1)
        buttons.addWidget(self._stop)
        buttons.addWidget(self._retry)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.M)
        for part in (self._title, self._bar, self._counts, self._pace, self._detail):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(buttons)

    def _show_bar(self, progress: SyncProgress) -> None:
        if progress.phase is SyncPhase.DONE:
            self._bar.setRange(0, 1)
            self._bar.setValue(1)
        elif progress.phase in _ENDED:
            self._bar.setRange(0, 1)
            self._bar.setValue(0)
        else:
            # A range of nothing is Qt's busy bar: the server has not said how much there is.
            self._bar.setRange(0, progress.total or 0)
            self._bar.setValue(min(progress.done, progress.total or 0))

    def _pace_of(self, progress: SyncProgress) -> str:
        passed = self._clock() - self._since
        if progress.done <= 0 or passed <= 0:
            return ""
        rate = progress.done / passed
        said = say("{rate} a second", rate=f"{rate:,.0f}")
        if progress.total is None or progress.total <= progress.done:
            return said
        left = (progress.total - progress.done) / rate
        words = say("{count} s", count=str(round(left))) if left < 60 else duration(left)
        return say("{rate} · {left} left", rate=said, left=words)

    def _stop_or_close(self) -> None:
        if self._phase in _ENDED:
            self.accept()
        else:
            self.cancelled.emit()

    def _start_again(self) -> None:
        self.begin(is_full=False)
        self.retried.emit()


def _say(label: PlainLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _counts(progress: SyncProgress) -> str:
    if progress.total is not None:
        return say("{done} of {total}", done=f"{progress.done:,}", total=f"{progress.total:,}")
    return f"{progress.done:,}" if progress.done else ""
