"""Pairing this device with an event."""

from PySide6.QtCore import QObject, Signal

from scanner_app.shell import Shell
from scanner_app.views.pair_page import PairPage


class Pairing(QObject):
    """The page that pairs: the whole screen while there is no event, else behind the managers' PIN."""

    submitted = Signal(str, str)
    """An address and a code; whoever pairs answers by ``refuse``, or goes home."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._page: PairPage | None = None
        self.server = ""
        """The address that the page begins with."""
        shell.unpaired.connect(self._start_over)

    def open(self) -> PairPage:
        """The page, open; on a paired device once a manager is there."""
        page, window = self.page, self._shell.window
        if window.page is page:
            return page
        page.show_camera_state(window.camera_view.state.value, "")
        if self._shell.station.is_paired:
            self._shell.as_manager(lambda: self._ask_first(page))
        else:
            page.begin(has_way_back=False)
            window.open_page(page)
        return page

    @property
    def page(self) -> PairPage:
        """The one page, made when it is first wanted."""
        if self._page is None:
            self._page = PairPage(self.server)
            self._page.submitted.connect(self.submitted)
        return self._page

    def refuse(self, why: str) -> None:
        """Say on the page why the device was not paired."""
        self.page.show_error(why)

    def _ask_first(self, page: PairPage) -> None:
        place = self._shell.station.place()
        page.ask_first(place.session.policy.event.name, place.scan_log.waiting())
        self._shell.window.open_page(page)

    def _start_over(self, _note: str) -> None:
        self._shell.window.go_home()
        self.open()
