"""The translation files hold every text of the code, whole, and the compiled ones are of the same state."""

import importlib.util
import re
import string
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QTranslator

from scanner_app.language import CONTEXT
from scanner_app.sentences import SERVER_SAYS
from scanner_app.settings import LANGUAGES
from server.doors.errors import DeviceRevokedError, DeviceUnknownError, PairingCodeError, TokenOverError

TRANSLATED = [language for language in LANGUAGES if language != "en"]


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


tool = _load(Path(__file__).parents[2] / "tools" / "translations.py")
found = tool.find_texts()


def file_of(language: str) -> Path:
    path: Path = tool.FOLDER / f"doorward_{language}.ts"
    return path


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_text_can_be_found_where_it_is_said() -> None:
    assert found.problems == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: str) -> None:
    kept = tool.read_translations(file_of(language))
    missing = [text for text in found.texts if not all(kept.get(text, ("",)))]
    assert missing == [], "make translations, then translate what is unfinished"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_file_holds_nothing_that_is_said_no_more(language: str) -> None:
    assert set(tool.read_translations(file_of(language))) - set(found.texts) == set(), "make translations"


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_counted_has_its_forms_and_all_values_stay(language: str) -> None:
    for (source, singular), forms in tool.read_translations(file_of(language)).items():
        assert len(forms) == (tool.FORMS if singular else 1), source
        for form, said in zip(forms, (singular or source, source), strict=False):
            # What there is one of may be said without its number.
            assert not form or fields(form) in (fields(said), fields(source)), (source, form)


@pytest.mark.parametrize("language", TRANSLATED)
def test_punctuation_is_the_languages_own(language: str) -> None:
    """No straight quotation marks or apostrophes; in French a space that does not break before high punctuation."""
    for forms in tool.read_translations(file_of(language)).values():
        for form in forms:
            assert not re.search(r"[\"']", form), form
            assert form == form.strip(), form
            if language == "fr":
                assert not re.search(r"[^\s\u202f\u00a0][;!?»]|[^\s\u202f\u00a0]:(?!//)| [;:!?»%]|« ", form), form
            else:
                assert " %" not in form, form


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_file_is_of_the_same_state(language: str) -> None:
    compiled = QTranslator()
    assert compiled.load(str(file_of(language).with_suffix(".qm")))
    for (source, singular), forms in tool.read_translations(file_of(language)).items():
        if not singular:
            assert compiled.translate(CONTEXT, source) == forms[0], "make translations"
        else:
            assert tuple(compiled.translate(CONTEXT, source, singular, count) for count in (1, 5)) == forms


def test_what_the_server_tells_doors_is_known_word_for_word() -> None:
    errors = (PairingCodeError, DeviceUnknownError, DeviceRevokedError, TokenOverError)
    assert {error.says for error in errors} == set(SERVER_SAYS)


def test_a_text_that_cannot_be_found_is_told(tmp_path: Path) -> None:
    """What is put together first, comes from nowhere, or is said too early has no translation."""
    source = tmp_path / "told.py"
    source.write_text(
        "TITLES = {1: 'One', 2: 'Two'}\n"
        "EARLY = say('Too early')\n"
        "def show(unknown, at):\n"
        "    say(f'Put {at} together')\n"
        "    say(unknown)\n"
        "    say(TITLES[at])\n"
        "    say('Yes' if at else 'No')\n"
        "    say_count('{count} door', '{count} doors', at)\n"
        "class LostError(DeviceError): ...\n"
        "def fail(): raise LostError('Lost {what}', what='all')\n"
    )
    texts = tool.find_texts([source], tmp_path)
    assert set(texts.texts) >= {
        ("One", ""),
        ("Two", ""),
        ("Yes", ""),
        ("No", ""),
        ("{count} doors", "{count} door"),
        ("Lost {what}", ""),
    }
    assert [problem.split(": ")[0] for problem in texts.problems] == ["told.py:2", "told.py:4", "told.py:5"]
