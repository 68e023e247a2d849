"""Media on the local disk, named by what they hold: the same file twice is there once, and none is ever changed."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

_FOLDER = "media"


class MediaStorage:
    """The folder ``media`` of the data directory."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / _FOLDER

    def path_of(self, digest: bytes) -> Path:
        """Where the file of this SHA-256 is, if it is there."""
        name = digest.hex()
        return self._folder / name[:2] / name

    def new_part(self, name: str) -> Path:
        """A path for a file that is coming in."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._folder / f".{name}.part"

    async def place(self, part: Path, digest: bytes) -> None:
        """Give a file that has come in its name; it stays at ``part`` too, until the caller is done with it."""
        await asyncio.to_thread(self._place, part, self.path_of(digest))

    async def remove(self, digest: bytes, is_wanted: Callable[[], bool]) -> None:
        """Remove a file that nothing refers to any more.

        It steps aside before ``is_wanted`` is asked, and comes back where somebody has uploaded the same meanwhile. An
        upload looks after its commit whether its file is there: so one of the two sees the other.
        """
        await asyncio.to_thread(self._remove, self.path_of(digest), is_wanted)

    @staticmethod
    def _place(part: Path, target: Path) -> None:
        if target.exists():
            return
        target.parent.mkdir(mode=0o700, exist_ok=True)
        linked = part.with_suffix(".named")
        linked.hardlink_to(part)
        linked.replace(target)

    @staticmethod
    def _remove(target: Path, is_wanted: Callable[[], bool]) -> None:
        aside = target.with_name(f".{target.name}.{os.urandom(4).hex()}")
        try:
            target.replace(aside)
        except FileNotFoundError:
            return
        if is_wanted():
            aside.replace(target)
        else:
            aside.unlink()
