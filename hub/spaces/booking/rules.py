"""Whether a wish to book keeps all rules: pure decisions over the facts, all reasons at once."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from hub.members.parties.refusals import Named
from hub.spaces.booking.facts import Facts, Taken, of_one_organization
from hub.spaces.booking.hours import ONE_DAY, day_of, open_spans
from hub.spaces.booking.spans import Span, total
from hub.spaces.booking.wish import Wish
from hub.spaces.booking_refusals import (
    BookingForbidden,
    BookingRefusal,
    BufferConflict,
    Busy,
    ClosedThen,
    ConflictInHierarchy,
    HeldForAnother,
    LiveBookingsLimit,
    NoShowBlock,
    NotBookable,
    NotCovered,
    NotOfOrganization,
    OffGrid,
    PoolExhausted,
    QuotaExceeded,
    SlotTaken,
    SpaceLet,
    StartPassed,
    TooFarAhead,
    TooFewAttendees,
    TooLongBooking,
    TooManyAttendees,
    TooShort,
    TooSoon,
    shown,
)

Findings = Iterator[BookingRefusal]
STARTS = ("input", "startsAt")
ENDS = ("input", "endsAt")
PLACE = ("input", "spaceId")


def findings(facts: Facts, wish: Wish, now: datetime) -> list[BookingRefusal]:
    """All that stands against a wish, whose end is after its start.

    The desk may book at any notice, for any length and without a membership; nobody books what is
    taken, shut, let, or too small.
    """
    found = [*_of_the_place(facts, wish), *_of_what_is_taken(facts, wish)]
    if wish.starts_at < now:
        found.append(StartPassed(*STARTS, rule="startsAt", value=shown(now, facts.place.zone)))
    if wish.is_by_staff:
        found += _of_nobody(facts, wish)
    else:
        found += [
            *_of_the_time(facts, wish, now),
            *_of_the_people(facts, wish),
            *_of_what_is_used(facts, wish),
            *_of_what_was_missed(facts, now),
        ]
    return found


def _of_the_place(facts: Facts, wish: Wish) -> Findings:
    place = facts.place
    if not _takes_bookings(facts, wish):
        yield NotBookable(*PLACE, rule="isBookable", space=place.name)
    if not facts.belongs:
        yield NotOfOrganization("input", "personId", rule="affiliation")
    if place.capacity is not None and wish.attendees > place.capacity:
        yield TooManyAttendees(
            "input", "attendees", rule="capacity", value=place.capacity, space=place.name
        )
    wished = Span(wish.starts_at, wish.ends_at)
    opened = open_spans(facts.levels, wished, place.zone)
    if total(opened) < wished.length:
        yield ClosedThen(*STARTS, rule="openingHours", space=place.name)
    if any(wished.meets(each) for each in facts.let):
        yield SpaceLet(*STARTS, rule="lease", space=place.name)


def _takes_bookings(facts: Facts, wish: Wish) -> bool:
    place = facts.place
    first, last = (
        day_of(day, place.zone) if day else None for day in (place.starts_on, place.ends_on)
    )
    return (
        place.is_bookable
        and (first is None or first.starts_at <= wish.starts_at)
        and (last is None or wish.ends_at <= last.starts_at)
        and (place.bookable_from is None or place.bookable_from <= wish.starts_at)
        and (place.bookable_until is None or wish.ends_at <= place.bookable_until)
    )


def _of_the_time(facts: Facts, wish: Wish, now: datetime) -> Findings:
    terms, minutes = facts.terms, wish.minutes
    if minutes < terms.min_minutes:
        yield TooShort(*ENDS, rule="minMinutes", value=terms.min_minutes, measured=minutes)
    if minutes > terms.max_minutes:
        yield TooLongBooking(*ENDS, rule="maxMinutes", value=terms.max_minutes, measured=minutes)
    if not is_on_grid(facts, wish.starts_at):
        yield OffGrid(*STARTS, rule="startStepMinutes", value=terms.start_step_minutes)
    notice = timedelta(minutes=terms.min_notice_minutes)
    if now <= wish.starts_at < now + notice:
        yield TooSoon(*STARTS, rule="minNoticeMinutes", value=terms.min_notice_minutes)
    day = wish.starts_at.astimezone(facts.place.zone).date()
    from_on = day - terms.max_days_ahead * ONE_DAY
    if now.astimezone(facts.place.zone).date() < from_on:
        yield TooFarAhead(*STARTS, rule="maxDaysAhead", value=terms.max_days_ahead, from_on=from_on)


def is_on_grid(facts: Facts, start: datetime) -> bool:
    """Whether a start is one of the steps of a day, counted from midnight by the clock there."""
    local = start.astimezone(facts.place.zone)
    past = timedelta(
        hours=local.hour, minutes=local.minute, seconds=local.second, microseconds=local.microsecond
    )
    return not past % timedelta(minutes=facts.terms.start_step_minutes)


def _of_the_people(facts: Facts, wish: Wish) -> Findings:
    terms, place = facts.terms, facts.place
    if not terms.may_book:
        yield BookingForbidden(*PLACE, rule="mayBook", space=place.name)
    if wish.attendees < terms.min_attendees:
        yield TooFewAttendees(
            "input", "attendees", rule="minAttendees", value=terms.min_attendees, space=place.name
        )
    if terms.needs_membership and facts.belongs and not facts.is_covered:
        day = wish.starts_at.astimezone(place.zone).date()
        yield NotCovered(*STARTS, rule="needsMembership", day=day)


def _of_nobody(facts: Facts, wish: Wish) -> Findings:
    """Whatever the desk books, at least one person comes."""
    if wish.attendees < 1:
        yield TooFewAttendees(
            "input", "attendees", rule="minAttendees", value=1, space=facts.place.name
        )


def _of_what_is_used(facts: Facts, wish: Wish) -> Findings:
    limit = facts.terms.max_live_bookings
    if limit is not None and facts.live_bookings >= limit:
        yield LiveBookingsLimit(
            *PLACE, rule="maxLiveBookings", value=limit, measured=facts.live_bookings
        )
    for quota in facts.quotas:
        asked = (
            (quota.max_bookings, quota.used_bookings, 1),
            (quota.max_minutes, quota.used_minutes, wish.minutes),
        )
        for most, used, more in asked:
            if most is not None and used + more > most:
                yield QuotaExceeded(
                    *STARTS, rule=quota.name, value=most, used=used, resets_on=quota.resets_on
                )
    pool = facts.pool
    if pool is not None and wish.minutes > pool.left:
        yield PoolExhausted(
            *STARTS,
            rule="allowance",
            value=pool.minutes,
            minutes_left=pool.left,
            measured=wish.minutes,
            resets_on=pool.resets_on,
        )


def _of_what_was_missed(facts: Facts, now: datetime) -> Findings:
    until = blocked_until(facts)
    if until is not None and now < until:
        terms = facts.terms
        yield NoShowBlock(
            *STARTS,
            rule="noShowLimit",
            value=terms.no_show_limit,
            measured=terms.no_show_limit,
            within=terms.no_show_days,
            until=until,
        )


def blocked_until(facts: Facts) -> datetime | None:
    """Until when nothing may be booked for bookings that were not used; None without such a time.

    The block begins with the check-in that makes the number full within the days that count.
    """
    terms, missed = facts.terms, facts.missed_at
    limit = terms.no_show_limit
    if limit is None:
        return None
    for last, first in zip(missed, missed[limit - 1 :], strict=False):
        if last - first <= terms.no_show_days * ONE_DAY:
            return last + terms.no_show_block_days * ONE_DAY
    return None


def _of_what_is_taken(facts: Facts, wish: Wish) -> Findings:
    wished = Span(wish.starts_at, wish.ends_at)
    prepared = wished.widened(facts.terms.before, facts.terms.after)
    direct = [each for each in facts.taken if wished.meets(each.span)]
    near = [
        each
        for each in facts.taken
        if not wished.meets(each.span)
        and prepared.meets(each.blocked)
        and not is_waived(facts, wish, each)
    ]
    name = facts.place.name
    held = [each for each in direct if each.is_offer]
    if held:
        yield HeldForAnother(*STARTS, rule="waitlist")
    own = [each for each in direct if each.space_id == facts.place.id and each not in held]
    if own:
        yield SlotTaken(*STARTS, rule="booking", space=name, conflicts=_busy(own))
    others = sorted(
        (each for each in direct if each.space_id != facts.place.id and each not in held),
        key=lambda each: (each.space_name, each.space_id),
    )
    for _, kept in groupby(others, key=lambda each: each.space_id):
        taken = list(kept)
        yield ConflictInHierarchy(
            *STARTS,
            rule="hierarchy",
            space=name,
            blocking_space=_named(taken[0]),
            conflicts=_busy(taken),
        )
    if near:
        yield BufferConflict(
            *STARTS,
            rule="buffer",
            value=max(facts.terms.buffer_before_minutes, facts.terms.buffer_after_minutes),
            space=name,
        )


def is_waived(facts: Facts, wish: Wish, other: Taken) -> bool:
    """Whether two bookings of one organization do without preparation between them."""
    return facts.terms.waives_buffer_within_organization and of_one_organization(wish, other)


def _busy(taken: list[Taken]) -> list[Busy]:
    return [Busy(each.span.starts_at, each.span.ends_at) for each in taken]


def _named(taken: Taken) -> Named | None:
    space_id: UUID = taken.space_id
    return Named("Space", space_id, taken.space_name) if taken.is_shown else None
