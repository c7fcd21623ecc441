"""What Beta keeps to itself: one unmistakable value for each private fact, and who may read it.

This is the reviewed matrix: a change of a policy that shows one of these to others fails here.
"""

from collections.abc import Mapping

OWN = frozenset({"own", "head"})
"""Somebody of Beta, and its administrator."""
HEAD = frozenset({"head"})
DIRECTION = frozenset({"direction"})
FRONT_DESK = DIRECTION | {"front_desk"}
INCUBATION = DIRECTION | {"incubation"}
PROJECTS = DIRECTION | {"projects"}
STAFF = FRONT_DESK | INCUBATION | PROJECTS
OBSERVERS = STAFF | {"observer"}

STRANGERS = ("anonymous", "guest", "member", "administrator")
"""The public, a person of no organization, and the people of Alfa: they read none of these."""

SECRETS: Mapping[str, frozenset[str]] = {
    # Members: the organization is listed for nobody.
    "Organization.name": OWN | OBSERVERS,
    "Organization.phone": OWN | STAFF,
    "Organization.sector": OWN | OBSERVERS,
    "Headcount.source": OWN | OBSERVERS,
    "Person.name": OWN | STAFF,
    "Person.email": OWN | STAFF,
    "Person.phone": STAFF,
    "Person.bio": STAFF,
    "Person.fiscal_code": FRONT_DESK,
    "Affiliation.title": OWN | STAFF,
    "ConsentRecord.source": HEAD | FRONT_DESK,
    "Membership.number": OWN | OBSERVERS,
    "Membership.motivation": HEAD | FRONT_DESK,
    "Membership.decision_note": FRONT_DESK,
    "MembershipPeriod.note": FRONT_DESK,
    "Suspension.reason": HEAD | FRONT_DESK,
    "MembershipDocument.name": HEAD | FRONT_DESK,
    "MembershipDocument.refusal_reason": HEAD | FRONT_DESK,
    "FeeLine.description": HEAD | FRONT_DESK,
    "FeeLine.invoice_number": HEAD | FRONT_DESK,
    "FeeLine.credit_reason": HEAD | FRONT_DESK,
    "Payment.reference": HEAD | FRONT_DESK,
    # Accounts: those of others are the direction's alone.
    "Account.email": DIRECTION,
    "ApiToken.name": DIRECTION,
    "Session.client": DIRECTION,
    "Invitation.email": HEAD | FRONT_DESK,
    "Invitation.title": HEAD | FRONT_DESK,
    # Spaces: that a room is taken is no secret, by whom and what for is.
    "Booking.title": OWN | FRONT_DESK,
    "Booking.note": FRONT_DESK,
    "Booking.free_reason": OWN | FRONT_DESK,
    "BookingSeries.title": OWN | FRONT_DESK,
    "BookingSeries.note": FRONT_DESK,
    "BookingAttendee.name": OWN | FRONT_DESK,
    "BookingAttendee.email": FRONT_DESK,
    "BookingRule.name": OWN | FRONT_DESK,
    "BookingQuota.name": OWN | FRONT_DESK,
    "WaitlistEntry.title": OWN | FRONT_DESK,
    "Lease.note": FRONT_DESK,
    "RentStep.reason": HEAD | FRONT_DESK,
    # Incubation: a start-up in stealth, and what reviewers think.
    "Startup.name": OWN | STAFF,
    "Startup.pitch": OWN | STAFF,
    "StageChange.reason": HEAD | INCUBATION,
    "Milestone.title": HEAD | INCUBATION,
    "FundingRound.investors": HEAD | INCUBATION,
    "Exit.reason": HEAD | INCUBATION,
    "RegisterEntry.evidence": HEAD | INCUBATION,
    "Mentorship.goals": HEAD | INCUBATION,
    "MentoringSession.topic": HEAD | INCUBATION,
    "KpiReport.note": HEAD | INCUBATION,
    "Application.problem": HEAD | INCUBATION,
    "Application.decision_reason": INCUBATION,
    "InformationRequest.question": HEAD | INCUBATION,
    "Review.comment": INCUBATION,
    "Score.comment": INCUBATION,
    "ConflictOfInterest.note": INCUBATION,
    # Projects: what is not handed in, not public, or an account of money.
    "Proposal.title": OWN | PROJECTS,
    "Proposal.summary": OWN | PROJECTS,
    "IntegrationRequest.request": OWN | PROJECTS,
    "Project.title": OWN | OBSERVERS,
    "Project.termination_reason": OWN | PROJECTS,
    "ProjectSuspension.reason": OWN | PROJECTS,
    "WorkPackage.title": OWN | OBSERVERS,
    "Deliverable.title": OWN | OBSERVERS,
    "ClaimLine.description": OWN | PROJECTS,
    "ClaimStep.note": OWN | PROJECTS,
    "AidGrant.grantor": OWN | OBSERVERS,
    "Agreement.title": OWN | OBSERVERS,
    "AgreementParty.signatory_name": OWN | PROJECTS,
    "AgreementTerm.description": OWN | OBSERVERS,
    "Opportunity.title": OWN | FRONT_DESK | PROJECTS,
}

AMOUNTS: Mapping[str, tuple[str, frozenset[str]]] = {
    "Headcount.employees": ("77311", OWN | OBSERVERS),
    "FeeLine.amount": ("77312.07", HEAD | FRONT_DESK),
    "Payment.amount": ("77300.07", HEAD | FRONT_DESK),
    "Booking.price": ("77313.07", OWN | FRONT_DESK),
    "Booking.attendees": ("77314", OWN | FRONT_DESK),
    "BookingRule.max_minutes": ("77330", OWN | FRONT_DESK),
    "BookingQuota.max_minutes": ("77331", OWN | FRONT_DESK),
    "Lease.monthly_amount": ("77315.07", HEAD | FRONT_DESK),
    "Allowance.minutes_per_month": ("77316", OWN | FRONT_DESK),
    "FundingRound.amount": ("77317.07", HEAD | INCUBATION),
    "KpiValue.amount": ("77318.07", HEAD | INCUBATION),
    "ProposalPartner.cost": ("77319.07", OWN | PROJECTS),
    "Partnership.cost_share": ("77329.07", OWN | OBSERVERS),
    "BudgetLine.cost": ("77321.07", OWN | PROJECTS),
    "Claim.approved": ("77322.07", OWN | PROJECTS),
}

FORMS: Mapping[str, str] = {
    "Person.email": "zxemail@beta.example",
    "Account.email": "zxaccount@beta.example",
    "Invitation.email": "zxinvited@beta.example",
    "BookingAttendee.email": "zxguest@elsewhere.example",
    "Person.fiscal_code": "ZXFISCALCODE0001",
    "Membership.number": "ZXNUMBER",
    "FeeLine.invoice_number": "ZXINVOICE",
}
"""Secrets that their columns hold to a form of their own."""


def text(name: str) -> str:
    """The value by which a private text is known."""
    return FORMS.get(name, f"zx{name.replace('.', 'qq').replace('_', 'ww').lower()}zx")


VALUES: Mapping[str, str] = {
    **{name: text(name) for name in SECRETS},
    **{name: value for name, (value, _) in AMOUNTS.items()},
}
READERS: Mapping[str, frozenset[str]] = {
    **SECRETS,
    **{name: readers for name, (_, readers) in AMOUNTS.items()},
}
