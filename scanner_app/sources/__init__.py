"""Where scans come from: cameras and handheld readers."""
