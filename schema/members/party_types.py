"""The GraphQL types of what is known about parties: affiliations, headcounts, competences, consent."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.members import models, policy
from hub.members.terms import AffiliationRole, ContactPurpose, Visibility
from hub.sql import HOLDS, as_of_today
from schema.compiler.declare import column, computed, entity, to_many, to_one
from schema.node import Node

if TYPE_CHECKING:
    from schema.members.person_types import Person
    from schema.members.types import Organization
    from schema.paging import Connection


@entity(models.Affiliation, prefix="aff", policy=policy.AFFILIATION, order=("-starts_on",))
class Affiliation(Node):
    """That a person belongs to an organization, from one day to another.

    Rights that follow from it end on the day on which it ends.
    """

    person: "Person | None" = to_one("The person; null when the viewer may not see them.")
    organization: "Organization | None" = to_one(
        "The organization; null when the viewer may not see it."
    )
    role: "AffiliationRole" = column("What ties the person to the organization.")
    title: "str | None" = column("Position in words; null when not recorded.")
    is_current: "bool" = computed(
        # On other days it would tell those who may not see them its first day and its last.
        as_of_today(HOLDS),
        "Whether it holds today.",
    )
    starts_on: "date | None" = column("First day; null unless the viewer is concerned.")
    ends_on: "date | None" = column(
        "First day on which it no longer holds; null while no end is known, and unless the viewer"
        " is concerned."
    )
    purposes: "list[ContactPurpose] | None" = column(
        "Matters for which the person is the contact; null unless the viewer is concerned."
    )
    is_lead: "bool | None" = column(
        "Whether the person speaks for the organization: at most one does at a time;"
        " null unless the viewer is concerned."
    )
    is_administrator: "bool | None" = column(
        "Whether the person administers the organization's records;"
        " null unless the viewer is concerned."
    )
    has_seat: "bool | None" = column(
        "Whether the person uses one of the seats of the organization's membership;"
        " null unless the viewer is concerned."
    )
    version: "int | None" = column(
        "Number of edits, to be given back with the next; null unless the viewer is concerned."
    )


@entity(models.Headcount, prefix="count", policy=policy.HEADCOUNT, order=("-counted_on",))
class Headcount(Node):
    """How many people an organization employed on a day, and who says so."""

    organization: "Organization | None" = to_one(
        "The organization; null when the viewer may not see it."
    )
    year: "int" = column("Year that the count is reported for.")
    counted_on: "date" = column("Day as of which people were counted.")
    employees: "int" = column("People employed, heads.")
    full_time_equivalents: "Decimal | None" = column(
        "Units of yearly full-time work (ULA); null when not reported."
    )
    is_estimate: "bool" = column("Whether the source gives it as an estimate, such as 'over 400'.")
    source: "str" = column("Who says so.")


@entity(
    models.Competence,
    prefix="skill",
    policy=policy.COMPETENCE,
    order=("code",),
    search=("name", "name_it"),
)
class Competence(Node):
    """An entry of the taxonomy of what organizations and people can do."""

    code: "str" = column("Short code that never changes.")
    name: "str" = column("Name in English.")
    name_it: "str" = column("Name in Italian.")
    parent: "Competence | None" = to_one("Wider entry; null at the top.")
    children: "Connection[Competence]" = to_many("Narrower entries.")
    organizations: "Connection[Organization]" = to_many("Organizations that have it.")
    people: "Connection[Person]" = to_many(
        "People who have it and share with the viewer that they do.",
        condition=policy.SHOWS_COMPETENCES,
    )


@entity(
    models.ConsentRecord, prefix="consent", policy=policy.CONSENT_RECORD, order=("-recorded_at",)
)
class ConsentRecord(Node):
    """One change of what a party shares, and with whom; the log is only added to."""

    person: "Person | None" = to_one("Whose profile it is; null for that of an organization.")
    organization: "Organization | None" = to_one("Whose profile it is; null for that of a person.")
    field: "str" = column("What is shared: a field of the profile, or a group of them.")
    previous: "Visibility | None" = column("With whom before; null when nothing had been chosen.")
    chosen: "Visibility" = column("With whom from then on.")
    recorded_at: "datetime" = column("When the choice was made.")
    recorded_by: "Person | None" = to_one(
        "Who recorded it; null when a program did, and when the viewer may not see them."
    )
    source: "str" = column("How the choice reached the hub, such as a form or a signed paper.")
