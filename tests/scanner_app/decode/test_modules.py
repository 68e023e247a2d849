"""What is known of a symbol beforehand, and how module shades are read."""

import numpy as np
import pytest

from scanner_app.decode.modules import MARGIN, function_patterns, read_shades, symbol_size
from tests.pictures import qr_modules


@pytest.mark.parametrize("version", range(1, 41))
def test_function_patterns_are_those_of_a_drawn_symbol(version: int) -> None:
    known, light = function_patterns(symbol_size(version))
    drawn = qr_modules("A", version=version) > 0
    assert (drawn[known] == light[known]).all()


def shades_of(text: str, *, dark: float = 30, light: float = 220) -> np.ndarray:
    modules = np.pad(qr_modules(text), MARGIN, constant_values=255)
    return np.where(modules > 0, light, dark).astype(np.float32)


def test_clear_shades_are_read() -> None:
    assert read_shades(shades_of("DOORWARD")) == "DOORWARD"


def test_shades_smeared_over_their_neighbours_are_read() -> None:
    clear = shades_of("DOORWARD AT NIGHT")
    smeared = 0.5 * clear + 0.35 * np.roll(clear, 1, axis=1) + 0.15 * np.roll(clear, 1, axis=0)
    assert read_shades(smeared.astype(np.float32)) == "DOORWARD AT NIGHT"


def test_shades_under_a_steep_light_are_read() -> None:
    clear = shades_of("DOORWARD AT NIGHT", dark=20, light=60)
    assert read_shades((clear + np.linspace(0, 190, clear.shape[1])[None, :]).astype(np.float32)) == "DOORWARD AT NIGHT"


def test_random_shades_are_not_read() -> None:
    rng = np.random.default_rng(3)
    for _ in range(30):
        assert read_shades(rng.uniform(0, 255, (21 + 2 * MARGIN,) * 2).astype(np.float32)) is None
