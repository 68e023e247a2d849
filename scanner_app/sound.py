"""The verdicts' sounds. Where there is no audio device the door stays silent and says so."""

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

import resources
from scanner_app.wording import SoundName


class SoundPlayer(QObject):
    """Plays one short sound a verdict; a new one cuts the last off. Follows devices that come and go."""

    has_sound_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None, *, volume: float = 1.0) -> None:
        """``volume`` as for ``set_volume``."""
        super().__init__(parent)
        self._volume = volume
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._look_for_device)
        self._effects: dict[SoundName, QSoundEffect] = {}
        self._look_for_device()

    @property
    def has_sound(self) -> bool:
        """Whether verdicts can be heard."""
        return bool(self._effects)

    @property
    def volume(self) -> float:
        """How loud, from 0 to 1, as people feel it."""
        return self._volume

    def set_volume(self, volume: float) -> None:
        """Play as loud as ``volume`` (0 to 1) from now on, also what sounds already."""
        self._volume = volume
        for effect in self._effects.values():
            effect.setVolume(_amplitude(volume))

    def play(self, name: str) -> None:
        """Play the SoundName ``name``; nothing happens where there is no device."""
        effect = self._effects.get(SoundName(name))
        if effect is None:
            return
        for other in self._effects.values():
            other.stop()
        effect.play()

    def _look_for_device(self) -> None:
        had_sound = self.has_sound
        has_device = not QMediaDevices.defaultAudioOutput().isNull()
        self._effects = {name: self._effect(name) for name in SoundName} if has_device else {}
        if self.has_sound != had_sound:
            self.has_sound_changed.emit(self.has_sound)

    def _effect(self, name: SoundName) -> QSoundEffect:
        effect = QSoundEffect(self)
        effect.setSource(QUrl.fromLocalFile(str(resources.path(f"sounds/{name.value}.wav"))))
        effect.setVolume(_amplitude(self._volume))
        return effect


def _amplitude(volume: float) -> float:
    """Half as loud to the ear is a quarter of the amplitude, near enough."""
    return volume * volume
