"""Faults that are put into a simulated world, to prove that it would find them. None of this is in the product."""

from collections.abc import Callable

from tests.simulation.scanner import Parts

PLANTS: dict[str, Callable[[], Parts]] = {}
