"""One module a screen: it makes the pages, and connects them with the station through the shell.

The order is that of the menu.
"""

from scanner_app.screens.about import About
from scanner_app.screens.cameras import Cameras
from scanner_app.screens.handhelds import Handhelds
from scanner_app.screens.incidents import Incidents
from scanner_app.screens.kiosk import Kiosk
from scanner_app.screens.manager import Manager
from scanner_app.screens.pairing import Pairing
from scanner_app.screens.preferences import Preferences
from scanner_app.screens.preflight import Preflight
from scanner_app.screens.printing import Printing
from scanner_app.screens.statistics import Statistics
from scanner_app.screens.sync import Sync
from scanner_app.screens.tickets import Tickets

SCREENS = (
    Tickets,
    Incidents,
    Statistics,
    Preflight,
    Sync,
    Manager,
    Pairing,
    Cameras,
    Handhelds,
    Kiosk,
    Printing,
    Preferences,
    About,
)
