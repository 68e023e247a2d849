"""Every domain's handlers and sweeps in one place, for the composition root and for tests."""

from server.appointments import work as appointments
from server.delivery import work as delivery
from server.fulfilment import work as fulfilment
from server.ledger import work as ledger
from server.payments import work as payments
from server.work.forgetting import FORGETTING
from server.work.handlers import Handlers
from server.work.sweeps import Sweep

_DOMAINS = (payments, fulfilment, delivery, ledger, appointments)
HANDLERS: Handlers = {kind: handler for domain in _DOMAINS for kind, handler in domain.HANDLERS.items()}
SWEEPS: tuple[Sweep, ...] = (FORGETTING, *fulfilment.SWEEPS, *delivery.SWEEPS)
