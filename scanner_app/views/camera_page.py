"""Choosing a camera and setting it up, with what it sees beside the settings."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from scanner_app.settings import NO_CAMERA, CameraSettings
from scanner_app.sources.camera_offers import AWAY
from scanner_app.sources.camera_sources import Given
from scanner_app.theme import Space, Theme
from scanner_app.views.buttons import WrappedButton
from scanner_app.views.camera_view import CameraState, CameraView
from scanner_app.views.cards import RowButton, empty
from scanner_app.views.form_parts import Card, ChoiceRow, say_if_any
from scanner_app.views.labels import PlainLabel, WrappedLabel
from scanner_app.views.page import Page
from scanner_app.wording import plain, say

_SIZES = ((640, 480), (1280, 720), (1920, 1080), (3840, 2160))
_SIDE_BY_SIDE_PX = 820
"""From this width on, at usual letters, the picture stands beside the settings."""
_WIDEST_PX = 1160
_PICTURE_PX, _TALLEST_PX = 230, 420
_AUTOMATIC, _BY_HAND = "automatic", "by_hand"
_AS_IT_IS, _MIRRORED = "as_it_is", "mirrored"


class CameraPage(Page):
    """Shows what is set and what the camera really gives; every choice is told at once by a signal."""

    camera_chosen = Signal(str)
    """The id given to ``show_cameras``."""
    size_chosen = Signal(int, int)
    rotation_chosen = Signal(int)
    mirror_chosen = Signal(bool)
    exposure_wanted = Signal(bool)
    """True sets the exposure by hand from now on, False leaves it to the camera."""
    exposure_stepped = Signal(int)
    """1 for longer, -1 for shorter."""
    fills_width = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Camera"), parent)
        self.preview = CameraView(self.theme)
        self.given_label = WrappedLabel(tone="muted")
        self._rows: dict[str, RowButton] = {}
        self._camera_rows = QVBoxLayout()
        self._camera_rows.setSpacing(Space.S)
        self.sizes = ChoiceRow(say("Resolution"), [(_size_id(*size), "{} × {}".format(*size)) for size in _SIZES])
        turns = [(str(degrees), f"{degrees}°") for degrees in (0, 90, 180, 270)]
        self.rotation = ChoiceRow(say("Turned by"), turns)
        sides = [(_AS_IT_IS, say("As it is")), (_MIRRORED, say("Mirrored"))]
        self.mirror = ChoiceRow(say("Sides"), sides)
        ways = [(_AUTOMATIC, say("Automatic")), (_BY_HAND, say("By hand"))]
        self.exposure = ChoiceRow(say("Exposure"), ways)
        self.shorter, self.longer = WrappedButton(say("Shorter")), WrappedButton(say("Longer"))
        self._exposure_value = PlainLabel(size="lead")
        self._exposure_note = WrappedLabel(tone="muted")
        self._steps = QWidget()
        self._camera_card = Card(say("Camera"))
        self._no_camera = WrappedLabel(say("None is plugged in. One that is shows up here by itself."), tone="muted")
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out_body()
        self._connect()
        self.show_settings(CameraSettings())
        self.show_given(None, None)

    @property
    def exposure_note(self) -> str:
        """What is said about the exposure, empty where it is as was asked for."""
        return self._exposure_note.text()

    def show_cameras(self, cameras: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer ``cameras`` as (id, name)."""
        empty(self._camera_rows)
        self._rows = {}
        group = QButtonGroup(self)
        for camera, name in cameras:
            row = RowButton(plain(name, 80), "camera_off" if camera in (NO_CAMERA, AWAY) else "camera")
            row.setCheckable(True)
            row.setProperty("choice", "true")
            row.setChecked(camera == chosen)
            row.set_theme(self.theme)
            row.clicked.connect(lambda _=False, camera=camera: self.camera_chosen.emit(camera))
            group.addButton(row)
            self._camera_rows.addWidget(row)
            self._rows[camera] = row

    def camera_row(self, camera: str) -> RowButton:
        """The row of the camera with this id."""
        return self._rows[camera]

    @property
    def chosen_camera(self) -> str:
        """The id of the camera that is shown as chosen, empty where none is."""
        return next((camera for camera, row in self._rows.items() if row.isChecked()), "")

    def show_is_any(self, *, is_any: bool) -> None:
        """Say so while no camera is plugged in at all."""
        self._no_camera.setVisible(not is_any)

    def show_settings(self, settings: CameraSettings) -> None:
        """Show what is set."""
        self.sizes.set_value(_size_id(settings.width, settings.height))
        self.rotation.set_value(str(settings.rotation))
        self.mirror.set_value(_MIRRORED if settings.is_mirrored else _AS_IT_IS)
        self.exposure.set_value(_AUTOMATIC if settings.exposure is None else _BY_HAND)

    def show_given(self, given: Given | None, exposure: float | None) -> None:
        """Show what the camera really gives; ``exposure`` is what it was asked for, None where it is left to it."""
        say_if_any(self.given_label, "" if given is None else _described(given))
        can_be_set = given is not None and (given.exposure is not None or exposure is not None)
        self._exposure_card.setVisible(given is not None)
        self.exposure.setVisible(can_be_set)
        self._steps.setVisible(can_be_set and exposure is not None)
        self._exposure_value.setText("" if exposure is None else f"{exposure:g}")
        note = ""
        if given is not None and given.is_exposure_ignored:
            note = say("This camera ignores it and keeps its own exposure.")
        elif given is not None and not can_be_set:
            note = say("This camera does not let its exposure be set.")
        say_if_any(self._exposure_note, note)

    def show_frame(self, frame: QImage) -> None:
        had_aspect = self.preview.aspect
        self.preview.show_frame(frame)
        if self.preview.aspect != had_aspect:
            self._fit()

    def show_camera_state(self, state: str, detail: str) -> None:
        self.preview.show_state(CameraState(state), detail)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.preview.set_theme(theme)
        for row in self._rows.values():
            row.set_theme(theme)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _connect(self) -> None:
        self.sizes.chosen.connect(lambda value: self.size_chosen.emit(*(int(side) for side in value.split("x"))))
        self.rotation.chosen.connect(lambda value: self.rotation_chosen.emit(int(value)))
        self.mirror.chosen.connect(lambda value: self.mirror_chosen.emit(value == _MIRRORED))
        self.exposure.chosen.connect(lambda value: self.exposure_wanted.emit(value == _BY_HAND))
        self.shorter.clicked.connect(lambda: self.exposure_stepped.emit(-1))
        self.longer.clicked.connect(lambda: self.exposure_stepped.emit(1))

    def _lay_out_body(self) -> None:
        left, right = QWidget(), QWidget()
        for half, parts in ((left, (self.preview, self.given_label)), (right, self._make_cards())):
            column = QVBoxLayout(half)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(Space.M)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
        self._halves.setSpacing(Space.XL)
        self._halves.addWidget(left, 1)
        self._halves.addWidget(right, 1)
        self.body.addLayout(self._halves)
        self.body.addStretch(1)

    def _make_cards(self) -> tuple[QWidget, ...]:
        self._camera_card.add(self._no_camera)
        self._camera_card.add(self._camera_rows)
        size = Card(say("Resolution"), say("More reads smaller codes. Less is quicker on a slow computer."))
        size.add(self.sizes)
        picture = Card(say("Picture"), say("Only how it is shown: codes are read either way."))
        picture.add(self.rotation)
        picture.add(self.mirror)
        self._exposure_card = Card(say("Exposure"), say("Shorter helps where phones glare or moving codes blur."))
        self._exposure_card.add(self.exposure)
        row = QHBoxLayout(self._steps)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        self._exposure_value.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for part in (self.shorter, self._exposure_value, self.longer):
            row.addWidget(part)
        row.addStretch(1)
        self._exposure_card.add(self._steps)
        self._exposure_card.add(self._exposure_note)
        return self._camera_card, size, picture, self._exposure_card

    def _fit(self) -> None:
        is_wide = self.width() >= _SIDE_BY_SIDE_PX * self.theme.font_scale
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(direction)
        edge = max(Space.L, (self.width() - _WIDEST_PX) // 2)
        self.body.setContentsMargins(edge, Space.S, edge, Space.L)
        room = self.width() - 2 * edge
        width = (room - Space.XL) // 2 if is_wide else room
        tallest = _TALLEST_PX if is_wide else round(_PICTURE_PX * min(self.theme.font_scale, 1.4))
        self.preview.setFixedHeight(min(round(width / self.preview.aspect), tallest))


def _size_id(width: int, height: int) -> str:
    return f"{width}x{height}"


def _described(given: Given) -> str:
    return say("The camera gives {width} × {height}.", width=str(given.width), height=str(given.height))
