"""Finding a guest: a field that searches while one types, and who was found below it."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QStackedLayout, QWidget

from scanner_app.door.shown import FoundPerson
from scanner_app.models.row_list import RowList
from scanner_app.names import Names
from scanner_app.theme import Theme
from scanner_app.ticket_wording import Row, person_row
from scanner_app.views.empty_state import EmptyState
from scanner_app.views.labels import WrappedLabel
from scanner_app.views.page import Page
from scanner_app.views.row_delegate import LEAST_ROWS, RowDelegate, make_row_view
from scanner_app.wording import say, say_count

SEARCH_AFTER_MS = 120
"""A pause in typing that long, and the search begins."""
_LONGEST_TEXT = 200
_Index = QModelIndex | QPersistentModelIndex
_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchPage(Page):
    """``searched`` carries what was typed, ``chosen`` the TicketId that was picked.

    Arrow keys walk through the list and Enter opens the row they are at while the field keeps the keyboard.
    """

    searched = Signal(str)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Find a guest"), parent)
        self._names, self._shown_for, self._most = Names.FULL, "", 0
        self.field = QLineEdit()
        self.field.setPlaceholderText(say("Name, order, e-mail, phone or code"))
        self.field.setAccessibleName(say("Name, order, e-mail, phone or code"))
        self.field.setMaxLength(_LONGEST_TEXT)
        self.list_note = WrappedLabel(tone="bad")
        self.list_note.setVisible(False)
        self.count_note = WrappedLabel(size="caption", tone="muted")
        self.people = RowList(self._row)
        self._delegate = RowDelegate(self.theme)
        self.list_view = make_row_view(self.people, self._delegate, say("Guests found"))
        self.empty = EmptyState("search")
        self._pause = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._lay_out_search()
        self._connect_parts()
        self._show_nothing()

    @property
    def text(self) -> str:
        """What is looked for now."""
        return self.field.text().strip()

    def entered(self) -> None:
        self.field.setFocus()
        self.field.selectAll()
        if self.text:
            self.searched.emit(self.text)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._delegate.theme = theme
        self.list_view.setMinimumHeight(LEAST_ROWS * self._delegate.height)
        self.empty.set_theme(theme)
        self.list_view.scheduleDelayedItemsLayout()

    def set_names(self, names: Names) -> None:
        """Show so much of names from now on."""
        self._names = names
        self._delegate.lines = 2 if names is Names.FULL else 1
        self.people.say_anew()
        self.list_view.scheduleDelayedItemsLayout()

    def forget(self) -> None:
        """Put away what was typed and found."""
        self.field.clear()
        self._show_nothing()

    def show_list_note(self, text: str) -> None:
        """Say why not everybody may be found, such as a list that is still on its way; empty where all are."""
        self.list_note.setText(text)
        self.list_note.setVisible(bool(text))

    def show_people(self, text: str, people: list[FoundPerson], most: int) -> None:
        """List who was found for ``text``, of whom no more than ``most`` were asked for.

        An answer to what is no longer the beginning of what is typed is passed over.
        """
        if not self.text or not self.text.startswith(text):
            return
        self._shown_for, self._most = text, most
        chosen = self.people.item(self.list_view.currentIndex())
        self.people.show(people)
        self._choose_again(chosen)
        self._tell_count(len(people))
        if not people:
            self.empty.tell(say("Nobody found"), say("Check the spelling, or try a part of the name or of the code."))
        self._stack.setCurrentWidget(self.list_view if people else self.empty)

    def show_error(self, why: str) -> None:
        """The list cannot be searched now."""
        self.people.show([])
        self.count_note.clear()
        self.empty.tell(say("The list cannot be searched now"), why)
        self._stack.setCurrentWidget(self.empty)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _WALKING:
                QApplication.sendEvent(self.list_view, event)
                return True
            if event.key() in _OPENING:
                self._open_current()
                return True
        return super().eventFilter(watched, event)

    def _edited(self) -> None:
        if self.text:
            self._pause.start()
        else:
            self._pause.stop()
            self._show_nothing()

    def _search(self) -> None:
        if self.text:
            self.count_note.setText(say("Searching …"))
            self.searched.emit(self.text)

    def _open_current(self) -> None:
        """Open the row that the keys are at; before the answer to all that was typed is there, ask for it."""
        if self._shown_for == self.text:
            self._open(self.list_view.currentIndex())
        else:
            self._pause.stop()
            self._search()

    def _open(self, index: _Index) -> None:
        person = self.people.item(index)
        if isinstance(person, FoundPerson):
            self.chosen.emit(person.ticket_id)

    def _choose_again(self, chosen: object) -> None:
        """Keep the row where the same person is still in it, else begin at the first."""
        ids = [person.ticket_id for person in self.people.items]
        known = isinstance(chosen, FoundPerson) and chosen.ticket_id in ids
        row = ids.index(chosen.ticket_id) if known and isinstance(chosen, FoundPerson) else 0
        self.list_view.setCurrentIndex(self.people.index(row))

    def _tell_count(self, count: int) -> None:
        if count and count >= self._most:
            self.count_note.setText(say("The first {count} are shown. Type more to narrow it down.", count=count))
        else:
            self.count_note.setText(say_count("{count} guest found", "{count} guests found", count) if count else "")

    def _show_nothing(self) -> None:
        self._shown_for = ""
        self.people.show([])
        self.count_note.clear()
        self.empty.tell(
            say("Who is it?"),
            say("Type a part of the name, the order, the e-mail address, the phone number or the code."),
        )
        self._stack.setCurrentWidget(self.empty)

    def _row(self, person: FoundPerson) -> Row:
        return person_row(person, self._names)

    def _connect_parts(self) -> None:
        self.field.installEventFilter(self)
        self.field.textChanged.connect(lambda _: self._edited())
        self._pause.timeout.connect(self._search)
        self.list_view.clicked.connect(self._open)
        self.list_view.activated.connect(self._open)

    def _lay_out_search(self) -> None:
        self.list_view.setSelectionMode(QListView.SelectionMode.SingleSelection)
        both = QWidget()
        self._stack = QStackedLayout(both)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.list_view)
        for part in (self.field, self.list_note, self.count_note):
            self.body.addWidget(part)
        self.body.addWidget(both, 1)
