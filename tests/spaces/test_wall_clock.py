"""What a clock on a wall shows goes to the database and comes back without an offset."""

from datetime import datetime, time

import pytest

from hub import clock
from hub.spaces.booking_models import Booking
from hub.spaces.opening_models import OpeningHours
from tests.make import spaces as make

pytestmark = pytest.mark.usefixtures("connection")


async def test_a_time_of_day_has_no_offset() -> None:
    written = await make.opening_hours(opens=8, closes=20)

    hours = await OpeningHours.get(id=written.id)

    assert (hours.opens, hours.closes) == (time(8), time(20))
    assert hours.opens.tzinfo is None


async def test_what_a_clock_is_meant_to_show_has_no_offset() -> None:
    shown = datetime.fromisoformat("2027-07-05T09:00")
    written = await make.booking(shown.replace(tzinfo=clock.ROME))

    booking = await Booking.get(id=written.id)

    assert booking.local_starts == shown
    assert booking.starts_at == datetime.fromisoformat("2027-07-05T07:00Z")
