"""Every table of the server in one place, for migrations and for tests that look at all of them."""

from server.accounts import models as accounts
from server.base import Base
from server.catalog import models as catalog
from server.contacts import models as contacts
from server.doors import models as doors
from server.idempotency import IdempotentAnswer
from server.orders import models as orders
from server.outbox import models as outbox
from server.tickets import models as tickets

METADATA = Base.metadata
MODULES = (accounts, catalog, contacts, doors, orders, outbox, tickets, IdempotentAnswer)
