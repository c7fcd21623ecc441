"""The closed lists of the members' area."""

from hub.vocabulary import Vocabulary


class OrganizationKind(Vocabulary):
    """What an organization is."""

    COMPANY = "COMPANY", "Company or sole trader (impresa)."
    CONSORTIUM = "CONSORTIUM", "Consortium or consortium company (consorzio, societa consortile)."
    PUBLIC_BODY = "PUBLIC_BODY", "Municipality, region, chamber of commerce or other public body."
    UNIVERSITY = "UNIVERSITY", "University or a seat of one (ateneo)."
    RESEARCH_BODY = "RESEARCH_BODY", "Research and knowledge-dissemination body."
    UTILITY = "UTILITY", "Publicly owned utility or network operator (multiutility)."
    ASSOCIATION = "ASSOCIATION", "Association of firms, of trades or of citizens."
    FOUNDATION = "FOUNDATION", "Foundation (fondazione)."
    SCHOOL = "SCHOOL", "School or higher technical institute (scuola, ITS)."


class EnterpriseSize(Vocabulary):
    """Size of an enterprise with its linked and partner enterprises (2003/361/EC)."""

    MICRO = "MICRO", "Under 10 people and at most 2 million EUR of turnover or balance sheet."
    SMALL = "SMALL", "Under 50 people and at most 10 million EUR of turnover or balance sheet."
    MEDIUM = (
        "MEDIUM",
        "Under 250 people, and turnover up to 50 or balance sheet up to 43 million EUR.",
    )
    LARGE = "LARGE", "Above the limits of a medium enterprise."


class AtecoEdition(Vocabulary):
    """Edition of the Italian classification of economic activities; codes change between them."""

    ATECO_2007 = "ATECO_2007", "ATECO 2007 with its update of 2022, used until 31 March 2025."
    ATECO_2025 = "ATECO_2025", "ATECO 2025 (NACE Rev. 2.1), used from 1 April 2025."


class Visibility(Vocabulary):
    """To whom the owner of a record shows it, or one field of it."""

    PUBLIC = "PUBLIC", "Anyone."
    MEMBERS = "MEMBERS", "People of organizations that are members in good standing today."
    PRIVATE = "PRIVATE", "Only those concerned and the desks in charge."


class Language(Vocabulary):
    """A language in which the hub writes to a person."""

    IT = "IT", "Italian."
    EN = "EN", "English."


class AffiliationRole(Vocabulary):
    """What ties a person to an organization."""

    LEGAL_REPRESENTATIVE = "LEGAL_REPRESENTATIVE", "Signs for it (legale rappresentante)."
    OWNER = "OWNER", "Owner or partner (titolare, socio)."
    BOARD_MEMBER = "BOARD_MEMBER", "Member of its board, without signing for it."
    EMPLOYEE = "EMPLOYEE", "Employed by it, whatever the contract."
    COLLABORATOR = "COLLABORATOR", "Works with it without being employed."
    RESEARCHER = "RESEARCHER", "Professor, researcher or doctoral student of it."
    STUDENT = "STUDENT", "Studies there."
    TRAINEE = "TRAINEE", "Trainee on an internship agreement (tirocinante)."


class ContactPurpose(Vocabulary):
    """A matter for which a person is an organization's contact."""

    PRIMARY = "PRIMARY", "First contact for everything."
    ADMINISTRATIVE = "ADMINISTRATIVE", "Contracts and records."
    FINANCIAL = "FINANCIAL", "Fees, invoices and claims."
    TECHNICAL = "TECHNICAL", "Networks, systems and equipment."
    LEGAL = "LEGAL", "Legal matters and signatures."
    MARKETING = "MARKETING", "Press, events and the directory."
    PROJECTS = "PROJECTS", "Calls, proposals and joint projects."
    SPACES = "SPACES", "Spaces, bookings and access."


class MembershipCategory(Vocabulary):
    """What a membership makes of its holder."""

    FOUNDER = "FOUNDER", "Founding member (socio fondatore)."
    ORDINARY = "ORDINARY", "Ordinary member with a share (socio ordinario)."
    SUPPORTING = "SUPPORTING", "Supporting member (socio sostenitore)."
    INSTITUTIONAL = "INSTITUTIONAL", "Public body, university or utility that takes part."
    CO_WORKER = "CO_WORKER", "Customer of the co-working space, not a member of the consortium."


CONSORTIUM = frozenset(MembershipCategory) - {MembershipCategory.CO_WORKER}
"""Categories that make their holder a member of the consortium."""


class PeriodKind(Vocabulary):
    """How the periods of a membership are laid."""

    ROLLING = "ROLLING", "From the day of joining, for the length of a period."
    CALENDAR = "CALENDAR", "The calendar year, whatever the day of joining."


class Decision(Vocabulary):
    """The answer to an application for membership."""

    ADMITTED = "ADMITTED", "Admitted."
    REJECTED = "REJECTED", "Not admitted."


class DocumentKind(Vocabulary):
    """What a paper that goes with a membership is."""

    APPLICATION = "APPLICATION", "Signed application (domanda di ammissione)."
    STATUTE = "STATUTE", "Statute or deed of incorporation (statuto, atto costitutivo)."
    REGISTER_EXTRACT = "REGISTER_EXTRACT", "Extract of the register of companies (visura camerale)."
    RESOLUTION = "RESOLUTION", "Resolution of a board or council (delibera)."
    TAX_CLEARANCE = "TAX_CLEARANCE", "That contributions are paid (DURC)."
    IDENTITY = "IDENTITY", "Identity document of who signs."
    INSURANCE = "INSURANCE", "Insurance policy."
    OTHER = "OTHER", "Another paper."


class ResignationReason(Vocabulary):
    """Why a member leaves."""

    CEASED = "CEASED", "The holder has ceased its activity."
    MERGED = "MERGED", "The holder was merged into another organization."
    MOVED = "MOVED", "The holder has left the area."
    COST = "COST", "The fee or other costs."
    NO_LONGER_OF_USE = "NO_LONGER_OF_USE", "The membership is of no more use to its holder."
    DISAGREEMENT = "DISAGREEMENT", "Disagreement with the consortium's choices."
    OTHER = "OTHER", "Another reason, or none given."


class MembershipStatus(Vocabulary):
    """Where a membership stands on a day; derived from dated facts, never stored."""

    APPLIED = "APPLIED", "Applied for, not decided."
    WITHDRAWN = "WITHDRAWN", "The applicant withdrew before a decision."
    REJECTED = "REJECTED", "Not admitted."
    PENDING = "PENDING", "Admitted; the first period has not begun."
    ACTIVE = "ACTIVE", "Within a period."
    GRACE = "GRACE", "After a period, within the days of grace of its type; still a member."
    SUSPENDED = "SUSPENDED", "Suspended within a period or its days of grace."
    LAPSED = "LAPSED", "After a period and its days of grace, not renewed."
    ENDED = "ENDED", "The holder resigned, and the resignation has taken effect."
    EXPELLED = "EXPELLED", "The holder was expelled."


GOOD_STANDING = frozenset({MembershipStatus.ACTIVE, MembershipStatus.GRACE})
"""In these the holder has the rights of a member."""


class FeeKind(Vocabulary):
    """What a fee line is for."""

    JOINING = "JOINING", "Paid once, on joining (quota di ammissione)."
    CAPITAL_SHARE = "CAPITAL_SHARE", "Share of the consortium's capital (quota consortile)."
    YEARLY = "YEARLY", "Contribution for a period (contributo annuale)."
    SERVICE = "SERVICE", "A service outside the contribution."


class FeeState(Vocabulary):
    """Where a fee line stands on a day; derived from dated facts, never stored."""

    PLANNED = "PLANNED", "Not asked for yet."
    OPEN = "OPEN", "Asked for; its last day of payment has not passed."
    OVERDUE = "OVERDUE", "Asked for; its last day of payment has passed."
    PAID = "PAID", "Paid in full."
    CREDITED = "CREDITED", "Cancelled by a credit note."
    FREE = "FREE", "Nothing to pay: the amount is zero."


class ProrationBasis(Vocabulary):
    """In what the covered part of a period is counted when a fee is prorated."""

    DAYS = "DAYS", "Days covered out of the days of the whole period."
    MONTHS = "MONTHS", "Months begun out of the months of the whole period."


class PaymentMethod(Vocabulary):
    """How money came in."""

    BANK_TRANSFER = "BANK_TRANSFER", "Bank transfer (bonifico)."
    DIRECT_DEBIT = "DIRECT_DEBIT", "SEPA direct debit."
    PAGOPA = "PAGOPA", "Through pagoPA."
    CARD = "CARD", "Card."
    CHEQUE = "CHEQUE", "Cheque (assegno)."
    CASH = "CASH", "Cash."
    OFFSET = "OFFSET", "Set off against what the consortium owes (compensazione)."


class ReminderChannel(Vocabulary):
    """How a payer was reminded."""

    EMAIL = "EMAIL", "E-mail."
    PEC = "PEC", "Certified e-mail (PEC)."
    POST = "POST", "Letter."
    PHONE = "PHONE", "Telephone."


class StatementEntryKind(Vocabulary):
    """A line of the account of who pays fees."""

    OPENING = "OPENING", "The balance before the first day."
    ISSUED = "ISSUED", "An amount was asked for."
    CREDITED = "CREDITED", "An amount that had been asked for was cancelled."
    PAID = "PAID", "A payment came in."
    TAKEN_BACK = "TAKEN_BACK", "A payment was taken back."
    CLOSING = "CLOSING", "The balance at the end of the last day."
