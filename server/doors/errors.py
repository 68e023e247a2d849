"""What only doors can do wrong."""

from server.errors import CallerError


class PairingCodeError(CallerError):
    """The pairing code is unknown, used or too old."""

    status = 400
    code = "PAIRING_CODE"
    says = "This pairing code cannot be used"


class DeviceUnknownError(CallerError):
    """No device token, or one that is revoked or not ours."""

    status = 401
    code = "DEVICE_UNKNOWN"
    says = "This device is not paired with this server any more. Pair it again."


class DeviceRevokedError(CallerError):
    """The device was shut out by its organizer. Its token still opens one thing: ``GET /door/v1/policy``."""

    status = 401
    code = "DEVICE_REVOKED"
    says = "This device was shut out by the organizer. Its scans from now on do not count."


class TokenOverError(CallerError):
    """The device was away for longer than a token lives."""

    status = 401
    code = "TOKEN_OVER"
    says = "This device was not in touch for too long. Pair it again; its scans are kept."
