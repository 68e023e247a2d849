"""Where the parts of the scan screen go. Pure arithmetic on rectangles in pixels."""

from dataclasses import dataclass

from scanner_app.theme import Space

_LEAST_CAMERA_PX = 120
LEAST_LIST_PX = 76
"""A list of recent scans lower than this shows no whole row and is left out."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The places of one layout. ``verdict_full`` is the verdict's place while it shows one."""

    camera: Box
    verdict: Box
    verdict_full: Box
    entry: Box
    recent: Box


def is_portrait(width: int, height: int) -> bool:
    """Whether a window of this size is laid out for a handheld: taller than wide, or too narrow for two columns."""
    return width < height or width < 720


def arrange(
    width: int,
    height: int,
    *,
    portrait: bool,
    camera_aspect: float,
    entry_height: int,
    row_height: int,
    strip_height: int,
) -> Arrangement:
    """Place the parts in an area of ``width`` × ``height``.

    ``camera_aspect`` is width over height; ``entry_height`` what the code field needs; ``row_height`` one recent scan;
    ``strip_height`` the words that stand in the verdict's place between verdicts, in portrait.
    """
    if portrait:
        return _stacked(width, height, camera_aspect, entry_height, row_height, strip_height)
    return _side_by_side(width, height, camera_aspect, entry_height, row_height)


def _side_by_side(width: int, height: int, aspect: float, entry_height: int, row_height: int) -> Arrangement:
    edge, gap = Space.L, Space.M
    left = min(max(width * 2 // 5, 320), 640)
    inner = height - 2 * edge
    # Two recent scans stay in sight under the picture, whatever its proportions.
    tallest = inner - entry_height - 2 * gap - 2 * row_height - 44
    camera = Box(edge, edge, left, max(min(round(left / aspect), tallest), _LEAST_CAMERA_PX))
    entry = Box(edge, camera.y + camera.height + gap, left, entry_height)
    recent_y = entry.y + entry.height + gap
    recent = Box(edge, recent_y, left, max(height - edge - recent_y, 0))
    right = edge + left + gap
    verdict = Box(right, edge, width - right - edge, inner)
    return Arrangement(camera, verdict, verdict, entry, recent)


def _stacked(width: int, height: int, aspect: float, entry_height: int, row_height: int, strip: int) -> Arrangement:
    edge = gap = Space.M
    inner = width - 2 * edge
    rest = height - 2 * edge - 3 * gap - strip - entry_height
    # The picture gives way until one and a half recent scans are in sight: half a row says the list goes on.
    tallest = max(rest - round(row_height * 1.5) - 40, _LEAST_CAMERA_PX)
    if rest - tallest < LEAST_LIST_PX:
        tallest = max(rest, _LEAST_CAMERA_PX)
    camera = Box(edge, edge, inner, max(min(round(inner / aspect), tallest), _LEAST_CAMERA_PX))
    verdict = Box(edge, camera.y + camera.height + gap, inner, strip)
    entry = Box(edge, verdict.y + strip + gap, inner, entry_height)
    recent_y = entry.y + entry_height + gap
    recent = Box(edge, recent_y, inner, max(height - edge - recent_y, 0))
    return Arrangement(camera, verdict, Box(0, 0, width, height), entry, recent)
