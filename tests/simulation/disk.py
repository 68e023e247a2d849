"""A disk that keeps what was synced and loses, or spoils, what was not."""

import random
import shutil
from pathlib import Path

_TORN_BYTES = 9_000


class Disk:
    """The files of one SQLite database in ``folder``; nobody has it open while these are called, unless they say so."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def database(self) -> Path:
        return self.folder / self.name

    @property
    def wal(self) -> Path:
        return self.folder / f"{self.name}-wal"

    def whole(self) -> bytes:
        """The database as one file; it was closed, so nothing is left beside it."""
        return self.database.read_bytes()

    def put_back(self, content: bytes) -> None:
        self._clear()
        self.database.write_bytes(content)

    def as_synced(self) -> tuple[bytes, bytes]:
        """The database and its log as they stand on the disk while a process has them open between transactions."""
        return self.database.read_bytes(), self.wal.read_bytes() if self.wal.exists() else b""

    def lose_power(self, synced: tuple[bytes, bytes], chance: random.Random) -> None:
        """What was synced stands again; behind it lies what a write in progress left, which was never synced."""
        self._clear()
        database, wal = synced
        self.database.write_bytes(database)
        if wal:
            self.wal.write_bytes(wal + _torn(wal, chance))

    def copy_to(self, other: Path) -> None:
        """As a thief or a careful person copies a folder."""
        other.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.database, other / self.name)

    def _clear(self) -> None:
        for path in (self.database, self.wal, self.folder / f"{self.name}-shm"):
            path.unlink(missing_ok=True)


def _torn(wal: bytes, chance: random.Random) -> bytes:
    """Half a frame: noise, or the head of an earlier frame once more, which no checksum vouches for here."""
    length = chance.randrange(_TORN_BYTES)
    if chance.random() < 0.5:
        return chance.randbytes(length)
    start = chance.randrange(max(1, len(wal)))
    return wal[start : start + length]
