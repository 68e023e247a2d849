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
