"""Importing a spreadsheet of members: all of it or nothing, in one act."""

import asyncio

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed, Done
from hub.errors import Refused
from hub.files import File
from hub.members.held import DESKS
from hub.members.importing import rules as import_rules
from hub.members.importing.duplicates import find_duplicates
from hub.members.importing.numbers import find_numbers, number
from hub.members.importing.parties import Parties, parties_of
from hub.members.importing.rules import Book, Terms
from hub.members.importing.table import PATH, Faults, read_table
from hub.members.importing.writing import write
from hub.members.membership_models import MembershipType
from hub.members.periods import Cycle
from hub.members.terms import CONSORTIUM
from hub.progress import Report, unheard
from hub.refusals import NotAllowed

MOST_SHOWN = 20
"""Of the new organizations, in the order of the file."""


@act(TokenScope.MEMBERS)
async def import_members(deed: Deed, *, file: File, report: Report = unheard) -> Done:
    """Enter all parties, affiliations and memberships of a spreadsheet."""
    if not deed.actor.has_role(DESKS):
        raise Refused(NotAllowed(*PATH, who="the front desk"))
    report("Reading", 0, 0)
    # What takes seconds of Python does not hold up those who wait for answers meanwhile.
    rows, parties, faults = await asyncio.to_thread(_read, file.content, deed.viewer.language)
    report("Checking", 0, 0)
    book = Book.of(deed.today, await _types(deed))
    drafts = await asyncio.to_thread(import_rules.draft, parties, book, faults)
    report("Looking for duplicates", 0, 0)
    await find_duplicates(deed, drafts, faults)
    await find_numbers(deed, drafts, faults)
    faults.settle()
    await number(deed, drafts)
    counts = await write(deed, drafts, report)
    shown = [str(draft.id) for draft in drafts.organizations[:MOST_SHOWN]]
    return Done(values={"rows": rows, **counts, "shown": shown})


def _read(content: bytes, language: str) -> tuple[int, Parties, Faults]:
    """How many rows there are, whom they are about, and what is wrong so far."""
    table = read_table(content, language)
    return len(table.entries), parties_of(table), table.faults


async def _types(deed: Deed) -> list[Terms]:
    return [
        Terms(
            type_.id,
            type_.code,
            (type_.name, type_.name_it),
            type_.category in CONSORTIUM,
            Cycle(type_.period_kind, type_.period_months, type_.rollover_days),
        )
        for type_ in await MembershipType.all().using_db(deed.connection)
    ]
