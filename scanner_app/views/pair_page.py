"""Pairing: the dashboard's QR held to the camera, a handheld on it, its link pasted, or address and code typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from scanner_app.door.shown import Source
from scanner_app.theme import Space, Theme
from scanner_app.views.camera_view import CameraState, CameraView
from scanner_app.views.form_parts import FieldRow, say_if_any
from scanner_app.views.labels import WrappedLabel
from scanner_app.views.page import Page
from scanner_app.wording import plain, say, say_count
from sync.protocol.pairing_link import PairingLink, read_pairing_link, read_server_url

_SIDE_BY_SIDE_PX = 820
"""From this width on, at usual letters, the picture stands beside the form."""
_PICTURE_PX, _NO_PICTURE_PX, _TALLEST_PX = 240, 130, 480
_AROUND_PX = 240
"""What a page has above and below a picture that stands beside the form."""


class PairPage(Page):
    """Emits ``submitted`` with address and code once both can be right.

    Whoever pairs answers by ``show_error``, ``show_busy`` or by closing the page. On a device that is paired already it
    asks first (``ask_first``) and is for managers; before there is any event there is nowhere to go back to.
    """

    submitted = Signal(str, str)
    fills_width = True

    def __init__(self, server_url: str = "", parent: QWidget | None = None) -> None:
        super().__init__(say("Pair this device"), parent)
        self.camera = CameraView(self.theme)
        self.server_field = QLineEdit(server_url)
        self.server_field.setPlaceholderText("https://tickets.example.org")
        self.code_field = QLineEdit()
        self.code_field.setPlaceholderText(say("e.g. 7K3M9-QXZ5A"))
        self._server_row = FieldRow(say("Server address or pairing link"), self.server_field)
        self._code_row = FieldRow(say("Pairing code"), self.code_field)
        self._lead = WrappedLabel(size="lead")
        self._note = WrappedLabel(tone="muted")
        self._error = WrappedLabel(tone="bad")
        self._busy_bar = QProgressBar(textVisible=False)
        self._busy_bar.setRange(0, 0)
        self._link: PairingLink | None = None
        self._is_asking = False
        self.again_button = self.add_act(say("Pair again"), is_primary=True)
        self.pair_button = self.add_act(say("Pair"), is_primary=True)
        self._fill_body()
        self._connect()
        self.begin(has_way_back=True)

    @property
    def error_text(self) -> str:
        """All errors shown now, joined by newlines."""
        told = (self._server_row.error, self._code_row.error, self._error.text())
        return "\n".join(text for text in told if text)

    @property
    def is_busy(self) -> bool:
        """Whether pairing runs."""
        return not self.pair_button.isEnabled()

    @property
    def is_asking(self) -> bool:
        """Whether somebody must say first that the device is to be paired anew."""
        return self._is_asking

    def begin(self, *, has_way_back: bool) -> None:
        """Ask for a code; without a way back where there is no event that one could go back to."""
        self._set_way_back(has_way_back=has_way_back)
        self._lead.setText(say("Hold the QR code from the dashboard’s Devices page to the camera."))
        say_if_any(self._note, say("A handheld scanner reads it too. Or type what it says."))
        self._switch(is_asking=False)
        self.show_error("")

    def ask_first(self, event: str, waiting: int) -> None:
        """Ask whether to leave ``event``, for which ``waiting`` scans are still to be uploaded."""
        self._link = None
        self._set_way_back(has_way_back=True)
        self._lead.setText(say("This device is paired with {event}.", event=plain(event, 80)))
        note = say("Pair again to move it to another gate or event. What was scanned here stays kept.")
        waits = say_count("{count} scan is not uploaded yet: sync first.", "{count} scans wait: sync first.", waiting)
        say_if_any(self._note, f"{note} {waits}" if waiting else note)
        self._switch(is_asking=True)
        self.show_error("")

    def offer_code(self, payload: str) -> bool:
        """Fill the fields from a scanned ``payload`` and submit; False and a hint where it is no pairing link."""
        if self.is_busy:
            return False
        link = read_pairing_link(payload)
        if link is None:
            self.show_error(say("That is not a pairing code. Scan the one on the dashboard’s Devices page."))
            return False
        if self._is_asking:
            self._link = link
            self.show_error(say("That is a pairing code. Press “Pair again” to use it."))
            return True
        self._fill(link)
        self._submit()
        return True

    def show_error(self, message: str) -> None:
        """End the busy state and say what went wrong; empty takes it away."""
        self.show_busy(False)
        say_if_any(self._error, plain(message, 400))

    def show_busy(self, is_busy: bool) -> None:  # noqa: FBT001 - a signal's slot
        """Show that pairing runs: the fields wait."""
        for part in (self.server_field, self.code_field, self.pair_button):
            part.setEnabled(not is_busy)
        self.pair_button.setText(say("Pairing …") if is_busy else say("Pair"))
        self._busy_bar.setVisible(is_busy)
        if is_busy:
            say_if_any(self._error, "")

    def show_frame(self, frame: QImage) -> None:
        self.camera.show_frame(frame)

    def show_camera_state(self, state: str, detail: str) -> None:
        self.camera.show_state(CameraState(state), detail)
        self._fit()

    def take(self, payload: str, source: Source) -> bool:
        """A pairing link is used; a ticket goes on to the gate where there is one."""
        if read_pairing_link(payload) is None and self._has_way_back:
            return False
        self.offer_code(payload)
        return True

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.camera.set_theme(theme)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._has_way_back:
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _set_way_back(self, *, has_way_back: bool) -> None:
        """Where there is an event to go back to, only managers may leave it; a new device is anybody's to pair."""
        self._has_way_back = self.is_for_managers = has_way_back
        self.back_button.setVisible(has_way_back)

    def _connect(self) -> None:
        self.pair_button.clicked.connect(self._submit)
        self.again_button.clicked.connect(self._go_on)
        for field in (self.server_field, self.code_field):
            field.textChanged.connect(self._take_link)
            field.returnPressed.connect(self._submit)

    def _fill_body(self) -> None:
        self._form = QWidget()
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        rows: tuple[QWidget, ...] = (self._server_row, self._code_row, self._busy_bar)
        for row in rows:
            column.addWidget(row)
        column.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(Space.XL)
        self._halves.addWidget(self.camera, 1)
        self._halves.addWidget(self._form, 1)
        for part in (self._lead, self._note, self._error):
            self.body.addWidget(part)
        self.body.addLayout(self._halves)
        self.body.addStretch(1)

    def _fit(self) -> None:
        is_wide = self.width() >= _SIDE_BY_SIDE_PX * self.theme.font_scale
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(direction)
        if is_wide:
            height = min(max(self.height() - _AROUND_PX, _PICTURE_PX), _TALLEST_PX)
        else:
            is_away = self.camera.state is CameraState.NONE
            height = round((_NO_PICTURE_PX if is_away else _PICTURE_PX) * min(self.theme.font_scale, 1.4))
        self.camera.setFixedHeight(height)

    def _switch(self, *, is_asking: bool) -> None:
        self._is_asking = is_asking
        self.again_button.setVisible(is_asking)
        self.pair_button.setVisible(not is_asking)
        self.camera.setVisible(not is_asking)
        self._form.setVisible(not is_asking)

    def _go_on(self) -> None:
        link = self._link
        self.begin(has_way_back=True)
        if link is not None:
            self._fill(link)
            self._submit()

    def _take_link(self, text: str) -> None:
        link = read_pairing_link(text)
        if link is not None:
            self._fill(link)
        self._server_row.mark("")
        self._code_row.mark("")

    def _fill(self, link: PairingLink) -> None:
        self.server_field.setText(link.server_url)
        self.code_field.setText(link.code)

    def _submit(self) -> None:
        if self.is_busy:
            return
        server_url = read_server_url(self.server_field.text())
        code = self.code_field.text().strip()
        wrong = say("Type the address of your server, e.g. https://tickets.example.org")
        self._server_row.mark("" if server_url else wrong)
        self._code_row.mark("" if code else say("Type the pairing code from the dashboard."))
        if server_url and code:
            self.show_busy(True)
            self.submitted.emit(server_url, code)
