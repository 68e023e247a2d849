"""Each event's numbered policy, remembered for a moment: every request asks for it and it hardly changes."""

import time
from collections.abc import Collection

from sqlalchemy.orm import Session

from server.database import Database
from server.doors.authority import authority_key
from server.doors.policy import build_policy, is_current, number_policy
from server.vault import Vault
from sync.protocol.messages import Policy, SignedPolicy
from sync.protocol.signing import sign_policy

MEMORY_S = 0.25
"""How long a change of a gate may go unseen."""


class PolicyCache:
    """Policies by event, as of at most ``MEMORY_S`` seconds ago."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self._signed: dict[str, tuple[Policy, SignedPolicy]] = {}
        self._known: dict[str, tuple[float, Policy]] = {}

    async def current(self, event_id: str, *, gates: Collection[str] = (), at_least: int = 0) -> Policy:
        """The event's policy; a change gets its number here.

        One that lacks a gate of ``gates``, or is older than ``at_least``, is read anew.

        What a process gives out never goes back to a lower number.
        """
        known = self._known.get(event_id)
        if known is not None and known[0] > time.monotonic():
            remembered = known[1]
            if remembered.version >= at_least and _has_gates(remembered, gates):
                return remembered
        return await self.newest(event_id)

    async def newest(self, event_id: str) -> Policy:
        """The event's policy as it is at this moment, for those who will keep it for long."""
        asked_at = time.monotonic()
        policy, is_numbered = await self._database.read(lambda session: _look(session, event_id, self._vault))
        if not is_numbered:
            policy = await self._database.write(lambda session: number_policy(session, event_id, self._vault))
        latest = self._known.get(event_id)
        if latest is not None and latest[1].version > policy.version:  # Someone looked later and was faster.
            return latest[1]
        self._known[event_id] = (asked_at + MEMORY_S, policy)
        return policy

    def signed(self, policy: Policy) -> SignedPolicy:
        """``policy`` as doors get it; signed once a number."""
        event_id = policy.event.event_id
        known = self._signed.get(event_id)
        if known is None or known[0] != policy:
            known = policy, sign_policy(policy, authority_key(self._vault, event_id))
            self._signed[event_id] = known
        return known[1]


def _has_gates(policy: Policy, gates: Collection[str]) -> bool:
    return not gates or {str(gate.gate_id) for gate in policy.gates}.issuperset(gates)


def _look(session: Session, event_id: str, vault: Vault) -> tuple[Policy, bool]:
    policy = build_policy(session, event_id, vault)
    return policy, is_current(session, policy)
