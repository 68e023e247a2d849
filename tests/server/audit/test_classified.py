"""Every column of every table is known to hold a person's data or to hold nobody's."""

from sqlalchemy import JSON, LargeBinary, Text

from server.audit.personal import BLANKS, ERASED_OTHERWISE, KEPT
from server.tables import METADATA

NOBODYS: dict[str, set[str]] = {
    "api_keys": {"id", "organization_id", "key_hash", "shown", "name", "scopes"},
    "appointments": {
        *("id", "organization_id", "order_id", "product_id", "package_id", "token_hash", "status", "time_zone"),
        "cal_uid",
    },
    "audit_entries": {"id", "organization_id", "actor", "action", "object_id", "facts"},
    "contacts": {"id", "organization_id", "tags"},
    "deliveries": {
        *("id", "organization_id", "order_id", "channel", "template", "language", "facts", "reference", "once"),
    },
    "devices": {
        *("id", "organization_id", "event_id", "gate_id", "name", "app_version", "public_key", "token_hash"),
        *("held", "message", "report"),
    },
    "door_entries": {"log_id", "event_id", "ticket_id", "digest", "body"},
    "door_logs": {"log_id", "device_id", "event_id", "digest"},
    "entitlements": {"id", "organization_id", "purchase_item_id", "product_id", "kind", "status", "token_hash"},
    "events": {
        *("id", "organization_id", "slug", "subtype", "name", "description", "status", "time_zone", "code_prefix"),
        *("ticket_format", "custom_properties", "rotation", "pin_hash", "code_formats"),
    },
    "feeds": {"event_id"},
    "gates": {"id", "organization_id", "event_id", "rules"},
    "grants": {"log_id", "event_id", "ticket_id", "gate_id", "rule"},
    "idempotent_answers": {"organization_id", "key", "request_hash"},
    "incidents": {"id", "kind", "log_id", "event_id", "ticket_id", "body", "acknowledged_by"},
    "invoices": {"id", "organization_id", "order_id", "refund_id"},
    "ledger_entries": {"id", "organization_id", "transaction_id", "kind", "account", "currency", "order_id"},
    "mailed_tokens": {"token_hash", "user_id", "purpose"},
    "media_files": {"id", "organization_id", "event_id", "content_type", "digest", "url"},
    "memberships": {"id", "organization_id", "user_id", "role"},
    "offers": {"id", "organization_id", "event_id", "product_id", "properties"},
    "orders": {
        *("id", "organization_id", "subtype", "event_id", "product_id", "payer_type", "currency", "payment_method"),
        *("status", "source", "language", "contact_id"),
    },
    "organizations": {
        # What an organization says of itself; a sole trader's name is public on every invoice.
        *("id", "name", "slug", "contact_tag", "ticket_prefix", "legal_name", "legal_address", "vat_id", "country"),
        *("language", "support_email", "stripe_account_id"),
    },
    "pairing_codes": {"code_hash", "organization_id", "event_id", "gate_id"},
    "payments": {
        *("id", "organization_id", "order_id", "provider", "mode", "reference", "charge_reference", "currency"),
        "status",
    },
    "payouts": {"id", "organization_id", "provider", "account", "reference", "currency", "status", "failure"},
    "policy_versions": {"event_id", "content_hash"},
    "products": {
        *("id", "organization_id", "subtype", "name", "description", "status", "currency", "note"),
        "custom_properties",
    },
    "provider_events": {"id", "provider", "event_id", "type", "reference", "outcome", "detail"},
    "purchase_items": {
        *("id", "organization_id", "order_id", "product_id", "event_id", "fulfillment_type", "fulfillment_status"),
        "description",
    },
    # Evidence against a device, kept whole; entries name tickets only.
    "quarantined_entries": {"log_id", "digest", "device_id", "why", "body"},
    "refunds": {
        *("id", "organization_id", "order_id", "payment_id", "provider", "reference", "kind", "currency", "status"),
        "item_ids",
    },
    "server_state": {"key", "value"},
    "sign_ins": {"id", "user_id", "token_hash", "previous_hash"},
    "signing_keys": {"organization_id", "public_key", "sealed_private_key"},
    "test_charges": {"reference", "payment_id", "currency", "organization_id", "description", "lines", "status"},
    "test_refunds": {"key", "reference", "charge_reference"},
    "tickets": {
        *("id", "organization_id", "event_id", "product_id", "order_id", "purchase_item_id", "contact_id", "status"),
        # The token holds numbers and times; the note is the product's.
        *("signed_code", "note"),
    },
    "users": {"id", "language"},
    "webhook_endpoints": {"id", "organization_id", "url", "event_types", "sealed_secret", "description"},
    "webhook_messages": {"id", "organization_id", "endpoint_id", "type", "object_id", "status", "failure"},
}


def _stored() -> set[tuple[str, str]]:
    return {
        (table.name, column.name)
        for table in METADATA.sorted_tables
        for column in table.columns
        if isinstance(column.type, Text | JSON | LargeBinary)
    }


def test_every_column_that_can_hold_text_is_classified() -> None:
    personal = {(table, column) for table, columns in BLANKS.items() for column in columns}
    personal |= set(ERASED_OTHERWISE) | set(KEPT)
    nobodys = {(table, column) for table, columns in NOBODYS.items() for column in columns}

    unknown = _stored() - personal - nobodys
    assert not unknown, "say in server/audit/personal.py how these are erased, or here that they name nobody"
    assert not (personal | nobodys) - _stored(), "these are no columns any more"
    assert personal & nobodys == set()
