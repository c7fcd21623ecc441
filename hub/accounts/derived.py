"""States of invitations, roles, sessions and tokens, and names, as SQL over a row."""

from hub.sql import Sql

INVITATION_STATE = Sql(
    """CASE
    WHEN {row}.accepted_at IS NOT NULL THEN 'ACCEPTED'
    WHEN {row}.declined_at IS NOT NULL THEN 'DECLINED'
    WHEN {row}.revoked_at IS NOT NULL THEN 'REVOKED'
    WHEN {now} < {row}.expires_at THEN 'PENDING'
    ELSE 'EXPIRED' END"""
)
TOKEN_IS_VALID = Sql("({row}.revoked_at IS NULL AND coalesce({now} < {row}.expires_at, true))")
SESSION_IS_OPEN = Sql("({row}.ended_at IS NULL AND {now} < {row}.expires_at)")
HAS_PASSWORD = Sql("({row}.password_hash IS NOT NULL)")
HAS_SECOND_FACTOR = Sql("({row}.totp_confirmed_at IS NOT NULL)")
READER = Sql(
    """CASE WHEN {row}.token_id IS NOT NULL
    THEN (SELECT held.name FROM token held WHERE held.id = {row}.token_id)
    ELSE (SELECT held.name FROM account JOIN person held ON held.id = account.person_id
        WHERE account.id = {row}.reader_id) END"""
)
"""The name of whoever read what is personal, or of their program."""
