"""The design system keeps its promises: legible, and told apart without colour."""

from itertools import combinations

import pytest

from scanner_app.theme import FIELDS, PALETTES, Mode, Text, Theme, contrast
from scanner_app.wording import ColourRole

AA_TEXT, AA_CONTROL = 4.5, 3.0


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("role", ColourRole)
def test_the_ink_of_every_verdict_is_legible(role: ColourRole) -> None:
    assert contrast(FIELDS[role].fill, FIELDS[role].ink) >= AA_TEXT


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("ground", ["ground", "surface", "raised"])
@pytest.mark.parametrize("ink", ["ink", "muted", "accent", "good", "bad", "warn"])
def test_every_text_is_legible_on_every_ground(mode: Mode, ground: str, ink: str) -> None:
    assert contrast(getattr(PALETTES[mode], ink), getattr(PALETTES[mode], ground)) >= AA_TEXT


@pytest.mark.parametrize("mode", Mode)
def test_controls_have_a_visible_edge_and_buttons_legible_text(mode: Mode) -> None:
    colours = PALETTES[mode]
    assert contrast(colours.control_line, colours.surface) >= AA_CONTROL
    assert contrast(colours.accent, colours.on_accent) >= AA_TEXT


def test_admitted_and_refused_differ_in_grey() -> None:
    assert contrast(FIELDS[ColourRole.ADMITTED].fill, FIELDS[ColourRole.REFUSED].fill) >= AA_CONTROL - 0.2


def test_no_two_verdicts_share_a_colour() -> None:
    assert all(one.fill != other.fill for one, other in combinations(FIELDS.values(), 2))


@pytest.mark.parametrize("mode", Mode)
def test_the_style_sheet_has_no_gaps(mode: Mode) -> None:
    assert "$" not in Theme(mode).style_sheet()


def test_type_grows_with_the_font_scale() -> None:
    assert Theme(font_scale=2.0).px(Text.BODY) == 2 * Text.BODY
