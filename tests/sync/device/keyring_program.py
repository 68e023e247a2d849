"""A program that looks for the store's key in the desktop's real keyring, as the scanner does; says what it found.

Run as ``python -m tests.sync.device.keyring_program HOW DATA_DIR``: ``find``, ``find-locked`` (it locks the keyring
first) or ``destroy``.
"""

import sys
from pathlib import Path

import secretstorage

from sync.device.errors import DeviceError
from sync.device.vault import destroy_key, find_or_make_key


def main(how: str, data_dir: str) -> None:
    if how == "find-locked":
        connection = secretstorage.dbus_init()
        secretstorage.get_default_collection(connection).lock()
    try:
        if how == "destroy":
            destroy_key(Path(data_dir))
            _say("destroyed")
        else:
            key = find_or_make_key(Path(data_dir))
            _say(f"{'keyring' if key.is_in_keyring else 'file'} {key.secret.hex()}")
    except DeviceError as error:
        _say(f"{type(error).__name__}: {error}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
