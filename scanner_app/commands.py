"""`doorward scan` and `doorward sync`."""

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sync.device.errors import DeviceError
from sync.device.progress import SyncPhase, SyncProgress

if TYPE_CHECKING:
    from scanner_app.door.paired import PeerOptions
    from scanner_app.door.station import Station


def _data_dir(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> Path:
    from scanner_app.config import default_data_dir  # noqa: PLC0415  Only once the command runs.

    return value or default_data_dir()


def _install_desktop(context: click.Context, _option: click.Parameter, wanted: bool) -> None:  # noqa: FBT001  For click.
    if not wanted or context.resilient_parsing:
        return
    from platformdirs import user_data_path  # noqa: PLC0415

    from scanner_app.desktop import install_desktop  # noqa: PLC0415

    if not sys.platform.startswith("linux"):
        raise click.ClickException("only desktops of Linux keep such entries")
    try:
        click.echo(install_desktop(user_data_path()))
    except OSError as error:
        raise click.ClickException(str(error)) from error
    context.exit()


_DATA_DIR = click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    callback=_data_dir,
    help="Where this scanner keeps its tickets and log. [default: the platform's place]",
)
_KEYRING = click.option(
    "--keyring/--no-keyring", default=True, help="Keep the store's key in the OS keyring, or in a file beside it."
)


@click.command()
@_DATA_DIR
@_KEYRING
@click.option("--camera", help="A device number, a video file, a folder, or 'none'. [default: as set, at first 0]")
@click.option("--server", default="", help="The server's address, to pair with.")
@click.option("--code", default="", help="The pairing code; with --server, pairs before the window opens.")
@click.option("--name", default="", help="What this door is called. [default: the computer's name]")
@click.option("--light", is_flag=True, help="Light colours, for a door in the sun.")
@click.option("--peers/--no-peers", default=True, help="Meet the other doors of the event on the local network.")
@click.option("--peer", "addresses", multiple=True, metavar="ADDRESS", help="Another door's host or host:port.")
@click.option("--peer-port", type=click.IntRange(0, 65535), help="Where this door answers the others.")
@click.option(
    "--install-desktop",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_install_desktop,
    help="Put the scanner into this desktop's menu and end (Linux).",
)
@click.option("--restart/--no-restart", default=True, help="Start the scanner again after a crash.")
@click.pass_context
def scan(  # noqa: PLR0913  Each option is one.
    context: click.Context,
    *,
    data_dir: Path,
    keyring: bool,
    camera: str | None,
    server: str,
    code: str,
    name: str,
    light: bool,
    peers: bool,
    addresses: tuple[str, ...],
    peer_port: int | None,
    restart: bool,
) -> None:
    """Scan tickets at a door."""
    if restart:
        sys.exit(_supervise(context, data_dir))
    from scanner_app.app import app_version  # noqa: PLC0415  Qt is loaded only to scan.
    from scanner_app.config import ScannerConfig, default_door_name  # noqa: PLC0415
    from scanner_app.opening import leave, open_scanner  # noqa: PLC0415
    from scanner_app.theme import Mode  # noqa: PLC0415

    config = ScannerConfig(
        data_dir=data_dir,
        camera=camera,
        allow_keyring=keyring,
        mode=Mode.LIGHT if light else None,
        door_name=name or default_door_name(),
        server=server,
        peers=_peer_options(addresses, peer_port) if peers else None,
    )
    if code:
        _pair_first(config.data_dir, server, code, config.door_name, app_version(), allow_keyring=keyring)
    leave(open_scanner(config))


@click.command()
@_DATA_DIR
@_KEYRING
@click.option("--full", is_flag=True, help="Fetch every ticket anew.")
@click.option(
    "--import",
    "import_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Carry a rescue file of any door of the event to the server.",
)
@click.option(
    "--export", "export_to", type=click.Path(path_type=Path), help="Write this door's log to a file or folder, sealed."
)
def sync(*, data_dir: Path, keyring: bool, full: bool, import_file: Path | None, export_to: Path | None) -> None:
    """Upload what waits and fetch what is new, without a window."""
    from scanner_app.door.station import Station  # noqa: PLC0415
    from scanner_app.log import log_to_files  # noqa: PLC0415

    log_to_files(data_dir / "logs")
    try:
        station = Station(data_dir, allow_keyring=keyring)
    except DeviceError as error:
        raise click.ClickException(str(error)) from error
    told = station.opening_note
    if told:
        click.echo(told, err=True)
    try:
        if import_file is not None or export_to is not None:
            _rescue(station, import_file, export_to)
            return
        is_done = station.sync(full=full, report=_print_progress, is_cancelled=lambda: False)
        if is_done:
            status = station.status()
            click.echo(f"{status.event}: {status.expected} tickets, {status.inside} inside, {status.waiting} waiting")
    finally:
        station.close()
        if station.opening_note != told:  # An order of the organizer was carried out meanwhile, such as a wipe.
            click.echo(station.opening_note, err=True)
    sys.exit(0 if is_done else 1)


def _supervise(context: click.Context, data_dir: Path) -> int:
    """Run this same command as a child that is started again after a crash; a pairing code is used once."""
    if find_spec("PySide6") is None:  # Only the child loads it: better said once than by every child.
        raise ModuleNotFoundError("No module named 'PySide6'", name="PySide6")
    from scanner_app.crash_log import CrashLog  # noqa: PLC0415
    from scanner_app.supervisor import program, supervise  # noqa: PLC0415

    def command(is_first: bool) -> list[str]:  # noqa: FBT001  The supervisor calls it.
        left_out = ("restart",) if is_first else ("restart", "code")
        return [*program(), "scan", "--no-restart", *_spelled(context, left_out)]

    return supervise(command, CrashLog(data_dir / "logs"))


def _spelled(context: click.Context, left_out: tuple[str, ...]) -> Iterator[str]:
    """The options of ``context`` as they are typed, but for those ``left_out`` and those that say nothing."""
    for option in context.command.params:
        value = context.params.get(option.name or "")
        if option.name in left_out or value is None or value in ("", ()):
            continue
        if isinstance(value, bool):
            yield from option.opts[:1] if value else option.secondary_opts[:1]
        else:
            for one in value if isinstance(value, tuple) else (value,):
                yield from (option.opts[0], str(one))


def _rescue(station: "Station", import_file: Path | None, export_to: Path | None) -> None:
    """Carry a rescue file in, write one out, or both."""
    try:
        if import_file is not None:
            answer = station.import_rescue(import_file)
            click.echo(
                f"{import_file.name}: {answer.accepted} entries were new to the server, {answer.known} known, "
                f"{answer.refused} cannot count"
            )
        if export_to is not None:
            written = station.export_rescue(export_to)
            click.echo(f"{written.path}: {written.entries} entries")
    except DeviceError as error:
        raise click.ClickException(str(error)) from error


def _peer_options(addresses: tuple[str, ...], port: int | None) -> "PeerOptions":
    from scanner_app.door.paired import PeerOptions  # noqa: PLC0415
    from sync.device.peer_address import read_address  # noqa: PLC0415

    try:
        for address in addresses:
            read_address(address)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--peer") from error
    return PeerOptions(port=port, addresses=addresses)


def _pair_first(data_dir: Path, server: str, code: str, name: str, app_version: str, *, allow_keyring: bool) -> None:
    from scanner_app.door.station import Station  # noqa: PLC0415
    from scanner_app.log import log_to_files  # noqa: PLC0415

    log_to_files(data_dir / "logs")
    try:
        station = Station(data_dir, allow_keyring=allow_keyring)
        try:
            station.pair(server, code, name, app_version)
        finally:
            station.close()
    except (DeviceError, ValueError) as error:
        raise click.ClickException(str(error)) from error


def _print_progress(progress: SyncProgress) -> None:
    of = "" if progress.total is None else f" of {progress.total}"
    if progress.phase in (SyncPhase.UPLOADING, SyncPhase.DOWNLOADING):
        click.echo(f"{progress.phase}: {progress.done}{of}")
    elif progress.phase is SyncPhase.CONNECTING:
        click.echo("connecting")
    elif progress.detail:
        click.echo(f"{progress.phase}: {progress.detail}", err=True)
