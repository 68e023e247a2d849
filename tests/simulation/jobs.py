"""Seeds run one after the other, or shared among processes."""

import atexit
import gc
import multiprocessing
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.simulation.plants import PLANTS
from tests.simulation.run import Outcome, run_seed
from tests.simulation.scanner import Parts
from tests.simulation.template import Workshop

_MEMORY = Path("/dev/shm")  # noqa: S108  A folder in memory, where there is one: nothing here must outlive the run.
_CHUNK = 20
_workshops: list[Workshop] = []


@contextmanager
def workshop() -> Iterator[Workshop]:
    """A workshop in memory where there is some, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="doorward-simulation-", dir=_MEMORY if _MEMORY.is_dir() else None))
    made = Workshop(folder)
    try:
        yield made
    finally:
        made.close()
        shutil.rmtree(folder, ignore_errors=True)


def run_seeds(
    seeds: Sequence[int], plant: str | None = None, *, jobs: int = 1, is_traced: bool = False
) -> Iterator[Outcome]:
    """The outcome of each seed, in their order; ``plant`` names a fault to put into every world."""
    if jobs == 1:
        with workshop() as made:
            for seed in seeds:
                yield run_seed(seed, made, parts_of(plant), is_traced=is_traced)
        return
    chunks = [list(seeds[at : at + _CHUNK]) for at in range(0, len(seeds), _CHUNK)]
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _begin_worker) as pool:
        for outcomes in pool.map(partial(_work, plant=plant), chunks):
            yield from outcomes


def parts_of(plant: str | None) -> Parts:
    """What worlds with this fault are made of; None is the product as it is."""
    return PLANTS[plant]() if plant else Parts()


def _begin_worker() -> None:
    kept = workshop()
    _workshops.append(kept.__enter__())  # Until the process ends.
    atexit.register(kept.__exit__, None, None, None)
    # Looking for garbage while a night runs costs an eighth of its time; it is looked for between nights instead.
    gc.freeze()
    gc.disable()


def _work(seeds: list[int], plant: str | None) -> list[Outcome]:
    outcomes = [run_seed(seed, _workshops[0], parts_of(plant)) for seed in seeds]
    gc.collect()
    return outcomes
