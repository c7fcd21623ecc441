"""The GraphQL types of the one who asks, and of what asking costs."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from hub.actor import Role
from hub.sql import Sql
from schema.compiler.declare import computed, many_where, one_where, part

if TYPE_CHECKING:
    from schema.accounts.account_types import Account
    from schema.members.person_types import Person
    from schema.members.types import Organization
    from schema.paging import Connection


@part
class Viewer:
    """Who is asking, with the rights that hold today."""

    person: "Person | None" = one_where(
        Sql("{row}.id = {person_id}"),
        "The person; null for the anonymous and for programs that act for no person.",
    )
    account: "Account | None" = one_where(
        Sql("{row}.id = {account_id}"),
        "The account that is signed in, or that the API token belongs to; null for the anonymous and"
        " for programs that belong to none.",
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


@part
class RateLimit:
    """What a request costs, and what is left of the budget that it is paid from.

    The budget is that of the account or API token, or of the address of those who have none.
    A request that costs more than is left is refused with status 429 and the code
    `BUDGET_EXHAUSTED`.
    """

    cost: "int" = computed(
        Sql("{budget_cost}"),
        "What this request costs, in points: as many as objects may be in its answer, at least 1.",
    )
    limit: "int | None" = computed(
        Sql("{budget_limit}"), "Points in a full budget; null where there is no limit."
    )
    remaining: "int | None" = computed(
        Sql("{budget_remaining}"),
        "Points that are left after this request; null where there is no limit.",
    )
    restore_rate: "int | None" = computed(
        Sql("{budget_rate}"), "Points that come back each second; null where there is no limit."
    )
    reset_at: "datetime | None" = computed(
        Sql("{budget_full_at}"),
        "When the budget is full again if nothing more is asked; null where there is no limit.",
    )
