"""``python -m server``: the same as ``doorward serve``."""

from server.commands import serve

if __name__ == "__main__":
    serve()
