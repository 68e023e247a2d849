"""All targets by name."""

from tests.fuzz.target import Target
from tests.fuzz.targets import codes, disk, log, peers, wire

TARGETS: dict[str, Target] = {
    target.name: target for module in (codes, wire, log, disk, peers) for target in module.TARGETS
}
