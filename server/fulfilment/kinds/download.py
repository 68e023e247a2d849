"""Downloads: a file behind a link that expires, and may be fetched so many times."""

from typing import Annotated, Any

from pydantic import Field
from sqlalchemy.orm import Session

from server.delivery.post import post_mail
from server.errors import ConflictError
from server.fulfilment.entitlements import REVOKED, give
from server.fulfilment.hook import Unit
from server.fulfilment.kind import Facts, Kind
from server.fulfilment.links import signed_link
from server.fulfilment.models import Entitlement
from server.media.models import MediaFile
from server.vault import Vault

_DAY_MS = 24 * 3_600_000


class DownloadFacts(Facts):
    """The uploaded file, how often one buyer may fetch it, and for how long."""

    fileId: Annotated[str, Field(max_length=100)] | None = None  # noqa: N815  The public API speaks camelCase.
    fileName: Annotated[str, Field(max_length=200)] = "download"  # noqa: N815  The same.
    maxDownloads: Annotated[int, Field(ge=1, le=100_000)] = 5  # noqa: N815  The same.
    linkDays: Annotated[int, Field(ge=1, le=3650)] = 7  # noqa: N815  The same.


class DownloadHook(Kind):
    """One link for an item; three pieces may be fetched three times as often."""

    subtype = "download"

    def check(self, properties: dict[str, Any]) -> None:
        """Read the facts; the file may be uploaded later."""
        DownloadFacts.read(properties)

    def fulfil(self, session: Session, vault: Vault, unit: Unit) -> dict[str, Any]:
        """Give the link, and have it mailed."""
        facts = DownloadFacts.read(unit.properties)
        if file_of(session, unit.item.organization_id, unit.properties) is None:
            raise ConflictError("The product has no file yet")
        download = give(
            session,
            vault,
            unit,
            "dow",
            "active",
            data={},
            ends_at=unit.at + facts.linkDays * _DAY_MS,
            most_uses=facts.maxDownloads * unit.item.quantity,
        )
        post_mail(
            session,
            "download_ready",
            unit.order.customer_email,
            organization_id=unit.order.organization_id,
            order_id=unit.order.id,
            language=unit.order.language,
            facts={"entitlementId": download.id},
            once=f"download_ready_{download.id}",
        )
        return {"downloadId": download.id, "maxDownloads": download.most_uses, "expiresAt": download.ends_at}

    def reveal(self, vault: Vault, base_url: str, entitlement: Entitlement) -> dict[str, Any]:
        """The link, which is the same one until it expires."""
        if entitlement.status == REVOKED:
            return {}
        left = (entitlement.most_uses or 0) - entitlement.uses
        return {"downloadUrl": download_link(vault, base_url, entitlement), "downloadsLeft": max(left, 0)}


def file_of(session: Session, organization_id: str, properties: dict[str, Any]) -> MediaFile | None:
    """The file that a product's properties name, where it is the organization's own and is for sale."""
    file_id = DownloadFacts.read(properties).fileId
    file = None if file_id is None else session.get(MediaFile, file_id)
    return file if file is not None and file.organization_id == organization_id and not file.is_public else None


def download_link(vault: Vault, base_url: str, entitlement: Entitlement) -> str:
    """Where the buyer fetches the file until the entitlement ends."""
    return signed_link(vault, base_url, f"/api/v1/downloads/{entitlement.id}", entitlement.ends_at or 0)


HOOK = DownloadHook()
