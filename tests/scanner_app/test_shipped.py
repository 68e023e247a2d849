"""What the scanner is made of is found out from what is installed, each part with its licence."""

import subprocess
import sys

from scanner_app.shipped import needed_names, shipped_parts


def test_what_the_scanner_stands_on_is_named_with_version_and_licence() -> None:
    parts = {part.name: part for part in shipped_parts()}
    for name in ("PySide6_Essentials", "shiboken6", "zxing-cpp", "sqlcipher3", "httpx", "httpcore", "Python"):
        assert parts[name].version
    assert [part.name for part in shipped_parts() if not part.licence] == []
    assert parts["Inter (typeface)"].licence == "OFL-1.1"


def test_what_only_the_server_or_developers_need_is_not_named() -> None:
    names = {part.name.lower() for part in shipped_parts()}
    assert names.isdisjoint({"fastapi", "sqlalchemy", "pytest", "mypy", "pip", "doorward"})


def test_whoever_packs_the_scanner_gets_the_names_without_a_screen() -> None:
    code = "import sys; from scanner_app.shipped import needed_names; needed_names(); print('PySide6' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.strip() == "False"
    assert needed_names()[0] == "doorward"
