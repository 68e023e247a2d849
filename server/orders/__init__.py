"""Orders and what they hold: seats, purchase items, tickets."""
