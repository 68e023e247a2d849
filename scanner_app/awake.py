"""Keeps the screen on while the scanner's window is open: a dark screen at a door lets nobody in."""

import threading

import structlog

log = structlog.get_logger()


class Awake:
    """``begin`` and ``end`` once each. Where the platform does not do it, that is logged once and nothing else happens.

    The platform is asked on a thread of its own: a desktop's service may take seconds to say no.
    """

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._hold, name="awake", daemon=True)

    def begin(self) -> None:
        """Hold the screen awake from now on."""
        self._thread.start()

    def end(self) -> None:
        """Let the screen sleep again as it likes."""
        self._ended.set()

    def _hold(self) -> None:
        from wakepy import keep  # noqa: PLC0415  It looks the platform over as it is imported.

        with keep.presenting(on_fail="pass") as mode:
            if not mode.active:
                log.info("screen_may_sleep")
            self._ended.wait()
