"""Rules of the house that no linter knows."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
IMPURE_CALLS = {"now", "today", "utcnow", "open", "input", "print", "token_bytes", "urandom"}


def called_names(source: str) -> set[str]:
    """The last name of everything that the source calls: `now` of `datetime.now()`."""
    functions = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    names = [function.attr for function in functions if isinstance(function, ast.Attribute)]
    return {*names, *(function.id for function in functions if isinstance(function, ast.Name))}


def test_the_rules_ask_for_no_time_and_touch_nothing_outside() -> None:
    modules = sorted((ROOT / "sync" / "rules").glob("*.py"))
    assert modules
    for module in modules:
        assert not called_names(module.read_text(encoding="utf-8")) & IMPURE_CALLS, module.name


def test_a_rule_that_asked_for_the_time_would_be_found() -> None:
    assert called_names("from datetime import datetime\nat = datetime.now()") & IMPURE_CALLS == {"now"}


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    assert sorted(folder for folder in folders if not (folder / "__init__.py").exists()) == []
