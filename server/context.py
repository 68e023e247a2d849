"""What every request handler is given: made once by the composition root, never changed after."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from server.accounts.gatekeeper import Gatekeeper
from server.appointments.calendar import Calendar
from server.config import ServerConfig
from server.database import Database
from server.delivery.carriers import Carriers
from server.orders.tools import Tools
from server.payments.registry import Providers
from server.tickets.keys import Signer
from server.vault import Vault


@dataclass(frozen=True, slots=True)
class Context:
    """The server's parts."""

    config: ServerConfig
    database: Database
    vault: Vault
    gatekeeper: Gatekeeper
    signer: Signer
    providers: Providers
    carriers: Carriers
    calendar: Calendar
    tools: Tools


async def get_context(request: Request) -> Context:
    """The context of the app that serves this request. Async, else FastAPI would run it on a thread."""
    context: Context = request.app.state.context
    return context


InContext = Annotated[Context, Depends(get_context)]
