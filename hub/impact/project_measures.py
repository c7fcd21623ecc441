"""Measures of joint projects: how many run, with how many partners, on which grants."""

from hub.impact.measure import Measure, counted
from hub.impact.terms import Theme, Unit
from hub.projects import derived as projects
from hub.sql import HOLDS, Sql, composed, of

IS_RUNNING = composed(
    "{state} IN ('ACTIVE', 'SUSPENDED')", state=of("venture", projects.PROJECT_STATE)
)
PROJECT_FILE = "The hub's register of projects"

PROJECTS = [
    Measure(
        key="PROJECTS_RUNNING",
        theme=Theme.PROJECTS,
        unit=Unit.PROJECTS,
        definition="Joint projects within their period, suspended ones among them.",
        source=PROJECT_FILE,
        query=counted("project", "venture", IS_RUNNING, tells_of_parties=False),
    ),
    Measure(
        key="PROJECT_PARTNERS",
        theme=Theme.PROJECTS,
        unit=Unit.ORGANIZATIONS,
        definition="Organizations that take part in running joint projects, each counted once.",
        source=PROJECT_FILE,
        query=composed(
            """SELECT count(DISTINCT partner.organization_id)::numeric AS amount,
            count(DISTINCT partner.organization_id) AS parties, NULL::date AS as_of
            FROM project venture JOIN partnership partner ON partner.project_id = venture.id
            WHERE {running} AND {takes_part}""",
            running=IS_RUNNING,
            takes_part=of("partner", HOLDS),
        ),
    ),
    Measure(
        key="GRANT_AWARDED",
        theme=Theme.PROJECTS,
        unit=Unit.EURO,
        definition="Grant shares of the partners in all joint projects signed, or begun without a"
        " day of signature, up to the day.",
        source=PROJECT_FILE,
        query=Sql(
            """SELECT coalesce(sum(partner.grant_share), 0)::numeric AS amount,
            count(DISTINCT partner.organization_id) AS parties, NULL::date AS as_of
            FROM project venture JOIN partnership partner ON partner.project_id = venture.id
            WHERE coalesce(venture.signed_on, venture.starts_on) <= {day}
            AND partner.grant_share > 0"""
        ),
    ),
    Measure(
        key="AGREEMENTS_IN_FORCE",
        theme=Theme.PROJECTS,
        unit=Unit.AGREEMENTS,
        definition="Agreements within their period that all parties have signed.",
        source="The hub's register of agreements",
        query=counted(
            "agreement",
            "pact",
            composed("{state} = 'IN_FORCE'", state=of("pact", projects.AGREEMENT_STATE)),
            tells_of_parties=False,
        ),
    ),
]
