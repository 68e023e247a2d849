"""`doorward decode`: what the codes in picture files say."""

from __future__ import annotations

import json
import os
import sys

import click
import cv2

from scanner_app.decode.files import DEFAULT_DEADLINE_MS, decode_files


@click.command("decode")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--all-formats", is_flag=True, help="Read every format that has a checksum, not QR codes alone.")
@click.option(
    "--deadline-ms",
    type=click.FloatRange(min=0, min_open=True),
    default=DEFAULT_DEADLINE_MS,
    show_default=True,
    help="Longest time to look at one picture.",
)
def decode(files: tuple[str, ...], *, all_formats: bool, deadline_ms: float) -> None:
    """Print one line of JSON for each picture file: what its codes say.

    A file that cannot be opened gets an "error" in its line and the next goes on; the exit code is then 1.
    """
    # A broken file gets its "error" line; what OpenCV says of it beside that would only stain the terminal.
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    failed = False
    try:
        for result in decode_files(files, all_formats=all_formats, deadline_ms=deadline_ms):
            # Escaping all but ASCII keeps a line valid JSON on any terminal, whatever a code or a file name holds.
            click.echo(json.dumps(result, ensure_ascii=True))
            failed = failed or "error" in result
    except BrokenPipeError:
        # The reader of our output has seen enough; Python must not try to flush the rest at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1 if failed else 0)
