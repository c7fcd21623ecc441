"""What the models cannot say to the database: no overlaps, no circles, who keeps which space.

`uuidrange` and `hub_fold` are made by the migration that runs these.
"""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL


CONSTRAINTS: list[tuple[str, str]] = [
    (
        # A booking of a space keeps the space and all that lies within it, so a hall and its
        # halves meet in the rows of the halves. This refuses the second of two bookings, however
        # close together they come.
        "ALTER TABLE booking_block ADD CONSTRAINT booking_block_no_overlap EXCLUDE USING gist ("
        "uuidrange(space_id, space_id, '[]') WITH &&,"
        " tstzrange(blocked_from, blocked_until, '[)') WITH &&)",
        "ALTER TABLE booking_block DROP CONSTRAINT booking_block_no_overlap",
    ),
    (
        "ALTER TABLE lease ADD CONSTRAINT lease_no_overlap EXCLUDE USING gist ("
        "uuidrange(space_id, space_id, '[]') WITH &&,"
        " daterange(starts_on, ends_on, '[)') WITH &&)",
        "ALTER TABLE lease DROP CONSTRAINT lease_no_overlap",
    ),
    (
        # A term becomes a uuid by its digest, because ranges of text do not exist.
        "ALTER TABLE allowance ADD CONSTRAINT allowance_no_overlap EXCLUDE USING gist ("
        "uuidrange(organization_id, organization_id, '[]') WITH &&,"
        " uuidrange(md5(kind)::uuid, md5(kind)::uuid, '[]') WITH &&,"
        " daterange(starts_on, ends_on, '[)') WITH &&)",
        "ALTER TABLE allowance DROP CONSTRAINT allowance_no_overlap",
    ),
    (
        "ALTER TABLE space_price ADD CONSTRAINT space_price_no_overlap EXCLUDE USING gist ("
        "uuidrange(space_id, space_id, '[]') WITH &&,"
        " uuidrange(md5(coalesce(category, '') || '/' || unit)::uuid,"
        " md5(coalesce(category, '') || '/' || unit)::uuid, '[]') WITH &&,"
        " daterange(starts_on, ends_on, '[)') WITH &&)",
        "ALTER TABLE space_price DROP CONSTRAINT space_price_no_overlap",
    ),
    (
        "ALTER TABLE space ADD CONSTRAINT space_with_its_site UNIQUE (id, site_id),"
        " ADD CONSTRAINT space_parent_on_same_site FOREIGN KEY (parent_id, site_id)"
        " REFERENCES space (id, site_id)",
        "ALTER TABLE space DROP CONSTRAINT space_parent_on_same_site,"
        " DROP CONSTRAINT space_with_its_site",
    ),
    (
        'CREATE INDEX site_name_order ON site (hub_fold(name) COLLATE "C", id)',
        "DROP INDEX site_name_order",
    ),
    (
        'CREATE INDEX space_name_order ON space (hub_fold(name) COLLATE "C", id)',
        "DROP INDEX space_name_order",
    ),
    (
        """
        CREATE FUNCTION space_within(top uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
            -- The space and all that lies within it.
            WITH RECURSIVE within (id) AS (
                SELECT top
                UNION
                SELECT child.id FROM within JOIN space child ON child.parent_id = within.id
            )
            SELECT id FROM within
        $$
        """,
        "DROP FUNCTION space_within(uuid)",
    ),
    (
        """
        CREATE FUNCTION space_around(inmost uuid) RETURNS TABLE (id uuid, level int)
        LANGUAGE sql STABLE AS $$
            -- The space and what contains it, level by level.
            WITH RECURSIVE around (id, parent_id, level) AS (
                SELECT space.id, space.parent_id, 0 FROM space WHERE space.id = inmost
                UNION ALL
                SELECT above.id, above.parent_id, around.level + 1
                FROM around JOIN space above ON above.id = around.parent_id
            )
            SELECT around.id, around.level FROM around
        $$
        """,
        "DROP FUNCTION space_around(uuid)",
    ),
    (
        """
        CREATE FUNCTION space_keep_tree() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            above uuid := NEW.parent_id;
        BEGIN
            IF TG_OP = 'UPDATE' AND NEW.parent_id IS NOT DISTINCT FROM OLD.parent_id THEN
                RETURN NEW;
            END IF;
            -- The tree of a site is changed by one at a time, and by nobody while bookings
            -- are being entered (they take a lighter lock of the same row).
            PERFORM FROM site WHERE id = NEW.site_id FOR UPDATE;
            WHILE above IS NOT NULL LOOP
                IF above = NEW.id THEN
                    RAISE EXCEPTION 'a space cannot lie within itself'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'space_tree_has_no_circle',
                              TABLE = 'space', SCHEMA = TG_TABLE_SCHEMA;
                END IF;
                SELECT parent_id INTO above FROM space WHERE id = above;
            END LOOP;
            RETURN NEW;
        END $$
        """,
        "DROP FUNCTION space_keep_tree()",
    ),
    (
        "CREATE TRIGGER space_tree BEFORE INSERT OR UPDATE OF parent_id ON space"
        " FOR EACH ROW EXECUTE FUNCTION space_keep_tree()",
        "DROP TRIGGER space_tree ON space",
    ),
    (
        """
        CREATE FUNCTION booking_holds(held booking) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
            SELECT (held.confirmed_at IS NOT NULL OR held.kind = 'HOLD')
                AND num_nonnulls(held.declined_at, held.cancelled_at, held.released_at) = 0
        $$
        """,
        "DROP FUNCTION booking_holds(booking)",
    ),
    (
        """
        CREATE FUNCTION booking_keep_blocks() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            touched uuid[];
        BEGIN
            IF TG_OP = 'INSERT' THEN
                touched := ARRAY(SELECT id FROM changed);
            ELSE
                touched := ARRAY(
                    SELECT changed.id FROM changed JOIN former USING (id)
                    WHERE (changed.space_id, changed.blocked_from, changed.blocked_until,
                           booking_holds(changed)) IS DISTINCT FROM
                          (former.space_id, former.blocked_from, former.blocked_until,
                           booking_holds(former)));
            END IF;
            -- First the tree, then the spaces in one order for all: of two that want one slot
            -- the second waits for the first, and neither ends in a deadlock.
            PERFORM FROM site WHERE id IN (
                SELECT space.site_id FROM changed JOIN space ON space.id = changed.space_id
                WHERE changed.id = ANY (touched)
            ) ORDER BY id FOR KEY SHARE;
            PERFORM FROM space WHERE id IN (
                SELECT space_within(booked.space_id) FROM (
                    SELECT DISTINCT space_id FROM changed WHERE id = ANY (touched)
                ) booked
            ) ORDER BY id FOR NO KEY UPDATE;
            IF TG_OP = 'UPDATE' THEN
                DELETE FROM booking_block WHERE booking_id = ANY (touched);
            END IF;
            INSERT INTO booking_block
                (id, created_at, booking_id, space_id, blocked_from, blocked_until)
            SELECT gen_random_uuid(), changed.created_at, changed.id, within.id,
                   changed.blocked_from, changed.blocked_until
            FROM changed JOIN (
                SELECT booked.space_id AS top, space_within(booked.space_id) AS id
                FROM (SELECT DISTINCT space_id FROM changed) booked
            ) within ON within.top = changed.space_id
            WHERE changed.id = ANY (touched) AND booking_holds(changed);
            RETURN NULL;
        END $$
        """,
        "DROP FUNCTION booking_keep_blocks()",
    ),
    (
        "CREATE TRIGGER booking_blocks_made AFTER INSERT ON booking"
        " REFERENCING NEW TABLE AS changed"
        " FOR EACH STATEMENT EXECUTE FUNCTION booking_keep_blocks()",
        "DROP TRIGGER booking_blocks_made ON booking",
    ),
    (
        "CREATE TRIGGER booking_blocks_changed AFTER UPDATE ON booking"
        " REFERENCING OLD TABLE AS former NEW TABLE AS changed"
        " FOR EACH STATEMENT EXECUTE FUNCTION booking_keep_blocks()",
        "DROP TRIGGER booking_blocks_changed ON booking",
    ),
    (
        """
        CREATE FUNCTION space_move_blocks() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            -- What was kept along with the old surroundings is free, what the new ones have
            -- booked is kept; a move that would book a space twice is refused.
            DELETE FROM booking_block block USING booking
            WHERE booking.id = block.booking_id
                AND block.space_id IN (SELECT space_within(NEW.id))
                AND booking.space_id NOT IN (SELECT space_within(NEW.id));
            INSERT INTO booking_block
                (id, created_at, booking_id, space_id, blocked_from, blocked_until)
            SELECT gen_random_uuid(), above.created_at, above.booking_id, within.id,
                   above.blocked_from, above.blocked_until
            FROM booking_block above, space_within(NEW.id) within (id)
            WHERE above.space_id = NEW.parent_id;
            RETURN NULL;
        END $$
        """,
        "DROP FUNCTION space_move_blocks()",
    ),
    (
        "CREATE TRIGGER space_blocks_made AFTER INSERT ON space FOR EACH ROW"
        " WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION space_move_blocks()",
        "DROP TRIGGER space_blocks_made ON space",
    ),
    (
        "CREATE TRIGGER space_blocks_moved AFTER UPDATE OF parent_id ON space"
        " FOR EACH ROW WHEN (NEW.parent_id IS DISTINCT FROM OLD.parent_id)"
        " EXECUTE FUNCTION space_move_blocks()",
        "DROP TRIGGER space_blocks_moved ON space",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("hub", "0005_incubation")]

    operations = [
        RunSQL(
            [forward for forward, _ in CONSTRAINTS],
            [backward for _, backward in reversed(CONSTRAINTS)],
        )
    ]
