"""Numbers of the memberships of a spreadsheet: those that are given, and the next for the others."""

from typing import Any

from hub.deed import Deed
from hub.members import numbers
from hub.members.importing.columns import Part
from hub.members.importing.table import Faults
from hub.members.importing.writing import Admitted, Drafts
from hub.members.membership_models import Membership
from hub.members.membership_refusals import MemberNumberTaken


async def find_numbers(deed: Deed, drafts: Drafts, faults: Faults) -> None:
    """Note numbers that two memberships would have."""
    given = [
        (str(draft.membership.values["number"]), draft.party)
        for draft in drafts.parties
        if draft.membership and draft.membership.values.get("number")
    ]
    memberships = Membership.filter(number__in=[number for number, _ in given])
    rows = memberships.using_db(deed.connection)
    found: list[Any] = list(await rows.values_list("number", flat=True)) if given else []
    taken: set[str] = set(found)
    for number, party in given:
        if number in taken:
            row = party.membership.row_of("number")
            faults.add(row, Part.MEMBERSHIP, "number", reason=MemberNumberTaken())
        taken.add(number)


async def number(deed: Deed, drafts: Drafts) -> None:
    """Give the next numbers to those who were admitted without one."""
    memberships = [draft.membership for draft in drafts.parties if draft.membership]
    given = {str(each.values.get("number")) for each in memberships}
    for is_of_consortium, prefix in numbers.PREFIXES.items():
        waiting = [each for each in memberships if _waits(each, is_of_consortium=is_of_consortium)]
        next_one = await numbers.last(deed, prefix) + 1 if waiting else 0
        for membership in waiting:
            while (free := numbers.written(prefix, next_one)) in given:
                next_one += 1
            membership.values["number"] = free
            next_one += 1


def _waits(membership: Admitted, *, is_of_consortium: bool) -> bool:
    is_admitted = membership.period is not None and not membership.values["number"]
    return is_admitted and membership.is_of_consortium is is_of_consortium
