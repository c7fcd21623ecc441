"""The closed lists of the incubation area."""

from hub.vocabulary import Vocabulary


class ProgrammeKind(Vocabulary):
    """What a programme does for a start-up."""

    PRE_INCUBATION = "PRE_INCUBATION", "From an idea to a team and a first proof."
    INCUBATION = "INCUBATION", "From a first proof to a company with customers (incubazione)."
    ACCELERATION = "ACCELERATION", "Faster growth of a company that already sells."
    CO_WORKING = "CO_WORKING", "A low-cost desk to try an idea in the field, with light support."


class ProgrammeState(Vocabulary):
    """Where a programme stands on a day; derived from its dates, never stored."""

    UPCOMING = "UPCOMING", "Has not begun."
    RUNNING = "RUNNING", "Takes in or supports start-ups."
    ENDED = "ENDED", "Is over."


class IntakeState(Vocabulary):
    """Where an intake stands at an instant; derived from dated facts, never stored."""

    DRAFT = "DRAFT", "Being prepared, not published."
    ANNOUNCED = "ANNOUNCED", "Published; applications are not taken yet."
    OPEN = "OPEN", "Takes applications."
    IN_REVIEW = "IN_REVIEW", "Takes no more applications; they are being reviewed."
    DECIDED = "DECIDED", "The results are published."
    CANCELLED = "CANCELLED", "Called off."


class ApplicationState(Vocabulary):
    """Where an application stands on a day; derived from dated facts, never stored."""

    DRAFT = "DRAFT", "Being written by the applicant, not submitted."
    SCREENING = "SCREENING", "Submitted; the desk checks that it is complete and admissible."
    MORE_INFO = "MORE_INFO", "The desk has asked for information and waits for the answer."
    IN_REVIEW = "IN_REVIEW", "Admissible; read and scored by the reviewers."
    SELECTED = "SELECTED", "Selected for a place."
    WAITLISTED = "WAITLISTED", "Good enough; gets a place if one becomes free."
    REJECTED = "REJECTED", "Not selected."
    WITHDRAWN = "WITHDRAWN", "Withdrawn by the applicant."


class ApplicationDecision(Vocabulary):
    """The answer to an application."""

    SELECTED = "SELECTED", "Selected for a place."
    WAITLISTED = "WAITLISTED", "Gets a place if one becomes free."
    REJECTED = "REJECTED", "Not selected."


class Recommendation(Vocabulary):
    """What a reviewer advises."""

    NO = "NO", "Do not select."
    MAYBE = "MAYBE", "To be discussed."
    YES = "YES", "Select."


class ReviewState(Vocabulary):
    """Where a review stands on a day; derived from dated facts, never stored."""

    ASSIGNED = "ASSIGNED", "Asked of the reviewer, not final."
    FINAL = "FINAL", "Final; it counts and can no longer be changed."
    DECLINED = "DECLINED", "Not given; it does not count."


class ConflictKind(Vocabulary):
    """What ties a reviewer to an applicant."""

    SAME_ORGANIZATION = "SAME_ORGANIZATION", "Belongs to the organization that applies."
    TEAM_MEMBER = "TEAM_MEMBER", "Belongs to the team of the start-up."
    MENTOR = "MENTOR", "Mentors the start-up or its founders."
    INVESTOR = "INVESTOR", "Has invested, or means to invest, in the start-up."
    FAMILY = "FAMILY", "Close to one of the applicants in private life."
    OTHER = "OTHER", "Another reason, given in words."


class Stage(Vocabulary):
    """How far a start-up has come with the park."""

    IDEA = "IDEA", "Known to the park, not selected by an intake."
    SELECTED = "SELECTED", "Selected; the support has not begun."
    PRE_INCUBATION = "PRE_INCUBATION", "Working from an idea to a first proof."
    INCUBATION = "INCUBATION", "In incubation."
    ACCELERATION = "ACCELERATION", "In acceleration."
    ON_HOLD = "ON_HOLD", "Support paused; goes back to the stage that it left."
    GRADUATED = "GRADUATED", "Has completed its programme."
    ALUMNI = "ALUMNI", "Completed its programme earlier and stays in touch."
    WITHDRAWN = "WITHDRAWN", "Left before the end by its own choice."
    CEASED = "CEASED", "Has given up its activity."


class StartupRole(Vocabulary):
    """What a person does in a start-up."""

    FOUNDER = "FOUNDER", "Founder."
    EXECUTIVE = "EXECUTIVE", "Manages it without having founded it."
    EMPLOYEE = "EMPLOYEE", "Employed by it, whatever the contract."
    ADVISOR = "ADVISOR", "Advises it without working in it."


class ExitKind(Vocabulary):
    """What became of a start-up after the park."""

    ACQUIRED = "ACQUIRED", "Bought by another company."
    LISTED = "LISTED", "Listed on a stock exchange (IPO)."
    MERGED = "MERGED", "Merged with another company."
    STILL_OPERATING = "STILL_OPERATING", "Goes on by itself."
    CLOSED = "CLOSED", "Closed."


class FundingKind(Vocabulary):
    """Where money for a start-up comes from."""

    FOUNDERS = "FOUNDERS", "The founders, their families and friends."
    ANGEL = "ANGEL", "Business angels."
    SEED = "SEED", "A seed round of professional investors."
    VENTURE = "VENTURE", "A later round of venture capital."
    CROWDFUNDING = "CROWDFUNDING", "Many small investors through a platform."
    LOAN = "LOAN", "A loan, also a guaranteed or subsidized one."
    GRANT = "GRANT", "A grant that is not paid back (contributo a fondo perduto)."


RAISED = frozenset(FundingKind) - {FundingKind.GRANT, FundingKind.LOAN}
"""Kinds that count as money raised: capital, neither debt nor grants."""


class MilestoneState(Vocabulary):
    """Where a milestone stands on a day; derived from dated facts, never stored."""

    PLANNED = "PLANNED", "Not reached; its day has not passed."
    OVERDUE = "OVERDUE", "Not reached, and its day has passed."
    REACHED = "REACHED", "Reached."
    DROPPED = "DROPPED", "Given up."


class MentorshipState(Vocabulary):
    """Where a mentorship stands on a day; derived from dated facts, never stored."""

    PROPOSED = "PROPOSED", "Proposed; mentor and start-up have not both agreed, or not yet begun."
    ACTIVE = "ACTIVE", "Under way."
    ENDED = "ENDED", "Over."
    DECLINED = "DECLINED", "Declined by one side before it began."


class SessionState(Vocabulary):
    """Where a mentoring session stands at an instant; derived from facts, never stored."""

    FREE = "FREE", "Offered by the mentor, taken by no start-up."
    BOOKED = "BOOKED", "Taken by a start-up; has not ended."
    UNCONFIRMED = "UNCONFIRMED", "Over; not both sides have confirmed that it took place."
    HELD = "HELD", "Took place; both sides have confirmed it, so it counts."
    UNUSED = "UNUSED", "Over without having been taken by a start-up."
    CANCELLED = "CANCELLED", "Called off."


class Metric(Vocabulary):
    """A number that a start-up reports for a month."""

    REVENUE = "REVENUE", "Revenue of the month, in euro, without VAT."
    COSTS = "COSTS", "Costs of the month, in euro, without VAT."
    RECURRING_REVENUE = "RECURRING_REVENUE", "Revenue of the month that recurs, in euro."
    CASH = "CASH", "Cash at the end of the month, in euro."
    EMPLOYEES = "EMPLOYEES", "People employed at the end of the month."
    COLLABORATORS = "COLLABORATORS", "Other people at work at the end of the month."
    WOMEN = "WOMEN", "Women among employees and collaborators at the end of the month."
    UNDER_35 = "UNDER_35", "People under 35 among them at the end of the month."
    CUSTOMERS = "CUSTOMERS", "Paying customers at the end of the month."
    USERS = "USERS", "People who used the product during the month."


class Audience(Vocabulary):
    """To whom a start-up shows a reported number."""

    DESK = "DESK", "Its own team and the incubation desk."
    MENTORS = "MENTORS", "Also its mentors."
    MEMBERS = "MEMBERS", "Also people of members in good standing."
    PUBLIC = "PUBLIC", "Anyone."


class KpiState(Vocabulary):
    """Where the report of a month stands on a day; derived from dates, never stored."""

    DUE = "DUE", "Not filed; its last day has not passed."
    LATE = "LATE", "Not filed, and its last day has passed."
    FILED = "FILED", "Filed."


class RegisterSection(Vocabulary):
    """Special section of the register of companies (sezione speciale del Registro imprese)."""

    START_UP = "START_UP", "Innovative start-up (startup innovativa), art. 25 DL 179/2012."
    SME = "SME", "Innovative SME (PMI innovativa), art. 4 DL 3/2015."
    INCUBATOR = "INCUBATOR", "Certified incubator (incubatore certificato), art. 25 DL 179/2012."


class RegisterRequirement(Vocabulary):
    """What entitles a company to its place in the special section."""

    RESEARCH_SPENDING = "RESEARCH_SPENDING", "Share of cost or production value spent on R&D."
    QUALIFIED_STAFF = "QUALIFIED_STAFF", "Share of staff with a doctorate or a master's degree."
    INTELLECTUAL_PROPERTY = "INTELLECTUAL_PROPERTY", "Registered IP right or software."
    INCUBATOR_SCORE = "INCUBATOR_SCORE", "Scores of the tables of the decree of 22 December 2016."


class RegisterExtensionKind(Vocabulary):
    """A longer stay in the section of innovative start-ups (L. 193/2024, art. 28)."""

    TO_FIVE_YEARS = "TO_FIVE_YEARS", "From 36 to 60 months."
    TO_SEVEN_YEARS = "TO_SEVEN_YEARS", "The first two years of scaling up."
    TO_NINE_YEARS = "TO_NINE_YEARS", "The second two years of scaling up, the last."


class ExtensionRequirement(Vocabulary):
    """What entitles a company to a longer stay as an innovative start-up."""

    RESEARCH_SPENDING = "RESEARCH_SPENDING", "R&D of at least 25 % of cost or production value."
    PUBLIC_TRIAL = "PUBLIC_TRIAL", "A contract for a trial with a public body."
    GROWTH = "GROWTH", "Revenue or employment up by more than 50 % between the 2nd and 3rd year."
    OUTSIDE_INVESTMENT = (
        "OUTSIDE_INVESTMENT",
        "A reserve above 50,000 EUR through an outside investor, and R&D of at least 20 %.",
    )
    PATENT = "PATENT", "Ownership of at least one patent."
    CAPITAL_RAISED = "CAPITAL_RAISED", "Scaling up: over 1 million EUR of capital from a fund."
    REVENUE_DOUBLED = "REVENUE_DOUBLED", "Scaling up: revenue up by over 100 % a year."
