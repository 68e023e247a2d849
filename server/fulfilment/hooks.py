"""The kinds of product that this server sells: every module of server.fulfilment.kinds, by its hook's subtype."""

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

from server.errors import InvalidProductError
from server.fulfilment import kinds
from server.fulfilment.hook import Hook

_FIRST = "ticket"
"""What a product is that says nothing else stands first wherever kinds are listed."""


def hook_of(subtype: str) -> Hook:
    """The hook of a product's subtype; InvalidProductError where this server has no such kind."""
    hook = HOOKS.get(subtype)
    if hook is None:
        raise InvalidProductError(f"There is no kind of product called {subtype}")
    return hook


def _find_hooks() -> Mapping[str, Hook]:
    """Import every module beside this one's kinds; two of one subtype are a mistake that stops the server."""
    found: dict[str, Hook] = {}
    for module in pkgutil.iter_modules(kinds.__path__):
        hook: Hook = importlib.import_module(f"{kinds.__name__}.{module.name}").HOOK
        if hook.subtype in found:
            raise TypeError(f"Two kinds of product are called {hook.subtype}")
        found[hook.subtype] = hook
    return MappingProxyType(dict(sorted(found.items(), key=lambda pair: (pair[0] != _FIRST, pair[0]))))


HOOKS: Mapping[str, Hook] = _find_hooks()
