"""What must reach others after a commit: the doors' feed, and the server's own state."""
