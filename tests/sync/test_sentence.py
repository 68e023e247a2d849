"""A sentence is English wherever it goes, and keeps what it takes to say it in another language."""

import pytest

from sync.device.errors import DeviceError, ServerRefusedError, StoreFullError
from sync.protocol.rescue import NotARescueFileError, read_header
from sync.sentence import Sentence, sentence_of


def test_a_sentence_is_its_english_text() -> None:
    said = Sentence("Cannot read {path}: {count} of {why}.", path="/a", count=3, why=Sentence("them"))
    assert said == "Cannot read /a: 3 of them."
    assert (said.template, said.values) == (
        "Cannot read {path}: {count} of {why}.",
        {"path": "/a", "count": 3, "why": "them"},
    )


def test_what_leaves_the_program_is_a_plain_text() -> None:
    assert type(str(Sentence("Cannot read {path}.", path="/a"))) is str
    assert type(str(DeviceError("Cannot read {path}.", path="/a"))) is str


def test_an_error_carries_its_sentence() -> None:
    error = StoreFullError("{count} scans wait.", count=3)
    assert str(error) == error.sentence == "3 scans wait."
    assert error.sentence.template == "{count} scans wait."


def test_the_words_of_a_server_are_taken_as_they_are() -> None:
    error = ServerRefusedError("CODE", "{braces} and 100 %")
    assert (str(error), error.code) == ("{braces} and 100 %", "CODE")
    assert error.sentence.values == {}


def test_a_row_leaves_out_what_is_empty() -> None:
    assert Sentence.row("One.", "", Sentence("Two.")) == "One. Two."
    assert not Sentence.row("", "")


def test_every_error_has_a_sentence_of_its_own() -> None:
    with pytest.raises(NotARescueFileError) as raised:
        read_header(b"a holiday picture")
    assert sentence_of(raised.value) == "This is not a Doorward rescue file."
    assert sentence_of(ValueError()) == ""


def test_what_the_system_says_is_said_without_its_number() -> None:
    assert sentence_of(OSError(28, "No space left on device", "/a/file")) == "No space left on device"
    assert sentence_of(OSError("The stick is full.")) == "The stick is full."
    assert sentence_of(ValueError()) == ""
