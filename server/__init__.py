"""The booking and sync server: a folder a domain, one request one transaction, one composition root in app.py."""
