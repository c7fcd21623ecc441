"""What is declared as SQL without a row, or as the condition of a list, said again in Python."""

from collections.abc import Callable, Mapping
from typing import Any

from hub.record.derived import MOST_CHANGES
from tests.oracle.derived.directory import stands_in_directory
from tests.oracle.derived.members import is_member, statement
from tests.oracle.derived.moment import Moment
from tests.oracle.derived.occupation import availability, utilisation
from tests.oracle.derived.spaces import is_listed_free
from tests.oracle.facts import Figures
from tests.oracle.past import changes

Given = Mapping[str, Any]


def _shares_competences(person: Any, moment: Moment, _: Given) -> bool:
    actor = moment.viewer.actor
    chosen = person.visibility.get("competences")
    is_shared = chosen == "PUBLIC" or (chosen == "MEMBERS" and actor.is_member)
    return is_shared or (actor.person_id is not None and person.id == actor.person_id)


CONDITIONS: Mapping[str, Callable[[Any, Moment, Given], bool]] = {
    "Query.organizations": lambda row, _, __: row.merged_at is None,
    "Query.people": lambda row, _, __: row.merged_at is None,
    "Query.members": lambda row, moment, _: is_member(row, moment),
    "Query.directory": stands_in_directory,
    "Query.spaces": lambda row, moment, given: is_listed_free(
        row, moment, free_from=given.get("freeFrom"), free_until=given.get("freeUntil")
    ),
    "Viewer.person": lambda row, at, _: row.id == at.viewer.actor.person_id,
    "Viewer.account": lambda row, at, _: row.id == at.viewer.actor.account_id,
    "Viewer.organizations": lambda row, at, _: row.id in at.viewer.actor.organization_ids,
    "Viewer.administered": lambda row, at, _: row.id in at.viewer.actor.administered_ids,
    "Competence.people": _shares_competences,
}
"""Which rows a list has, where it does not have all, and which one an object is; by `Type.field`."""

OF_PARENT: Mapping[str, Callable[[Any, Any], bool]] = {
    "Booking.history": lambda entry, booking: booking.id in entry.subjects,
    "Organization.history": lambda entry, organization: organization.id in entry.subjects,
    "Person.history": lambda entry, person: person.id in entry.subjects,
}
"""Which rows belong to the row that has the list, where no relation tells it."""

WITHOUT_ROWS: Mapping[str, Mapping[str, Callable[[Moment], Any]]] = {
    "Viewer": {
        "roles": lambda moment: sorted(moment.viewer.actor.roles),
        "isMember": lambda moment: moment.viewer.actor.is_member,
        "today": lambda moment: moment.viewer.today,
        "now": lambda moment: moment.viewer.now,
    },
    "Impact": {"on": lambda moment: moment.day},
}
"""The fields of objects that stand for no row."""


def _sharing(row: Any, _: Moment, __: Given) -> list[dict[str, Any]]:
    chosen = sorted(row.visibility.items())
    return [{"field": field, "visibility": visibility} for field, visibility in chosen]


def _steps(row: Any, _: Moment, __: Given) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = row.cancellation_steps
    return sorted(steps, key=lambda step: (-step["minutes_before"], step["percent"]))


SHORT_LISTS: Mapping[str, Callable[[Any, Moment, Given], list[dict[str, Any]] | None]] = {
    "Sharing": _sharing,
    "Change": lambda row, moment, _: changes(row, moment.viewer)[:MOST_CHANGES],
    "CancellationStep": _steps,
    "FeeStatementEntry": statement,
    "AvailabilitySpan": availability,
    "Utilisation": utilisation,
}
"""The lists that queries of their own make over a row, by the type of their objects."""


def short_list(
    type_name: str, row: Any, *, moment: Moment, given: Given, figures: Figures
) -> list[dict[str, Any]] | None:
    """The objects of a list that a query of its own makes, or the one object; None for null."""
    if type_name in SHORT_LISTS:
        return SHORT_LISTS[type_name](row, moment, given)
    theme = given.get("theme")
    return [each for each in figures[moment.day] if theme is None or each["theme"] == theme]
