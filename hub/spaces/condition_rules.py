"""What the terms of booking may be, as pure decisions over values."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hub.errors import Refusal
from hub.members.type_rules import Needed, Number, Text
from hub.refusals import TooMany
from hub.spaces.price_refusals import CancellationStepInvalid, LengthsNotInOrder, StepInvalid

YEAR_MINUTES = 525_600
DAY_MINUTES = 1440
MOST_STEPS = 20

TERMS: Mapping[str, Number] = {
    "min_minutes": Number("minMinutes", 5, YEAR_MINUTES),
    "max_minutes": Number("maxMinutes", 5, YEAR_MINUTES),
    "start_step_minutes": Number("startStepMinutes", 5, DAY_MINUTES),
    "min_notice_minutes": Number("minNoticeMinutes", 0, YEAR_MINUTES),
    "max_days_ahead": Number("maxDaysAhead", 1, 3660),
    "min_attendees": Number("minAttendees", 1, 100_000),
    "max_live_bookings": Number("maxLiveBookings", 1, 10_000, is_needed=False),
}
"""The terms in numbers that rules for some people may change as well."""
FIELDS: Mapping[str, Number | Text | Needed] = {
    **TERMS,
    "name": Text("name", 120),
    "buffer_before_minutes": Number("bufferBeforeMinutes", 0, DAY_MINUTES),
    "buffer_after_minutes": Number("bufferAfterMinutes", 0, DAY_MINUTES),
    "waives_buffer_within_organization": Needed("waivesBufferWithinOrganization"),
    "needs_membership": Needed("needsMembership"),
    "needs_approval": Needed("needsApproval"),
    "holds_while_pending": Needed("holdsWhilePending"),
    "decide_minutes_before": Number("decideMinutesBefore", 0, YEAR_MINUTES),
    "check_in_opens_minutes": Number("checkInOpensMinutes", 0, DAY_MINUTES),
    "check_in_minutes": Number("checkInMinutes", 1, DAY_MINUTES, is_needed=False),
    "no_show_limit": Number("noShowLimit", 1, 1000, is_needed=False),
    "no_show_days": Number("noShowDays", 1, 366),
    "no_show_block_days": Number("noShowBlockDays", 1, 366),
    "offer_minutes": Number("offerMinutes", 1, 7 * DAY_MINUTES),
    "access": Needed("access"),
}
"""What is asked of each field of the conditions by itself."""
LENGTHS = ("min_minutes", "max_minutes", "start_step_minutes")
"""The terms that go together."""


def faults(values: Mapping[str, Any]) -> Iterator[Refusal]:
    """What is wrong with fields by themselves."""
    for name, value in values.items():
        if name in FIELDS:
            yield from FIELDS[name].faults(value)


def faults_of_terms(values: Mapping[str, Any]) -> Iterator[Refusal]:
    """What is wrong with the terms of a rule, each of which may say nothing."""
    for name, value in values.items():
        if name in TERMS and value is not None:
            yield from TERMS[name].faults(value)


def faults_together(row: Mapping[str, Any]) -> Iterator[Refusal]:
    """What is wrong with terms that go together."""
    least, most, step = (row.get(name) for name in LENGTHS)
    if least is not None and most is not None and most < least:
        yield LengthsNotInOrder("input", "maxMinutes", least=least, most=most)
    if step is not None and DAY_MINUTES % step != 0:
        yield StepInvalid("input", "startStepMinutes")


def faults_of_steps(steps: Sequence[Mapping[str, int]]) -> Iterator[Refusal]:
    """What is wrong with the steps of a cancellation."""
    path = ("input", "cancellationSteps")
    if len(steps) > MOST_STEPS:
        yield TooMany(*path, limit=MOST_STEPS, measured=len(steps))
        return
    for place, step in enumerate(steps):
        earlier = {each["minutes_before"] for each in steps[:place]}
        is_known = step["minutes_before"] in earlier
        is_in_range = 0 <= step["minutes_before"] <= YEAR_MINUTES and 0 <= step["percent"] <= 100
        if is_known or not is_in_range:
            yield CancellationStepInvalid(*path, place)
