"""Why a server's certificate was not believed, said so that somebody at a door can do something about it."""

import ssl

from sync.device.errors import ServerUntrustedError

_NOT_TODAY = (9, 10)
"""OpenSSL's X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED."""


def untrusted(error: BaseException) -> ServerUntrustedError | None:
    """The error for people where ``error`` came of a certificate that was not believed, None where it did not."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _said(cause)
        cause = cause.__cause__ or cause.__context__
    return None


def _said(error: ssl.SSLCertVerificationError) -> ServerUntrustedError:
    if error.verify_code in _NOT_TODAY:
        return ServerUntrustedError(
            "The server’s certificate is not valid on the date that this device shows. Set its date and time; if they "
            "are right, tell the organizer."
        )
    return ServerUntrustedError(
        "What answers cannot prove that it is the server. Check the address, and whether this network wants you to log "
        "in first."
    )
