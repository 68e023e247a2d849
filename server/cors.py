"""Other sites' pages may call the public routes: there are no cookies there, only tokens that a page must know."""

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

_PUBLIC = ("/functions/v1/", "/api/events/", "/api/orders/", "/api/tickets/")
_LIST = "/api/events"
_DAY_S = 24 * 3600


class PublicCors:
    """ASGI middleware that answers browsers' preflights for the public routes, and leaves all others alone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._cors = CORSMiddleware(
            app,
            allow_origins=["*"],
            allow_methods=["GET", "POST"],
            allow_headers=["*"],
            expose_headers=["Retry-After", "Idempotency-Replayed"],
            max_age=_DAY_S,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        is_public = path == _LIST or path.startswith(_PUBLIC)
        await (self._cors if is_public else self._app)(scope, receive, send)
