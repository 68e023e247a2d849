"""Pairing: the server's address and a one-time code, typed, pasted as a link, or scanned from the dashboard."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from scanner_app.theme import Space
from scanner_app.views.appearance import fit_to_text, repolish
from scanner_app.views.labels import PlainLabel, WrappedLabel
from scanner_app.wording import plain, say
from sync.protocol.pairing_link import read_pairing_link, read_server_url


class PairingDialog(QDialog):
    """Emits ``submitted`` with address and code once both can be right.

    Whoever pairs answers by ``show_error``, ``show_busy`` or by closing the dialog.
    """

    submitted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None, server_url: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Pair this device"))
        self.server_field = QLineEdit(server_url)
        self.server_field.setPlaceholderText("https://tickets.example.org")
        self.code_field = QLineEdit()
        self.code_field.setPlaceholderText(say("e.g. 7K3M9-QXZ5A"))
        self._server_error, self._code_error, self._error = _error(), _error(), _error()
        self._busy_bar = QProgressBar(textVisible=False)
        self._busy_bar.setRange(0, 0)
        self.pair_button = QPushButton(say("Pair"))
        self.pair_button.setProperty("primary", "true")
        self.pair_button.setDefault(True)
        self.cancel_button = QPushButton(say("Cancel"))
        self.cancel_button.setAutoDefault(False)
        self._lay_out()
        self.show_busy(False)
        self.pair_button.clicked.connect(self._submit)
        self.cancel_button.clicked.connect(self.reject)
        self.server_field.textChanged.connect(self._take_link)
        self.code_field.textChanged.connect(self._take_link)

    @property
    def error_text(self) -> str:
        """All errors shown now, joined by newlines."""
        labels = (self._server_error, self._code_error, self._error)
        return "\n".join(label.text() for label in labels if label.text())

    @property
    def is_busy(self) -> bool:
        """Whether pairing runs."""
        return not self.pair_button.isEnabled()

    def offer_code(self, payload: str) -> bool:
        """Fill the fields from a scanned ``payload`` and submit; False and a hint where it is no pairing link."""
        if self.is_busy:
            return False
        link = read_pairing_link(payload)
        if link is None:
            self.show_error(say("That is not a pairing code. Scan the one on the dashboard’s Devices page."))
            return False
        self._fill(link.server_url, link.code)
        self._submit()
        return True

    def show_error(self, message: str) -> None:
        """End the busy state and say what went wrong; empty takes it away."""
        self.show_busy(False)
        _say(self._error, plain(message, 400))
        fit_to_text(self)

    def show_busy(self, is_busy: bool) -> None:  # noqa: FBT001 - a signal's slot
        """Show that pairing runs: the fields wait, Cancel works."""
        for part in (self.server_field, self.code_field, self.pair_button):
            part.setEnabled(not is_busy)
        self.pair_button.setText(say("Pairing …") if is_busy else say("Pair"))
        self._busy_bar.setVisible(is_busy)
        if is_busy:
            _say(self._error, "")
        fit_to_text(self)

    def showEvent(self, event: QShowEvent) -> None:
        fit_to_text(self)
        super().showEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(WrappedLabel(say("Pair this device"), size="title"))
        hint = say("Hold the QR code from the dashboard’s Devices page to the camera, or type what it says.")
        column.addWidget(WrappedLabel(hint, tone="muted"))
        column.addSpacing(Space.S)
        for title, field, error in (
            (say("Server address or pairing link"), self.server_field, self._server_error),
            (say("Pairing code"), self.code_field, self._code_error),
        ):
            label = PlainLabel(title)
            label.setBuddy(field)
            field.setAccessibleName(title)
            column.addWidget(label)
            column.addWidget(field)
            column.addWidget(error)
            column.addSpacing(Space.XS)
        column.addWidget(self._error)
        column.addWidget(self._busy_bar)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.pair_button)
        column.addLayout(buttons)

    def _take_link(self, text: str) -> None:
        link = read_pairing_link(text)
        if link is not None:
            self._fill(link.server_url, link.code)
        self._mark(self.server_field, self._server_error, "")
        self._mark(self.code_field, self._code_error, "")

    def _fill(self, server_url: str, code: str) -> None:
        self.server_field.setText(server_url)
        self.code_field.setText(code)

    def _submit(self) -> None:
        server_url = read_server_url(self.server_field.text())
        code = self.code_field.text().strip()
        self._mark(
            self.server_field,
            self._server_error,
            "" if server_url else say("Type the address of your server, e.g. https://tickets.example.org"),
        )
        self._mark(self.code_field, self._code_error, "" if code else say("Type the pairing code from the dashboard."))
        fit_to_text(self)
        if server_url and code:
            self.show_busy(True)
            self.submitted.emit(server_url, code)

    def _mark(self, field: QLineEdit, error: PlainLabel, message: str) -> None:
        _say(error, message)
        repolish(field, "invalid", value="true" if message else "false")
        field.setAccessibleDescription(message)


def _error() -> PlainLabel:
    label = WrappedLabel(tone="bad")
    label.setVisible(False)
    return label


def _say(label: PlainLabel, message: str) -> None:
    label.setText(message)
    label.setVisible(bool(message))
