"""Everything that can go wrong on a device without being a bug.

DeviceError
├── ServerUnreachableError      no network, no server, no answer in time: try again later
├── ServerGarbledError          something answered, and it was not a Doorward server's answer
│   └── ServerUntrustedError    its certificate cannot be believed: another server, a login page, or a wrong clock
├── ServerRefusedError          the server said no; ``code`` says why
│   └── DeviceNotAcceptedError  this device's token is unknown, expired or revoked: pair again
├── PeerError                   another door of the event, or what is at its address
│   ├── PeerUnreachableError    it did not answer, or not in time
│   └── PeerRefusedError        it, or this device, is no door of this event (any more)
├── StoreError                  the local database
│   ├── StoreFullError          no space left: nothing can be recorded
│   ├── StoreLockedError        another scanner has it open
│   └── StoreDamagedError       unreadable with the key there is
├── KeyUnavailableError         the keyring holds the key and does not give it
│   └── KeyLostError            nothing holds the key any more: the store can only be set aside
├── FileTroubleError            a file of a person's choice cannot be written or read, or is not what it should be
├── NotPairedError              nothing to scan for yet
└── CancelledError              a person stopped the sync

Anything else that is raised is a bug of ours and is not caught.
"""

from sync.sentence import Sentence


class DeviceError(Exception):
    """The world failed; the text is a sentence for people that says what to do.

    ``str()`` is English. ``sentence`` can be said in other languages: raise with a template written out and its values,
    ``FileTroubleError("Cannot read {path}.", path=path)``, never with a text that was put together before.
    """

    def __init__(self, template: str, **values: str | int) -> None:
        sentence = template if isinstance(template, Sentence) else Sentence(template, **values)
        super().__init__(sentence)
        self.sentence = sentence


class ServerUnreachableError(DeviceError):
    """No answer: the queue waits, the door goes on offline."""


class ServerGarbledError(DeviceError):
    """An answer that the protocol does not allow, such as a captive portal's page."""


class ServerUntrustedError(ServerGarbledError):
    """Whoever answers cannot show that it is the server."""


class ServerRefusedError(DeviceError):
    """A refusal by the server. ``code`` is the protocol's word for why."""

    def __init__(self, code: str, message: str) -> None:
        """Keep the protocol's code beside the server's sentence for people."""
        super().__init__(Sentence(message))
        self.code = code


class DeviceNotAcceptedError(ServerRefusedError):
    """The server does not know this device any more."""


class PeerError(DeviceError):
    """Nothing came of talking to another door; the door goes on without it."""


class PeerUnreachableError(PeerError):
    """No answer, half an answer, or one too late."""


class PeerRefusedError(PeerError):
    """One of the two is not a door of this event, or is no longer."""


class StoreError(DeviceError):
    """The local database could not do what was asked; nothing was half done."""


class StoreFullError(StoreError):
    """No space is left on the device."""


class StoreLockedError(StoreError):
    """Another process holds the database."""


class StoreDamagedError(StoreError):
    """The file is not a database under this key."""


class KeyUnavailableError(DeviceError):
    """The database's key lies in a keyring that cannot be opened now."""


class KeyLostError(KeyUnavailableError):
    """The database's key is nowhere: waiting and unlocking will not help."""


class FileTroubleError(DeviceError):
    """A file outside the store, such as one on a USB stick, could not be written or read."""


class NotPairedError(DeviceError):
    """This device has no event yet."""


class CancelledError(DeviceError):
    """Stopped by a person; what was fetched is kept and the next sync goes on from there."""
