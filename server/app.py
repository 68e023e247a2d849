"""The composition root: the one place that knows every domain and puts the server together."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable

from fastapi import FastAPI
from pydantic import BaseModel

from server.accounts.endpoints import router as accounts_router
from server.accounts.gatekeeper import Gatekeeper
from server.accounts.member_endpoints import router as members_router
from server.accounts.pages import router as account_pages_router
from server.accounts.sign_in_endpoints import router as sign_in_router
from server.appointments.calendars import make_calendar
from server.appointments.endpoints import router as appointments_router
from server.appointments.service import order_changed
from server.audit.endpoints import router as audit_router
from server.boundary import Boundary
from server.catalog.endpoints import router as catalog_router
from server.config import ServerConfig, read_config
from server.contacts.endpoints import router as contacts_router
from server.context import Context
from server.cors import PublicCors
from server.dashboard.endpoints import router as dashboard_router
from server.database import Database
from server.delivery.carriers import make_carriers
from server.delivery.endpoints import router as delivery_router
from server.doors.endpoints import DoorServices
from server.doors.endpoints import router as doors_router
from server.doors.fleet_endpoints import door_router as door_fleet_router
from server.doors.fleet_endpoints import router as fleet_router
from server.doors.incident_endpoints import router as incidents_router
from server.doors.organizer_endpoints import router as organizers_doors_router
from server.doors.rescue_endpoints import router as rescue_router
from server.error_answers import DOOR_ERRORS, ERROR_BODY, ERRORS, install_error_answers
from server.fulfilment.endpoints import router as fulfilment_router
from server.guard.guard import Guard
from server.housekeeping import keep_house
from server.ledger.endpoints import router as ledger_router
from server.log import configure_logging
from server.media.endpoints import router as media_router
from server.orders.endpoints import router as orders_router
from server.orders.tools import Tools
from server.outbox.feed import server_epoch
from server.payments.endpoints import router as checkout_router
from server.payments.pages import router as pay_pages_router
from server.payments.registry import make_providers
from server.payments.webhooks import router as provider_webhooks_router
from server.shop.endpoints import router as shop_router
from server.tickets.endpoints import router as tickets_router
from server.tickets.foreign_endpoints import router as foreign_tickets_router
from server.tickets.keys import Signer
from server.vault import open_vault
from server.work.collected import HANDLERS, SWEEPS
from server.work.endpoints import router as work_router
from server.work.executor import Executor

ROUTERS = (
    doors_router,
    orders_router,
    shop_router,
    checkout_router,
    catalog_router,
    fulfilment_router,
    tickets_router,
    foreign_tickets_router,
    contacts_router,
    ledger_router,
    delivery_router,
    dashboard_router,
    media_router,
    audit_router,
    work_router,
    accounts_router,
    members_router,
    sign_in_router,
    account_pages_router,
    appointments_router,
    provider_webhooks_router,
    pay_pages_router,
    organizers_doors_router,
    incidents_router,
    fleet_router,
    door_fleet_router,
    rescue_router,
)
"""Each domain's router. Routes are tried one after the other, so the busiest come first: doors, then sales."""
_DOOR_ROUTERS = (doors_router, door_fleet_router, rescue_router)
"""What speaks the door protocol, refusals included."""
SERVICE_BOOKING = "service_booking"
"""The subtype of orders that appointments follow."""
_VERSION = "0.1.0"
_TURN_S = 0.0005


class Health(BaseModel):
    """GET /health."""

    status: str = "ok"
    epoch: str


def create_app(config: ServerConfig) -> FastAPI:
    """The server as an ASGI app; its database is opened and migrated when the app starts up."""
    context = make_context(config)
    app = FastAPI(
        title="Doorward",
        version=_VERSION,
        description="Bookings, tickets and doors. Times are Unix milliseconds, money is in minor units.",
        lifespan=_lifespan,
        strict_content_type=False,
        docs_url=None,  # FastAPI's own pages load scripts from elsewhere; the document itself is at /openapi.json.
        redoc_url=None,
    )
    app.state.context = context
    app.state.executor = Executor(context, HANDLERS, SWEEPS)
    app.state.doors = DoorServices(context.database, context.vault)
    install_error_answers(app)
    for router in ROUTERS:
        app.include_router(router, responses=DOOR_ERRORS if router in _DOOR_ROUTERS else ERRORS)
    app.add_api_route(
        "/health", _health_of(context), response_model=Health, responses={**ERRORS, **ERROR_BODY}, tags=["server"]
    )
    app.add_middleware(PublicCors)
    app.add_middleware(Boundary, guard=Guard(config.requests_per_minute))
    return app


def make_context(config: ServerConfig) -> Context:
    """The server's parts, nothing of them started; the command line uses them too."""
    config.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    vault = open_vault(config)
    database = Database(config.database_url)
    signer = Signer(vault)
    return Context(
        config=config,
        database=database,
        vault=vault,
        gatekeeper=Gatekeeper(database),
        signer=signer,
        providers=make_providers(config, database, vault),
        carriers=make_carriers(config),
        calendar=make_calendar(config, database),
        tools=Tools(
            signer=signer,
            vault=vault,
            base_url=config.base_url,
            fee_bp=config.fee_bp,
            listeners={SERVICE_BOOKING: order_changed},
        ),
    )


def app_from_environment() -> FastAPI:
    """The app of a worker process, configured by the variables that ``doorward serve`` set."""
    configure_logging()
    return create_app(read_config(os.environ))


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    context: Context = app.state.context
    executor: Executor = app.state.executor
    # The loop and the writer share one interpreter; Python's usual 5 ms turn is as long as a whole booking.
    sys.setswitchinterval(_TURN_S)
    await asyncio.to_thread(context.database.migrate)
    await context.database.start()
    executor.start()
    housekeeping = asyncio.create_task(keep_house(context))
    try:
        yield
    finally:
        housekeeping.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await housekeeping
        await asyncio.to_thread(executor.stop)  # Before the database: what runs still writes how it ended.
        await context.gatekeeper.flush()
        await app.state.doors.reports.close()
        await context.database.stop()


def _health_of(context: Context) -> Callable[[], Awaitable[Health]]:
    async def get_health() -> Health:
        """Whether the server and its database answer."""
        return Health(epoch=await context.database.read(server_epoch))

    return get_health
