"""The GraphQL types of agreements between parties, and of opportunities."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.projects import agreement_models, agreement_policy, derived
from hub.projects.terms import (
    AgreementKind,
    AgreementState,
    AmountBasis,
    OpportunityKind,
    OpportunityState,
    PartyRole,
    WorkMode,
)
from hub.sql import as_of_today
from schema.compiler.declare import column, computed, entity, to_many, to_one
from schema.members.types import ON_DAY
from schema.node import Node

if TYPE_CHECKING:
    from schema.members.types import Organization
    from schema.paging import Connection
    from schema.projects.types import Project


@entity(
    agreement_models.Agreement,
    prefix="agreement",
    policy=agreement_policy.AGREEMENT,
    order=("-starts_on", "title"),
    search=("title", "code", "subject"),
)
class Agreement(Node):
    """What two or more parties sign: a statement of intent, a framework, a convention.

    It is in force between its days once all parties have signed; that it has expired is computed,
    so that nobody need remember it.
    """

    code: "str | None" = column("Number or code of the deed; null when not recorded.")
    title: "str" = column("Its title.")
    kind: "AgreementKind" = column("What it binds the parties to.")
    subject: "str | None" = column("What it is about; null when not recorded.")
    parent: "Agreement | None" = to_one(
        "The agreement that it carries out; null without one, or when not shown."
    )
    children: "Connection[Agreement]" = to_many(
        "Agreements that carry it out and the viewer may see.", order=("starts_on",)
    )
    previous: "Agreement | None" = to_one(
        "The agreement that it renews or replaces; null without one, or when not shown."
    )
    successors: "Connection[Agreement]" = to_many(
        "Agreements that renew or replace it and the viewer may see.", order=("starts_on",)
    )
    project: "Project | None" = to_one(
        "The project it is about; null without one, or when not shown to the viewer."
    )
    sent_on: "date | None" = column(
        "Day on which it was sent for signature; null before, or when not shown."
    )
    starts_on: "date | None" = column("First day of its effect; null: from the last signature on.")
    ends_on: "date | None" = column("First day on which it no longer holds; null: open end.")
    notice_days: "int | None" = column(
        "Days before its end on which the parties are reminded; null: never, or not shown."
    )
    notice_on: "date | None" = computed(
        derived.AGREEMENT_NOTICE_ON,
        "Day of that reminder; null without an end or a notice, or when not shown.",
    )
    renews_tacitly: "bool | None" = column(
        "Whether it goes on unless a party objects; null when not shown to the viewer."
    )
    termination_requested_on: "date | None" = column(
        "Day on which a party gave notice; null when none did, or not shown."
    )
    terminated_on: "date | None" = column(
        "First day on which it was ended before its time; null when it was not."
    )
    superseded_on: "date | None" = column(
        "First day on which another agreement replaced it; null when none did."
    )
    state: "AgreementState" = computed(
        derived.AGREEMENT_STATE, "Where it stands, today or on the day that the list asks about."
    )
    state_on: "AgreementState" = computed(
        derived.AGREEMENT_STATE,
        "Where it stood, or will stand by what is known, on a day.",
        arguments=(ON_DAY,),
    )
    party_count: "int | None" = computed(
        derived.AGREEMENT_PARTY_COUNT, "Parties who have not left it; null when not shown."
    )
    signed_count: "int | None" = computed(
        derived.AGREEMENT_SIGNED_COUNT, "How many of them have signed; null when not shown."
    )
    url: "str | None" = column("Where its text is published; null when it is not.")
    is_public: "bool | None" = column(
        "Whether everyone sees the agreement; null when not shown to the viewer."
    )
    is_invented: "bool" = column("Whether it was invented for demonstration.")
    parties: "Connection[AgreementParty]" = to_many(
        "Its parties, in the order of their signatures.", order=("signed_on",)
    )
    terms: "Connection[AgreementTerm]" = to_many(
        "What is owed under it, period by period.", order=("starts_on",)
    )
    opportunities: "Connection[Opportunity]" = to_many(
        "Internships offered under it, the newest first.", order=("-published_on",)
    )
    version: "int | None" = column(
        "Number of edits so far, plus 1, which an edit must name; null when not shown."
    )


@entity(
    agreement_models.AgreementParty,
    prefix="party",
    policy=agreement_policy.AGREEMENT_PARTY,
    order=("-signed_on",),
)
class AgreementParty(Node):
    """An organization that signs an agreement, and the day on which it did."""

    agreement: "Agreement | None" = to_one("The agreement; null when not shown to the viewer.")
    organization: "Organization | None" = to_one(
        "The organization; null when not shown to the viewer."
    )
    role: "PartyRole" = column("As what it is a party.")
    signed_on: "date | None" = column("Day of its signature; null before.")
    signatory_name: "str | None" = column(
        "Who signs for it; null when not recorded, or not shown to the viewer."
    )
    signatory_title: "str | None" = column(
        "As what that person signs; null when not recorded, or not shown."
    )
    left_on: "date | None" = column("First day on which it is a party no longer; null while it is.")
    version: "int | None" = column(
        "Number of edits so far, plus 1, which an edit must name; null when not shown."
    )


@entity(
    agreement_models.AgreementTerm,
    prefix="term",
    policy=agreement_policy.AGREEMENT_TERM,
    order=("starts_on",),
)
class AgreementTerm(Node):
    """What is owed under an agreement during one period: a rent, a fee, a free year."""

    agreement: "Agreement | None" = to_one("The agreement; null when not shown to the viewer.")
    title: "str" = column("What is owed or granted.")
    description: "str | None" = column("The term in words; null when absent or not shown.")
    starts_on: "date | None" = column("First day of the period; null: from the agreement's start.")
    ends_on: "date | None" = column("First day after it; null: until the agreement's end.")
    amount: "Decimal | None" = column(
        "Amount owed, in euro, 0 when free; null when it is no money, or not shown."
    )
    basis: "AmountBasis | None" = column("How often it is owed; null when not shown.")


@entity(
    agreement_models.Opportunity,
    prefix="opportunity",
    policy=agreement_policy.OPPORTUNITY,
    order=("-published_on", "title"),
    search=("title", "field", "description"),
)
class Opportunity(Node):
    """An internship, a job, a thesis that an organization offers; it closes by itself."""

    organization: "Organization | None" = to_one(
        "Who offers it; null when not shown to the viewer."
    )
    kind: "OpportunityKind" = column("What is offered.")
    title: "str" = column("Its title.")
    description: "str | None" = column("What the work is; null when not recorded.")
    field: "str | None" = column("Field of study or work; null when not recorded.")
    places: "int" = column("How many people are sought, at least 1.")
    work_mode: "WorkMode" = column("Where the work is done.")
    location: "str | None" = column("Place of work; null when not recorded.")
    starts_on: "date | None" = column("First day of the work; null when open.")
    ends_on: "date | None" = column("First day after the work; null when open or permanent.")
    monthly_pay: "Decimal | None" = column(
        "Gross pay or allowance a month, in euro; null when not stated."
    )
    is_curricular: "bool | None" = column(
        "Of an internship: whether it is part of a course of study (tirocinio curriculare); null"
        " of anything else."
    )
    promoter: "Organization | None" = to_one(
        "Of an internship: the school, university or agency that promotes it (soggetto promotore,"
        " DGR Lombardia X/7763 of 2018); null without one, or when not shown."
    )
    agreement: "Agreement | None" = to_one(
        "The convention between promoter and host; null without one, or when not shown."
    )
    project: "Project | None" = to_one(
        "The project it is part of; null without one, or when not shown to the viewer."
    )
    apply_url: "str | None" = column("Where to apply; null when not recorded.")
    published_on: "date | None" = column("Day of its publication; null for a draft.")
    closes_on: "date | None" = column(
        "First day on which nobody can apply any more; null: until it is filled."
    )
    filled_on: "date | None" = column(
        "Day on which all places were taken; null before, or when not shown."
    )
    withdrawn_on: "date | None" = column(
        "Day on which it was taken back; null when it was not, or not shown."
    )
    state: "OpportunityState" = computed(
        as_of_today(derived.OPPORTUNITY_STATE),
        "Where it stands today; on other days, `stateOn`.",
    )
    state_on: "OpportunityState | None" = computed(
        derived.OPPORTUNITY_STATE,
        "Where it stood, or will stand by what is known, on a day; null when not shown.",
        arguments=(ON_DAY,),
    )
    is_invented: "bool" = column("Whether it was invented for demonstration.")
    version: "int | None" = column(
        "Number of edits so far, plus 1, which an edit must name; null when not shown."
    )
