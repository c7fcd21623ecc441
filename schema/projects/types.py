"""The GraphQL types of joint projects: partners, work, budget, claims and results."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.members.terms import EnterpriseSize
from hub.projects import derived, models, policy
from hub.projects.terms import (
    AidRegime,
    ClaimKind,
    ClaimState,
    CostCategory,
    DeliverableNature,
    DeliverableState,
    PartnerRole,
    ProjectState,
)
from schema.compiler.declare import column, computed, entity, to_many, to_one
from schema.members.types import ON_DAY
from schema.node import Node

if TYPE_CHECKING:
    from schema.members.person_types import Person
    from schema.members.types import Organization
    from schema.paging import Connection
    from schema.projects.agreement_types import Agreement, Opportunity
    from schema.projects.call_types import FundingCall, Proposal


@entity(
    models.Project,
    prefix="project",
    policy=policy.PROJECT,
    order=("title",),
    search=("acronym", "title", "code", "topic", "summary"),
)
class Project(Node):
    """What partners carry out together, with or without a grant.

    Who receives public money, how much and for what is public (D.Lgs. 33/2013, art. 26 and 27);
    a project that is not public shows to its partners, to the desks and to observers.
    """

    code: "str" = column("Short code by which the desk knows it, unique.")
    cup: "str | None" = column(
        "Unique project code (CUP), 15 characters, which every document of the project bears;"
        " null before it is given."
    )
    acronym: "str | None" = column("Its acronym; null without one.")
    title: "str" = column("Its title.")
    summary: "str | None" = column("What it is about; null when not recorded.")
    topic: "str | None" = column("Its field; null when not recorded.")
    website: "str | None" = column("Address of its website; null without one.")
    funding_call: "FundingCall | None" = to_one(
        "The call that funds it; null for a project without one, or when not shown."
    )
    proposal: "Proposal | None" = to_one(
        "The proposal it came from; null without one, or when not shown to the viewer."
    )
    signed_on: "date | None" = column(
        "Day on which the grant was signed for; null before, or when not shown."
    )
    starts_on: "date | None" = column("Its first day; null when not fixed.")
    ends_on: "date | None" = column(
        "First day on which its activities are over; null when not fixed."
    )
    closed_on: "date | None" = column("Day on which its accounts were settled; null before.")
    terminated_on: "date | None" = column(
        "First day after it was broken off; null when it was not."
    )
    termination_reason: "str | None" = column(
        "Why it was broken off; null when it was not, or not shown."
    )
    state: "ProjectState" = computed(
        derived.PROJECT_STATE, "Where it stands, today or on the day that the list asks about."
    )
    state_on: "ProjectState" = computed(
        derived.PROJECT_STATE,
        "Where it stood, or will stand by what is known, on a day.",
        arguments=(ON_DAY,),
    )
    cost: "Decimal" = computed(
        derived.PROJECT_COST, "Cost of all partners together, in euro; 0 when none is recorded."
    )
    grant: "Decimal" = computed(
        derived.PROJECT_GRANT, "Grant of all partners together, in euro; 0 without a grant."
    )
    is_public: "bool | None" = column(
        "Whether everyone sees the project; null when not shown to the viewer."
    )
    is_invented: "bool" = column("Whether it was invented for demonstration.")
    suspensions: "Connection[ProjectSuspension]" = to_many(
        "Times during which it was halted, the oldest first.", order=("starts_on",)
    )
    partnerships: "Connection[Partnership]" = to_many(
        "Its partners with role and share, the lead partner first.", order=("-is_lead", "starts_on")
    )
    work_packages: "Connection[WorkPackage]" = to_many(
        "The parts of its work, in their sequence.", order=("number",)
    )
    deliverables: "Connection[Deliverable]" = to_many(
        "Its results that the viewer may see, by code.", order=("code",)
    )
    budget_lines: "Connection[BudgetLine]" = to_many(
        "Lines of its budget that the viewer may see, by category.", order=("category",)
    )
    claims: "Connection[Claim]" = to_many(
        "Claims on its grant that the viewer may see, the oldest period first.",
        order=("starts_on",),
    )
    aid_grants: "Connection[AidGrant]" = to_many(
        "Aid granted for it, as the national register counts it, the oldest first.",
        order=("granted_on",),
    )
    agreements: "Connection[Agreement]" = to_many(
        "Agreements about it that the viewer may see, the oldest first.", order=("starts_on",)
    )
    opportunities: "Connection[Opportunity]" = to_many(
        "Internships, jobs and theses in it, the newest first.", order=("-published_on",)
    )
    version: "int | None" = column(
        "Number of edits so far, plus 1, which an edit must name; null when not shown."
    )


@entity(
    models.ProjectSuspension,
    prefix="suspended",
    policy=policy.PROJECT_SUSPENSION,
    order=("-starts_on",),
)
class ProjectSuspension(Node):
    """A time during which a project is halted."""

    project: "Project | None" = to_one("The project; null when not shown to the viewer.")
    starts_on: "date" = column("First day of the halt.")
    ends_on: "date | None" = column("First day on which work goes on; null while no end is set.")
    reason: "str | None" = column("Why it is halted; null when not shown to the viewer.")


@entity(
    models.Partnership,
    prefix="partnership",
    policy=policy.PARTNERSHIP,
    order=("-starts_on",),
)
class Partnership(Node):
    """An organization in a project: its role, and its share of cost and grant."""

    project: "Project | None" = to_one("The project; null when not shown to the viewer.")
    organization: "Organization | None" = to_one(
        "The organization; null when not shown to the viewer."
    )
    role: "PartnerRole" = column("What it does; at most one partner leads on any day.")
    is_lead: "bool" = computed(
        derived.IS_LEADING,
        "Whether it leads (capofila), today or on the day that the list asks about; false once it"
        " has left.",
    )
    size: "EnterpriseSize | None" = column(
        "Size it declared for the project; null when absent or not shown."
    )
    cost_share: "Decimal | None" = column(
        "Its part of the project's cost, in euro; null when not shown to the viewer."
    )
    grant_share: "Decimal" = column("Its part of the project's grant, in euro.")
    grant_percent: "Decimal | None" = computed(
        derived.PARTNERSHIP_GRANT_PERCENT,
        "Its part of the project's grant, in percent, to two decimals; null without a grant.",
    )
    budgeted: "Decimal | None" = computed(
        derived.PARTNERSHIP_BUDGETED,
        "Cost that its budget lines break down, in euro, never above its share; null when not"
        " shown.",
    )
    starts_on: "date" = column("First day on which it is a partner.")
    ends_on: "date | None" = column(
        "First day on which it is a partner no longer; null when it stays until the end."
    )
    led_work_packages: "Connection[WorkPackage]" = to_many(
        "Work packages that it leads and the viewer may see.", order=("number",)
    )
    deliverables: "Connection[Deliverable]" = to_many(
        "Results that it answers for and the viewer may see, by day due.", order=("due_on",)
    )
    budget_lines: "Connection[BudgetLine]" = to_many(
        "Lines of its budget that the viewer may see, by category.", order=("category",)
    )
    claims: "Connection[Claim]" = to_many(
        "Its claims that the viewer may see, in their sequence.", order=("number",)
    )
    version: "int | None" = column(
        "Number of edits so far, plus 1, which an edit must name; null when not shown."
    )


@entity(models.WorkPackage, prefix="package", policy=policy.WORK_PACKAGE, order=("number",))
class WorkPackage(Node):
    """A part of a project's work, led by one partner; shown to partners, desks and observers."""

    project: "Project | None" = to_one("The project; null when not shown to the viewer.")
    number: "int" = column("Its place in the sequence of work packages, from 1.")
    title: "str" = column("Its title.")
    objectives: "str | None" = column("What it is to achieve; null when not recorded.")
    lead: "Partnership | None" = to_one(
        "The partner that leads it; null when not decided, or not shown."
    )
    starts_on: "date | None" = column("Its first day; null when not fixed.")
    ends_on: "date | None" = column("First day on which it is over; null when not fixed.")
    deliverables: "Connection[Deliverable]" = to_many("Its results, by day due.", order=("due_on",))
    budget_lines: "Connection[BudgetLine]" = to_many(
        "Budget lines on it that the viewer may see, by category.", order=("category",)
    )
    version: "int | None" = column(
        "Number of edits so far, plus 1, which an edit must name; null when not shown."
    )


@entity(models.BudgetLine, prefix="budget", policy=policy.BUDGET_LINE, order=("category",))
class BudgetLine(Node):
    """One cell of a budget: a partner, a work package, a category of cost.

    Shown to the partner itself, to the lead partner and to the projects desk.
    """

    project: "Project | None" = to_one("The project; null when not shown to the viewer.")
    partnership: "Partnership | None" = to_one("The partner; null when not shown to the viewer.")
    work_package: "WorkPackage | None" = to_one(
        "The work package; null when the line is for the whole project, or not shown."
    )
    category: "CostCategory" = column("What the money is for.")
    cost: "Decimal" = column("Cost planned, in euro.")
    grant: "Decimal" = column("Grant on that cost, in euro.")
    person_months: "Decimal | None" = column(
        "Work planned, in months of one person; null where the line is not for personnel."
    )
    claimed: "Decimal" = computed(
        derived.BUDGET_LINE_CLAIMED,
        "Cost in claims that were handed in and neither refused nor taken back, in euro.",
    )
    left: "Decimal" = computed(
        derived.BUDGET_LINE_LEFT, "Cost planned and not claimed, in euro; negative when overdrawn."
    )
    claim_lines: "Connection[ClaimLine]" = to_many("What was claimed on it.")
    version: "int" = column("Number of edits so far, plus 1, which an edit must name.")


@entity(models.Deliverable, prefix="deliverable", policy=policy.DELIVERABLE, order=("code",))
class Deliverable(Node):
    """A result that the partners owe; public ones show to everyone once they are delivered."""

    project: "Project | None" = to_one("The project; null when not shown to the viewer.")
    work_package: "WorkPackage | None" = to_one(
        "The work package it comes from; null when none, or not shown to the viewer."
    )
    responsible: "Partnership | None" = to_one(
        "The partner that answers for it; null when not decided, or not shown."
    )
    code: "str" = column("Its code within the project, such as D2.1.")
    title: "str" = column("Its title.")
    nature: "DeliverableNature" = column("What kind of thing it is.")
    verification: "str | None" = column(
        "How its completion is verified; null when not recorded, or not shown."
    )
    due_on: "date | None" = column("Last day in time; null when not shown to the viewer.")
    delivered_on: "date | None" = column("Day of delivery; null before.")
    accepted_on: "date | None" = column(
        "Day on which the funder accepted it; null before, or when not shown."
    )
    url: "str | None" = column("Where it is published; null when it is not.")
    is_public: "bool" = column("Whether everyone may have it.")
    state: "DeliverableState | None" = computed(
        derived.DELIVERABLE_STATE,
        "Where it stands, today or on the day that the list asks about; null when not shown.",
    )
    state_on: "DeliverableState | None" = computed(
        derived.DELIVERABLE_STATE,
        "Where it stood, or will stand by what is known, on a day; null when not shown.",
        arguments=(ON_DAY,),
    )
    version: "int | None" = column(
        "Number of edits so far, plus 1, which an edit must name; null when not shown."
    )


@entity(models.Claim, prefix="claim", policy=policy.CLAIM, order=("-starts_on", "number"))
class Claim(Node):
    """A partner's request to be paid the grant on its costs (rendicontazione).

    Shown to the partner itself, to the lead partner and to the projects desk.
    """

    project: "Project | None" = to_one("The project; null when not shown to the viewer.")
    partnership: "Partnership | None" = to_one("The partner; null when not shown to the viewer.")
    number: "int" = column("Its place in the partner's sequence of claims, from 1.")
    kind: "ClaimKind" = column("What it asks for.")
    cup: "str" = column("Unique project code (CUP) that the claim bears, 15 characters.")
    starts_on: "date" = column("First day of the period in which the costs were incurred.")
    ends_on: "date" = column("First day after that period.")
    cost: "Decimal" = computed(derived.CLAIM_COST, "Cost claimed on all its lines, in euro.")
    approved: "Decimal | None" = column("Grant approved for payment, in euro; null before.")
    paid: "Decimal | None" = column("Grant paid, in euro; null before.")
    state: "ClaimState" = computed(
        derived.CLAIM_STATE, "Where it stands, today or on the day that the list asks about."
    )
    state_on: "ClaimState" = computed(
        derived.CLAIM_STATE, "Where it stood at the end of a day.", arguments=(ON_DAY,)
    )
    lines: "Connection[ClaimLine]" = to_many("What it asks for, line by line.")
    steps: "Connection[ClaimStep]" = to_many(
        "What happened to it, the oldest step first.", order=("taken_at",)
    )
    version: "int" = column("Number of edits so far, plus 1, which an edit must name.")


@entity(models.ClaimLine, prefix="claimed", policy=policy.CLAIM_LINE)
class ClaimLine(Node):
    """What a claim asks for on one line of the partner's budget."""

    claim: "Claim | None" = to_one("The claim; null when not shown to the viewer.")
    budget_line: "BudgetLine | None" = to_one("The line; null when not shown to the viewer.")
    cost: "Decimal" = column("Cost claimed, in euro.")
    description: "str | None" = column("What was paid for; null when not recorded.")


@entity(models.ClaimStep, prefix="step", policy=policy.CLAIM_STEP, order=("-taken_at",))
class ClaimStep(Node):
    """A step of a claim; the latest one is where it stands."""

    claim: "Claim | None" = to_one("The claim; null when not shown to the viewer.")
    state: "ClaimState" = column("Where the step led.")
    taken_at: "datetime" = column("Instant of the step.")
    taken_by: "Person | None" = to_one(
        "Who took it; null when it was not a person, or not shown to the viewer."
    )
    note: "str | None" = column("What was said about it; null when nothing was.")


@entity(models.AidGrant, prefix="aid", policy=policy.AID_GRANT, order=("-granted_on",))
class AidGrant(Node):
    """A contribution to an organization, as the national aid register (RNA) counts it.

    Of de minimis aid an undertaking may have 300,000 EUR in any three years, counted from the day
    on which the right to it was granted (Reg. EU 2023/2831).
    """

    organization: "Organization | None" = to_one(
        "Who receives it; null when not shown to the viewer."
    )
    project: "Project | None" = to_one(
        "The project it is for; null without one, or when not shown to the viewer."
    )
    regime: "AidRegime" = column("Rules on State aid under which it was granted.")
    granted_on: "date" = column("Day on which the right to it was granted.")
    revoked_on: "date | None" = column("First day on which it was revoked; null when it was not.")
    amount: "Decimal" = column("Its amount as gross grant equivalent, in euro.")
    register_code: "str | None" = column("Its code in the register (COR); null when not recorded.")
    grantor: "str" = column("Who granted it.")
