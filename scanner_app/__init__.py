"""The door's own program: camera and handheld in, verdict out."""
