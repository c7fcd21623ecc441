"""The lines of a calendar: folded, escaped and broken as RFC 5545 has them; zones of all the world."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event, Timezone

from hub.ids import uuid7
from hub.spaces.calendars.content import LINE_BYTES, quoted, text, written
from hub.spaces.calendars.entries import Entry, Place, Status, calendar, party
from hub.spaces.calendars.zones import zone_lines

NINE = datetime(2027, 5, 3, 7, tzinfo=UTC)
PRINTED = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300)


def entry(**given: object) -> Entry:
    values = {
        "id": uuid7(),
        "starts_at": NINE,
        "ends_at": NINE + timedelta(hours=1),
        "sequence": 0,
        "status": Status.CONFIRMED,
        "summary": "Riunione",
        "place": Place(time_zone="Europe/Rome"),
        "written_at": NINE,
    }
    return Entry(**{**values, **given})  # type: ignore[arg-type]


def read(data: bytes) -> Event:
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert isinstance(event, Event)
    return event


@given(PRINTED)
def test_lines_are_short_and_no_character_is_cut(value: str) -> None:
    data = written([f"SUMMARY:{text(value)}"])
    lines = data.split(b"\r\n")

    assert lines.pop() == b""
    assert all(len(line) <= LINE_BYTES for line in lines)
    assert all(line.startswith(b" ") for line in lines[1:])
    for line in lines:
        line.decode()
    assert data.replace(b"\r\n ", b"").decode() == f"SUMMARY:{text(value)}\r\n"


@given(PRINTED, PRINTED)
def test_texts_are_read_back_as_they_are(summary: str, description: str) -> None:
    event = read(written(calendar([entry(summary=summary, description=f"{description}\nx")])))

    assert str(event["SUMMARY"]) == summary
    assert str(event["DESCRIPTION"]) == f"{description}\nx"


@given(st.text(max_size=60))
def test_no_text_becomes_a_line_of_its_own(value: str) -> None:
    value = value.encode(errors="ignore").decode()
    place = Place(time_zone="Europe/Rome", location=value, url=value or None)
    parties = [party("ATTENDEE", value, value, RSVP="FALSE")]
    told = entry(summary=value, description=value, place=place)
    data = written(calendar([told], parties=parties))
    plain = written(calendar([entry(description="x", place=place)], parties=parties))

    names = [line.partition(b":")[0].partition(b";")[0] for line in _unfolded(data)]
    assert names.count(b"BEGIN") == names.count(b"END") == plain.count(b"BEGIN:")
    assert not any(byte in data.replace(b"\r\n", b"") for byte in b"\r\n\x00\x07\x0b")
    assert names.count(b"ATTENDEE") == 1


def _unfolded(data: bytes) -> list[bytes]:
    return data.replace(b"\r\n ", b"").split(b"\r\n")


def test_a_name_in_a_parameter_is_quoted() -> None:
    assert quoted('Rossi; "Anna", srl:\r\n') == "\"Rossi; 'Anna', srl: \""


@pytest.mark.parametrize("year", [1990, 2026, 2027, 2040])
@pytest.mark.parametrize("name", ["Europe/Rome", "America/New_York", "Australia/Sydney"])
def test_a_zone_is_told_by_its_rules(name: str, year: int) -> None:
    lines = zone_lines(name, year, year + 1)

    assert [line for line in lines if line.startswith("BEGIN")].count("BEGIN:STANDARD") == 1
    assert sum(line.startswith("RRULE") for line in lines) == 2 or year == 1990
    assert_same(name, year)


@pytest.mark.parametrize(
    "name",
    ["UTC", "Asia/Kolkata", "Africa/Casablanca", "Europe/Dublin", "Asia/Tehran", "Asia/Gaza"],
)
def test_zones_without_a_rule_are_right_too(name: str) -> None:
    assert name in available_timezones()
    for year in (2019, 2022, 2027):
        assert_same(name, year)


def assert_same(name: str, year: int) -> None:
    """An independent library reckons from what is sent what the system's zones say."""
    text = "\r\n".join(zone_lines(name, year, year)) + "\r\n"
    zone = Timezone.from_ical(text)
    assert isinstance(zone, Timezone)
    sent, known = zone.to_tz(lookup_tzid=False), ZoneInfo(name)
    moment = datetime(year, 1, 1)  # noqa: DTZ001 - what a clock shows
    while moment.year == year:
        here = moment.replace(tzinfo=known)
        is_plain = here.utcoffset() == here.replace(fold=1).utcoffset()
        if is_plain:  # neither left out nor shown twice
            there = moment.replace(tzinfo=sent)
            assert there.utcoffset() == here.utcoffset(), (name, moment)
        moment += timedelta(hours=1)
