"""Hold an answer to what its source says of it, and to the bytes that it had before."""

import json
import os
import re
from pathlib import Path
from typing import Any

import httpx

from tests.docs.walk import plain

HERE = Path(__file__).parent
_IS_WRITING = os.environ.get("DOORWARD_WRITE_GOLDEN") == "1"
_TYPES = {bool: "boolean", int: "number", float: "number", str: "string", type(None): "null"}
_REPLACED = (
    (re.compile(r"\b(pi|cs|ch|int|re)_(?:test_)?[A-Za-z0-9]{8,}(?:_secret_[A-Za-z0-9]+)?"), r"\1_…"),
    (re.compile(r"(pay\.airwallex\.example/)\d+"), r"\1…"),
    (re.compile(r'("number": )\d+'), r"\g<1>1"),
)
"""The providers' own ids and the products' numbers, which count what other tests did before."""


def said(case: str) -> dict[str, Any]:
    """What the source says of an example: ``source``, ``request``, ``fields`` and, of ours beside them, ``ours``."""
    found: dict[str, Any] = json.loads((HERE / "said" / f"{case}.json").read_text(encoding="utf-8"))
    return found


def request_of(case: str, **real: str) -> dict[str, Any]:
    """The source's request as it stands, where values that it makes up are replaced by real ones."""
    text = json.dumps(said(case)["request"])
    for name, value in real.items():
        placeholder = json.dumps(said(case)["made_up"][name])
        assert placeholder in text, f"{case} makes up no {name}"
        text = text.replace(placeholder, json.dumps(value))
    found: dict[str, Any] = json.loads(text)
    return found


def check_answer(case: str, answer: httpx.Response, status: int = 200) -> None:
    """The answer has the source's fields with the source's types, ours beside them and no others; and its old bytes."""
    assert answer.status_code == status, answer.text
    promises = said(case)
    fields, ours = _by_name(promises["fields"]), _by_name(promises.get("ours", {}))
    found = types_in(answer.json())
    assert {name for name, (_, is_optional) in fields.items() if not is_optional} <= found.keys()
    assert {name for name, (_, is_optional) in ours.items() if not is_optional} <= found.keys()
    assert found == {name: kind for name, (kind, _) in {**fields, **ours}.items() if name in found}
    _check_bytes(case, answer)


def types_in(value: Any, where: str = "") -> dict[str, str]:
    """Each leaf of a JSON value by its path, as in ``tickets[].qrCode``, with its type in JSON's words."""
    if isinstance(value, dict):
        parts = [(item, f"{where}.{name}".lstrip(".")) for name, item in value.items()]
    elif isinstance(value, list):
        parts = [(item, f"{where}[]") for item in value]
    else:
        return {where: _TYPES[type(value)]}
    return {name: kind for item, path in parts for name, kind in types_in(item, path).items()}


def _by_name(fields: dict[str, str]) -> dict[str, tuple[str, bool]]:
    """Types by path, and whether the field may be absent: it is written with a question mark then."""
    return {name.rstrip("?"): (kind, name.endswith("?")) for name, kind in fields.items()}


def _check_bytes(case: str, answer: httpx.Response) -> None:
    now = plain(answer.text)
    for pattern, replacement in _REPLACED:
        now = pattern.sub(replacement, now)
    file = HERE / "answers" / f"{case}.json"
    if _IS_WRITING:
        file.write_bytes(f"{now}\n".encode())
    assert f"{now}\n".encode() == file.read_bytes()
