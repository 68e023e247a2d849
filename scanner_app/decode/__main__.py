"""`python -m scanner_app.decode FILE...`."""

from scanner_app.decode.command import decode

if __name__ == "__main__":
    decode()
