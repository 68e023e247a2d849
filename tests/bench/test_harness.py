import io
import json
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from tests.bench import __main__ as bench
from tests.bench.harness import alone, compared, interleave, latencies, percentile, seconds, spread


def test_a_ratio_is_taken_round_by_round() -> None:
    # The second round was three times slower for both; the ratio must not feel it.
    row = compared("decide", "p50", "ms", ours=[2.0, 6.0, 2.0], baseline=[1.0, 3.0, 1.0], target="at most 3 ×")
    assert (row.value, row.baseline, row.ratio) == (2.0, 1.0, 2.0)
    assert row.spread == 0


def test_figures_that_do_not_pair_up_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        compared("decide", "p50", "ms", ours=[1.0, 2.0], baseline=[1.0], target="")


def test_a_figure_without_a_baseline_has_no_ratio() -> None:
    row = alone("snapshot", "bytes a ticket", "B", values=[19.0, 21.0, 20.0], target="at most 25")
    assert (row.value, row.baseline, row.ratio) == (20.0, None, None)
    assert row.spread == pytest.approx(0.1)


def test_measures_take_turns_and_the_order_is_reversed_every_other_round() -> None:
    taken: list[str] = []
    results = interleave(3, {"ours": lambda: taken.append("ours"), "bare": lambda: taken.append("bare")})
    assert taken == ["ours", "bare", "bare", "ours", "ours", "bare"]
    assert {name: len(values) for name, values in results.items()} == {"ours": 3, "bare": 3}


def test_latencies_are_one_figure_an_item() -> None:
    done: list[int] = []
    assert len(latencies(done.append, range(5))) == 5
    assert done == [0, 1, 2, 3, 4]
    assert seconds(lambda: sum(range(1000))) > 0


@pytest.mark.parametrize(("percent", "expected"), [(50, 50), (99, 99), (100, 100), (0.5, 1)])
def test_percentiles_are_by_nearest_rank(percent: float, expected: int) -> None:
    assert percentile(list(range(100, 0, -1)), percent) == expected


@pytest.mark.parametrize(("values", "percent"), [([], 50), ([1.0], 0), ([1.0], 101)])
def test_a_percentile_of_nothing_is_refused(values: list[float], percent: float) -> None:
    with pytest.raises(ValueError, match="percentile"):
        percentile(values, percent)


def test_spread_of_zeros_is_zero() -> None:
    assert spread([0.0, 0.0]) == 0


@pytest.fixture
def two_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A rows package with one benchmark that works and one that fails."""
    package = tmp_path / "sample_rows"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "_shared.py").write_text("raise RuntimeError('not a benchmark')")
    (package / "breaks.py").write_text(
        '"""Something that breaks."""\ndef run(rounds):\n    raise OSError("the disk is full")\n'
    )
    works = '''
        """How many rounds there were."""
        from tests.bench.harness import alone
        def run(rounds):
            return [alone("works", "rounds", "n", values=[float(rounds)] * rounds, target="[all] of them")]
    '''
    (package / "works.py").write_text(textwrap.dedent(works).lstrip())
    monkeypatch.syspath_prepend(str(tmp_path))
    import sample_rows  # type: ignore[import-not-found]

    monkeypatch.setattr(bench, "row_package", sample_rows)
    yield
    for name in [name for name in sys.modules if name.startswith("sample_rows")]:
        del sys.modules[name]


def run_bench(*arguments: str) -> Result:
    return CliRunner().invoke(bench.main, arguments)


@pytest.mark.usefixtures("two_rows")
def test_a_benchmark_that_fails_is_shown_and_the_others_go_on(tmp_path: Path) -> None:
    result = run_bench("--rounds", "2", "--json", str(tmp_path / "figures.json"))
    assert result.exit_code == 1
    assert "failed: OSError: the disk is full" in result.stdout
    assert "[all] of them" in result.stdout
    written = json.loads((tmp_path / "figures.json").read_text())
    assert written["failed"] == [{"name": "breaks", "error": "OSError: the disk is full"}]
    assert [(row["name"], row["value"], row["ratio"]) for row in written["rows"]] == [("works", 2.0, None)]


@pytest.mark.usefixtures("two_rows")
def test_only_the_named_benchmark_runs() -> None:
    result = run_bench("--only", "works", "--rounds", "1")
    assert result.exit_code == 0
    assert "breaks" not in result.stdout


@pytest.mark.usefixtures("two_rows")
def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    result = run_bench("--only", "nothing")
    assert result.exit_code == 2
    assert "breaks, works" in result.stderr


@pytest.mark.usefixtures("two_rows")
def test_the_list_names_each_benchmark_with_its_purpose() -> None:
    result = run_bench("--list")
    assert result.stdout.splitlines() == [
        "breaks       Something that breaks.",
        "works        How many rounds there were.",
    ]


def test_every_row_of_this_project_can_be_listed() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--list"], capture_output=True, text=True, check=False
    )
    assert listed.returncode == 0, listed.stderr
    for name in bench.available():
        assert f"{name} " in listed.stdout


def test_the_table_has_value_baseline_ratio_spread_and_target() -> None:
    row = compared("decide", "p99", "ms", ours=[0.31234, 0.3], baseline=[0.25, 0.25], target="at most 1.5 ×")
    console = Console(width=140, record=True, file=io.StringIO())
    bench.show(console, [bench.Outcome("decide", [row], None, 1.0)])
    line = next(line for line in console.export_text().splitlines() if "p99" in line)
    for part in ("0.306 ms", "0.25 ms", "1.22 ×", "4%", "at most 1.5 ×"):
        assert part in line
