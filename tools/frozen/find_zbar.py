"""Run before the frozen program: let pyzbar find the zbar library that came with it.

pyzbar asks ctypes.util.find_library, which looks where the system keeps its libraries and never beside the program.
"""

import ctypes.util
import sys
from pathlib import Path

_find_on_the_system = ctypes.util.find_library


def _find_library(name: str) -> str | None:
    if name == "zbar":
        for found in sorted(Path(sys._MEIPASS).glob("libzbar*")):  # type: ignore[attr-defined]  # noqa: SLF001
            return str(found)
    return _find_on_the_system(name)


ctypes.util.find_library = _find_library
