"""What an event's doors are told by its organizer: live codes, the managers' PIN, and how long they may know names."""

from typing import Any

from pydantic import ValidationError

from server.accounts.passwords import hash_password
from server.catalog.models import Event
from server.catalog.schemas import DoorSettings, EventFields
from server.errors import InvalidRequestError
from sync.rules.ticket import CodeFormat


async def hash_named_pin(fields: EventFields) -> str | None:
    """The argon2id hash (PHC string) of the PIN in ``fields``; empty where it is taken away, None where none is named.

    Made before the transaction: it takes some 50 ms, and others wait to write.
    """
    if "doorPin" not in fields.model_fields_set:
        return None
    return "" if fields.doorPin is None else await hash_password(fields.doorPin.get_secret_value())


def set_door_settings(event: Event, fields: EventFields, properties: dict[str, Any], pin_hash: str | None) -> None:
    """Take over what is said, in ``fields`` or among the event's ``customProperties``; what is not said stays.

    InvalidRequestError for what cannot be, and for a PIN among the properties, which everybody may read.
    """
    if "doorPin" in properties:
        raise InvalidRequestError("customProperties.doorPin: say it as doorPin beside customProperties; it is a secret")
    said = {name: properties.get(name) for name in DoorSettings.model_fields}
    said |= {name: value for name in DoorSettings.model_fields if (value := getattr(fields, name)) is not None}
    try:
        settings = DoorSettings.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidRequestError(f"customProperties.{first['loc'][0]}: {first['msg']}") from None
    if settings.rotatingCodes is not None:
        event.rotation = settings.rotatingCodes.value
    if settings.keepNamesDays is not None:
        event.keep_names_days = settings.keepNamesDays
    if settings.doorContacts is not None:
        event.door_contacts = settings.doorContacts
    if settings.codeFormats is not None:
        event.code_formats = [str(code_format) for code_format in CodeFormat if code_format in settings.codeFormats]
    if pin_hash is not None:
        event.pin_hash = pin_hash
