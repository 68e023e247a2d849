"""The ticket shop's public routes."""
