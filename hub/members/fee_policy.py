"""Who sees what of payments, reminders and the periods of the accounts."""

from hub.members.membership_policy import FEE_LINE
from hub.policy import IS_FRONT_DESK, WITH_ROW, Policy, Via

OF_FEE_LINE = Via("fee_line", FEE_LINE.rows)

PAYMENT = Policy(
    rows=OF_FEE_LINE,
    fields={
        WITH_ROW: (
            "fee_line",
            "amount",
            "received_on",
            "method",
            "reference",
            "reverses",
            "reversed_by",
        ),
    },
)

REMINDER = Policy(rows=OF_FEE_LINE, fields={WITH_ROW: ("fee_line", "sent_on", "level", "channel")})

ACCOUNTING_PERIOD = Policy(
    rows=IS_FRONT_DESK,
    fields={WITH_ROW: ("starts_on", "ends_on", "closed_at", "closed_by")},
)
