"""Payment providers, what they tell us, refunds, and the events they send."""
