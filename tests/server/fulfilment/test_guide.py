"""The guide's seventh kind of product, put beside the six of a real server and sold there."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.factories import make_club
from tests.serving import open_context, running_server

GUIDE = Path(__file__).parents[3] / "docs" / "adding-a-product-type.md"
ADDS_FOLDER = "import server.fulfilment.kinds as kinds\nkinds.__path__.append({folder!r})\n"
"""Run at the start of the server's Python: the folder's file is one more file of the package."""


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[httpx.Client]:
    """HTTP with an organization's key to a server that has the guide's file."""
    (code,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    kinds, start = tmp_path / "kinds", tmp_path / "start"
    kinds.mkdir()
    start.mkdir()
    (kinds / "voucher.py").write_text(code, encoding="utf-8")
    (start / "sitecustomize.py").write_text(ADDS_FOLDER.format(folder=str(kinds)), encoding="utf-8")
    root = str(Path(__file__).parents[3])
    environment = {"PYTHONPATH": f"{start}:{root}"}
    with running_server(tmp_path / "data", environment=environment) as server:
        with open_context(server.config) as context:
            club = make_club(context)
        with httpx.Client(base_url=server.url, headers=club.headers, timeout=30) as client:
            yield client


def test_the_guides_kind_is_sold_like_any_other(shop: httpx.Client) -> None:
    facts = {"priceInCents": 5_000, "currency": "eur", "validDays": 90}
    product = shop.post(
        "/api/v1/products", json={"subtype": "voucher", "name": "Gift voucher", "customProperties": facts}
    ).json()
    body = {"productId": product["id"], "quantity": 2, "customerEmail": "jo@example.com", "customerName": "Jo Doe"}
    session = shop.post("/api/v1/checkout/sessions", json=body).json()
    shop.post(f"/api/v1/test-payments/{session['transactionId']}/pay", json={"outcome": "succeeded"})
    confirmed = shop.post("/api/v1/checkout/confirm", json={"sessionId": session["sessionId"]}).json()
    items = [shop.get(f"/api/v1/purchase-items/{item_id}").json() for item_id in confirmed["purchaseItemIds"]]

    assert [item["fulfillmentStatus"] for item in items] == ["fulfilled"] * 2
    data = items[0]["fulfillmentData"]
    assert (data["voucherId"][:4], data["amountCents"], len(data["voucherCode"])) == ("vou_", 5_000, 43)
    assert data["voucherCode"] != items[1]["fulfillmentData"]["voucherCode"]


def test_the_guides_kind_is_checked_and_documented_like_any_other(shop: httpx.Client) -> None:
    nonsense = shop.post(
        "/api/v1/products", json={"subtype": "voucher", "name": "V", "customProperties": {"validDays": 0}}
    )
    unknown = shop.post("/api/v1/products", json={"subtype": "hovercraft", "name": "H"})
    schema = shop.get("/openapi.json").json()["components"]["schemas"]["ProductRequest"]

    assert (nonsense.status_code, unknown.status_code) == (400, 400)
    assert "validDays" in nonsense.json()["error"]
    assert schema["properties"]["subtype"]["enum"] == [
        "ticket",
        "course",
        "download",
        "service",
        "shipment",
        "subscription",
        "voucher",
    ]
