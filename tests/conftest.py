"""What every test needs before anything else is imported: a UTF-8 locale, and Qt without a display."""

import os

# Qt warns about a locale that is not UTF-8, and warnings are errors here.
os.environ["LANG"] = "C.UTF-8"
os.environ["LC_ALL"] = "C.UTF-8"

# Without a display Qt's default platform aborts the whole process, and on one display windows of two test processes
# take the keyboard from each other. QT_QPA_PLATFORM=xcb shows them all the same; run with -n 0 then.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
