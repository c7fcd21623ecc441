"""Reading the JSON of a statement as the spaces among which somebody looks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from hub.members.rules import Period
from hub.spaces.booking.facts import Place, Price, Terms
from hub.spaces.booking.hours import day_of, open_spans
from hub.spaces.booking.reading import conditions, levels, place_of, price_of, rule_of, span
from hub.spaces.booking.spans import Span, without
from hub.spaces.finding.ground import Ground, Room, Scoped
from hub.spaces.rules import Level
from hub.spaces.series.outlook import Dated

T = TypeVar("T")
END_OF_TIME = date(9000, 1, 1)


@dataclass(slots=True)
class Reading:
    """What the rooms have in common while they are read."""

    window: Span
    terms: Mapping[str, Terms]
    levels: Mapping[str, Level]
    shut: Mapping[str, Sequence[Span]]
    let: Mapping[str, Sequence[Period]]
    prices: Mapping[str, Sequence[Dated[Price]]]
    _opened: dict[tuple[tuple[str, ...], ZoneInfo], list[Span]] = field(default_factory=dict)

    def room(self, found: Mapping[str, Any]) -> Room:
        place = place_of(dict(found))
        near, site_id = found["near"], found["site_id"]
        opened = self._open((*found["around"], site_id), place.zone)
        gone = [each for id in (*near, site_id) for each in self.shut.get(id, ())]
        gone += [_time_of(each, place.zone) for id in near for each in self.let.get(id, ())]
        return Room(
            place=place,
            terms=self.terms[found["conditions_id"]],
            conditions_id=UUID(found["conditions_id"]),
            open=without(_within(opened, _taking(place, self.window)), gone),
            kept=_spans(found["kept"]),
            kept_by_own=_spans(found["own"]),
            prices=self.prices.get(found["id"], ()),
        )

    def _open(self, around: Sequence[str], zone: ZoneInfo) -> list[Span]:
        """Most spaces keep the hours of their site: these are worked out once."""
        ruling = tuple(id for id in around if id in self.levels)
        if (ruling, zone) not in self._opened:
            levels = [self.levels[id] for id in ruling]
            self._opened[ruling, zone] = open_spans(levels, self.window, zone)
        return self._opened[ruling, zone]


def read(found: Mapping[str, Any], window: Span) -> Ground:
    """The spaces in the JSON of the statement, as they are within a window."""
    reading = Reading(
        window,
        terms={id: conditions(each) for id, each in (found["terms"] or {}).items()},
        levels=_levels(found),
        shut=_by_place(found["closures"], span),
        let=_by_place(found["let"], period_of),
        prices=_by_place(found["prices"], lambda each: Dated(price_of(each), period_of(each))),
    )
    rules = tuple(scoped(rule_of(each), each["says"]) for each in found["rules"] or ())
    return Ground([reading.room(each) for each in found["rooms"] or ()], rules)


def period_of(found: Mapping[str, Any]) -> Period:
    ends_on = found["ends_on"]
    return Period(
        date.fromisoformat(found["starts_on"]), date.fromisoformat(ends_on) if ends_on else None
    )


def scoped(what: T, says: Mapping[str, Any]) -> Scoped[T]:
    type_id, space_id = says["membership_type_id"], says["space_id"]
    dated = Dated(what, period_of(says), UUID(type_id) if type_id else None)
    return Scoped(dated, UUID(space_id) if space_id else None, says["kind"])


def _within(spans: Iterable[Span], outer: Span) -> list[Span]:
    return [each.cut(outer) for each in spans if each.meets(outer)]


def _taking(place: Place, window: Span) -> Span:
    """The part of a window in which a space takes bookings at all; backwards if there is none."""
    first, last = (
        day_of(day, place.zone).starts_at if day else None
        for day in (place.starts_on, place.ends_on)
    )
    return Span(
        max(each for each in (window.starts_at, first, place.bookable_from) if each),
        min(each for each in (window.ends_at, last, place.bookable_until) if each),
    )


def _time_of(period: Period, zone: ZoneInfo) -> Span:
    """The days of a period, by the clock of a zone."""
    last = period.ends_on or END_OF_TIME
    return Span(day_of(period.starts_on, zone).starts_at, day_of(last, zone).starts_at)


def _levels(found: Mapping[str, Any]) -> dict[str, Level]:
    """The weekly hours and the exceptions of each place that has some."""
    hours, exceptions = (_by_place(found[name], dict) for name in ("hours", "exceptions"))
    known = {}
    for id in {*hours, *exceptions}:
        rules = {"hours": hours.get(id), "exceptions": exceptions.get(id), "closures": None}
        (known[id],) = levels(rules)
    return known


def _by_place(
    found: Sequence[dict[str, Any]] | None, read: Callable[[dict[str, Any]], T]
) -> dict[str, list[T]]:
    kept: dict[str, list[T]] = {}
    for each in found or ():
        kept.setdefault(each["place_id"], []).append(read(each))
    return kept


def _spans(found: Sequence[tuple[str, str]] | None) -> list[Span]:
    at = datetime.fromisoformat
    return [Span(at(starts_at), at(ends_at)) for starts_at, ends_at in found or ()]
