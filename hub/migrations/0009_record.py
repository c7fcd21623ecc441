"""What the record of all writes is held to: it is only added to, and tells of what is due."""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

ROLE_OF_ACCOUNT = "md5(account_id::text || role)::uuid"
"""One value for both; without an extension only ranges can be told apart beside a period."""

ANY = "INSERT OR UPDATE OR DELETE"
RIGHTS = {
    "account": "UPDATE OF disabled_at, person_id OR DELETE",
    "session": "UPDATE OF ended_at, second_factor_at, secret_hash OR DELETE",
    "token": "UPDATE OF revoked_at, expires_at OR DELETE",
    "role_grant": ANY,
    "affiliation": ANY,
    "membership": ANY,
    "membership_period": ANY,
    "membership_type": "UPDATE",
    "suspension": ANY,
}
"""What says what somebody may do, and which changes of it do: a session is often merely seen."""

RECORD = [
    (
        """CREATE FUNCTION hub_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END $$""",
        "DROP FUNCTION hub_append_only()",
    ),
    (
        """CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION hub_append_only()""",
        "DROP TRIGGER audit_entry_append_only ON audit_entry",
    ),
    (
        # All acts meet at the end of the chain. Whoever had it would there check what was put off,
        # and wait for the disk, which may take longer than all else: the check comes before, and
        # the wait after the commit, together with others.
        """CREATE FUNCTION audit_begin(events json) RETURNS TABLE ("position" bigint, seal text)
        LANGUAGE plpgsql AS $$
        BEGIN
            IF events IS NOT NULL THEN
                INSERT INTO outbox_event
                SELECT * FROM json_populate_recordset(NULL::outbox_event, events);
            END IF;
            SET CONSTRAINTS ALL IMMEDIATE;
            SET LOCAL synchronous_commit = off;
            RETURN QUERY SELECT head.position, head.seal::text FROM audit_head head
                WHERE head.name = 'audit' FOR UPDATE;
        END $$""",
        "DROP FUNCTION audit_begin(json)",
    ),
    (
        """CREATE FUNCTION audit_append(digits bytea, guarded text) RETURNS void
        LANGUAGE plpgsql AS $$
        DECLARE
            entry audit_entry := json_populate_record(
                NULL::audit_entry, convert_from(digits, 'UTF8')::json);
        BEGIN
            INSERT INTO audit_entry SELECT entry.*;
            UPDATE audit_head SET position = entry.position, seal = entry.seal, guard = guarded
                WHERE name = 'audit';
        END $$""",
        "DROP FUNCTION audit_append(bytea, text)",
    ),
    (
        "CREATE INDEX audit_entry_of_subject ON audit_entry USING gin (subjects)",
        "DROP INDEX audit_entry_of_subject",
    ),
    (
        "CREATE INDEX outbox_event_due ON outbox_event (due_at, id)"
        " WHERE done_at IS NULL AND dropped_at IS NULL",
        "DROP INDEX outbox_event_due",
    ),
    (
        # However many wait: an event asks for the earlier ones of its subject alone.
        "CREATE INDEX outbox_event_open ON outbox_event (subject_id, id)"
        " WHERE done_at IS NULL AND dropped_at IS NULL",
        "DROP INDEX outbox_event_open",
    ),
    (
        """CREATE FUNCTION hub_tell_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_notify('hub_outbox', '');
            RETURN NULL;
        END $$""",
        "DROP FUNCTION hub_tell_outbox()",
    ),
    (
        """CREATE TRIGGER outbox_event_told AFTER INSERT ON outbox_event
        FOR EACH STATEMENT EXECUTE FUNCTION hub_tell_outbox()""",
        "DROP TRIGGER outbox_event_told ON outbox_event",
    ),
    (
        """CREATE UNIQUE INDEX invitation_one_open ON invitation
        (email, coalesce(organization_id::text, role))
        WHERE accepted_at IS NULL AND declined_at IS NULL AND revoked_at IS NULL AND email <> ''""",
        "DROP INDEX invitation_one_open",
    ),
    (
        "ALTER TABLE role_grant ADD CONSTRAINT role_grant_no_overlap EXCLUDE USING gist ("
        f"uuidrange({ROLE_OF_ACCOUNT}, {ROLE_OF_ACCOUNT}, '[]') WITH &&,"
        " daterange(starts_on, ends_on, '[)') WITH &&)",
        "ALTER TABLE role_grant DROP CONSTRAINT role_grant_no_overlap",
    ),
    (
        """CREATE FUNCTION hub_tell_rights() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_notify('hub_rights', '');
            RETURN NULL;
        END $$""",
        "DROP FUNCTION hub_tell_rights()",
    ),
    *(
        (
            f"""CREATE TRIGGER {table}_tells_rights AFTER {changes} ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION hub_tell_rights()""",
            f"DROP TRIGGER {table}_tells_rights ON {table}",
        )
        for table, changes in RIGHTS.items()
    ),
    # Not logged: after a crash everybody begins with a full bucket.
    (
        """CREATE UNLOGGED TABLE bucket (
            caller text PRIMARY KEY,
            level double precision NOT NULL,
            filled_at timestamptz NOT NULL
        )""",
        "DROP TABLE bucket",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("hub", "0008_search")]

    operations = [
        RunSQL([forward for forward, _ in RECORD], [backward for _, backward in reversed(RECORD)])
    ]
