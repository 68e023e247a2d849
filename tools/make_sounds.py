"""Make the verdicts' sounds into resources/sounds: short, distinct by pitch, rhythm and timbre."""

import math
import struct
import wave
from pathlib import Path

RATE = 44_100
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sounds"

# Each sound is a list of (hertz, milliseconds, harmonics); 0 Hz is a pause. Harmonics make a tone harsher.
BRIGHT, SOFT, HARSH = (1.0, 0.35, 0.12), (1.0, 0.1), (1.0, 0.8, 0.65, 0.5, 0.4, 0.3)
SOUNDS: dict[str, list[tuple[float, int, tuple[float, ...]]]] = {
    "admitted": [(1046.5, 90, BRIGHT), (1568.0, 170, BRIGHT)],
    "refused": [(155.6, 170, HARSH), (0.0, 70, SOFT), (155.6, 260, HARSH)],
    "look": [(659.3, 320, BRIGHT)],
    "exit": [(784.0, 110, SOFT), (523.3, 200, SOFT)],
}


def main() -> None:
    """Write every sound anew; the files are the same each time."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, tones in SOUNDS.items():
        samples = [value for tone in tones for value in _tone(*tone)]
        with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(b"".join(struct.pack("<h", round(value * 30_000)) for value in samples))
        print(f"{name}.wav: {len(samples) / RATE:.2f} s")


def _tone(hertz: float, milliseconds: int, harmonics: tuple[float, ...]) -> list[float]:
    count, loudest = RATE * milliseconds // 1000, sum(harmonics)
    return [
        _envelope(at, count)
        * sum(part * math.sin(2 * math.pi * hertz * (n + 1) * at / RATE) for n, part in enumerate(harmonics))
        / loudest
        if hertz
        else 0.0
        for at in range(count)
    ]


def _envelope(at: int, count: int) -> float:
    """5 ms in and 40 ms out: an edge without them clicks."""
    rise, fall = RATE * 5 // 1000, RATE * 40 // 1000
    return min(at / rise, (count - at) / fall, 1.0)


if __name__ == "__main__":
    main()
