"""Asking for fee lines that are planned: they get a day and a number."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from hub import texts
from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed, Done
from hub.errors import Refused
from hub.members.fees.accounting import check_open, hold_books
from hub.members.fees.drafts import PAYMENT_DAYS
from hub.members.fees.lines import (
    AT,
    check_not_ahead,
    check_stands,
    check_text,
    lock_line,
    touch_parties,
)
from hub.members.fees.refusals import AlreadyIssued, NumberTaken, TooManyLines
from hub.members.membership_models import FeeLine
from hub.refusals import DayTooEarly

MOST_LINES = 100
LONGEST_NUMBER = 20
NUMBERS = 0x6E756D  # "num" in ASCII: the advisory lock of the numbers of fee lines
LAST_NUMBER = """SELECT coalesce(max(substr(invoice_number, 6)::bigint), 0) AS number
    FROM fee_line WHERE invoice_number ~ $1"""

Path = tuple[str | int, ...]

explains("fee_line_once_per_invoice", lambda: NumberTaken("input", "number"))


@act(TokenScope.MEMBERS)
async def issue_fee_line(
    deed: Deed,
    *,
    fee_line_id: UUID,
    number: str | None = None,
    issued_on: date | None = None,
    due_on: date | None = None,
) -> FeeLine:
    """Ask for what is planned, with the number of the accounting system or the next free one."""
    await hold_books(deed)
    line = await lock_line(deed, fee_line_id, *AT)
    if number is not None:
        number = texts.line(number)
        check_text(deed, "number", number, longest=LONGEST_NUMBER)
    await _issue(deed, {AT: line}, issued_on=issued_on, due_on=due_on, number=number)
    return line


@act(TokenScope.MEMBERS)
async def issue_fee_lines(
    deed: Deed, *, fee_line_ids: Sequence[UUID], issued_on: date | None = None
) -> Done:
    """Ask for what is planned, line by line with the next free numbers."""
    if len(fee_line_ids) > MOST_LINES:
        raise Refused(
            TooManyLines("input", "feeLineIds", measured=len(fee_line_ids), limit=MOST_LINES)
        )
    await hold_books(deed)
    places = {id: place for place, id in enumerate(fee_line_ids)}
    lines = [await lock_line(deed, id, "input", "feeLineIds", places[id]) for id in sorted(places)]
    lines.sort(key=lambda line: places[line.id])
    asked: dict[Path, FeeLine] = {("input", "feeLineIds", places[line.id]): line for line in lines}
    await _issue(deed, asked, issued_on=issued_on)
    return Done(values={"fee_line_ids": [str(line.id) for line in lines]})


async def numbers(deed: Deed, year: int, how_many: int) -> list[str]:
    """The next free numbers of a year, which nobody else takes until the act is over."""
    await deed.connection.execute_query("SELECT pg_advisory_xact_lock($1)", [NUMBERS])
    (row,) = await deed.connection.execute_query_dict(LAST_NUMBER, [f"^{year}/[0-9]{{1,9}}$"])
    first = int(row["number"]) + 1
    return [f"{year}/{number:05}" for number in range(first, first + how_many)]


async def _issue(
    deed: Deed,
    asked: Mapping[Path, FeeLine],
    *,
    issued_on: date | None = None,
    due_on: date | None = None,
    number: str | None = None,
) -> None:
    """Give locked lines, by where they were asked for, a day and a number; what was to be paid before
    then gets 30 days.
    """
    day = issued_on or deed.today
    check_not_ahead(deed, day, "issuedOn")
    await check_open(deed, day, "input", "issuedOn")
    if due_on is not None and due_on < day:
        deed.refuse(DayTooEarly("input", "dueOn", first_on=day))
    for path, line in asked.items():
        check_stands(deed, line, *path)
        if line.issued_on is not None:
            before = {"issued_on": line.issued_on, "number": line.invoice_number}
            deed.refuse(AlreadyIssued(*path, **before))
    deed.settle()
    given = [number] if number else await numbers(deed, day.year, len(asked))
    for line, own in zip(asked.values(), given, strict=True):
        due = due_on or (line.due_on if day <= line.due_on else day + PAYMENT_DAYS)
        await deed.edit(line, issued_on=day, due_on=due, invoice_number=own)
    await touch_parties(deed, [*asked.values()])
