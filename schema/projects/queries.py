"""The questions about calls, projects and agreements."""

from typing import TYPE_CHECKING

from schema.compiler.declare import by_id, many_where, part

if TYPE_CHECKING:
    from schema.paging import Connection
    from schema.projects.agreement_types import Agreement, Opportunity
    from schema.projects.call_types import FundingCall, Proposal
    from schema.projects.types import Project


@part
class ProjectsQueries:
    """The questions about calls, projects and agreements."""

    funding_calls: "Connection[FundingCall]" = many_where(
        "Calls for funding, the newest first; those that are open now by `state`."
    )
    proposals: "Connection[Proposal]" = many_where(
        "Proposals that the viewer may see, by title: the funded ones, and the viewer's own."
    )
    projects: "Connection[Project]" = many_where(
        "Joint projects that the viewer may see, by title."
    )
    project: "Project | None" = by_id(
        "A project; null when there is none with this id, or none that the viewer may see."
    )
    agreements: "Connection[Agreement]" = many_where(
        "Agreements that the viewer may see, the newest first."
    )
    opportunities: "Connection[Opportunity]" = many_where(
        "Internships, jobs and theses that the viewer may see, the newest first; those that are"
        " still open by `state`."
    )
