"""What a camera's state means for the person in front of it. Pure."""

import sys

from scanner_app.sources.camera import CameraState
from scanner_app.sources.camera_devices import Trouble
from scanner_app.views import camera_view
from scanner_app.wording import plain, say

_STATES = {
    CameraState.OPENING: camera_view.CameraState.OPENING,
    CameraState.RUNNING: camera_view.CameraState.LIVE,
    CameraState.RECOVERED: camera_view.CameraState.LIVE,
    CameraState.LOST: camera_view.CameraState.LOST,
    CameraState.ENDED: camera_view.CameraState.NONE,
}
_TROUBLES = {
    Trouble.MISSING: camera_view.CameraState.LOST,
    Trouble.DENIED: camera_view.CameraState.DENIED,
    Trouble.BUSY: camera_view.CameraState.BUSY,
    Trouble.SILENT: camera_view.CameraState.SILENT,
    Trouble.BROKEN: camera_view.CameraState.LOST,
}


def describe_camera(
    state: CameraState, trouble: Trouble | None, name: str, *, is_any: bool, platform: str = sys.platform
) -> tuple[camera_view.CameraState, str]:
    """What the camera's place shows, and the line below where the usual one does not say enough.

    ``name`` is the chosen camera's or file's, empty where it has none; ``is_any``: any camera would do, none is there.
    """
    if state is not CameraState.LOST or trouble is None:
        return _STATES[state], ""
    shown = _TROUBLES[trouble]
    if trouble is Trouble.MISSING and is_any:
        return camera_view.CameraState.NONE, say("Plug one in: it is used at once. Handhelds and typing work already.")
    if trouble is Trouble.MISSING and name:
        return shown, say("Plug “{name}” in again. It comes back by itself.", name=plain(name, 60))
    if trouble is Trouble.BROKEN:
        return shown, say("“{name}” holds no pictures that can be read.", name=plain(name, 60))
    if trouble is Trouble.DENIED and platform == "linux":
        return shown, say("Add this computer’s user to the group “video”, then log in again.")
    return shown, ""
