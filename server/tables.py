"""Every table of the server in one place, for migrations and for tests that look at all of them."""

from server.accounts import models as accounts
from server.appointments import models as appointments
from server.audit import models as audit
from server.base import Base
from server.catalog import models as catalog
from server.contacts import models as contacts
from server.delivery import models as delivery
from server.doors import models as doors
from server.fulfilment import models as fulfilment
from server.idempotency import IdempotentAnswer
from server.ledger import models as ledger
from server.media import models as media
from server.orders import models as orders
from server.outbox import models as outbox
from server.payments import models as payments
from server.tickets import models as tickets

METADATA = Base.metadata
MODULES = (
    accounts,
    appointments,
    audit,
    catalog,
    contacts,
    delivery,
    doors,
    fulfilment,
    ledger,
    media,
    orders,
    outbox,
    payments,
    tickets,
    IdempotentAnswer,
)
