"""The pages that lie over the scan screen, one above the other."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from scanner_app.theme import Theme
from scanner_app.views.page import Page


class PageStack(QStackedWidget):
    """Shows the page on top, and where none is open its first widget: the scan screen."""

    changed = Signal()
    """Another page, or the scan screen, is in sight."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pages: list[Page] = []
        self.is_held = False
        """Whether what is in sight stays there: no page opens or closes meanwhile."""

    @property
    def page(self) -> Page | None:
        """The page in sight, None where it is the scan screen."""
        return self._pages[-1] if self._pages else None

    def open_page(self, page: Page) -> None:
        """Show ``page`` over what is in sight; one that is open already comes back to the front."""
        if self.is_held:
            return
        if page in self._pages:
            while self.page is not page:
                self.close_page()
            return
        if self.indexOf(page) < 0:
            page.back_wanted.connect(self.close_page)
            self.addWidget(page)
        page.set_theme(self._theme)
        self._pages.append(page)
        self._show_top()
        page.entered()

    def close_page(self) -> None:
        """Go back to what lies below the page in sight."""
        if self._pages and not self.is_held:
            page = self._pages.pop()
            self.removeWidget(page)
            page.setParent(None)
            page.back_wanted.disconnect(self.close_page)
            self._show_top()
            page.left.emit()
            if self.page is not None:
                self.page.entered()

    def go_home(self) -> None:
        """Show the scan screen."""
        while self._pages and not self.is_held:
            self.close_page()

    def close_pages_for_managers(self) -> None:
        """Put away what only managers may see, and whatever lies over it."""
        while not self.is_held and any(page.is_for_managers for page in self._pages):
            self.close_page()

    def set_theme(self, theme: Theme) -> None:
        """Draw open pages with ``theme``, and those that open from now on."""
        self._theme = theme
        for page in self._pages:
            page.set_theme(theme)

    def _show_top(self) -> None:
        page = self.page
        if page is None:
            self.setCurrentIndex(0)
        else:
            self.setCurrentWidget(page)
        shown = self.currentWidget()
        if shown is not None:
            shown.setFocus()  # Else a button would have the focus that nobody chose.
        self.changed.emit()
