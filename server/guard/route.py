"""Which route serves a request, as its template: paths themselves hold ids, and query strings hold tokens."""

from starlette.types import Scope


def route_of(scope: Scope) -> str:
    """The whole template, e.g. ``/api/v1/events/{event_id}``; empty before routing, and where no route is found."""
    # A route of a router inside another knows only its own part; FastAPI keeps the whole beside it.
    found = scope.get("fastapi", {}).get("effective_route_context") or scope.get("route")
    return getattr(found, "path", "") or ""
