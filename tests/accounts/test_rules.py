"""What is decided about invitations, roles, profiles and tokens, over plain values."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub import contacts
from hub.accounts import rules
from hub.accounts.terms import InvitationState
from hub.members.rules import outlasts, overlap

NOW = datetime(2027, 5, 12, 8, 30, tzinfo=UTC)
DAY = timedelta(days=1)
days = st.dates(date(2027, 1, 1), date(2027, 1, 12))
ends = st.none() | days


def holds(starts_on: date, ends_on: date | None, day: date) -> bool:
    return starts_on <= day and (ends_on is None or day < ends_on)


@given(st.lists(st.tuples(days, ends), max_size=4), days, ends)
def test_periods_overlap_that_share_a_day(
    periods: list[tuple[date, date | None]], starts_on: date, ends_on: date | None
) -> None:
    calendar = [date(2027, 1, 1) + each * DAY for each in range(20)]
    sharing = [
        each[0]
        for each in periods
        if any(holds(*each, day) and holds(starts_on, ends_on, day) for day in calendar)
    ]

    if ends_on is None or starts_on < ends_on:
        assert overlap(periods, starts_on, ends_on) == min(sharing, default=None)


@given(ends, ends)
def test_what_lasts_as_long_or_longer(one: date | None, other: date | None) -> None:
    assert outlasts(one, other) is ((one or date.max) >= (other or date.max))


@given(
    st.lists(st.integers(0, 100).map(lambda minutes: NOW - timedelta(minutes=minutes)), max_size=8),
    st.integers(1, 4),
)
def test_there_are_never_more_than_the_limit(earlier: list[datetime], limit: int) -> None:
    within = timedelta(minutes=60)
    next_at = rules.next_in_turn(earlier, NOW, limit=limit, within=within)

    at = next_at or NOW
    assert sum(at - within < each for each in earlier) < limit
    if next_at is not None:
        just_before = next_at - timedelta(microseconds=1)
        assert just_before >= NOW
        assert sum(just_before - within < each for each in earlier) >= limit


@pytest.mark.parametrize(
    ("ends", "state"),
    [
        ({}, InvitationState.PENDING),
        ({"expires_at": NOW}, InvitationState.EXPIRED),
        ({"declined_at": NOW, "expires_at": NOW}, InvitationState.DECLINED),
        ({"revoked_at": NOW}, InvitationState.REVOKED),
        ({"accepted_at": NOW, "expires_at": NOW}, InvitationState.ACCEPTED),
    ],
    ids=str,
)
def test_the_first_end_of_an_invitation_counts(
    ends: dict[str, datetime], state: InvitationState
) -> None:
    given = {"expires_at": NOW + DAY, **ends}
    instants = {name: given.get(name) for name in ("accepted_at", "declined_at", "revoked_at")}

    found = rules.state_of_invitation(expires_at=given["expires_at"], **instants, now=NOW)

    assert found is state


@given(st.emails())
def test_an_address_in_its_form_stays_so(email: str) -> None:
    kept = contacts.email_of(email)

    assert kept is None or contacts.email_of(f" {kept.upper()} ") == kept


@given(st.text())
def test_no_text_is_taken_for_something_that_takes_long(text: str) -> None:
    for is_it in (contacts.is_link, contacts.is_phone, contacts.email_of):
        is_it(text)
    assert not contacts.is_link("https://" + "a." * 5000)
    assert not contacts.is_phone("+" + "1 " * 5000)
