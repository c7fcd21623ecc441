"""The closed lists of due work."""

from hub.vocabulary import Vocabulary


class Desk(Vocabulary):
    """A desk of the consortium, which has work of its own; the direction sees that of all."""

    DIRECTION = "DIRECTION", "Direction: what only it decides."
    FRONT_DESK = "FRONT_DESK", "Front desk: memberships, fees, invitations, spaces."
    INCUBATION = "INCUBATION", "Incubation desk: applications, and what start-ups owe."
    PROJECTS = "PROJECTS", "Projects desk: calls, proposals, deliverables, agreements."


class TodoKind(Vocabulary):
    """What there is to do."""

    MEMBERSHIP_APPLICATION = (
        "MEMBERSHIP_APPLICATION",
        "Decide an application for membership; due since the day of the application.",
    )
    MEMBERSHIP_RENEWAL = (
        "MEMBERSHIP_RENEWAL",
        "Renew a membership whose last period is about to end; due on its last day.",
    )
    MEMBERSHIP_GRACE = (
        "MEMBERSHIP_GRACE",
        "Renew a membership within its days of grace, before it lapses; due on the last of them.",
    )
    MEMBERSHIP_LAPSED = (
        "MEMBERSHIP_LAPSED",
        "Ask a member back, or take leave of it, in the 90 days after its membership lapsed; due"
        " since the day on which it did. Bookings and leases to come may still hang on it:"
        " `settleLapse` shows them in a dry run, and ends or passes them on.",
    )
    DOCUMENT_TO_REVIEW = (
        "DOCUMENT_TO_REVIEW",
        "Accept or refuse a paper of a membership; due since the day on which it was handed in.",
    )
    DOCUMENT_EXPIRING = (
        "DOCUMENT_EXPIRING",
        "Ask for a newer paper of a membership before one expires, and in the 90 days after; due on"
        " the last day on which it holds.",
    )
    FEE_TO_ISSUE = (
        "FEE_TO_ISSUE",
        "Ask for a fee that is planned; due on the last day of its payment.",
    )
    FEE_OVERDUE = (
        "FEE_OVERDUE",
        "Remind who owes a fee, or record its payment; due since the last day of its payment.",
    )
    INVITATION_UNANSWERED = (
        "INVITATION_UNANSWERED",
        "Ask after an invitation that waits for its answer; due on the day on which it expires.",
    )
    BOOKING_REQUEST = (
        "BOOKING_REQUEST",
        "Answer a request for a space; due on the day on which it lapses by itself.",
    )
    LEASE_ENDING = (
        "LEASE_ENDING",
        "Renew a lease that is about to end, or prepare for it; due on its last day.",
    )
    STARTUP_APPLICATION = (
        "STARTUP_APPLICATION",
        "Screen or decide an application for incubation that does not wait for the applicant; due"
        " since the day on which it was handed in.",
    )
    KPI_REPORT_LATE = (
        "KPI_REPORT_LATE",
        "Ask for the numbers of a month; due since the last day on which they were in time.",
    )
    MILESTONE_OVERDUE = (
        "MILESTONE_OVERDUE",
        "Ask after a milestone that was not reached; due since the day set for it.",
    )
    CALL_CLOSING = (
        "CALL_CLOSING",
        "Decide whether to take part in a call that is about to close; due on the day on which it"
        " does.",
    )
    PROPOSAL_DEADLINE = (
        "PROPOSAL_DEADLINE",
        "Hand in a proposal before its call closes; due on the day on which it does.",
    )
    DELIVERABLE_LATE = (
        "DELIVERABLE_LATE",
        "Ask for a result that a project owes; due since the day set for it.",
    )
    AGREEMENT_EXPIRING = (
        "AGREEMENT_EXPIRING",
        "Renew an agreement, or give notice; due on the last day for a notice, and after that on"
        " the last day of the agreement.",
    )
