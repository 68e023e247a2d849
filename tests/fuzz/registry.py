"""All targets by name."""

from tests.fuzz.target import Target
from tests.fuzz.targets import bent, codes, disk, log, peers, wire

TARGETS: dict[str, Target] = {
    target.name: target for module in (codes, wire, bent, log, disk, peers) for target in module.TARGETS
}
