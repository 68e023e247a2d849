"""A door device that speaks the protocol by itself, right or wrong: what a test wants to be sent is sent."""

import secrets
import time
from typing import Any

import httpx
import msgspec
from nacl.signing import SigningKey, VerifyKey

from sync.protocol.codec import decode_message, encode_message
from sync.protocol.log import Happening, LogHead, Reading, next_entry
from sync.protocol.messages import (
    ClaimAnswer,
    ClaimRequest,
    EnrolAnswer,
    EnrolRequest,
    Entry,
    ErrorAnswer,
    Policy,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    SignedPolicy,
)
from sync.protocol.signing import open_policy
from sync.rules.clock import Offset
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import EventId, LogId, TicketId
from sync.rules.verdict import Basis


class Door:
    """A paired device with one log. ``entry`` adds to its chain; nothing is sent unasked."""

    def __init__(self, server_url: str, code: str, name: str = "Door") -> None:
        """Enrol with ``code``."""
        self.key = SigningKey.generate()
        self.http = httpx.Client(base_url=f"{server_url}/door/v1", timeout=30, trust_env=False)
        answer = self.http.post("enrol", content=encode_message(EnrolRequest(code, bytes(self.key.verify_key), name)))
        assert answer.is_success, answer.text
        self.enrolled = decode_message(answer.content, EnrolAnswer)
        self.http.headers["Authorization"] = f"Bearer {self.enrolled.token}"
        self.log_id = LogId(f"{self.enrolled.device_id}.{secrets.token_hex(6)}")
        self.head = LogHead(self.log_id)

    @property
    def event_id(self) -> EventId:
        return self.policy.event.event_id

    @property
    def policy(self) -> Policy:
        """The policy known from pairing."""
        return self.opened(self.enrolled.policy)

    def opened(self, signed: SignedPolicy | None) -> Policy:
        """The policy of an answer that must bring one, signed by the authority known from pairing."""
        assert signed is not None
        return open_policy(signed, VerifyKey(self.enrolled.authority))

    def entry(self, kind: Kind = Kind.ATTEMPT, ticket_id: str | None = None, **fields: Any) -> Entry:
        """The next entry of this device's log; ``fields`` are those of Happening."""
        happening = Happening(
            event=self.event_id,
            ticket_id=None if ticket_id is None else TicketId(ticket_id),
            kind=kind,
            basis=Basis.LOCAL,
            gate=self.enrolled.gate_id,
            direction=Direction.ENTRY,
        )
        now = Reading(time.time_ns() // 1_000_000, time.monotonic_ns() // 1_000_000, "boot", Offset(0, 1))
        entry, self.head = next_entry(self.head, msgspec.structs.replace(happening, **fields), now, self.key)
        return entry

    def new_log(self) -> None:
        """Go on as a new incarnation, as after losing the database."""
        self.log_id = LogId(f"{self.enrolled.device_id}.{secrets.token_hex(6)}")
        self.head = LogHead(self.log_id)

    def push(self, *entries: Entry) -> PushAnswer:
        """PUSH these."""
        return decode_message(self.post("push", encode_message(PushRequest(entries))), PushAnswer)

    def claim(self, code: str, *entries: Entry) -> ClaimAnswer:
        """CLAIM for ``code``, the last of ``entries`` being the attempt."""
        return decode_message(self.post("claim", encode_message(ClaimRequest(entries, code))), ClaimAnswer)

    def ask(self, ticket: dict[str, Any]) -> ClaimAnswer:
        """A new attempt for a booked ticket, and the server's answer."""
        return self.claim(ticket["signedCode"], self.entry(Kind.ATTEMPT, ticket["ticketId"]))

    def pull(
        self,
        cursor: int = 0,
        *,
        epoch: str | None = None,
        policy: int | None = None,
        wait_s: float = 0.0,
        limit: int = 2000,
    ) -> PullAnswer:
        """PULL after ``cursor``, in the epoch and with the policy known from pairing where none is given."""
        request = PullRequest(
            log_id=self.log_id,
            epoch=self.enrolled.epoch if epoch is None else epoch,
            cursor=cursor,
            policy_version=self.policy.version if policy is None else policy,
            wait_s=wait_s,
            limit=limit,
        )
        return decode_message(self.post("pull", encode_message(request)), PullAnswer)

    def settle(self) -> PullAnswer:
        """PULL until nothing is new, and the last answer: its cursor is where the feed stands."""
        answer = self.pull()
        while answer.more:
            answer = self.pull(answer.cursor)
        return answer

    def post(self, path: str, body: bytes) -> bytes:
        """The body of the answer to a message; AssertionError with it where it was refused."""
        answer = self.http.post(path, content=body)
        assert answer.is_success, f"{answer.status_code} {answer.text}"
        return answer.content

    def refusal(self, path: str, body: bytes) -> tuple[int, ErrorAnswer]:
        """The status and the reason of a message that must be refused."""
        answer = self.http.post(path, content=body)
        assert not answer.is_success, answer.text
        return answer.status_code, decode_message(answer.content, ErrorAnswer)

    def close(self) -> None:
        """Close the connections."""
        self.http.close()
