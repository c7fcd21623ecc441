"""Closing the accounts of a time: afterwards nothing that is dated in it changes.

What is dated is the issue of a fee line, its credit note and its payments; a reminder is a letter
and no entry of the accounts. Whoever writes a date holds the books together with others, whoever
closes them holds them alone; triggers of the database do the same for whoever goes past this.
"""

from datetime import date

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed
from hub.errors import Refused
from hub.members.fee_models import AccountingPeriod
from hub.members.fees.refusals import AccountingPeriodClosed, AccountingPeriodRunning
from hub.policy import IS_DIRECTION
from hub.refusals import Blank, NotAllowed, NotInOrder

BOOKS = 0x66656573  # "fees" in ASCII: the advisory lock of the accounts

explains("accounting_period_no_overlap")
explains("accounting_period_closed")


@act(TokenScope.MEMBERS)
async def close_accounting_period(
    deed: Deed, *, ends_on: date, starts_on: date | None = None
) -> AccountingPeriod:
    """Close the accounts up to the day before `ends_on`, from where they are closed so far."""
    if not deed.actor.has_role(IS_DIRECTION.roles):
        raise Refused(NotAllowed("input", who="the direction"))
    await deed.connection.execute_query("SELECT pg_advisory_xact_lock($1)", [BOOKS])
    begins = starts_on or await _closed_until(deed)
    if begins is None:
        raise Refused(Blank("input", "startsOn"))
    if ends_on <= begins:
        raise Refused(NotInOrder("input", "endsOn", begins=begins, ends=ends_on))
    if ends_on > deed.today:
        deed.refuse(AccountingPeriodRunning("input", "endsOn", today=deed.today))
    closed = AccountingPeriod.filter(starts_on__lt=ends_on, ends_on__gt=begins)
    _refuse(deed, await closed.using_db(deed.connection).first(), "input", "startsOn")
    return await deed.create(
        AccountingPeriod,
        starts_on=begins,
        ends_on=ends_on,
        closed_at=deed.now,
        closed_by_id=deed.actor.person_id,
    )


async def hold_books(deed: Deed) -> None:
    """Let nobody close accounts until the act is over; before any row is locked."""
    await deed.connection.execute_query("SELECT pg_advisory_xact_lock_shared($1)", [BOOKS])


async def check_open(deed: Deed, day: date | None, *path: str | int) -> None:
    """Note it if the accounts of a day are closed; whoever asks holds the books."""
    if day is None:
        return
    closed = AccountingPeriod.filter(starts_on__lte=day, ends_on__gt=day)
    _refuse(deed, await closed.using_db(deed.connection).first(), *path)


def _refuse(deed: Deed, closed: AccountingPeriod | None, *path: str | int) -> None:
    if closed is not None:
        days = {"starts_on": closed.starts_on, "ends_on": closed.ends_on}
        deed.refuse(AccountingPeriodClosed(*path, **days))


async def _closed_until(deed: Deed) -> date | None:
    last = AccountingPeriod.all().using_db(deed.connection).order_by("-ends_on")
    found = await last.first()
    return found.ends_on if found else None
