"""Every route of the server, for tests that look at all of them."""

import functools
import tempfile
from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from server.app import create_app
from server.config import read_config


@dataclass(frozen=True, slots=True)
class RouteFound:
    """One method of one path template; ``named`` are the path's parameters."""

    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@functools.cache
def make_app() -> FastAPI:
    """The app as it is started, without being started."""
    with tempfile.TemporaryDirectory() as folder:
        return create_app(read_config({}, {"data_dir": folder}))


@functools.cache
def all_routes() -> list[RouteFound]:
    """Every route but the OpenAPI document's own; HEAD beside GET is the same."""
    found = []
    for route in iter_route_contexts(make_app().routes):
        methods = set(route.methods or ())
        if route.path == "/openapi.json" or route.path is None:
            continue
        found += [RouteFound(method, route.path) for method in sorted(methods)]
    return found
