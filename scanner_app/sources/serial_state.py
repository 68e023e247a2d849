"""Serial ports and how a line stands. Values only."""

from dataclasses import dataclass
from enum import StrEnum

AUTO = "auto"
"""Any port that may be a scanner, as it appears."""
_SCANNER_MAKERS = frozenset(
    {
        0x04B4,  # Cypress, in many makes without a name of their own
        0x05E0,  # Symbol and Zebra
        0x05F9,  # Datalogic
        0x05FE,  # Chic
        0x065A,  # Opticon
        0x067E,  # Intermec
        0x076D,  # Denso
        0x0C2E,  # Metrologic and Honeywell
        0x11FA,  # Code
        0x1A86,  # QinHeng, in many makes without a name of their own
        0x1EAB,  # Newland
        0x1FBB,  # Unitech
        0x23D0,  # Socket
        0x26F1,  # Sunlux
        0x2DD6,  # Netum
        0x34EB,  # Tera
    }
)
_SCANNER_WORDS = ("barcode", "bar code", "scanner", "imager", "symbol", "honeywell", "datalogic", "zebra")
_CDC_NAMES = ("ttyACM", "cu.usbmodem")


@dataclass(frozen=True, slots=True)
class SerialPortInfo:
    """One port: the system's name and path of it, what it says of itself, and its USB ids (0 where it has none)."""

    name: str
    path: str
    description: str = ""
    maker: int = 0
    product: int = 0
    serial_number: str = ""

    @property
    def is_likely_scanner(self) -> bool:
        """Whether its maker makes scanners, or it calls itself one."""
        text = self.description.lower()
        return self.maker in _SCANNER_MAKERS or any(word in text for word in _SCANNER_WORDS)

    @property
    def may_be_scanner(self) -> bool:
        """Whether it is on USB at all, as scanners are and built-in ports are not."""
        return self.maker != 0 or self.name.startswith(_CDC_NAMES)

    def is_same_device(self, other: "SerialPortInfo") -> bool:
        """Whether it is the same device, perhaps under another name after it was plugged in again."""
        return self.maker != 0 and (self.maker, self.product, self.serial_number) == (
            other.maker,
            other.product,
            other.serial_number,
        )


class SerialState(StrEnum):
    """How the line stands."""

    OFF = "off"
    """No port is chosen."""
    WAITING = "waiting"
    """The port is not there; it is opened when it comes."""
    OPEN = "open"
    FORBIDDEN = "forbidden"
    """The system does not let this user open it."""
    BUSY = "busy"
    """Another program has it."""


@dataclass(frozen=True, slots=True)
class SerialStanding:
    """``port`` is the name of the port that is open or was tried, empty where there is none.

    ``is_garbled``: what came last was no text, as it is where the speed is wrong.
    """

    state: SerialState = SerialState.OFF
    port: str = ""
    is_garbled: bool = False
