"""About: what the program is, what this device is, and whose work is in it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from scanner_app.shipped import Part
from scanner_app.theme import Space
from scanner_app.views.form_parts import Card
from scanner_app.views.labels import WrappedLabel, breakable
from scanner_app.views.page import Page
from scanner_app.wording import plain, say


class AboutPage(Page):
    """Shows what it is told; ``copy_wanted`` asks for the lines for support."""

    copy_wanted = Signal()

    def __init__(self, version: str, parts: Sequence[Part], parent: QWidget | None = None) -> None:
        super().__init__(say("About"), parent)
        self._facts: list[tuple[WrappedLabel, WrappedLabel]] = []
        self.copy_button = self.add_act(say("Copy for support"))
        self.copy_button.clicked.connect(self.copy_wanted)
        self._copied = WrappedLabel(tone="good")
        self._copied.setVisible(False)
        what = Card(f"Doorward {version}", say("The door scanner that never loses a guest."))
        what.add(WrappedLabel(say("Apache License 2.0. It comes as it is, without any warranty.")))
        what.add(WrappedLabel(say("“Copy for support” copies no names, places or tickets."), tone="muted"))
        what.add(self._copied)
        self.device = Card(say("This device"))
        hint = say("Doorward stands on the work of these people; each part is theirs, under its own licence.")
        self.others = Card(say("What it is made of"), hint)
        for part in parts:
            self.others.add(_part_row(part))
        for card in (what, self.device, self.others):
            self.body.addWidget(card)
        self.body.addStretch(1)

    @property
    def facts(self) -> dict[str, str]:
        """What is shown of the device."""
        return {name.text(): value.text().replace("\u200b", "") for name, value in self._facts}

    def show_device(self, facts: Sequence[tuple[str, str]]) -> None:
        """Say what this device is: names with their values; those without one are left out."""
        for row in self._facts:
            for label in row:
                label.hide()
                label.deleteLater()
        self._facts = []
        for name, value in facts:
            if value:
                labels = WrappedLabel(name, size="caption", tone="muted"), WrappedLabel(breakable(plain(value, 300)))
                labels[1].setAccessibleName(f"{name}: {value}")
                self._facts.append(labels)
                for label in labels:
                    self.device.add(label)

    def show_copied(self) -> None:
        """Say that the lines are in the clipboard."""
        self._copied.setText(say("Copied. Paste it where support asks for it."))
        self._copied.setVisible(True)

    def entered(self) -> None:
        self._copied.setVisible(False)


def _part_row(part: Part) -> QWidget:
    """One line: what it is called, which version, under which licence."""
    said = " · ".join(text for text in (f"{part.name} {part.version}".strip(), part.licence) if text)
    label = WrappedLabel(breakable(said))
    label.setAccessibleName(said)
    label.setContentsMargins(0, 0, 0, Space.XS)
    return label
