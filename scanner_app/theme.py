"""The design system: colours, spaces, type sizes and the style sheet. Values only, no Qt.

Verdict fields differ in lightness as well as in hue, so they stay apart in grey: admitted and look are light with
dark ink, refused and exit dark with white ink. Every pair of ink and field reaches WCAG AA (4.5 : 1).
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from string import Template

from scanner_app.wording import ColourRole

FONT_FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans", "sans-serif")
TOUCH_PX = 48
RADIUS_PX = 12
FADE_MS = 160


class Space(IntEnum):
    """Distances in pixels: one scale for margins, paddings and gaps."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24


class Text(IntEnum):
    """Type sizes in pixels at a font scale of 1."""

    CAPTION = 13
    BODY = 15
    LEAD = 17
    TITLE = 20
    DISPLAY = 28


class Mode(StrEnum):
    """Dark is the default: doors are dark at night."""

    DARK = "dark"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class Field:
    """A filled area and the ink that is legible on it, as #rrggbb."""

    fill: str
    ink: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one mode, as #rrggbb. ``good``, ``bad`` and ``warn`` are inks on ``surface``."""

    ground: str
    surface: str
    raised: str
    line: str
    control_line: str
    ink: str
    muted: str
    accent: str
    on_accent: str
    good: str
    bad: str
    warn: str


FIELDS = {
    ColourRole.ADMITTED: Field("#22c55e", "#03190b"),
    ColourRole.REFUSED: Field("#b8102e", "#ffffff"),
    ColourRole.LOOK: Field("#ffb81c", "#1f1400"),
    ColourRole.EXIT: Field("#1559c7", "#ffffff"),
}

SERIES = {
    Mode.DARK: ("#648fff", "#e0b0ff", "#dc267f", "#ffb000", "#b04a00", "#c6cfda"),
    Mode.LIGHT: ("#2456c8", "#4a2c00", "#c77800", "#8c1c4a", "#101a5c", "#7b8594"),
}
"""The colours of plots, in the order of use. All stand out (3 : 1), neighbours differ in lightness, and any two are
at least 20 apart in CIELAB, also for eyes that lack a cone (simulated after Machado, Oliveira and Fernandes, 2009)."""

TRAINING = Field("#6d28d9", "#ffffff")
"""Practice: a colour that no verdict has."""

PALETTES = {
    Mode.DARK: Palette(
        ground="#0d1015",
        surface="#161b22",
        raised="#212833",
        line="#2a323e",
        control_line="#6b7788",
        ink="#f3f6f9",
        muted="#a7b2c0",
        accent="#5aa7ff",
        on_accent="#04162b",
        good="#4ade80",
        bad="#ff8a94",
        warn="#ffc94d",
    ),
    Mode.LIGHT: Palette(
        ground="#eef1f5",
        surface="#ffffff",
        raised="#e9edf2",
        line="#d5dbe3",
        control_line="#76828f",
        ink="#11161c",
        muted="#4f5a67",
        accent="#0b57c9",
        on_accent="#ffffff",
        good="#0a6b33",
        bad="#ad0f2b",
        warn="#7a4b00",
    ),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """What views draw with. ``font_scale`` runs from 1.0 to 2.0."""

    mode: Mode = Mode.DARK
    font_scale: float = 1.0

    @property
    def palette(self) -> Palette:
        """The mode's colours."""
        return PALETTES[self.mode]

    def px(self, size: Text) -> int:
        """``size`` in pixels at this font scale."""
        return round(size * self.font_scale)

    def style_sheet(self) -> str:
        """The Qt style sheet of every window and dialog."""
        colours = {name: getattr(self.palette, name) for name in Palette.__slots__}
        sizes = {size.name.lower(): str(self.px(size)) for size in Text}
        families = ", ".join(f'"{family}"' for family in FONT_FAMILIES)
        fixed = {"touch": str(TOUCH_PX), "radius": str(RADIUS_PX), "families": families}
        fixed |= {"training": TRAINING.fill, "on_training": TRAINING.ink}
        refused = FIELDS[ColourRole.REFUSED]
        fixed |= {"refused": refused.fill, "on_refused": refused.ink}
        return _SHEET.substitute(colours | sizes | fixed) + _field_sheet()


def contrast(one: str, other: str) -> float:
    """The WCAG 2.2 contrast ratio of two #rrggbb colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _field_sheet() -> str:
    """Cards that are filled as a verdict is."""
    card = 'QFrame#card[field="{role}"]'
    rules = (
        card + " {{ background: {fill}; border-color: {fill}; }}",
        card + " QLabel {{ color: {ink}; }}",
    )
    return "\n".join(
        rule.format(role=role.value, fill=field.fill, ink=field.ink) for role, field in FIELDS.items() for rule in rules
    )


_SHEET = Template("""
QWidget { font-family: $families; }
QMainWindow, QWidget#ground, QWidget#page, QScrollArea { background: $ground; }
QDialog { background: $surface; border: 1px solid $control_line; }
QDialog QLineEdit { background: $ground; }
QScrollArea#dialogBody, QWidget#dialogBody { background: transparent; }
QLabel { color: $ink; font-size: ${body}px; background: transparent; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="good"] { color: $good; }
QLabel[strong="true"] { font-weight: 600; }
QLabel[textSize="caption"] { font-size: ${caption}px; }
QLabel[textSize="lead"] { font-size: ${lead}px; font-weight: 600; }
QLabel[textSize="title"] { font-size: ${title}px; font-weight: 700; }
QLabel[textSize="display"] { font-size: ${display}px; font-weight: 700; }
QFrame#card { background: $surface; border: 1px solid $line; border-radius: ${radius}px; }
QFrame#statusBar { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame#banner { background: $surface; border: 2px solid $warn; border-radius: ${radius}px; }
QFrame#banner QLabel { color: $warn; font-weight: 600; }
QFrame#message { background: $surface; border: 2px solid $accent; border-radius: ${radius}px; }
QFrame#message QLabel { color: $ink; font-weight: 600; }
QFrame#training { background: $training; border: none; }
QFrame#training QLabel { color: $on_training; font-size: ${lead}px; font-weight: 700; }
QFrame#actBar { background: $surface; border: none; border-top: 1px solid $line; }
QLabel#chip { background: $raised; border-radius: 14px; padding: 0 9px; min-height: 28px;
  font-size: ${caption}px; font-weight: 600; }
QLabel#chip[tone="good"] { color: $good; }
QLabel#chip[tone="bad"] { color: $bad; }
QLabel#chip[tone="warn"] { color: $warn; }
QLineEdit { background: $surface; color: $ink; border: 1px solid $control_line; border-radius: ${radius}px;
  padding: 0 14px; min-height: ${touch}px; font-size: ${lead}px; selection-background-color: $accent;
  selection-color: $on_accent; placeholder-text-color: $muted; }
QLineEdit:focus { border: 2px solid $accent; padding: 0 13px; }
QLineEdit[invalid="true"] { border: 2px solid $bad; padding: 0 13px; }
QLineEdit:disabled { color: $muted; }
QPushButton, QToolButton { background: $raised; color: $ink; border: 1px solid $line; border-radius: ${radius}px;
  min-height: ${touch}px; min-width: ${touch}px; font-size: ${body}px; font-weight: 600; }
QPushButton { padding: 0 18px; }
QToolButton { padding: 0; }
QToolButton[wide="true"] { padding: 0 14px; }
QPushButton[square="true"] { padding: 0; font-size: ${title}px; }
QPushButton[tile="true"] { background: $surface; padding: 0; }
QPushButton[tile="true"]:checked { border: 2px solid $accent; }
QPushButton[tile="true"] QLabel { font-weight: 600; }
QPushButton[choice="true"]:checked { border: 2px solid $accent; color: $accent; padding: 0 17px; }
QSlider { min-height: ${touch}px; background: transparent; }
QSlider::groove:horizontal { background: $raised; height: 8px; border-radius: 4px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 4px; }
QSlider::handle:horizontal { background: $ink; border: 3px solid $accent; width: 26px; margin: -12px 0;
  border-radius: 16px; }
QSlider:focus { border: 2px solid $accent; border-radius: ${radius}px; }
QSlider::sub-page:horizontal:disabled { background: $control_line; }
QListWidget { background: $ground; color: $ink; border: 1px solid $control_line; border-radius: ${radius}px;
  font-size: ${body}px; outline: none; }
QListWidget::item { padding: 8px 12px; border-bottom: 1px solid $line; }
QListWidget::item:selected { background: $accent; color: $on_accent; }
QPushButton:hover, QToolButton:hover { border-color: $control_line; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; }
QPushButton:disabled, QToolButton:disabled { color: $muted; }
QPushButton[primary="true"], QToolButton[primary="true"] { background: $accent; color: $on_accent;
  border: 3px solid $accent; padding: 0 16px; }
QPushButton[primary="true"]:focus, QToolButton[primary="true"]:focus { border: 3px solid $ink; }
QPushButton[primary="true"]:disabled { background: $raised; border-color: $raised; color: $muted; }
QPushButton[grave="true"] { background: $refused; color: $on_refused; border: 3px solid $refused; padding: 0 16px; }
QPushButton[grave="true"]:focus { border: 3px solid $ink; }
QPushButton[grave="true"]:disabled { background: $raised; border-color: $raised; color: $muted; }
QToolButton::menu-indicator { image: none; }
QToolButton::menu-button { border: none; width: 0; }
QMenu { background: $surface; color: $ink; border: 1px solid $control_line; padding: 6px; font-size: ${body}px; }
QMenu::item { min-height: ${touch}px; padding: 0 24px 0 16px; border-radius: 8px; }
QMenu::icon { padding-left: 12px; }
QMenu::item:selected { background: $raised; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 6px; }
QProgressBar { background: $raised; border: none; border-radius: 6px; min-height: 12px; max-height: 12px; }
QProgressBar::chunk { background: $accent; border-radius: 6px; }
QListView { background: transparent; border: none; outline: none; }
QTableView { background: $surface; color: $ink; border: 1px solid $line; border-radius: 8px; font-size: ${body}px;
  selection-background-color: $accent; selection-color: $on_accent; }
QTableView::item { padding: 0 10px; }
QHeaderView { background: $raised; }
QHeaderView::section { background: $raised; color: $muted; border: none; padding: 8px 10px; font-size: ${caption}px;
  font-weight: 600; }
QScrollBar:vertical { background: transparent; width: 8px; margin: 0; }
QScrollBar::handle:vertical { background: $control_line; border-radius: 4px; min-height: 32px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; height: 0; }
QToolTip { background: $raised; color: $ink; border: 1px solid $line; font-size: ${caption}px; padding: 6px; }
""")
