"""Which serial ports there are, and which of them may be a scanner."""

from collections.abc import Sequence

from PySide6.QtSerialPort import QSerialPortInfo

from scanner_app.sources.serial_state import AUTO, SerialPortInfo


def list_ports() -> list[SerialPortInfo]:
    """Every port that the system knows, likely scanners first; of the two names of a Mac's port the calling one."""
    ports = [_info(port) for port in QSerialPortInfo.availablePorts()]
    usable = [port for port in ports if not port.name.startswith("tty.")]
    return sorted(usable, key=lambda port: (not port.is_likely_scanner, not port.may_be_scanner, port.name))


def candidates(wanted: str, ports: Sequence[SerialPortInfo], last: SerialPortInfo | None) -> list[SerialPortInfo]:
    """The ports to try, best first: the ``wanted`` one, or with AUTO every one that may be a scanner.

    Where the wanted name is gone, the ``last`` device is looked for under another name; a name that was never listed is
    tried all the same, since some systems know ports that they do not list.
    """
    if wanted == AUTO:
        return [port for port in ports if port.may_be_scanner]
    named = [port for port in ports if wanted in (port.name, port.path)]
    moved = [port for port in ports if last is not None and port.is_same_device(last)]
    return named or (moved if len(moved) == 1 else [SerialPortInfo(wanted, wanted)])


def _info(port: QSerialPortInfo) -> SerialPortInfo:
    return SerialPortInfo(
        name=port.portName(),
        path=port.systemLocation(),
        description=" ".join(part for part in (port.manufacturer(), port.description()) if part),
        maker=port.vendorIdentifier() if port.hasVendorIdentifier() else 0,
        product=port.productIdentifier() if port.hasProductIdentifier() else 0,
        serial_number=port.serialNumber(),
    )
