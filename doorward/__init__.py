"""The front door of Doorward: the console script, the demo and the entry of the frozen scanner."""

from importlib.metadata import PackageNotFoundError, version

__all__ = ["__version__"]

try:
    __version__ = version("doorward")
except PackageNotFoundError:
    # A frozen program or a source tree that was never installed carries no metadata of its own.
    __version__ = "0.1.0"
