import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from doorward import __version__
from doorward.cli import COMMANDS, LazyCommand, LazyGroup, main

HEAVY = ["PySide6", "cv2", "sqlalchemy", "numpy", "fastapi", "scanner_app", "server", "sync"]


def run_cli(*arguments: str, without: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run `doorward ARGUMENTS` in a process of its own where the modules `without` cannot be imported."""
    program = "import sys\n" + "".join(f"sys.modules[{name!r}] = None\n" for name in without)
    program += "from doorward.cli import main; main(prog_name='doorward')"
    return subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False)


def test_help_lists_every_command_and_imports_none_of_them() -> None:
    program = (
        "import json, sys\nfrom doorward.cli import main\n"
        "main(['--help'], prog_name='doorward', standalone_mode=False)\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    *shown, modules = run.stdout.splitlines()
    for name in ("scan", "sync", "decode", "serve", "admin", "demo"):
        assert any(line.startswith(f"  {name} ") for line in shown)
    assert not set(HEAVY) & set(json.loads(modules))


def test_version_is_the_packages_own() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert result.output == f"doorward, version {__version__}\n"
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", __version__)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_can_be_loaded_and_explains_itself(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert f"{name} [OPTIONS]" in result.output


@pytest.mark.parametrize(
    ("name", "library", "extra"), [("serve", "sqlalchemy", "server"), ("scan", "PySide6", "scanner")]
)
def test_a_command_whose_extra_is_not_installed_says_what_to_install(name: str, library: str, extra: str) -> None:
    run = run_cli(name, without=(library,))
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1
    assert f"pip install 'doorward[{extra}]'" in run.stderr
    assert library in run.stderr


@pytest.fixture
def sample_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LazyGroup:
    """A group of two commands: one needs a library to load, the other one only when it runs."""
    (tmp_path / "early_need.py").write_text("import no_such_library\n")
    (tmp_path / "late_need.py").write_text(
        "import click\n@click.command()\ndef late() -> None:\n    from no_such_library.part import x\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    lazy = {name: LazyCommand(f"{name}_need", name, "scanner", f"Needs it {name}.") for name in ("early", "late")}
    return LazyGroup("group", lazy=lazy)


@pytest.mark.parametrize("name", ["early", "late"])
def test_a_library_that_is_missing_is_one_line_whenever_it_is_imported(sample_commands: LazyGroup, name: str) -> None:
    result = CliRunner().invoke(sample_commands, [name])
    assert result.exit_code == 1
    assert result.output == (
        "Error: this command needs the 'scanner' extra, of which no_such_library is missing. "
        "Install it with:  pip install 'doorward[scanner]'\n"
    )


def test_a_missing_module_of_our_own_is_a_bug_and_not_a_missing_extra() -> None:
    group = LazyGroup("group", lazy={"scan": LazyCommand("scanner_app.no_such_module", "scan", "scanner", "")})
    result = CliRunner().invoke(group, ["scan"])
    assert isinstance(result.exception, ModuleNotFoundError)
    assert "no_such_module" in str(result.exception)


def test_an_attribute_that_is_not_a_command_is_a_bug() -> None:
    with pytest.raises(TypeError, match="not a click command"):
        LazyCommand("json", "dumps", "scanner", "").load()


def test_an_unknown_command_is_refused_with_a_clear_line() -> None:
    result = CliRunner().invoke(main, ["scam"])
    assert result.exit_code == 2
    assert "No such command 'scam'" in result.output


def test_a_command_defined_in_place_works_beside_the_lazy_ones() -> None:
    group = LazyGroup("group", lazy={})
    group.add_command(click.Command("here", callback=lambda: click.echo("present")))
    result = CliRunner().invoke(group, ["here"])
    assert result.output == "present\n"
