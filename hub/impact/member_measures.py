"""Measures of the consortium: its members and the people they employ."""

from hub.impact.measure import Measure, counted
from hub.impact.terms import Theme, Unit
from hub.members import derived as members
from hub.sql import composed, of

IS_MEMBER = of("firm", members.IS_MEMBER)
REGISTER = "The hub's register of members"

MEMBERS = [
    Measure(
        key="MEMBERS",
        theme=Theme.MEMBERS,
        unit=Unit.ORGANIZATIONS,
        definition="Organizations with a membership of the consortium that is active or within its"
        " days of grace; customers of the co-working space are not members.",
        source=REGISTER,
        query=counted("organization", "firm", IS_MEMBER),
    ),
    Measure(
        key="MEMBER_COMPANIES",
        theme=Theme.MEMBERS,
        unit=Unit.COMPANIES,
        definition="Members in good standing that are companies.",
        source=REGISTER,
        query=counted(
            "organization", "firm", composed("firm.kind = 'COMPANY' AND {member}", member=IS_MEMBER)
        ),
    ),
    Measure(
        key="MEMBER_EMPLOYEES",
        theme=Theme.MEMBERS,
        unit=Unit.PEOPLE,
        definition="People employed by members in good standing, by the last headcount of each up"
        " to the day; members without one add nothing. As of the oldest count in the sum.",
        source="Headcounts in the hub, each with a source of its own",
        query=composed(
            """SELECT coalesce(sum(latest.employees), 0)::numeric AS amount,
            count(latest.employees) AS parties, min(latest.counted_on) AS as_of
            FROM organization firm CROSS JOIN LATERAL (
                SELECT headcount.employees, headcount.counted_on FROM headcount
                WHERE headcount.organization_id = firm.id AND headcount.counted_on <= {day}
                ORDER BY headcount.counted_on DESC, headcount.id DESC LIMIT 1) latest
            WHERE {member}""",
            member=IS_MEMBER,
        ),
    ),
    Measure(
        key="CO_WORKERS",
        theme=Theme.MEMBERS,
        unit=Unit.ORGANIZATIONS,
        definition="Organizations and people with a co-working contract that is active or within"
        " its days of grace; they are customers, not members.",
        source=REGISTER,
        query=counted(
            "membership",
            "held",
            composed(
                "{in_force} AND NOT {of_consortium}",
                in_force=of("held", members.IS_IN_FORCE),
                of_consortium=of("held", members.IS_CONSORTIUM),
            ),
        ),
    ),
]
