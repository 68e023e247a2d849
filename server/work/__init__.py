"""Work after commit: durable, retried, once."""
