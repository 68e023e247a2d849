"""What every test needs before anything else is imported: a UTF-8 locale, and Qt without a display."""

import os
import sys

# Qt warns about a locale that is not UTF-8, and warnings are errors here.
os.environ["LANG"] = "C.UTF-8"
os.environ["LC_ALL"] = "C.UTF-8"

# Without a display Qt's default platform aborts the whole process, so it has to be told in good time.
if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
