"""Who sees what of the special register, which is public: the rest stays with those concerned."""

from hub.incubation.policy import KNOWN_STARTUP, STARTUP_INSIDERS
from hub.policy import WITH_ROW, Policy, Via

REGISTER_ENTRY = Policy(
    rows=KNOWN_STARTUP,
    fields={
        WITH_ROW: (
            "startup",
            "section",
            "registered_on",
            "lost_on",
            "is_current",
            "extensions",
            "confirmations",
        ),
        STARTUP_INSIDERS: (
            "requirement",
            "evidence",
            "lost_reason",
            "must_leave_on",
            "confirmation_due_on",
            "version",
        ),
    },
)

ENTRY_INSIDERS = Via("entry", STARTUP_INSIDERS)

REGISTER_EXTENSION = Policy(
    rows=Via("entry", KNOWN_STARTUP),
    fields={
        WITH_ROW: ("entry", "kind", "granted_on"),
        ENTRY_INSIDERS: ("requirement", "evidence"),
    },
)

REGISTER_CONFIRMATION = Policy(
    rows=Via("entry", KNOWN_STARTUP),
    fields={WITH_ROW: ("entry", "year", "confirmed_on")},
)
