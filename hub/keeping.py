"""How long each kind of data is kept once it is done with, and why."""

from dataclasses import dataclass

from hub.sql import Sql
from hub.vocabulary import Vocabulary


class RetentionKind(Vocabulary):
    """A kind of data that has its time."""

    ENDED_SESSIONS = "ENDED_SESSIONS", "Sessions that ended or ran out, with their tokens."
    USED_LINKS = "USED_LINKS", "Links in mails that were used or ran out."
    CLOSED_INVITATIONS = (
        "CLOSED_INVITATIONS",
        "Addresses of invitations that were answered, taken back or not answered in time.",
    )
    GUEST_ADDRESSES = (
        "GUEST_ADDRESSES",
        "Names and addresses of guests by mail whose bookings are over.",
    )
    KEPT_ANSWERS = "KEPT_ANSWERS", "What writes answered under idempotency keys."
    TOLD_EVENTS = "TOLD_EVENTS", "Events that were delivered or given up."
    SPACE_EVENTS = "SPACE_EVENTS", "What has changed at spaces, as it was told to who follows them."
    THROTTLE_BUCKETS = "THROTTLE_BUCKETS", "How often somebody asked or tried to sign in."
    PERSONAL_READS = "PERSONAL_READS", "Which desk read personal fields of whom."
    DECLINED_APPLICATIONS = (
        "DECLINED_APPLICATIONS",
        "What people wrote in applications that came to nothing, and what was said of them.",
    )
    FISCAL_DOCUMENTS = "FISCAL_DOCUMENTS", "The wording of people's fee lines."
    CLOSED_CONTRACTS = (
        "CLOSED_CONTRACTS",
        "People whose last contract has ended: not erased before.",
    )
    INACTIVE_ACCOUNTS = "INACTIVE_ACCOUNTS", "Accounts that nobody has used: listed for a decision."


class Removal(Vocabulary):
    """What becomes of data whose time has passed."""

    DELETED = "DELETED", "The rows are deleted."
    EMPTIED = "EMPTIED", "The personal columns are emptied; the rows stay and are counted."
    LISTED = "LISTED", "They are listed for people to decide."


@dataclass(frozen=True, slots=True)
class Term:
    """How many days a kind is kept, and the law or the purpose behind it."""

    days: int
    reason: str


TERMS = {
    RetentionKind.ENDED_SESSIONS: Term(
        90, "So long a person can ask when their account was used (GDPR, art. 32)."
    ),
    RetentionKind.USED_LINKS: Term(
        30, "To find out about misuse of a mailbox; of no use afterwards (GDPR, art. 5.1.e)."
    ),
    RetentionKind.CLOSED_INVITATIONS: Term(
        180, "To answer who invited whom; of no use afterwards (GDPR, art. 5.1.e)."
    ),
    RetentionKind.GUEST_ADDRESSES: Term(
        90, "As long as calendars are told of a booking; of no use afterwards (GDPR, art. 5.1.e)."
    ),
    RetentionKind.KEPT_ANSWERS: Term(7, "As long as a client may send the same write again."),
    RetentionKind.TOLD_EVENTS: Term(30, "To find out about mails that did not arrive."),
    RetentionKind.SPACE_EVENTS: Term(
        7, "As long as who follows a space may come back and ask what was missed."
    ),
    RetentionKind.THROTTLE_BUCKETS: Term(1, "A bucket is full again long before."),
    RetentionKind.PERSONAL_READS: Term(
        730,
        "24 months, as the Garante asks of logs of who looked at data (decision 192 of 12 May"
        " 2011, for banks); as long the person can see them.",
    ),
    RetentionKind.DECLINED_APPLICATIONS: Term(
        365, "Applicants may ask for the reasons, and apply again to the next round."
    ),
    RetentionKind.FISCAL_DOCUMENTS: Term(
        3653, "Ten years from the document (Civil Code, art. 2220; DPR 600/1973, art. 22)."
    ),
    RetentionKind.CLOSED_CONTRACTS: Term(
        0,
        "Fiscal documents keep what the law asks for without the person; more days where claims"
        " are to be expected (GDPR, art. 17.3.e).",
    ),
    RetentionKind.INACTIVE_ACCOUNTS: Term(
        1095, "After three years a person is asked whether they still want to be known."
    ),
}
"""What holds as long as no row of RetentionRule says otherwise."""


@dataclass(frozen=True, slots=True)
class Expiry:
    """When the rows of a table have had their time, and what becomes of them then."""

    kind: RetentionKind
    since: Sql
    """The instant from which the days are counted; null as long as the row is needed."""
    removal: Removal = Removal.DELETED
