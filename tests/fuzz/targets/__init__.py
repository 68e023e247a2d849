"""One module a kind of outside bytes; each ends with its targets."""
