"""Work off the screen's thread: slot in, signal out, one plain-Python call each."""
