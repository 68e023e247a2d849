"""A voice that says the ticket's type once its sound is over, where the system has one. It never holds anything up."""

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtTextToSpeech import QTextToSpeech

_AFTER_SOUND_MS = 600
"""The longest sound is over by then."""
_FOR_TESTS = "mock"


class Voice(QObject):
    """Says one thing at a time: what is newer cuts off what is older. Opened only once somebody wants it."""

    def __init__(self, parent: QObject | None = None, *, engine: str = "") -> None:
        """With the system's own voice, or that of ``engine``."""
        super().__init__(parent)
        self._wanted = engine
        self._engine: QTextToSpeech | None = None
        self._is_tried = False
        self._text = ""
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_SOUND_MS)
        self._soon.timeout.connect(self._say_now)

    @property
    def is_there(self) -> bool:
        """Whether there is a voice; looking for it the first time takes a moment."""
        if not self._is_tried:
            self._is_tried = True
            self._engine = _open(self._wanted, self)
        return self._engine is not None

    @property
    def engine(self) -> QTextToSpeech | None:
        """What speaks, None where nothing does or nobody has asked yet."""
        return self._engine

    def say_soon(self, text: str) -> None:
        """Say ``text`` after the sound that plays now, and nothing else any more; empty says nothing."""
        self.hush()
        if text:
            self._text = text
            self._soon.start()

    def set_volume(self, volume: float) -> None:
        """Speak as loud as the sounds are (0 to 1)."""
        if self._engine is not None:
            self._engine.setVolume(volume)

    def hush(self) -> None:
        """Stop in the middle of the word."""
        self._soon.stop()
        if self._engine is not None and self._engine.state() is QTextToSpeech.State.Speaking:
            self._engine.stop(QTextToSpeech.BoundaryHint.Immediate)

    def _say_now(self) -> None:
        if self.is_there and self._engine is not None:
            self._engine.say(self._text)


def _open(wanted: str, parent: QObject) -> QTextToSpeech | None:
    """The first engine that has a voice, in the language of the screen where it speaks it."""
    for name in [wanted] if wanted else QTextToSpeech.availableEngines():
        if name == _FOR_TESTS and name != wanted:
            continue
        engine = QTextToSpeech(name, parent)
        if engine.state() is not QTextToSpeech.State.Error and engine.availableVoices():
            _speak_as_the_screen(engine)
            return engine
        engine.deleteLater()
    return None


def _speak_as_the_screen(engine: QTextToSpeech) -> None:
    here = QLocale()
    spoken = [locale for locale in engine.availableLocales() if locale.language() is here.language()]
    if spoken:
        engine.setLocale(here if here in spoken else spoken[0])
