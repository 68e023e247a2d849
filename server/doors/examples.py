"""Examples of what organizers are told of their doors, for the OpenAPI document."""

from typing import Any

_AT = 1_893_456_120_000
_GATE, _DEVICE = "gat_01j8z3v0k5m7q9r1t3w5y7a9c1", "dev_01j8z3x2n4p6s8v0x2z4b6d8f0"
_TICKET, _PRODUCT = "MGY-PF-20300101-7K3M9QXZ5", "prd_01j8z3t8h0k2m4p6r8t0v2x4z6"


def _entry(at: int, gate: str, device: str) -> dict[str, Any]:
    return {
        "logId": f"{_DEVICE}.5f3a9c01d2e4",
        "seq": 212,
        "at": at,
        "errorMs": 18,
        "kind": "admit",
        "basis": "local",
        "people": 1,
        "gateId": _GATE,
        "gateName": gate,
        "deviceId": _DEVICE,
        "deviceName": device,
        "operator": "",
    }


INCIDENT: dict[str, Any] = {
    "success": True,
    "id": "inc_3f1c0a9be27d4458a6c1d90e57",
    "kind": "double_admission",
    "ticketId": _TICKET,
    "at": _AT,
    "foundAt": _AT + 41_000,
    "isOrderUncertain": False,
    "entry": _entry(_AT, "Back door", "South"),
    "against": _entry(_AT - 95_000, "Main entrance", "North"),
    "acknowledged": {"at": _AT + 60_000, "by": "Olga Owner", "deviceId": "dsk_6c1d90e5", "deviceName": "Organizer"},
}
FLEET_DEVICE: dict[str, Any] = {
    "success": True,
    "id": _DEVICE,
    "name": "North",
    "gateId": _GATE,
    "gateName": "Main entrance",
    "isOnline": True,
    "lastContactAt": _AT,
    "held": 1_204,
    "waiting": 0,
    "listAgeSeconds": 2.0,
    "batteryPercent": 71,
    "appVersion": "0.2.0",
    "scansAMinute": 12.5,
    "clockOffsetMs": -40,
    "peers": 2,
    "isTraining": False,
    "message": "Close the side door at eleven",
    "isMessageRead": False,
    "isToWipe": False,
}
ATTENDANCE: dict[str, Any] = {
    "success": True,
    "expected": 480,
    "admitted": 312,
    "inside": 290,
    "gates": [{"gateId": _GATE, "name": "Main entrance", "inside": 290, "cameIn": 340}],
    "products": [{"productId": _PRODUCT, "name": "Standard", "expected": 480, "admitted": 312, "inside": 290}],
    "entries": [],
    "nextCursor": "1042",
}
