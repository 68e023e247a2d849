"""The device's own end: its encrypted store, its log, and its conversation with the server."""
