"""The GraphQL type of the one who asks."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from hub.actor import Role
from hub.sql import Sql
from schema.compiler.declare import computed, many_where, one_where, part

if TYPE_CHECKING:
    from schema.members.types import Organization, Person
    from schema.paging import Connection


@part
class Viewer:
    """Who is asking, with the rights that hold today."""

    person: "Person | None" = one_where(
        Sql("{row}.id = {person_id}"),
        "The person; null for the anonymous and for programs that act for no person.",
    )
    roles: "list[Role]" = computed(
        Sql("{roles}"), "Roles that hold today, by name; empty for the anonymous."
    )
    is_member: "bool" = computed(
        Sql("{is_member}"),
        "Whether one of the viewer's organizations is a member in good standing today.",
    )
    organizations: "Connection[Organization]" = many_where(
        "Organizations that the viewer belongs to today, by name.",
        condition=Sql("{row}.id = ANY({organization_ids})"),
    )
    administered: "Connection[Organization]" = many_where(
        "Organizations that the viewer administers today, by name.",
        condition=Sql("{row}.id = ANY({administered_ids})"),
    )
    today: "date" = computed(Sql("{today}"), "The present day in Europe/Rome.")
    now: "datetime" = computed(Sql("{now}"), "The present instant.")
