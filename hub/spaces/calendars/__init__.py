"""Bookings in the calendars of phones and programs: links that open feeds, written as iCalendar."""
