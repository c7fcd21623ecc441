"""The conditions on which spaces are booked."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed
from hub.members.parties.entering import require_desk
from hub.refusals import CodeTaken
from hub.spaces.code_rules import faults_of_code
from hub.spaces.condition_rules import LENGTHS, faults, faults_of_steps, faults_together
from hub.spaces.models import BookingConditions
from hub.texts import line

CODE = ("input", "code")
LONGEST_CODE = 40
USUAL = {"min_minutes": 30, "max_minutes": 480, "start_step_minutes": 15}
"""What holds where new conditions say nothing, of what goes together."""

explains("booking_conditions_code_key", lambda: CodeTaken(*CODE))


@act(TokenScope.SPACES)
async def create_booking_conditions(
    deed: Deed,
    *,
    code: str,
    cancellation_steps: Sequence[dict[str, int]] | None = None,
    **given: Any,
) -> BookingConditions:
    """Make conditions on which spaces can be booked."""
    require_desk(deed, "input")
    said = {name: value for name, value in given.items() if value is not None}
    values = _clean({**USUAL, **said})
    steps = list(cancellation_steps or ())
    wrong = [*faults_of_code(code, limit=LONGEST_CODE)]
    deed.refuse(*wrong, *faults(values), *faults_together(values), *faults_of_steps(steps))
    if not wrong and await BookingConditions.filter(code=code).using_db(deed.connection).exists():
        deed.refuse(CodeTaken(*CODE))
    return await deed.create(BookingConditions, code=code, cancellation_steps=steps, **values)


@act(TokenScope.SPACES)
async def update_booking_conditions(
    deed: Deed, *, conditions_id: UUID, version: int, **given: Any
) -> BookingConditions:
    """Change what is given of conditions, for what is booked from now on."""
    require_desk(deed, "input")
    row = await deed.lock(BookingConditions, conditions_id, "input", "conditionsId")
    deed.check_version(row, version)
    values = _clean(given)
    deed.refuse(*faults(values))
    together = {name: values.get(name, getattr(row, name)) for name in LENGTHS}
    deed.settle()
    deed.refuse(*faults_together(together))
    if "cancellation_steps" in values:
        values["cancellation_steps"] = list(values["cancellation_steps"] or ())
        deed.refuse(*faults_of_steps(values["cancellation_steps"]))
    await deed.edit(row, **values)
    return row


def _clean(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: line(value or "") or None if name == "name" else value
        for name, value in given.items()
    }
