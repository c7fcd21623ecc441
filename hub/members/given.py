"""What acts on memberships are given, and what stands against it by itself: texts and days."""

from datetime import date, timedelta

from hub.deed import Deed
from hub.refusals import Blank, DayPassed, DayTooLate, TooLong
from hub.texts import paragraphs

PATH = ("input", "membershipId")
LONGEST_REASON = 1000


def check_length(deed: Deed, written: str | None, name: str, *, limit: int) -> None:
    measured = len(written or "")
    if measured > limit:
        deed.refuse(TooLong("input", name, limit=limit, measured=measured))


def check_soon(deed: Deed, day: date, name: str, *, ahead: timedelta) -> None:
    """Note it if a day has passed, or is too far ahead."""
    if day < deed.today:
        deed.refuse(DayPassed("input", name, today=deed.today))
    if day > deed.today + ahead:
        deed.refuse(DayTooLate("input", name, latest=deed.today + ahead))


def reason_of(deed: Deed, reason: str) -> str:
    """The reason for what a member is done to, in the form in which it is kept; there is one."""
    written = paragraphs(reason)
    if not written:
        deed.refuse(Blank("input", "reason"))
    check_length(deed, written, "reason", limit=LONGEST_REASON)
    return written
