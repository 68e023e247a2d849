"""The part of preflight that needs a person: camera, handheld, sound and printer, as they stand now."""

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaDevices
from PySide6.QtPrintSupport import QPrinterInfo

from scanner_app.door.preflight import Check, Finding, State
from scanner_app.door.preflight_by_hand import (
    DARKEST,
    CameraFacts,
    SoundFacts,
    judge_camera,
    judge_handheld,
    judge_printer,
    judge_sound,
)
from scanner_app.door.shown import Source
from scanner_app.settings import NO_CAMERA
from scanner_app.shell import Shell
from scanner_app.views.preflight_page import Acts
from scanner_app.wording import SoundName, say

_PICTURE_WITHIN_MS = 4_000
_BETWEEN_SOUNDS_MS = 900
_UNUSED = "preflight_unused"
"""The store's key for the checks that a person said this door has no use for."""


class HandChecks(QObject):
    """Follows what people try; ``told`` carries a Finding and what can be done about it."""

    told = Signal(object, object)

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._read_by: set[Source] = set()
        """What a code was read by since the program began."""
        self._unused: set[Check] = set()
        self._camera, self._sound = CameraFacts(is_used=False), SoundFacts(has_device=False)
        self._to_play: list[SoundName] = []
        self._patience = QTimer(self, singleShot=True, interval=_PICTURE_WITHIN_MS)
        self._player = QTimer(self, interval=_BETWEEN_SOUNDS_MS)
        self._patience.timeout.connect(self._give_up_on_pictures)
        self._player.timeout.connect(self._play_next)
        shell.code_seen.connect(self._read)

    def begin(self) -> None:
        """Look at everything anew; what was read counts on."""
        self._camera = CameraFacts(is_used=True)
        self._sound = SoundFacts(has_device=not QMediaDevices.defaultAudioOutput().isNull())
        self._patience.start()
        store = self._shell.station.store
        self._shell.background.run(lambda: store.get(_UNUSED) or "", self._take_unused)
        self.show()

    def show(self) -> None:
        """Tell how everything stands."""
        printing = self._shell.settings.printing
        if printing.is_on_admit:
            self.told.emit(judge_printer(printing.printer, is_there=_has_printer(printing.printer)), [])
        self._show_camera()
        self._show_handheld()
        self._show_sound()

    def act(self, check: Check, act: str) -> None:
        """Do what a person pressed."""
        if act == "play":
            self._to_play = list(SoundName)
            self._play_next()
            self._player.start()
        elif act in ("heard", "unheard"):
            self._sound = replace(self._sound, was_heard=act == "heard")
        else:
            self._use(check, is_used=act == "used")
        self.show()

    def see(self, frame: QImage) -> None:
        """Look at the camera's newest picture."""
        had, grey = self._camera.grey, mean_grey(frame)
        self._camera = replace(self._camera, grey=grey)
        if had is None or (had < DARKEST) is not (grey < DARKEST):
            self._show_camera()

    def stop(self) -> None:
        """Be quiet."""
        self._player.stop()

    def _show_camera(self) -> None:
        is_chosen = self._shell.settings.camera.spec != NO_CAMERA
        is_used = is_chosen and Check.CAMERA not in self._unused
        facts = replace(self._camera, is_used=is_used, has_read=Source.CAMERA in self._read_by)
        finding = judge_camera(facts)
        self.told.emit(finding, _use_acts(finding, say("No camera here"), is_possible=is_chosen))

    def _show_handheld(self) -> None:
        is_used = Check.HANDHELD not in self._unused
        finding = judge_handheld(is_used=is_used, has_read=Source.HANDHELD in self._read_by)
        self.told.emit(finding, _use_acts(finding, say("No handheld here"), is_possible=True))

    def _show_sound(self) -> None:
        facts = replace(self._sound, volume=self._shell.settings.sound.volume)
        acts = [("play", say("Play"))] if facts.has_device else []
        if facts.was_played and facts.was_heard is None:
            acts += [("heard", say("Heard")), ("unheard", say("Not heard"))]
        self.told.emit(judge_sound(facts), acts)

    def _take_unused(self, kept: str) -> None:
        self._unused = {Check(word) for word in kept.split() if word in set(Check)}
        self.show()

    def _use(self, check: Check, *, is_used: bool) -> None:
        self._unused = self._unused - {check} if is_used else self._unused | {check}
        kept, store = " ".join(sorted(self._unused)), self._shell.station.store
        self._shell.background.run(lambda: store.put(preflight_unused=kept), lambda _: None)

    def _play_next(self) -> None:
        if self._to_play:
            self._shell.window.sound_wanted.emit(self._to_play.pop(0).value)
        if not self._to_play:
            self._player.stop()
            self._sound = replace(self._sound, was_played=True, was_heard=None)
            self._show_sound()

    def _read(self, source: Source) -> None:
        if source not in self._read_by:
            self._read_by.add(source)
            self._show_camera()
            self._show_handheld()

    def _give_up_on_pictures(self) -> None:
        self._camera = replace(self._camera, is_time_up=True)
        self._show_camera()


def _use_acts(finding: Finding, unused: str, *, is_possible: bool) -> Acts:
    """Whether the door has use for it is a person's to say, while it is not known to work."""
    if finding.state is State.UNUSED:
        return [("used", say("Use it"))] if is_possible else []
    return [("unused", unused)] if finding.state in (State.YOUR_TURN, State.FAILED) else []


def mean_grey(frame: QImage) -> float:
    """The mean grey value of a picture, 0 to 255."""
    small = frame.scaled(16, 16, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    grey = small.convertToFormat(QImage.Format.Format_Grayscale8)  # Its bits live no longer than it does.
    pixels = bytes(grey.constBits())
    return sum(pixels) / max(len(pixels), 1)


def _has_printer(name: str) -> bool:
    return not (QPrinterInfo.printerInfo(name) if name else QPrinterInfo.defaultPrinter()).isNull()
