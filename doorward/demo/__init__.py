"""`doorward demo`: the main job on this machine, by a real server and the real scanner."""

import json
import os
import sys
import tempfile
from pathlib import Path

import click

__all__ = ["demo"]


@click.command()
@click.option("--headless", is_flag=True, help="Without a window; ends when the story is told.")
@click.option(
    "--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the steps to this file too."
)
@click.option(
    "--screenshots",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo-screenshots"),
    show_default=True,
    help="Where pictures of the window go.",
)
def demo(*, headless: bool, json_file: Path | None, screenshots: Path) -> None:
    """Book a ticket, scan it, refuse it twice over, lose the network, go on, and agree again."""
    if not headless and _has_no_display():
        click.echo("There is no display here: telling the story without a window.")
        headless = True
    if headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    screenshots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="doorward-demo-") as folder:
        is_true = _tell(Path(folder), screenshots, json_file, headless=headless)
    sys.exit(0 if is_true else 1)


def _tell(folder: Path, screenshots: Path, json_file: Path | None, *, headless: bool) -> bool:
    from doorward.demo.steps import StepFailedError  # noqa: PLC0415  Qt must see the platform chosen above.
    from doorward.demo.story import Story  # noqa: PLC0415
    from scanner_app.log import log_to_files  # noqa: PLC0415

    log_to_files(folder / "logs")
    story = Story(folder, screenshots)
    try:
        story.tell()
        click.echo(f"Every step was true. Screenshots are in {screenshots}.")
        if not headless:
            _invite(story.venue.url, story.tickets, folder)
            story.stay()
    except StepFailedError as error:
        click.echo(f"The story broke off: {error}", err=True)
    finally:
        story.close()
        if json_file is not None:
            json_file.parent.mkdir(parents=True, exist_ok=True)
            json_file.write_text(json.dumps(story.record.as_json(), indent=2) + "\n", encoding="utf-8")
    return story.record.is_true


def _invite(url: str, tickets: list[dict[str, str]], folder: Path) -> None:
    """Tell the person before the window what to try."""
    click.echo(f"\nThe server listens on {url}. Scan on, by camera, handheld or typing; close the window to end.")
    for number, ticket in enumerate(tickets, 1):
        click.echo(f"  {ticket['ticketId']}  {ticket['attendeeName']}  {folder / f'ticket-{number}.png'}")


def _has_no_display() -> bool:
    return sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
