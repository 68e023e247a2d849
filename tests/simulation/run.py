"""One seed from its beginning to its judgement."""

import traceback
from dataclasses import dataclass, field

from tests.simulation.healing import heal, judge
from tests.simulation.ledger import InvariantError
from tests.simulation.night import Night
from tests.simulation.scanner import Parts
from tests.simulation.template import Workshop
from tests.simulation.world import open_world


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a seed went. ``violated`` names the invariant, or is ``error`` for a crash; empty where all held."""

    seed: int
    fingerprint: str
    step: int
    violated: str = ""
    text: str = ""
    checks: dict[str, int] = field(default_factory=dict)
    lights: int = 0
    written: int = 0


def run_seed(seed: int, workshop: Workshop, parts: Parts | None = None, *, is_traced: bool = False) -> Outcome:
    """Run the world of ``seed``; the same seed and parts give the same outcome, fingerprint and all."""
    with open_world(seed, workshop, parts or Parts(), is_traced=is_traced) as world:
        violated, text = "", ""
        try:
            Night(world).run(world.chance.randint(50, 130))
            heal(world)
            judge(world)
        except InvariantError as error:
            violated, text = error.name, str(error)
        except Exception as error:  # noqa: BLE001  A crash of the product is a violation too.
            violated, text = "error", f"{error!r}\n{traceback.format_exc()}"
        return Outcome(
            seed,
            world.fingerprint,
            world.step,
            violated,
            text,
            dict(world.ledger.checks),
            len(world.ledger.lights),
            len(world.ledger.written),
        )
