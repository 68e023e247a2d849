"""The names of things, one type each, so that a gate is never passed where a ticket is meant."""

from typing import Annotated, NewType

import msgspec

OrganizationId = NewType("OrganizationId", str)
EventId = NewType("EventId", str)
TicketId = NewType("TicketId", str)
"""The ticket's code in its canonical spelling, e.g. ``MGY-PF-20250115-7K3M9QXZ5``: a ticket's id is its code."""
GateId = NewType("GateId", str)
DeviceId = NewType("DeviceId", str)
LogId = NewType("LogId", str)
"""A device's log: ``{device id}.{incarnation}``; a new, restored or cloned database is a new incarnation."""

EventNumber = NewType("EventNumber", int)
"""An event's 32-bit number inside signed tokens."""
ProductNumber = NewType("ProductNumber", int)
"""A product's 16-bit number inside its organization: what tokens and gates name products by."""
KeyId = NewType("KeyId", int)
"""A ticket signing key's 16-bit number, unique on its server."""

LARGEST_WHOLE = 2**62
Whole = Annotated[int, msgspec.Meta(ge=-LARGEST_WHOLE, le=LARGEST_WHOLE)]
"""A number from outside that every database and encoding can hold, also after an offset was added to it."""
