"""The demo's camera: films of a phone that shows a ticket, is taken away, and perhaps shows it again."""

import functools
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

WIDTH, HEIGHT, FPS = 1280, 720, 15
_NOISES = 4
_SHOWN_S, _AWAY_S = 1.6, 2.6
"""Away longer than the time for which the same code in view counts as one scan."""


def film_ticket(qr_png: bytes, target: Path, *, times: int) -> None:
    """Write an MJPG film in which the ticket is held up ``times`` times; OSError where it cannot be written."""
    phone = _phone(qr_png)
    film = cv2.VideoWriter(str(target), cv2.VideoWriter.fourcc(*"MJPG"), FPS, (WIDTH, HEIGHT))
    if not film.isOpened():
        raise OSError(f"cannot write a film to {target}")
    shown = [_frame(phone, at) for at in range(int(_SHOWN_S * FPS))]
    away = [_frame(None, at) for at in range(_NOISES)]
    for _ in range(times):
        for frame in shown:
            film.write(frame)
        for at in range(int(_AWAY_S * FPS)):
            film.write(away[at % _NOISES])
    film.release()


def picture_of_ticket(qr_png: bytes, target: Path) -> None:
    """Write one picture of the ticket on a phone; OSError where it cannot be written."""
    if not cv2.imwrite(str(target), _frame(_phone(qr_png), 0)):
        raise OSError(f"cannot write a picture to {target}")


def _phone(qr_png: bytes) -> Picture:
    """A phone's screen, upright, with the QR on it."""
    code = cv2.imdecode(np.frombuffer(qr_png, np.uint8), cv2.IMREAD_COLOR)
    if code is None:
        raise OSError("the server's ticket is not a picture")
    phone = np.full((620, 330, 3), 24, np.uint8)
    cv2.rectangle(phone, (12, 12), (317, 607), (250, 250, 250), -1)
    phone[160:440, 25:305] = cv2.resize(code, (280, 280), interpolation=cv2.INTER_AREA)
    cv2.rectangle(phone, (40, 60), (220, 84), (90, 60, 200), -1)
    cv2.rectangle(phone, (40, 100), (290, 112), (200, 200, 200), -1)
    cv2.rectangle(phone, (40, 480), (290, 492), (200, 200, 200), -1)
    cv2.rectangle(phone, (40, 510), (200, 522), (200, 200, 200), -1)
    return phone


def _frame(phone: Picture | None, at: int) -> Picture:
    """The phone in a slightly unsteady hand before a dark door, with a sensor's noise."""
    scene, noises = _door_at_night()
    if phone is not None:
        sway = 6 * np.sin(at / 4)
        matrix = cv2.getRotationMatrix2D((165, 310), 7 + sway / 3, 1.0)
        matrix[:, 2] += np.array([WIDTH / 2 - 165 + sway, HEIGHT / 2 - 310])
        mask = np.full(phone.shape[:2], 255, np.uint8)
        placed = cv2.warpAffine(phone, matrix, (WIDTH, HEIGHT))
        scene = np.where(cv2.warpAffine(mask, matrix, (WIDTH, HEIGHT))[..., None] > 127, placed, scene).astype(np.uint8)
    return np.asarray(cv2.add(scene, noises[at % _NOISES], dtype=cv2.CV_8U), np.uint8)


@functools.cache
def _door_at_night() -> tuple[Picture, list[NDArray[np.int16]]]:
    """What is behind the phone, and a few frames' worth of noise."""
    across = np.linspace(30, 70, WIDTH, dtype=np.float32)
    scene = np.repeat(np.stack([across * 1.1, across * 0.9, across], axis=1)[None], HEIGHT, axis=0).astype(np.uint8)
    rng = np.random.default_rng(7)
    return scene, [rng.normal(0, 4, scene.shape).astype(np.int16) for _ in range(_NOISES)]
