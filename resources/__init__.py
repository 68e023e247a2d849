"""Icons, sounds and fonts, found beside this file in a checkout, an installed wheel and a frozen build."""

import sys
from pathlib import Path

# A frozen program unpacks its data below sys._MEIPASS, where __file__ of a compressed module need not point.
_FROZEN_ROOT: str | None = getattr(sys, "_MEIPASS", None)
_FOLDER = Path(__file__).resolve().parent if _FROZEN_ROOT is None else Path(_FROZEN_ROOT) / "resources"


def path(name: str) -> Path:
    """The file ``name`` (``icons/sync.svg``), absolute; FileNotFoundError says which one a build forgot."""
    found = _FOLDER / name
    if not found.is_file():
        raise FileNotFoundError(f"resource {name} is missing from this build")
    return found
