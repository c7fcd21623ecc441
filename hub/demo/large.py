"""The crowd: enough invented rows around the story to measure with."""

from datetime import date

from hub.demo.calendar import Calendar
from hub.demo.crowd_bookings import add_crowd_bookings
from hub.demo.crowd_members import add_crowd_members
from hub.demo.crowd_projects import add_crowd_projects
from hub.demo.crowd_spaces import add_crowd_spaces
from hub.demo.crowd_startups import add_crowd_startups
from hub.demo.rows import Rows
from hub.demo.scale import Size


def add_crowd(rows: Rows, today: date, *, size: Size) -> None:
    calendar = Calendar(today)
    crowd = add_crowd_members(rows, calendar, size=size)
    add_crowd_startups(rows, calendar, crowd=crowd, count=size.startups)
    spaces = add_crowd_spaces(rows, calendar, count=size.spaces)
    add_crowd_bookings(rows, calendar, crowd=crowd, spaces=spaces, count=size.bookings)
    add_crowd_projects(rows, calendar, crowd=crowd, size=size)
