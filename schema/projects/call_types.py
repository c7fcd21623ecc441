"""The GraphQL types of funding calls and of the proposals handed in to them."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.members.terms import EnterpriseSize
from hub.projects import call_models, call_policy, derived
from hub.projects.terms import (
    AidRegime,
    CallPhaseKind,
    CallPhaseState,
    FundingCallState,
    PartnerRole,
    ProposalState,
    RequirementSubject,
)
from hub.sql import as_of_today
from schema.compiler.declare import column, computed, entity, to_many, to_one
from schema.members.types import ON_DAY
from schema.node import Node

if TYPE_CHECKING:
    from schema.members.person_types import Person
    from schema.members.types import Organization
    from schema.paging import Connection
    from schema.projects.types import Project


@entity(
    call_models.FundingCall,
    prefix="call",
    policy=call_policy.FUNDING_CALL,
    order=("-published_on", "title"),
    search=("title", "code", "funder_name", "description"),
)
class FundingCall(Node):
    """A notice by which a funder offers grants (bando), public from the day of its publication."""

    code: "str" = column("Short code by which the desk knows it, unique.")
    title: "str" = column("Title of the notice.")
    description: "str | None" = column("What is funded; null when not recorded.")
    funder_name: "str" = column("Who funds, as the notice names it.")
    funder: "Organization | None" = to_one(
        "The funder; null when the hub does not know it, or not shown to the viewer."
    )
    scheme: "str | None" = column(
        "Programme or fund that the money comes from; null when not recorded."
    )
    legal_basis: "str | None" = column("Law or resolution behind the call; null when not recorded.")
    aid_regime: "AidRegime" = column("Rules on State aid under which it grants.")
    website: "str | None" = column("Address of the notice; null when not recorded.")
    pot: "Decimal | None" = column(
        "Money for all grants of the call, in euro; null when not fixed."
    )
    rate_percent: "Decimal | None" = column(
        "Largest part of the eligible cost that a grant covers, in percent; null when not fixed."
    )
    grant_cap: "Decimal | None" = column(
        "Largest grant for one project, in euro, however large its cost; null without a cap."
    )
    minimum_cost: "Decimal | None" = column(
        "Smallest cost of a project that is eligible, in euro; null without a minimum."
    )
    minimum_partners: "int | None" = column(
        "Partners that a proposal needs at least, its lead included; null without a minimum."
    )
    maximum_partner_percent: "Decimal | None" = column(
        "Largest part of the cost that one partner may bear, in percent; null without a limit."
    )
    needs_research_body: "bool" = column(
        "Whether a university or research body must be among the partners."
    )
    published_on: "date | None" = column("Day of its publication; null for a draft.")
    awarded_on: "date | None" = column("Day on which the grants were awarded; null before.")
    withdrawn_on: "date | None" = column(
        "Day on which its funder took it back; null when it did not."
    )
    archived_on: "date | None" = column("Day from which it is kept for the record; null before.")
    state: "FundingCallState" = computed(
        derived.FUNDING_CALL_STATE, "Where it stands now, from its dates and those of its phases."
    )
    next_deadline: "datetime | None" = computed(
        derived.CALL_NEXT_DEADLINE,
        "Instant at which the phase that is open now, or the next one, closes; null when no such"
        " instant is fixed.",
    )
    phases: "Connection[CallPhase]" = to_many(
        "The windows in which proposals are handed in, in their sequence.", order=("number",)
    )
    requirements: "Connection[CallRequirement]" = to_many(
        "What an applicant must meet, in the order of the notice.", order=("number",)
    )
    proposals: "Connection[Proposal]" = to_many(
        "Proposals to the call that the viewer may see, best rank first.", order=("rank", "title")
    )
    projects: "Connection[Project]" = to_many(
        "Projects under the call that the viewer may see, by title.", order=("title",)
    )
    version: "int | None" = column(
        "Number of edits so far, plus 1, which an edit must name; null when not shown to the"
        " viewer."
    )


@entity(
    call_models.CallPhase,
    prefix="phase",
    policy=call_policy.CALL_PHASE,
    order=("-opens_at", "number"),
)
class CallPhase(Node):
    """One window of a call in which proposals are handed in; windows of a call never overlap."""

    funding_call: "FundingCall | None" = to_one(
        "The call; null when not shown to the viewer.",
    )
    number: "int" = column("Its place in the sequence of phases, from 1.")
    kind: "CallPhaseKind" = column("What is handed in.")
    title: "str" = column("Name of the phase.")
    opens_at: "datetime | None" = column(
        "Instant from which proposals are taken; null when not fixed."
    )
    closes_at: "datetime | None" = column(
        "First instant at which none is taken any more; null when not fixed, or always open."
    )
    evaluation_on: "date | None" = column("Day on which evaluation began; null before.")
    ranked_on: "date | None" = column("Day on which the ranking was published; null before.")
    pot: "Decimal | None" = column("Money of this phase, in euro; null: as the call says.")
    rate_percent: "Decimal | None" = column(
        "Largest part of the eligible cost that is covered, in percent; null: as the call says."
    )
    grant_cap: "Decimal | None" = column(
        "Largest grant for one project, in euro; null: as the call says."
    )
    received_count: "int | None" = column(
        "Proposals that the funder says it received; null when not published."
    )
    admitted_count: "int | None" = column(
        "Proposals that the funder says it admitted to what follows; null when not published."
    )
    cutoff_score: "Decimal | None" = column(
        "Lowest score that was admitted or funded; null when not published."
    )
    state: "CallPhaseState" = computed(derived.CALL_PHASE_STATE, "Where it stands now.")
    proposals: "Connection[Proposal]" = to_many(
        "Proposals handed in here that the viewer may see, best rank first.",
        order=("rank", "title"),
    )


@entity(
    call_models.CallRequirement,
    prefix="requirement",
    policy=call_policy.CALL_REQUIREMENT,
    order=("number",),
)
class CallRequirement(Node):
    """A condition that an applicant must meet: a fact about it, and the values that pass."""

    funding_call: "FundingCall | None" = to_one(
        "The call; null when not shown to the viewer.",
    )
    number: "int" = column("Its place in the list of requirements, from 1.")
    subject: "RequirementSubject" = column("The fact that is looked at.")
    accepted: "list[str]" = column(
        "Values that pass, in the words or codes of the fact; empty when people must check."
    )
    description: "str" = column("The requirement in words.")


@entity(
    call_models.Proposal,
    prefix="proposal",
    policy=call_policy.PROPOSAL,
    order=("title",),
)
class Proposal(Node):
    """What partners hand in to a call.

    Its partners and the projects desk see it from the first draft, observers once it is handed in,
    everyone once it is funded.
    """

    funding_call: "FundingCall | None" = to_one(
        "The call; null when not shown to the viewer.",
    )
    phase: "CallPhase | None" = to_one(
        "The phase it is handed in to; null when not decided, or not shown to the viewer."
    )
    title: "str" = column("Its title.")
    acronym: "str | None" = column("Its acronym; null without one.")
    summary: "str | None" = column("What it is about; null when absent or not shown to the viewer.")
    protocol_number: "str | None" = column(
        "Number under which the funder registered it; null when absent or not shown."
    )
    review_on: "date | None" = column(
        "Day from which the partners read it and sign it off; null before, or when not shown."
    )
    submitted_at: "datetime | None" = column(
        "Instant at which it was handed in; null before, or when not shown."
    )
    admitted_on: "date | None" = column(
        "Day on which it was admitted to evaluation; null before, or when not shown."
    )
    inadmissible_on: "date | None" = column(
        "Day on which it was refused on its form; null when it was not, or not shown."
    )
    inadmissible_reason: "str | None" = column(
        "Why it was refused on its form; null when it was not, or not shown."
    )
    ranked_on: "date | None" = column("Day of the ranking that holds it; null before.")
    score: "Decimal | None" = column("Points in the ranking; null before, or when unpublished.")
    rank: "int | None" = column(
        "Place in the ranking, 1 is best; null before, or when unpublished."
    )
    reserve_on: "date | None" = column(
        "Day on which it was put in reserve; null when it was not, or not shown."
    )
    funded_on: "date | None" = column(
        "Day on which it was awarded its grant; null when it was not."
    )
    not_funded_on: "date | None" = column(
        "Day on which it was refused; null when it was not, or not shown."
    )
    granted: "Decimal | None" = column("The grant awarded, in euro; null when there is none.")
    withdrawn_on: "date | None" = column(
        "Day on which its partners took it back; null when they did not, or not shown."
    )
    state: "ProposalState" = computed(
        as_of_today(derived.PROPOSAL_STATE),
        "Where it stands today; on other days, `stateOn`.",
    )
    state_on: "ProposalState | None" = computed(
        derived.PROPOSAL_STATE,
        "Where it stood, or will stand by what is known, on a day; null when not shown.",
        arguments=(ON_DAY,),
    )
    cost: "Decimal | None" = computed(
        derived.PROPOSAL_COST, "Cost of all partners together, in euro; null when not shown."
    )
    requested: "Decimal | None" = computed(
        derived.PROPOSAL_REQUESTED,
        "Grant that all partners together ask for, in euro; null when not shown.",
    )
    sign_offs_missing: "int | None" = computed(
        derived.PROPOSAL_SIGN_OFFS_MISSING,
        "Partners who have not signed it off, associated ones aside; null when not shown.",
    )
    partners: "Connection[ProposalPartner]" = to_many(
        "Its partners, the lead partner first.", order=("-is_lead",)
    )
    integration_requests: "Connection[IntegrationRequest]" = to_many(
        "The funder's requests for further documents, the oldest first.", order=("requested_on",)
    )
    project: "Project | None" = to_one(
        "The project it became; null when it became none, or not shown to the viewer."
    )
    version: "int | None" = column(
        "Number of edits so far, plus 1, which an edit must name; null when not shown."
    )


@entity(
    call_models.IntegrationRequest,
    prefix="integration",
    policy=call_policy.INTEGRATION_REQUEST,
    order=("-requested_on",),
)
class IntegrationRequest(Node):
    """A funder's request for further documents on a proposal (richiesta di integrazione)."""

    proposal: "Proposal | None" = to_one("The proposal; null when not shown to the viewer.")
    requested_on: "date" = column("Day of the request.")
    due_on: "date | None" = column("Last day to answer; null when the funder set none.")
    answered_on: "date | None" = column("Day of the answer; null while it is awaited.")
    request: "str" = column("What the funder asks for.")


@entity(
    call_models.ProposalPartner,
    prefix="proposer",
    policy=call_policy.PROPOSAL_PARTNER,
    order=("-is_lead",),
)
class ProposalPartner(Node):
    """An organization in a proposal, with its part of the budget and its sign-off."""

    proposal: "Proposal | None" = to_one("The proposal; null when not shown to the viewer.")
    organization: "Organization | None" = to_one(
        "The organization; null when not shown to the viewer."
    )
    role: "PartnerRole" = column("What it does; exactly one partner leads.")
    is_lead: "bool" = computed(derived.IS_LEAD, "Whether it is the lead partner (capofila).")
    size: "EnterpriseSize | None" = column(
        "Size it declares in the proposal; null when absent or not shown."
    )
    cost: "Decimal | None" = column("Its part of the cost, in euro; null when not shown.")
    requested: "Decimal | None" = column(
        "Grant asked for on its cost, in euro; null when not shown."
    )
    signed_off_at: "datetime | None" = column(
        "Instant of its sign-off; null before, or when not shown."
    )
    signed_off_by: "Person | None" = to_one(
        "Who signed it off; null before, or when not shown to the viewer."
    )
    version: "int | None" = column(
        "Number of edits so far, plus 1, which an edit must name; null when not shown."
    )
