"""Projects of the story in every state: partners, work packages, results, aid."""

from datetime import date, timedelta
from uuid import UUID

from hub.demo import invented
from hub.demo.budget_lines import add_budget
from hub.demo.calendar import Calendar
from hub.demo.claims import add_claims
from hub.demo.joint_work import PROPOSALS, RUNS, Joint, Run
from hub.demo.proposals import shares_of
from hub.demo.rows import Rows
from hub.members.models import Organization
from hub.projects.call_models import FundingCall, Proposal
from hub.projects.models import (
    AidGrant,
    Deliverable,
    Partnership,
    Project,
    ProjectSuspension,
    WorkPackage,
)
from hub.projects.terms import AidRegime, DeliverableNature, PartnerRole

WORK = (
    ("Coordination", 0, 0.0, 1.0),
    ("Development", 1, 0.0, 0.7),
    ("Trials with members", -1, 0.5, 1.0),
)
"""Title, number of the leading partner, and the part of the project's time that it takes."""

RESULTS = (
    ("D1.1", "Plan of the work", DeliverableNature.REPORT, 1, 0.1),
    ("D2.1", "First prototype", DeliverableNature.DEMONSTRATOR, 2, 0.5),
    ("D2.2", "Published source", DeliverableNature.SOFTWARE, 2, 0.62),
    ("D3.1", "Report on the trials", DeliverableNature.REPORT, 3, 0.95),
)
"""Code, title, nature, work package, and the part of the project's time after which it is due."""

DELAYED = "D2.2"
ACCEPTANCE_DAYS = 120
LEFT = ("GRU", "golena")
"""A partner that left its project before the end."""


def add_projects(rows: Rows, calendar: Calendar) -> None:
    joint_of = {joint.acronym: joint for joint in PROPOSALS}
    for number, run in enumerate(RUNS, start=1):
        add_project(rows, calendar, joint=joint_of[run.acronym], run=run, number=number)
    _add_planned(rows, calendar)
    add_claims(rows, calendar)


def add_project(rows: Rows, calendar: Calendar, *, joint: Joint, run: Run, number: int) -> None:
    starts_on, ends_on = calendar.day(run.starts), calendar.day(run.ends)
    project_id = rows.add(
        Project,
        starts_on,
        run.acronym,
        code=f"DEMO-{number:03}",
        cup=invented.cup(number),
        acronym=run.acronym,
        title=f"{joint.title} (esempio)",
        summary="An invented project of the demo.",
        funding_call_id=rows.find(FundingCall, joint.call),
        proposal_id=rows.find(Proposal, joint.acronym),
        signed_on=calendar.day(run.starts - 30),
        starts_on=starts_on,
        ends_on=ends_on,
        termination_reason="Invented: two partners left." if "terminated_on" in run.dates else None,
        is_public=True,
        is_invented=True,
        **{column: calendar.day(days) for column, days in run.dates.items()},
    )
    _add_partners(rows, starts_on, joint=joint, project_id=project_id)
    _add_work(rows, joint=joint, project_id=project_id, starts_on=starts_on, ends_on=ends_on)
    _add_results(rows, calendar, run=run, project_id=project_id)
    add_budget(rows, starts_on, joint=joint, project_id=project_id)
    if run.paused is not None:
        paused_on = calendar.day(run.paused)
        pause = {"starts_on": paused_on, "reason": "Invented: sensors are not delivered."}
        rows.add(ProjectSuspension, paused_on, project_id=project_id, **pause)


def _add_partners(rows: Rows, starts_on: date, *, joint: Joint, project_id: UUID) -> None:
    lead, shares = next(iter(joint.costs)), shares_of(rows, joint)
    left_on = starts_on + timedelta(days=600)
    for key, cost in joint.amounts.items():
        organization_id = rows.find(Organization, key)
        rows.add(
            Partnership,
            starts_on,
            f"{joint.acronym} {key}",
            project_id=project_id,
            organization_id=organization_id,
            role=PartnerRole.LEAD if key == lead else PartnerRole.PARTNER,
            cost_share=cost,
            grant_share=shares[key],
            size=rows.value(Organization, key, "size"),
            starts_on=starts_on,
            ends_on=left_on if (joint.acronym, key) == LEFT else None,
        )
        rows.add(
            AidGrant,
            starts_on,
            organization_id=organization_id,
            project_id=project_id,
            regime=AidRegime.BLOCK_EXEMPTION,
            granted_on=starts_on,
            amount=shares[key],
            grantor="Ente Immaginario per l'Innovazione",
        )


def _add_work(
    rows: Rows, *, joint: Joint, project_id: UUID, starts_on: date, ends_on: date
) -> None:
    partners = list(joint.costs)
    span = ends_on - starts_on
    for number, (title, partner, begins, ends) in enumerate(WORK, start=1):
        rows.add(
            WorkPackage,
            starts_on,
            f"{joint.acronym} {number}",
            project_id=project_id,
            number=number,
            title=title,
            lead_id=rows.find(Partnership, f"{joint.acronym} {partners[partner]}"),
            starts_on=starts_on + begins * span,
            ends_on=starts_on + ends * span,
        )


def _add_results(rows: Rows, calendar: Calendar, *, run: Run, project_id: UUID) -> None:
    """What is due is delivered a little early and accepted after some months, but for one result."""
    for code, title, nature, number, part in RESULTS:
        due = round(run.starts + part * (run.ends - run.starts))
        is_delivered = due - 5 <= 0 and not (code == DELAYED and run.ends > 0)
        is_accepted = is_delivered and due + ACCEPTANCE_DAYS <= 0
        rows.add(
            Deliverable,
            calendar.day(run.starts),
            project_id=project_id,
            work_package_id=rows.find(WorkPackage, f"{run.acronym} {number}"),
            responsible_id=rows.value(WorkPackage, f"{run.acronym} {number}", "lead_id"),
            code=code,
            title=title,
            nature=nature,
            due_on=calendar.day(due),
            delivered_on=calendar.day(due - 5) if is_delivered else None,
            accepted_on=calendar.day(due + ACCEPTANCE_DAYS) if is_accepted else None,
            is_public=nature is DeliverableNature.SOFTWARE,
        )


def _add_planned(rows: Rows, calendar: Calendar) -> None:
    """A project of the members' own money, to begin next month."""
    starts_on = calendar.month(1)
    project_id = rows.add(
        Project,
        calendar.day(-15),
        "VICINI",
        code="DEMO-100",
        acronym="VICINI",
        title="Buoni vicini (esempio)",
        summary="An invented project of the demo, without a call.",
        starts_on=starts_on,
        ends_on=calendar.month(13),
        is_invented=True,
    )
    for key, role in (
        ("nuvola", PartnerRole.LEAD),
        ("granata", PartnerRole.PARTNER),
        ("istituto", PartnerRole.ASSOCIATED),
    ):
        rows.add(
            Partnership,
            calendar.day(-15),
            project_id=project_id,
            organization_id=rows.find(Organization, key),
            role=role,
            cost_share=0 if role is PartnerRole.ASSOCIATED else 25_000,
            starts_on=starts_on,
        )
