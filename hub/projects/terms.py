"""The closed lists of the projects' area."""

from hub.vocabulary import Vocabulary


class AidRegime(Vocabulary):
    """Under which rules on State aid a contribution is granted."""

    DE_MINIMIS = "DE_MINIMIS", "De minimis aid (Reg. EU 2023/2831): 300,000 EUR in three years."
    BLOCK_EXEMPTION = "BLOCK_EXEMPTION", "Aid exempted from notice (GBER, Reg. EU 651/2014)."
    EU_PROGRAMME = "EU_PROGRAMME", "Grant managed by the Union itself, such as Horizon Europe."
    NOT_AID = "NOT_AID", "Not State aid, such as a grant to a public body for public works."
    NOT_STATED = "NOT_STATED", "The notice does not say, or nobody has recorded it."


class CallPhaseKind(Vocabulary):
    """What is handed in during a phase of a call."""

    EXPRESSION_OF_INTEREST = (
        "EXPRESSION_OF_INTEREST",
        "Who is interested, with what idea (manifestazione d'interesse).",
    )
    OUTLINE = "OUTLINE", "Short outline, on which invitations to the next phase are decided."
    FULL_PROPOSAL = "FULL_PROPOSAL", "Whole proposal with partners and budget."
    EXECUTIVE_PROJECT = "EXECUTIVE_PROJECT", "Executive project (progetto esecutivo)."


class CallPhaseState(Vocabulary):
    """Where a phase of a call stands."""

    UPCOMING = "UPCOMING", "Not open yet, or its dates are not fixed."
    OPEN = "OPEN", "Takes proposals now."
    CLOSED = "CLOSED", "Takes no more proposals; evaluation has not begun."
    EVALUATION = "EVALUATION", "Proposals are being evaluated."
    RANKED = "RANKED", "The ranking (graduatoria) is published."


class FundingCallState(Vocabulary):
    """Where a funding call stands."""

    DRAFT = "DRAFT", "Recorded by the desk, not published."
    UPCOMING = "UPCOMING", "Published; its first phase is not open yet."
    OPEN = "OPEN", "A phase takes proposals now."
    CLOSED = "CLOSED", "No phase takes proposals now; the last one that did awaits evaluation."
    EVALUATION = "EVALUATION", "The proposals of its latest phase are being evaluated."
    RANKED = "RANKED", "The ranking of its latest phase is published."
    AWARDED = "AWARDED", "The grants are awarded."
    WITHDRAWN = "WITHDRAWN", "Taken back by its funder."
    ARCHIVED = "ARCHIVED", "Over: kept for the record."


class RequirementSubject(Vocabulary):
    """The fact about an applicant on which a requirement of a call looks."""

    ORGANIZATION_KIND = "ORGANIZATION_KIND", "What the organization is."
    ENTERPRISE_SIZE = "ENTERPRISE_SIZE", "Size of the enterprise (2003/361/EC)."
    LEGAL_FORM = "LEGAL_FORM", "Its legal form."
    ACTIVITY = "ACTIVITY", "Its main activity by ATECO code; a prefix covers all codes below it."
    SEAT = "SEAT", "Where its seat is: ISTAT codes or prefixes of them."
    REGISTER_SECTION = "REGISTER_SECTION", "Special section of the company register it is in."
    MAXIMUM_AGE = "MAXIMUM_AGE", "Months since it was founded, at most."
    OTHER = "OTHER", "A fact that the hub does not hold; people check it."


class ProposalState(Vocabulary):
    """Where a proposal stands on a day."""

    DRAFT = "DRAFT", "The partners are writing it."
    INTERNAL_REVIEW = "INTERNAL_REVIEW", "Complete; the partners read it and sign it off."
    SUBMITTED = "SUBMITTED", "Handed in to the funder."
    INTEGRATION_REQUESTED = (
        "INTEGRATION_REQUESTED",
        "The funder awaits further documents (richiesta di integrazione).",
    )
    ADMITTED = "ADMITTED", "Admitted to evaluation, or to the next phase."
    INADMISSIBLE = "INADMISSIBLE", "Refused on its form, not evaluated (inammissibile)."
    RANKED = "RANKED", "Evaluated and ranked; the funding decision is awaited."
    FUNDED = "FUNDED", "Awarded a grant."
    RESERVE = "RESERVE", "Good enough, but the pot is used up; may be funded later."
    NOT_FUNDED = "NOT_FUNDED", "Evaluated and refused."
    WITHDRAWN = "WITHDRAWN", "Taken back by its partners."


class PartnerRole(Vocabulary):
    """What an organization does in a proposal or a project."""

    LEAD = "LEAD", "Lead partner, who answers to the funder for all (capofila)."
    PARTNER = "PARTNER", "Partner with a budget of its own."
    ASSOCIATED = "ASSOCIATED", "Takes part without costs or grant of its own."
    THIRD_PARTY = "THIRD_PARTY", "Works for a partner to which it is tied (soggetto terzo)."


class ProjectState(Vocabulary):
    """Where a project stands on a day."""

    PLANNED = "PLANNED", "Not begun, or its beginning is not fixed."
    ACTIVE = "ACTIVE", "Under way."
    SUSPENDED = "SUSPENDED", "Halted for a time."
    CLOSING = "CLOSING", "Its activities are over; reports and the last claims are not."
    CLOSED = "CLOSED", "Over and settled."
    TERMINATED = "TERMINATED", "Broken off before its end."


class CostCategory(Vocabulary):
    """What money is spent on."""

    PERSONNEL = "PERSONNEL", "People employed for the project."
    EQUIPMENT = "EQUIPMENT", "Instruments and equipment, as far as written off to the project."
    WORKS = "WORKS", "Buildings, systems and their furnishing."
    SERVICES = "SERVICES", "Consultancy, contract research, licences and other services."
    MATERIALS = "MATERIALS", "Consumables."
    TRAVEL = "TRAVEL", "Travel and subsistence."
    OTHER_DIRECT = "OTHER_DIRECT", "Other direct costs."
    OVERHEADS = "OVERHEADS", "Indirect costs, real or as a flat rate (spese generali)."
    LUMP_SUM = "LUMP_SUM", "Amount not broken down by category."


class ClaimKind(Vocabulary):
    """What a claim asks for."""

    ADVANCE = "ADVANCE", "Advance before costs are incurred (anticipo)."
    INTERIM = "INTERIM", "Costs of a period under way (stato di avanzamento)."
    FINAL = "FINAL", "Last costs and balance (saldo)."


class ClaimState(Vocabulary):
    """Where a claim for costs stands."""

    DRAFT = "DRAFT", "The partner is preparing it."
    SUBMITTED = "SUBMITTED", "Handed in, or handed in again."
    CHANGES_REQUESTED = "CHANGES_REQUESTED", "Sent back to the partner for corrections."
    DESK_APPROVED = "DESK_APPROVED", "Approved by the projects desk; the second approval awaits."
    FINANCE_APPROVED = "FINANCE_APPROVED", "Approved for payment."
    PAID = "PAID", "Paid."
    PAYMENT_FAILED = "PAYMENT_FAILED", "The payment came back."
    DECLINED = "DECLINED", "Refused."
    WITHDRAWN = "WITHDRAWN", "Taken back by the partner."


class DeliverableNature(Vocabulary):
    """What kind of thing a deliverable is."""

    REPORT = "REPORT", "Report or other document."
    SOFTWARE = "SOFTWARE", "Software, with or without its source."
    DATASET = "DATASET", "Data set or data management plan."
    DEMONSTRATOR = "DEMONSTRATOR", "Prototype, pilot or demonstration."
    WORKS = "WORKS", "Building, network or other physical work."
    EVENT = "EVENT", "Course, conference, campaign or website."
    OTHER = "OTHER", "Anything else."


class DeliverableState(Vocabulary):
    """Where a deliverable stands on a day."""

    PLANNED = "PLANNED", "Not delivered, and not late."
    LATE = "LATE", "Not delivered, and its last day has passed."
    DELIVERED = "DELIVERED", "Delivered; acceptance awaits."
    ACCEPTED = "ACCEPTED", "Accepted by the funder."


class AgreementKind(Vocabulary):
    """What the parties of an agreement bind themselves to."""

    PROTOCOL_OF_INTENT = (
        "PROTOCOL_OF_INTENT",
        "Statement of intent without operative value (protocollo d'intesa).",
    )
    FRAMEWORK = "FRAMEWORK", "Framework agreement for later conventions (accordo quadro)."
    CONVENTION = (
        "CONVENTION",
        "Who does what, by when, with what money (convenzione, convenzione attuativa).",
    )
    GRANT_AGREEMENT = "GRANT_AGREEMENT", "Funder and beneficiaries (atto di adesione)."
    TEMPORARY_ASSOCIATION = (
        "TEMPORARY_ASSOCIATION",
        "Partners give the lead a mandate for one project (ATI, ATS).",
    )
    NETWORK_CONTRACT = "NETWORK_CONTRACT", "Enterprises with a joint programme (contratto di rete)."
    CONFIDENTIALITY = "CONFIDENTIALITY", "Confidentiality agreement."
    INTERNSHIP = "INTERNSHIP", "Promoter and host of internships (convenzione di tirocinio)."
    OTHER = "OTHER", "Any other agreement."


class AgreementState(Vocabulary):
    """Where an agreement stands on a day."""

    DRAFT = "DRAFT", "Being written: not sent for signature, signed by nobody."
    IN_SIGNATURE = "IN_SIGNATURE", "Not all parties have signed."
    SIGNED = "SIGNED", "All parties have signed; it takes effect on a later day."
    IN_FORCE = "IN_FORCE", "Signed by all parties, and between its first and last day."
    EXPIRED = "EXPIRED", "Its end has passed, whether or not all parties had signed."
    TERMINATED = "TERMINATED", "Ended before its time."
    SUPERSEDED = "SUPERSEDED", "Replaced by another agreement."


class PartyRole(Vocabulary):
    """As what an organization is a party to an agreement."""

    PROMOTER = "PROMOTER", "Brought the parties together, or grants what it is about."
    BENEFICIARY = "BENEFICIARY", "Receives what it is about: a grant, a use, a service."
    PARTY = "PARTY", "Party like all others."
    GUARANTOR = "GUARANTOR", "Answers for another party."


class AmountBasis(Vocabulary):
    """How often an amount is due."""

    ONCE = "ONCE", "Once."
    MONTHLY = "MONTHLY", "Every month."
    YEARLY = "YEARLY", "Every year."


class OpportunityKind(Vocabulary):
    """What an organization offers."""

    INTERNSHIP = "INTERNSHIP", "Internship, curricular or not (tirocinio)."
    JOB = "JOB", "Employment."
    APPRENTICESHIP = "APPRENTICESHIP", "Apprenticeship (apprendistato)."
    THESIS = "THESIS", "Thesis in a company."
    SCHOLARSHIP = "SCHOLARSHIP", "Scholarship or research grant."
    COLLABORATION = "COLLABORATION", "Search for a partner, a supplier or a freelance."


class WorkMode(Vocabulary):
    """Where the work is done."""

    ON_SITE = "ON_SITE", "At the organization's place."
    HYBRID = "HYBRID", "Partly at the organization's place, partly elsewhere."
    REMOTE = "REMOTE", "Anywhere."


class OpportunityState(Vocabulary):
    """Where an opportunity stands on a day."""

    DRAFT = "DRAFT", "Not published yet."
    OPEN = "OPEN", "Published; people can apply."
    CLOSED = "CLOSED", "Its last day to apply has passed."
    FILLED = "FILLED", "All its places are taken."
    WITHDRAWN = "WITHDRAWN", "Taken back by the organization."
