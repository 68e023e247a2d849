"""Sounds are short and distinct, and a door without an audio device goes on in silence."""

import wave
from pathlib import Path

import pytest
from PySide6.QtMultimedia import QSoundEffect
from pytestqt.qtbot import QtBot

import resources
from scanner_app.sound import SoundPlayer
from scanner_app.wording import SoundName


@pytest.mark.parametrize("name", SoundName)
def test_every_sound_is_there_and_short(name: SoundName) -> None:
    with wave.open(str(resources.path(f"sounds/{name.value}.wav"))) as file:
        assert 0.15 <= file.getnframes() / file.getframerate() <= 0.7
        assert file.getnchannels() == 1


def test_no_two_sounds_are_alike() -> None:
    assert len({resources.path(f"sounds/{name.value}.wav").read_bytes() for name in SoundName}) == len(SoundName)


def test_playing_never_fails_with_or_without_a_device(qtbot: QtBot) -> None:
    player = SoundPlayer()
    for name in SoundName:
        player.play(name.value)
    assert isinstance(player.has_sound, bool)


def test_a_missing_resource_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"sounds/none\.wav"):
        resources.path("sounds/none.wav")


def test_the_volume_holds_at_once_for_what_sounds_and_what_comes(qtbot: QtBot) -> None:
    player = SoundPlayer(volume=0.5)
    player.set_volume(0.25)
    assert player.volume == 0.25
    for effect in player.findChildren(QSoundEffect):
        assert effect.volume() == pytest.approx(0.0625)
