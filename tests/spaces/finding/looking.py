"""Looking for free slots in tests: in the words of the input, told as a clock in Cremona shows them."""

from datetime import datetime, timedelta
from typing import Any

from hub.actor import Actor
from hub.clock import ROME
from hub.spaces.models import Space
from tests.make.spaces import HOUR
from tests.mutating.doing import Doing
from tests.spaces.booking.asking import Firm

FIND = """query ($input: FreeSlotsInput!) { freeSlots(input: $input) {
    slots { startsAt endsAt price vatRate poolMinutes needsApproval space { id name } }
    problems { code path } } }"""
QUARTER = HOUR / 4
Told = tuple[str, str]


async def answered(doing: Doing, actor: Actor, **given: Any) -> dict[str, Any]:
    given = {"minutes": 60, **given}
    answer: dict[str, Any] = (await doing.data(FIND, actor, input=given))["freeSlots"]
    return answer


async def slots(
    doing: Doing, actor: Actor, *, firm: Firm | None = None, **given: Any
) -> list[dict[str, Any]]:
    """The slots that somebody is told, for themselves or for a firm."""
    if firm is not None:
        given["organizationId"] = f"org_{firm.organization.id}"
    answer = await answered(doing, actor, **given)
    assert answer["problems"] == []
    found: list[dict[str, Any]] = answer["slots"]
    return found


async def found(doing: Doing, actor: Actor, **given: Any) -> list[Told]:
    """Each slot as the name of its space and the time at which it starts."""
    return [told(each) for each in await slots(doing, actor, **given)]


async def refused(doing: Doing, actor: Actor, **given: Any) -> list[tuple[str, str]]:
    answer = await answered(doing, actor, **given)
    assert answer["slots"] is None
    return [(each["code"], each["path"][-1]) for each in answer["problems"]]


def told(slot: dict[str, Any]) -> Told:
    starts_at = datetime.fromisoformat(slot["startsAt"]).astimezone(ROME)
    return slot["space"]["name"], starts_at.strftime("%d %H:%M")


def on(
    space: Space, starting: datetime, *, length: timedelta = HOUR, **given: Any
) -> dict[str, Any]:
    """The part of a question that asks about one space from one instant on."""
    return {
        "spaceIds": [f"space_{space.id}"],
        "freeFrom": starting.isoformat(),
        "freeUntil": (starting + length).isoformat(),
        **given,
    }


def wished(slot: dict[str, Any], firm: Firm) -> dict[str, Any]:
    """The input of `bookSpace` for a slot that was told."""
    return {
        "spaceId": slot["space"]["id"],
        "startsAt": slot["startsAt"],
        "endsAt": slot["endsAt"],
        "organizationId": f"org_{firm.organization.id}",
    }
