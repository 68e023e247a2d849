"""`python -m tests.bench`: run the rows, show a table, write JSON for machines."""

import importlib
import json
import os
import pkgutil
import platform
import sys
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from types import ModuleType

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tests.bench import rows as row_package
from tests.bench.harness import Row

DEFAULT_ROUNDS = 5
# A terminal tells its own width; a file or a pipe gets a table wide enough for every column.
WIDTH_WITHOUT_TERMINAL = 140


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one benchmark: its rows, or the error that ended it; and how long it took."""

    name: str
    rows: list[Row]
    error: str | None
    elapsed_s: float


@click.command()
@click.option("--only", multiple=True, metavar="NAME", help="Run only this benchmark; may be given several times.")
@click.option("--rounds", default=DEFAULT_ROUNDS, show_default=True, type=click.IntRange(min=1), help="Rounds of each.")
@click.option(
    "--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write the figures here too."
)
@click.option("--list", "list_only", is_flag=True, help="Name the benchmarks and stop.")
def main(only: tuple[str, ...], rounds: int, json_file: Path | None, *, list_only: bool) -> None:
    """Run the benchmarks, each beside a baseline of the same run. Exit status 1 when one of them failed."""
    names = available()
    unknown = sorted(set(only) - set(names))
    if unknown:
        raise click.BadParameter(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(names)}")
    console = Console(width=None if sys.stdout.isatty() else WIDTH_WITHOUT_TERMINAL)
    if list_only:
        for name in names:
            console.print(f"{name:12} {_purpose(name)}", markup=False)
        return
    outcomes = []
    for name in only or names:
        click.echo(f"{name} ...", err=True)
        outcomes.append(run_one(name, rounds))
    show(console, outcomes)
    if json_file:
        json_file.write_text(json.dumps(as_json(outcomes, rounds), indent=2) + "\n", encoding="utf-8")
    if any(outcome.error for outcome in outcomes):
        sys.exit(1)


def available() -> list[str]:
    """The names of all benchmarks, sorted: the modules of `tests/bench/rows` without a leading underscore."""
    found = pkgutil.iter_modules(row_package.__path__)
    return sorted(module.name for module in found if not module.name.startswith("_"))


def run_one(name: str, rounds: int) -> Outcome:
    """Run one benchmark. Whatever it raises becomes its outcome, so that the others still run."""
    start = perf_counter()
    try:
        found, error = list(_module(name).run(rounds)), None
    except Exception as problem:  # noqa: BLE001  # One broken row must not cost the figures of the others.
        traceback.print_exc()
        found, error = [], f"{type(problem).__name__}: {problem}"
    return Outcome(name, found, error, perf_counter() - start)


def show(console: Console, outcomes: list[Outcome]) -> None:
    """Print the table for people: one line a figure, one line for each benchmark that failed."""
    table = Table("benchmark", "figure", title="Doorward benchmarks", caption=_caption())
    for heading in ("value", "baseline", "ratio", "spread"):
        table.add_column(heading, justify="right")
    table.add_column("must reach")
    for outcome in outcomes:
        for row in outcome.rows:
            table.add_row(*map(escape, (row.name, row.figure, *_figures(row), row.target)))
        if outcome.error:
            table.add_row(outcome.name, f"[bold red]failed[/]: {escape(outcome.error)}")
        table.add_section()
    console.print(table)


def as_json(outcomes: list[Outcome], rounds: int) -> dict[str, object]:
    """The same for machines: `rows`, `failed`, and what the figures were taken on."""
    return {
        "rounds": rounds,
        "machine": {"python": platform.python_version(), "system": platform.system(), "cores": os.cpu_count()},
        "rows": [asdict(row) for outcome in outcomes for row in outcome.rows],
        "failed": [{"name": outcome.name, "error": outcome.error} for outcome in outcomes if outcome.error],
        "elapsed_s": {outcome.name: round(outcome.elapsed_s, 1) for outcome in outcomes},
    }


def _figures(row: Row) -> tuple[str, str, str, str]:
    return (
        f"{_short(row.value)} {row.unit}",
        "" if row.baseline is None else f"{_short(row.baseline)} {row.unit}",
        "" if row.ratio is None else f"{_short(row.ratio)} ×",
        f"{row.spread:.0%}",
    )


def _short(value: float) -> str:
    """Three significant digits for small numbers, none after the point for large ones."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _caption() -> str:
    return "medians over rounds; ratio = value / baseline; spread = (highest - lowest) / median"


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"{row_package.__name__}.{name}")


def _purpose(name: str) -> str:
    return (_module(name).__doc__ or "").strip().partition("\n")[0]


if __name__ == "__main__":
    main()
