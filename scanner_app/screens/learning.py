"""The wizard that learns how a handheld types."""

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer

from scanner_app.handheld_wording import findings, findings_over_serial, problem, silence
from scanner_app.shell import Shell
from scanner_app.sources.handheld import HandheldFilter
from scanner_app.sources.learning import SCANS_WANTED, TEST_CODE, Lesson, Problem, Stroke, learn, learn_from_text
from scanner_app.views.learn_page import LearnPage

_PATIENCE_MS = 15_000


class Learning(QObject):
    """Hears every key while its page is open, and keeps the settings that were learned when the person says so."""

    def __init__(self, shell: Shell, keys: HandheldFilter) -> None:
        super().__init__(shell)
        self._shell, self._keys = shell, keys
        self.page = LearnPage(TEST_CODE, SCANS_WANTED)
        self._scans: list[tuple[Stroke, ...]] = []
        self._lesson: Lesson | None = None
        self._texts = 0
        self._is_listening = False
        self._silence = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._silence.timeout.connect(lambda: self.page.show_waiting(*silence()))
        self.page.kept.connect(self._keep)
        self.page.restarted.connect(self._start)
        self.page.read_as_text.connect(self._hear_text)
        self.page.left.connect(self._silence.stop)
        shell.window.page_changed.connect(self._follow_page)

    @property
    def is_listening(self) -> bool:
        """Whether a scanner is being learned: the page is in sight, and no other over it."""
        return self._is_listening

    def open(self) -> None:
        """Show the page and listen."""
        self._start()
        self._shell.open(self.page)

    def _follow_page(self) -> None:
        """A page over this one gets its scans as ever."""
        is_in_sight = self._shell.window.page is self.page
        if is_in_sight is self._is_listening:
            return
        self._is_listening = is_in_sight
        if is_in_sight:
            self._keys.record(self._hear)
        else:
            self._keys.read()

    def _start(self) -> None:
        self._scans, self._lesson, self._texts = [], None, 0
        self.page.start()
        self._silence.start()

    def _hear(self, scan: tuple[Stroke, ...]) -> None:
        """One burst of keys. A scan that is no good does not count, and those before it do."""
        if self._lesson is None:
            self._judge(learn([*self._scans, scan]), scan)

    def _judge(self, lesson: Lesson, scan: tuple[Stroke, ...]) -> None:
        self._silence.stop()
        if lesson.problem is not Problem.NONE:
            self.page.show_trouble(*problem(lesson))
            return
        self._scans.append(scan)
        self._advance(len(self._scans), lesson, findings(lesson))

    def _hear_text(self, payload: str) -> None:
        """A code that came over a serial line, whole."""
        if self._lesson is not None:
            return
        self._silence.stop()
        lesson = learn_from_text(payload)
        if lesson.problem is not Problem.NONE:
            self.page.show_trouble(*problem(lesson))
            return
        self._texts += 1
        self._advance(self._texts, lesson, findings_over_serial(lesson))

    def _advance(self, done: int, lesson: Lesson, found: list[str]) -> None:
        self.page.show_step(done)
        if done < SCANS_WANTED:
            self.page.clear_result()
            return
        self._lesson = lesson
        self.page.show_learned(problem(lesson)[0], found)

    def _keep(self) -> None:
        if self._lesson is None:
            return
        learned, settings = self._lesson.settings, self._shell.settings
        if self._texts >= SCANS_WANTED:
            # What came over a serial line says nothing of keys.
            learned = replace(settings.handheld, prefix=learned.prefix, suffix=learned.suffix)
        self._shell.change_settings(replace(settings, handheld=learned))
        self.page.back_wanted.emit()
