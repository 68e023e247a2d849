"""One target under atheris, which steers by what of our code an input reaches; libFuzzer's options follow the name.

``python -m tests.fuzz.worker NAME [FOLDER ...] [-max_total_time=60]``: started by ``tests.fuzz``, and by hand to look
at one input again (``python -m tests.fuzz.worker NAME FILE``).
"""

import importlib
import sys

import atheris

_WATCHED = ["sync", "scanner_app", "server.doors", "base45", "h11", "zeroconf"]


def main(arguments: list[str]) -> None:
    """Never returns: libFuzzer ends the process, with 0 where nothing was found."""
    name, *options = arguments
    with atheris.instrument_imports(include=_WATCHED):
        registry = importlib.import_module("tests.fuzz.registry")
    target = registry.TARGETS[name]
    atheris.Setup([sys.argv[0], f"-max_len={target.longest}", *options], target.try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
