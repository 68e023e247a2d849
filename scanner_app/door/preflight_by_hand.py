"""Preflight's checks that need a person: what is said of camera, handheld, sound and printer. Pure, no Qt."""

from dataclasses import dataclass

from scanner_app.door.preflight import Check, Finding, State
from scanner_app.wording import plain, say

DARKEST = 8.0
"""The mean of a picture's grey values (0 to 255) below which nothing is seen on it."""


@dataclass(frozen=True, slots=True)
class CameraFacts:
    """What is known of the camera: ``grey`` is the last picture's mean, None before there was one."""

    is_used: bool
    has_read: bool = False
    grey: float | None = None
    is_time_up: bool = False


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """What is known of the sound; ``was_heard`` is what a person said, None before."""

    has_device: bool
    volume: float = 1.0
    was_played: bool = False
    was_heard: bool | None = None


def judge_camera(facts: CameraFacts) -> Finding:
    """Pictures must come, show something, and have a code read off them."""
    if not facts.is_used:
        return Finding(Check.CAMERA, State.UNUSED)
    if facts.grey is None:
        if not facts.is_time_up:
            return Finding(Check.CAMERA, State.RUNNING, say("Waiting for a picture …"))
        advice = say("Check its cable, or choose another camera in the menu.")
        return Finding(Check.CAMERA, State.FAILED, say("No picture comes"), advice)
    if facts.grey < DARKEST:
        advice = say("Take the cover off the lens, or turn on a light.")
        return Finding(Check.CAMERA, State.LOOK, say("The picture is black"), advice)
    if facts.has_read:
        return Finding(Check.CAMERA, State.OK, say("Pictures come, and codes are read"))
    what = say("Pictures come. Hold any code up to the camera: nobody is checked in here.")
    return Finding(Check.CAMERA, State.YOUR_TURN, what)


def judge_handheld(*, is_used: bool, has_read: bool) -> Finding:
    """Something must have been scanned with it."""
    if has_read:
        return Finding(Check.HANDHELD, State.OK, say("Codes are read"))
    if not is_used:
        return Finding(Check.HANDHELD, State.UNUSED)
    return Finding(Check.HANDHELD, State.YOUR_TURN, say("Scan any code with it: nobody is checked in here."))


def judge_sound(facts: SoundFacts) -> Finding:
    """Somebody must have heard it."""
    if not facts.has_device:
        advice = say("Connect one, or go by the light alone.")
        return Finding(Check.SOUND, State.LOOK, say("No loudspeaker was found"), advice)
    if facts.volume <= 0.0:
        return Finding(Check.SOUND, State.LOOK, say("The volume is at nothing"), say("Turn it up in the settings."))
    if facts.was_heard:
        return Finding(Check.SOUND, State.OK, say("Heard"))
    if facts.was_heard is False:
        advice = say("Turn this device’s volume up, look after the cable, then play them again.")
        return Finding(Check.SOUND, State.FAILED, say("Not heard"), advice)
    if facts.was_played:
        return Finding(Check.SOUND, State.YOUR_TURN, say("Admitted, refused, look, exit: did you hear all four?"))
    return Finding(Check.SOUND, State.YOUR_TURN, say("Play the four sounds at the place where you will stand."))


def judge_printer(name: str, *, is_there: bool) -> Finding:
    """A door that prints badges needs its printer; ``name`` is empty for the system's usual one."""
    said = plain(name, 60) or say("the usual printer")
    if is_there:
        return Finding(Check.PRINTER, State.OK, say("Badges go to {printer}", printer=said))
    what = say("Not found: {printer}", printer=said)
    return Finding(Check.PRINTER, State.FAILED, what, say("Turn it on, or choose another one under Printing."))
