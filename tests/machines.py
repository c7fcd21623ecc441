"""State machines of hypothesis as the suite plays them."""

from typing import Any

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

PLAYED = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)


def play(
    machine: type[RuleBasedStateMachine],
    number: int,
    *,
    steps: int,
    part: int | None = None,
    **given: Any,
) -> None:
    """Play so many stories of so many steps at most; `given` is what the machine plays with.

    Numbered parts are other stories each, and the same at each run.
    """
    played = type("Played", (machine,), given)
    chosen = played if part is None else seed(part)(played)
    run = settings(PLAYED, stateful_step_count=steps, max_examples=number)
    run_state_machine_as_test(chosen, settings=run)
