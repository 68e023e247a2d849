"""One voice, one thing at a time: it waits for the sound, the newest wins, and nothing waits for it."""

import pytest
from PySide6.QtTextToSpeech import QTextToSpeech
from pytestqt.qtbot import QtBot

from scanner_app.voice import Voice

SPEAKING, READY = QTextToSpeech.State.Speaking, QTextToSpeech.State.Ready


@pytest.fixture
def voice(qtbot: QtBot) -> Voice:
    opened = Voice(engine="mock")
    assert opened.is_there
    return opened


def begins(voice: Voice) -> list[str]:
    """What the voice begins to say from now on."""
    assert voice.engine is not None
    words: list[str] = []
    voice.engine.sayingWord.connect(lambda word, *_: words.append(word))
    return words


def test_what_is_said_comes_after_the_sound(voice: Voice, qtbot: QtBot) -> None:
    assert voice.engine is not None
    voice.say_soon("Student")
    assert voice.engine.state() is READY
    words = begins(voice)
    qtbot.waitUntil(lambda: words == ["Student"], timeout=10_000)


def test_the_newest_wins(voice: Voice, qtbot: QtBot) -> None:
    words = begins(voice)
    for text in ("Student", "Table", "Press"):
        voice.say_soon(text)
    qtbot.waitUntil(lambda: bool(words), timeout=10_000)
    qtbot.wait(800)
    assert words == ["Press"]


def test_what_comes_next_cuts_it_off(voice: Voice, qtbot: QtBot) -> None:
    assert voice.engine is not None
    words = begins(voice)
    voice.say_soon("Weekend pass with backstage access and a very long name of many words")
    qtbot.waitUntil(lambda: voice.engine is not None and voice.engine.state() is SPEAKING, timeout=10_000)
    voice.say_soon("")
    assert voice.engine.state() is READY
    qtbot.wait(800)
    assert "words" not in words


def test_a_system_without_an_engine_has_no_voice_and_stays_silent(qtbot: QtBot) -> None:
    mute = Voice(engine="none-such")
    assert not mute.is_there
    mute.say_soon("Student")
    mute.set_volume(0.5)
    qtbot.wait(800)
    assert mute.engine is None
