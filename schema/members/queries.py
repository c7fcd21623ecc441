"""The questions about members and people."""

from datetime import date
from typing import TYPE_CHECKING

from hub.members import derived
from schema.compiler.declare import by_id, many_where, part
from schema.compiler.sources import Argument

if TYPE_CHECKING:
    from schema.members.fee_types import AccountingPeriod
    from schema.members.membership_types import FeeLine, Membership, MembershipType
    from schema.members.person_types import Person
    from schema.members.types import Organization
    from schema.paging import Connection


@part
class MembersQueries:
    """The questions about members and people."""

    organizations: "Connection[Organization]" = many_where(
        "Organizations that the viewer may see, by name, without those that were merged into"
        " others.",
        condition=derived.IS_NOT_MERGED,
    )
    organization: "Organization | None" = by_id(
        "An organization; null when there is none with this id, or none that the viewer may see."
    )
    members: "Connection[Organization]" = many_where(
        "Organizations that are members of the consortium in good standing on a day, by name."
        " Fields below that are computed for a day answer for the same one.",
        condition=derived.IS_MEMBER,
        arguments=(Argument("on", date, "The day; null: today.", place="day", default="today"),),
    )
    people: "Connection[Person]" = many_where(
        "People whom the viewer may see, by name, without those that were merged into others.",
        condition=derived.IS_NOT_MERGED,
    )
    memberships: "Connection[Membership]" = many_where(
        "Memberships that the viewer may see, the latest application first."
    )
    membership_types: "Connection[MembershipType]" = many_where("What a party may become, by name.")
    fee_lines: "Connection[FeeLine]" = many_where(
        "Amounts asked for memberships that the viewer may see, the latest first."
    )
    accounting_periods: "Connection[AccountingPeriod]" = many_where(
        "Periods whose accounts are closed, the latest first; empty except for the front desk."
    )
