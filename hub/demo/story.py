"""The story: the public facts, and among them invented members, start-ups, bookings and projects."""

from datetime import date

from hub.demo.booking_rules import add_booking_rules
from hub.demo.bookings import add_bookings
from hub.demo.calendar import Calendar
from hub.demo.calls import add_invented_calls
from hub.demo.cobox import add_cobox
from hub.demo.companies import add_companies
from hub.demo.invented_agreements import add_invented_agreements
from hub.demo.leases import add_leases
from hub.demo.membership_types import add_membership_types
from hub.demo.memberships import add_memberships
from hub.demo.mentoring import add_mentoring
from hub.demo.opportunities import add_opportunities
from hub.demo.participation import add_participations
from hub.demo.people import add_people
from hub.demo.projects import add_projects
from hub.demo.proposals import add_proposals
from hub.demo.public_agreements import add_agreements
from hub.demo.public_calls import add_calls
from hub.demo.public_figures import add_figures
from hub.demo.public_parties import add_parties, add_places
from hub.demo.public_projects import add_first_project
from hub.demo.reports import add_reports
from hub.demo.rows import Rows
from hub.demo.selection import add_selection
from hub.demo.startups import add_startups


def story(today: date) -> Rows:
    """All rows of the small demo as they stand on a day; the same day gives the same rows."""
    rows, calendar = Rows(today), Calendar(today)
    _add_public_record(rows)
    for chapter in (
        add_companies,
        add_people,
        add_membership_types,
        add_memberships,
        add_startups,
        add_selection,
        add_participations,
        add_mentoring,
        add_reports,
        add_cobox,
        add_booking_rules,
        add_leases,
        add_bookings,
        add_invented_calls,
        add_proposals,
        add_projects,
        add_invented_agreements,
        add_opportunities,
    ):
        chapter(rows, calendar)
    return rows


def _add_public_record(rows: Rows) -> None:
    chapters = (add_parties, add_places, add_figures, add_calls, add_first_project, add_agreements)
    for chapter in chapters:
        chapter(rows)
