"""Syncing as a person asked for it: how the door stands, how far it is, and what changed in the end."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from scanner_app.door.rate import Rate
from scanner_app.door.shown import SyncPhase, SyncProgress
from scanner_app.sync_wording import ENDED, PHASES, describe_counts, describe_pace
from scanner_app.theme import Space
from scanner_app.views.form_parts import Card
from scanner_app.views.labels import PlainLabel, WrappedLabel
from scanner_app.views.page import Page
from scanner_app.wording import say


class SyncPage(Page):
    """``sync_wanted`` carries whether every ticket is to be fetched anew. ``clock`` gives seconds."""

    sync_wanted = Signal(bool)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(say("Sync"), parent)
        self._clock = clock
        self._phase = SyncPhase.DONE
        self._rate, self._entries = Rate(), Rate()
        self._standing = WrappedLabel(tone="muted")
        self._problem = WrappedLabel(tone="bad")
        self._title = WrappedLabel(size="title")
        self._bar = QProgressBar(textVisible=False)
        self._counts = WrappedLabel()
        self._pace = WrappedLabel(tone="muted")
        self._detail = WrappedLabel()
        self._before = WrappedLabel(tone="muted")
        self.sync_button = self.add_act(say("Sync now"), is_primary=True)
        self.full_button = self.add_act(say("Full resync"))
        self.cancel_button = self.add_act(say("Cancel"))
        self.sync_button.clicked.connect(lambda: self.sync_wanted.emit(False))
        self.full_button.clicked.connect(lambda: self.sync_wanted.emit(True))
        self.cancel_button.clicked.connect(self._cancel)
        self._fill_body()
        self.show_idle()

    @property
    def is_running(self) -> bool:
        """Whether a sync goes on as far as was told."""
        return self._phase not in ENDED

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
        """What came of it, and what to do about it."""
        return self._detail.text()

    @property
    def standing_text(self) -> str:
        """How the door keeps in step by itself."""
        return self._standing.text()

    def show_idle(self) -> None:
        """No sync was asked for yet."""
        self._card.setVisible(False)
        self._show_buttons(SyncPhase.DONE)

    def begin(self, *, is_full: bool) -> None:
        """Show a new sync before its first word."""
        self.heading.setText(say("Full resync") if is_full else say("Sync"))
        self.show_progress(SyncProgress(SyncPhase.CONNECTING))

    def show_progress(self, progress: SyncProgress) -> None:
        """Show ``progress``; what comes of it in the end is told by ``show_ending``."""
        if progress.phase is not self._phase:
            self._rate, self._entries = Rate(), Rate()
            self._phase = progress.phase
        now = self._clock()
        self._rate.tell(progress.done, now)
        self._entries.tell(progress.entries, now)
        self._card.setVisible(True)
        self._title.setText(say(PHASES[progress.phase]))
        self._title.set_tone({SyncPhase.DONE: "good", SyncPhase.FAILED: "bad"}.get(progress.phase, ""))
        self._show_bar(progress)
        is_ended = progress.phase in ENDED
        _say(self._counts, "" if is_ended else describe_counts(progress))
        _say(self._pace, "" if is_ended else describe_pace(self._rate, self._entries, progress.total))
        _say(self._detail, "")
        self._show_buttons(progress.phase)

    def show_ending(self, lines: tuple[str, ...]) -> None:
        """Say what the sync that just ended has changed, or what to do."""
        _say(self._detail, "\n".join(lines))
        self._card.setAccessibleDescription(" ".join(lines))

    def show_standing(self, lines: tuple[str, ...], problem: str) -> None:
        """Say how the door keeps in step by itself, and what stands in its way."""
        self._standing.setText("\n".join(lines))
        _say(self._problem, problem)

    def show_before(self, text: str) -> None:
        """Say how the syncs before went."""
        _say(self._before, text)

    def _cancel(self) -> None:
        self._title.setText(say("Stopping …"))
        self.cancel_button.setEnabled(False)
        self.cancelled.emit()

    def _show_buttons(self, phase: SyncPhase) -> None:
        is_ended = phase in ENDED
        self.sync_button.setVisible(is_ended)
        self.full_button.setVisible(is_ended)
        self.cancel_button.setVisible(not is_ended)
        if is_ended:
            self.cancel_button.setEnabled(True)
        self.sync_button.setText(say("Try again") if phase is SyncPhase.FAILED else say("Sync now"))

    def _show_bar(self, progress: SyncProgress) -> None:
        self._bar.setVisible(progress.phase not in ENDED)
        # A range of nothing is Qt's busy bar: the server has not said how much there is.
        self._bar.setRange(0, progress.total or 0)
        self._bar.setValue(min(progress.done, progress.total or 0))

    def _fill_body(self) -> None:
        self._bar.setAccessibleName(say("How much of it is done"))
        self._card = Card()
        for part in (self._title, self._bar, self._counts, self._pace, self._detail):
            self._card.column.addWidget(part)
        standing = Card()
        standing.column.addWidget(WrappedLabel(say("By itself"), size="lead"))
        standing.column.addWidget(self._standing)
        standing.column.addWidget(self._problem)
        for block in (self._card, standing, self._before):
            self.body.addWidget(block)
        self.body.addSpacing(Space.S)
        self.body.addWidget(
            WrappedLabel(
                say(
                    "Scans go up and news come down by themselves whenever there is a network. A full resync fetches"
                    " every ticket anew; it is for when the list seems wrong. Scanning goes on meanwhile."
                ),
                size="caption",
                tone="muted",
            )
        )
        self.body.addStretch(1)
        _say(self._before, "")
        _say(self._problem, "")


def _say(label: PlainLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
