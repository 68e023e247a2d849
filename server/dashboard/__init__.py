"""What organizers see of their sales."""
