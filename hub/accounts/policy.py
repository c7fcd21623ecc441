"""Who sees what of accounts, roles, sessions, tokens and invitations."""

from hub.policy import (
    IS_DIRECTION,
    IS_FRONT_DESK,
    WITH_ROW,
    Administers,
    IsAccount,
    IsPerson,
    Policy,
    ToAddress,
)

OF_ACCOUNT = IS_DIRECTION | IsAccount()
"""Of what belongs to an account: its holder's, and the direction's who grants and ends."""

ACCOUNT = Policy(
    rows=IS_DIRECTION | IsAccount("id") | IsPerson(),
    fields={
        WITH_ROW: (
            "person",
            "email",
            "verified_at",
            "disabled_at",
            "has_password",
            "has_second_factor",
            "grants",
            "tokens",
            "sessions",
            "calendar_links",
            "version",
            "created_at",
        ),
    },
)

ROLE_GRANT = Policy(
    rows=OF_ACCOUNT,
    fields={
        WITH_ROW: (
            "account",
            "role",
            "starts_on",
            "ends_on",
            "is_current",
            "granted_by",
            "version",
            "created_at",
        ),
    },
)

API_TOKEN = Policy(
    rows=OF_ACCOUNT,
    fields={
        WITH_ROW: (
            "account",
            "name",
            "hint",
            "role",
            "organization",
            "scopes",
            "is_valid",
            "expires_at",
            "revoked_at",
            "created_at",
        ),
    },
)

SESSION = Policy(
    rows=OF_ACCOUNT,
    fields={
        WITH_ROW: (
            "account",
            "kind",
            "client",
            "is_open",
            "seen_at",
            "expires_at",
            "ended_at",
            "end_reason",
            "created_at",
        ),
    },
)

INVITATION = Policy(
    rows=IS_FRONT_DESK | Administers() | ToAddress() | IsAccount("accepted_by_id"),
    fields={
        WITH_ROW: (
            "email",
            "language",
            "organization",
            "affiliation_role",
            "title",
            "is_administrator",
            "role",
            "role_ends_on",
            "state",
            "invited_by",
            "accepted_by",
            "expires_at",
            "accepted_at",
            "declined_at",
            "revoked_at",
            "version",
            "created_at",
        ),
    },
)

PERSONAL_READ = Policy(
    rows=IS_DIRECTION | IsPerson(),
    fields={WITH_ROW: ("person", "at", "role", "fields", "reader")},
)
