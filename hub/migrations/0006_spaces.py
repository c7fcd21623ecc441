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
        # Each space with itself and with all that contain it, so that nobody who asks what has to
        # do with a space goes from one to the next.
        "CREATE TABLE space_ancestry ("
        "ancestor_id uuid NOT NULL REFERENCES space (id) ON DELETE CASCADE,"
        " descendant_id uuid NOT NULL REFERENCES space (id) ON DELETE CASCADE,"
        " level int NOT NULL,"
        " PRIMARY KEY (ancestor_id, descendant_id),"
        " UNIQUE (descendant_id, level) INCLUDE (ancestor_id))",
        "DROP TABLE space_ancestry",
    ),
    (
        """
        WITH RECURSIVE around (inmost, id, level) AS (
            SELECT id, id, 0 FROM space
            UNION ALL
            SELECT around.inmost, space.parent_id, around.level + 1
            FROM around JOIN space ON space.id = around.id WHERE space.parent_id IS NOT NULL
        )
        INSERT INTO space_ancestry (ancestor_id, descendant_id, level)
        SELECT id, inmost, level FROM around
        """,
        "DELETE FROM space_ancestry",
    ),
    (
        """
        CREATE FUNCTION space_within(top uuid) RETURNS TABLE (id uuid) LANGUAGE sql STABLE AS $$
            -- The space and all that lies within it.
            SELECT descendant_id FROM space_ancestry WHERE ancestor_id = top
        $$
        """,
        "DROP FUNCTION space_within(uuid)",
    ),
    (
        """
        CREATE FUNCTION space_around(inmost uuid) RETURNS TABLE (id uuid, level int)
        LANGUAGE sql STABLE AS $$
            -- The space and what contains it, level by level.
            SELECT ancestor_id, level FROM space_ancestry WHERE descendant_id = inmost
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
        CREATE FUNCTION space_keep_ancestry() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            -- Many may come, or be moved, in one statement and in any order: each goes by where it
            -- and all within it are at the end.
            IF TG_OP = 'UPDATE' THEN
                WITH RECURSIVE within (id) AS (
                    SELECT NEW.id
                    UNION ALL
                    SELECT child.id FROM within JOIN space child ON child.parent_id = within.id
                )
                DELETE FROM space_ancestry WHERE descendant_id IN (SELECT id FROM within)
                    AND ancestor_id NOT IN (SELECT id FROM within);
            END IF;
            WITH RECURSIVE within (id, level) AS (
                SELECT NEW.id, 0
                UNION ALL
                SELECT child.id, within.level + 1
                FROM within JOIN space child ON child.parent_id = within.id
            ), around (id, level) AS (
                SELECT NEW.id, 0
                UNION ALL
                SELECT space.parent_id, around.level + 1
                FROM around JOIN space ON space.id = around.id WHERE space.parent_id IS NOT NULL
            )
            INSERT INTO space_ancestry (ancestor_id, descendant_id, level)
            SELECT around.id, within.id, around.level + within.level FROM around, within
            ON CONFLICT (ancestor_id, descendant_id) DO NOTHING;
            RETURN NULL;
        END $$
        """,
        "DROP FUNCTION space_keep_ancestry()",
    ),
    (
        """
        CREATE FUNCTION booking_holds(held booking) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
            SELECT (held.confirmed_at IS NOT NULL OR held.holds_while_pending)
                AND num_nonnulls(held.declined_at, held.cancelled_at, held.released_at) = 0
        $$
        """,
        "DROP FUNCTION booking_holds(booking)",
    ),
    (
        """
        CREATE FUNCTION space_near(place uuid) RETURNS TABLE (id uuid) LANGUAGE sql STABLE AS $$
            -- The space, what contains it, and what lies within it.
            SELECT descendant_id FROM space_ancestry WHERE ancestor_id = place
            UNION ALL
            SELECT ancestor_id FROM space_ancestry WHERE descendant_id = place AND level > 0
        $$
        """,
        "DROP FUNCTION space_near(uuid)",
    ),
    (
        """
        CREATE FUNCTION space_tree(place_ids uuid[]) RETURNS TABLE (id uuid)
        LANGUAGE sql STABLE AS $$
            -- All spaces of the trees to which these belong.
            SELECT DISTINCT link.descendant_id
            FROM (
                SELECT (SELECT ancestor_id FROM space_ancestry WHERE descendant_id = place
                    ORDER BY level DESC LIMIT 1) AS id
                FROM unnest(place_ids) place
            ) top JOIN space_ancestry link ON link.ancestor_id = top.id
        $$
        """,
        "DROP FUNCTION space_tree(uuid[])",
    ),
    (
        """
        CREATE FUNCTION site_lock_key(place uuid) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
            -- Of the lock that whoever books at a site shares, and whoever shuts it has alone.
            SELECT hashtextextended('site ' || place, 0)
        $$
        """,
        "DROP FUNCTION site_lock_key(uuid)",
    ),
    (
        """
        CREATE FUNCTION space_is_waited_for(
            place_ids uuid[], moment timestamptz, since timestamptz, until timestamptz
        ) RETURNS boolean LANGUAGE sql STABLE AS $$
            -- Whether anybody waits for a space of their trees, at a time that has to do with this
            -- one: preparation takes a day on each side at most. Null: at any time.
            -- Few wait at any time: first they are found, and only then what they have to do with.
            SELECT EXISTS (
                SELECT FROM (
                    SELECT entry.space_id FROM waitlist_entry entry
                    WHERE num_nonnulls(entry.claimed_at, entry.left_at) = 0
                        AND entry.starts_at > moment
                        AND tstzrange(entry.starts_at, entry.ends_at)
                            && tstzrange(since - interval '2 days',
                                greatest(since, until) + interval '2 days')
                    OFFSET 0
                ) waiting WHERE waiting.space_id IN (SELECT id FROM space_tree(place_ids))
            )
        $$
        """,
        "DROP FUNCTION space_is_waited_for(uuid[], timestamptz, timestamptz, timestamptz)",
    ),
    (
        """
        CREATE FUNCTION booking_lock(
            holding_id uuid, coming_id uuid, place_ids uuid[], moment timestamptz,
            since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL
        ) RETURNS boolean LANGUAGE plpgsql AS $$
        BEGIN
            -- In the order in which all who book take them, or give a membership its end: the
            -- holder, then the tree of the site, then the spaces in the order of their keys.
            PERFORM FROM organization WHERE id = holding_id FOR NO KEY UPDATE;
            PERFORM FROM person WHERE id = coming_id FOR NO KEY UPDATE;
            PERFORM pg_advisory_xact_lock_shared(site_lock_key(booked.site_id))
            FROM (SELECT DISTINCT site_id FROM space WHERE id = ANY (place_ids) ORDER BY 1) booked;
            PERFORM FROM site WHERE id IN (SELECT site_id FROM space WHERE id = ANY (place_ids))
                ORDER BY id FOR KEY SHARE;
            PERFORM FROM space WHERE id IN (
                SELECT descendant_id FROM space_ancestry WHERE ancestor_id = ANY (place_ids)
            ) ORDER BY id FOR NO KEY UPDATE;
            -- Nobody joins the line from here on.
            RETURN space_is_waited_for(place_ids, moment, since, until);
        END $$
        """,
        "DROP FUNCTION booking_lock(uuid, uuid, uuid[], timestamptz, timestamptz, timestamptz)",
    ),
    (
        """
        CREATE FUNCTION space_is_kept(place uuid, since timestamptz, until timestamptz)
        RETURNS boolean LANGUAGE sql STABLE AS $$
            -- Whether anything of the time may be taken: also by what has lapsed since.
            SELECT EXISTS (SELECT FROM space_within(place) inmost, LATERAL (
                SELECT FROM booking_block block
                WHERE uuidrange(block.space_id, block.space_id, '[]')
                    && uuidrange(inmost.id, inmost.id, '[]')
                AND tstzrange(block.blocked_from, block.blocked_until, '[)')
                    && tstzrange(since, greatest(since, until), '[)')
                LIMIT 1) kept)
        $$
        """,
        "DROP FUNCTION space_is_kept(uuid, timestamptz, timestamptz)",
    ),
    (
        """
        CREATE FUNCTION booking_enter(
            place uuid, holding_id uuid, coming_id uuid, moment timestamptz,
            since timestamptz, until timestamptz,
            OUT is_public boolean, OUT is_kept boolean, OUT is_waited_for boolean
        ) LANGUAGE plpgsql AS $$
        BEGIN
            -- Most who come too late need not wait for those before them to hear so, nor do they
            -- keep others waiting: they lock nothing, and whether anybody waits is not told.
            SELECT room.is_public, space_is_kept(place, since, until) INTO is_public, is_kept
            FROM space room WHERE room.id = place;
            IF NOT is_kept THEN
                is_waited_for :=
                    booking_lock(holding_id, coming_id, ARRAY[place], moment, since, until);
            END IF;
        END $$
        """,
        "DROP FUNCTION booking_enter(uuid, uuid, uuid, timestamptz, timestamptz, timestamptz)",
    ),
    (
        """
        CREATE FUNCTION site_shut(place uuid) RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
            -- A row that many share is lent to ever more of them, however long somebody waits to
            -- have it alone; of this lock whoever comes later waits behind.
            PERFORM pg_advisory_xact_lock(site_lock_key(place));
            PERFORM FROM site WHERE id = place FOR UPDATE;
        END $$
        """,
        "DROP FUNCTION site_shut(uuid)",
    ),
    (
        """
        CREATE FUNCTION booking_days(booked booking, zone text) RETURNS daterange
        LANGUAGE sql STABLE AS $$
            -- The days on which it takes place; the one at whose first instant it ends is none.
            SELECT daterange(
                (booked.starts_at AT TIME ZONE zone)::date,
                (coalesce(booked.finished_at, booked.ends_at) AT TIME ZONE zone
                    - interval '1 microsecond')::date, '[]')
        $$
        """,
        "DROP FUNCTION booking_days(booking, text)",
    ),
    (
        "CREATE INDEX waitlist_entry_open ON waitlist_entry (starts_at)"
        " WHERE num_nonnulls(claimed_at, left_at) = 0",
        "DROP INDEX waitlist_entry_open",
    ),
    (
        # Few slots are offered at a time, whoever has ever waited.
        "CREATE INDEX waitlist_entry_offers ON waitlist_entry (offer_ends_at)"
        " WHERE num_nonnulls(claimed_at, left_at) = 0",
        "DROP INDEX waitlist_entry_offers",
    ),
    (
        """
        CREATE FUNCTION space_offers(
            place uuid, since timestamptz, until timestamptz, moment timestamptz
        ) RETURNS TABLE (
            id uuid, space_id uuid, space_name text, is_shown boolean, starts_at timestamptz,
            ends_at timestamptz, blocked_from timestamptz, blocked_until timestamptz,
            organization_id uuid, person_id uuid
        ) LANGUAGE sql STABLE AS $$
            -- What of a time is kept for somebody who waited for the space, for what contains it,
            -- or for what lies within it: with preparation, as a booking would be.
            SELECT entry.id, room.id, room.name, room.is_public AND room.is_bookable,
                   entry.starts_at, entry.ends_at,
                   entry.starts_at - terms.buffer_before_minutes * interval '1 minute',
                   entry.ends_at + terms.buffer_after_minutes * interval '1 minute',
                   entry.organization_id, entry.person_id
            FROM waitlist_entry entry
            JOIN space room ON room.id = entry.space_id
            JOIN booking_conditions terms ON terms.id = room.conditions_id
            WHERE num_nonnulls(entry.claimed_at, entry.left_at) = 0
                AND entry.offered_at <= moment AND moment < entry.offer_ends_at
                AND moment < entry.starts_at
                AND entry.starts_at - terms.buffer_before_minutes * interval '1 minute' < until
                AND since < entry.ends_at + terms.buffer_after_minutes * interval '1 minute'
                AND room.id IN (SELECT id FROM space_near(place))
        $$
        """,
        "DROP FUNCTION space_offers(uuid, timestamptz, timestamptz, timestamptz)",
    ),
    (
        """
        CREATE FUNCTION closure_keep_apart() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.withdrawn_at IS NOT NULL THEN
                RETURN NEW;
            END IF;
            -- Who enters a booking holds a lighter lock of the site, and looks for closures after.
            -- It is taken before the row is there, whose foreign key takes a lighter one as well:
            -- of two who hold that, neither could go on.
            PERFORM FROM site WHERE id = coalesce(
                NEW.site_id, (SELECT site_id FROM space WHERE id = NEW.space_id)) FOR UPDATE;
            IF EXISTS (
                SELECT FROM booking JOIN space ON space.id = booking.space_id
                WHERE booking.starts_at < NEW.ends_at
                    AND coalesce(booking.finished_at, booking.ends_at) > NEW.starts_at
                    AND booking.starts_at > NEW.starts_at - interval '366 days'
                    AND (space.site_id = NEW.site_id
                        OR space.id IN (SELECT id FROM space_near(NEW.space_id)))
                    AND booking_holds(booking)
            ) THEN
                RAISE EXCEPTION 'the space is booked at that time' USING
                    ERRCODE = 'exclusion_violation', CONSTRAINT = 'closure_has_no_bookings',
                    TABLE = 'closure', SCHEMA = TG_TABLE_SCHEMA;
            END IF;
            RETURN NEW;
        END $$
        """,
        "DROP FUNCTION closure_keep_apart()",
    ),
    (
        "CREATE TRIGGER closure_apart BEFORE INSERT OR UPDATE OF site_id, space_id, starts_at,"
        " ends_at, withdrawn_at ON closure FOR EACH ROW EXECUTE FUNCTION closure_keep_apart()",
        "DROP TRIGGER closure_apart ON closure",
    ),
    (
        """
        CREATE FUNCTION lease_keep_apart() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            zone text;
        BEGIN
            IF NEW.ends_on < NEW.starts_on THEN
                RETURN NEW;  -- which a check refuses
            END IF;
            SELECT site.time_zone INTO zone
            FROM site WHERE id = (SELECT site_id FROM space WHERE id = NEW.space_id) FOR UPDATE;
            IF EXISTS (
                SELECT FROM booking WHERE booking.space_id IN (SELECT id FROM space_near(NEW.space_id))
                    AND daterange(NEW.starts_on, NEW.ends_on) && booking_days(booking, zone)
                    AND booking.starts_at
                        > (NEW.starts_on - 366)::timestamp AT TIME ZONE zone
                    AND booking_holds(booking)
            ) THEN
                RAISE EXCEPTION 'the space is booked at that time' USING
                    ERRCODE = 'exclusion_violation', CONSTRAINT = 'lease_has_no_bookings',
                    TABLE = 'lease', SCHEMA = TG_TABLE_SCHEMA;
            END IF;
            RETURN NEW;
        END $$
        """,
        "DROP FUNCTION lease_keep_apart()",
    ),
    (
        "CREATE TRIGGER lease_apart BEFORE INSERT OR UPDATE OF space_id, starts_on, ends_on"
        " ON lease FOR EACH ROW EXECUTE FUNCTION lease_keep_apart()",
        "DROP TRIGGER lease_apart ON lease",
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
                    WHERE (changed.space_id, changed.starts_at, changed.blocked_from,
                           changed.blocked_until, booking_holds(changed)) IS DISTINCT FROM
                          (former.space_id, former.starts_at, former.blocked_from,
                           former.blocked_until, booking_holds(former)));
            END IF;
            IF cardinality(touched) = 0 THEN
                RETURN NULL;
            END IF;
            -- First the tree, then the spaces in one order for all: of two that want one slot
            -- the second waits for the first, and neither ends in a deadlock.
            PERFORM FROM site WHERE id IN (
                SELECT space.site_id FROM changed JOIN space ON space.id = changed.space_id
                WHERE changed.id = ANY (touched)
            ) ORDER BY id FOR KEY SHARE;
            PERFORM FROM space WHERE id IN (
                SELECT link.descendant_id
                FROM changed JOIN space_ancestry link ON link.ancestor_id = changed.space_id
                WHERE changed.id = ANY (touched)
            ) ORDER BY id FOR NO KEY UPDATE;
            IF TG_OP = 'UPDATE' THEN
                DELETE FROM booking_block WHERE booking_id = ANY (touched);
            END IF;
            INSERT INTO booking_block
                (id, created_at, booking_id, space_id, blocked_from, blocked_until)
            SELECT gen_random_uuid(), changed.created_at, changed.id, link.descendant_id,
                   changed.blocked_from, changed.blocked_until
            FROM changed JOIN space_ancestry link ON link.ancestor_id = changed.space_id
            WHERE changed.id = ANY (touched) AND booking_holds(changed);
            -- What may be in the way is looked up once for each space, not for each booking: many
            -- may be made or changed at once.
            IF EXISTS (
                SELECT FROM (
                    SELECT DISTINCT changed.space_id, space.site_id
                    FROM changed JOIN space ON space.id = changed.space_id
                    WHERE changed.id = ANY (touched)
                ) booked, LATERAL (
                    SELECT closure.starts_at, closure.ends_at FROM closure
                    WHERE closure.withdrawn_at IS NULL AND (closure.site_id = booked.site_id
                        OR closure.space_id IN (SELECT id FROM space_near(booked.space_id)))
                    OFFSET 0
                ) shut JOIN changed
                    ON shut.starts_at < coalesce(changed.finished_at, changed.ends_at)
                    AND changed.starts_at < shut.ends_at
                WHERE changed.space_id = booked.space_id
                    AND changed.id = ANY (touched) AND booking_holds(changed)
            ) THEN
                RAISE EXCEPTION 'the space is shut at that time' USING
                    ERRCODE = 'exclusion_violation', CONSTRAINT = 'booking_outside_closures',
                    TABLE = 'booking', SCHEMA = TG_TABLE_SCHEMA;
            END IF;
            IF EXISTS (
                SELECT FROM (
                    SELECT DISTINCT changed.space_id, site.time_zone
                    FROM changed JOIN space ON space.id = changed.space_id
                    JOIN site ON site.id = space.site_id WHERE changed.id = ANY (touched)
                ) booked, LATERAL (
                    SELECT daterange(lease.starts_on, lease.ends_on) AS days FROM lease
                    WHERE lease.space_id IN (SELECT id FROM space_near(booked.space_id))
                    OFFSET 0
                ) let JOIN changed ON changed.id = ANY (touched) AND booking_holds(changed)
                WHERE changed.space_id = booked.space_id
                    AND let.days && booking_days(changed, booked.time_zone)
            ) THEN
                RAISE EXCEPTION 'the space is let at that time' USING
                    ERRCODE = 'exclusion_violation', CONSTRAINT = 'booking_outside_leases',
                    TABLE = 'booking', SCHEMA = TG_TABLE_SCHEMA;
            END IF;
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
        DECLARE
            -- What was over by then stays as it was: then the space lay elsewhere.
            moved_at timestamptz := coalesce(
                nullif(current_setting('hub.moved_at', true), ''), '-infinity');
        BEGIN
            -- What was kept along with the old surroundings is free, what the new ones have
            -- booked is kept; a move that would book a space twice is refused.
            DELETE FROM booking_block block USING booking
            WHERE booking.id = block.booking_id AND block.blocked_until > moved_at
                AND block.space_id IN (SELECT id FROM space_within(NEW.id))
                AND booking.space_id NOT IN (SELECT id FROM space_within(NEW.id));
            INSERT INTO booking_block
                (id, created_at, booking_id, space_id, blocked_from, blocked_until)
            SELECT gen_random_uuid(), above.created_at, above.booking_id, within.id,
                   above.blocked_from, above.blocked_until
            FROM booking_block above, space_within(NEW.id) within (id)
            WHERE above.space_id = NEW.parent_id AND above.blocked_until > moved_at;
            RETURN NULL;
        END $$
        """,
        "DROP FUNCTION space_move_blocks()",
    ),
    (
        # By their names these go before the others, which ask what lies within what.
        "CREATE TRIGGER space_ancestry_made AFTER INSERT ON space"
        " FOR EACH ROW EXECUTE FUNCTION space_keep_ancestry()",
        "DROP TRIGGER space_ancestry_made ON space",
    ),
    (
        "CREATE TRIGGER space_ancestry_moved AFTER UPDATE OF parent_id ON space"
        " FOR EACH ROW WHEN (NEW.parent_id IS DISTINCT FROM OLD.parent_id)"
        " EXECUTE FUNCTION space_keep_ancestry()",
        "DROP TRIGGER space_ancestry_moved ON space",
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
