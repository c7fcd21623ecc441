"""Who sees the calendar links of an account: its holder, and the direction, who may revoke them."""

from hub.policy import IS_DIRECTION, WITH_ROW, IsAccount, Policy

CALENDAR_LINK = Policy(
    rows=IS_DIRECTION | IsAccount(),
    fields={
        WITH_ROW: (
            "account",
            "person",
            "space",
            "organization",
            "renewed_at",
            "revoked_at",
            "last_used_at",
            "created_at",
        ),
    },
)
