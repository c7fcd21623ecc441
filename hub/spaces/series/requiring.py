"""Whether dates that cannot be had stand against the whole of a series."""

from datetime import date, time

from hub.deed import Deed
from hub.errors import Refusal
from hub.spaces.series.planning import Plan
from hub.spaces.series_refusals import (
    LocalTimeAmbiguous,
    LocalTimeFault,
    LocalTimeMissing,
    SeriesConflicts,
)
from hub.spaces.terms import ConflictChoice


def require(deed: Deed, found: Plan, choice: ConflictChoice, *, from_time: time) -> None:
    """Raise Refused if dates cannot be had that are not to be left out, or if none can be had."""
    if found.refused and (choice is ConflictChoice.ALL_OR_NOTHING or not found.granted):
        deed.refuse(*refusals(found, deed.viewer.language, from_time=from_time))
        deed.settle()


def refusals(found: Plan, language: str, *, from_time: time) -> list[Refusal]:
    """What stands against dates: those that the clock does not show apart from the others."""
    faults: dict[type[LocalTimeFault], list[date]] = {LocalTimeMissing: [], LocalTimeAmbiguous: []}
    others = []
    for each in found.refused:
        (kind,) = [type(refusal) for refusal in each.found[:1]]
        if issubclass(kind, LocalTimeFault):
            faults[kind].append(each.occurrence.occurs_on)
        else:
            others.append(each.told(language))
    clock = from_time.isoformat("minutes")
    told: list[Refusal] = [
        kind("input", "fromTime", dates=dates, clock=clock)
        for kind, dates in faults.items()
        if dates
    ]
    if others:
        told.append(SeriesConflicts("input", "rule", conflicts=others, total=len(found.dates)))
    return told
