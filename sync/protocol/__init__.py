"""What goes over the wire between doors and server; PROTOCOL.md is the text that implementers follow."""
