"""What changes at spaces is told in the order of the commits, whoever changes it.

The triggers are deferred: they run at the end of a transaction, one transaction at a time. So the
positions of events are in the order in which they become visible, without a gap: whoever has read
up to one of them has missed none before it, and a cursor is one number. Numbers of a sequence are
not like that, for they are given out long before the commit, and a transaction that takes its time
would be passed over. The lock costs next to nothing: it is held for the end of a transaction only,
and PostgreSQL itself lets those that notify commit one at a time.

Transactions that read from one snapshot, which the hub's do not, could find a position taken; they
are refused then, and nothing is told out of order.
"""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

LOCK = 0x737061636573  # "spaces" in ASCII
HOLDS = "num_nonnulls(declined_at, cancelled_at, released_at) = 0"

APPEND = f"""
CREATE FUNCTION space_event_append(
    places uuid[], said text, since timestamptz, until timestamptz, about uuid DEFAULT NULL,
    booked uuid DEFAULT NULL, of_time boolean DEFAULT true, shown boolean DEFAULT true,
    offered uuid DEFAULT NULL
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- `booked` is the one of the places whose booking `about` is told of.
    PERFORM pg_advisory_xact_lock({LOCK});
    INSERT INTO space_event (id, created_at, position, space_id, booking_id, waitlist_entry_id,
                             change, starts_at, ends_at, is_of_booking, is_of_time, is_shown)
    SELECT gen_random_uuid(), clock_timestamp(), latest.position + place.number, place.id, about,
           offered, said, since, until,
           place.id IS NOT DISTINCT FROM booked AND about IS NOT NULL, of_time, shown
    FROM unnest(places) WITH ORDINALITY place (id, number),
        (SELECT coalesce(max(position), 0) AS position FROM space_event) latest;
    PERFORM pg_notify('hub_spaces', '');
END $$
"""

BOOKING = """
CREATE FUNCTION booking_tell_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held boolean := TG_OP = 'UPDATE' AND booking_holds(OLD);
    holds boolean := booking_holds(NEW);
    stays boolean := TG_OP = 'UPDATE' AND NEW.space_id = OLD.space_id;
    said text;
BEGIN
    IF held = holds AND (NOT holds OR stays
            AND (NEW.blocked_from, NEW.blocked_until) = (OLD.blocked_from, OLD.blocked_until)) THEN
        said := CASE WHEN TG_OP = 'INSERT' THEN 'ASKED' ELSE 'EDITED' END;
        IF TG_OP = 'UPDATE' AND NOT stays THEN
            PERFORM space_event_append(ARRAY[OLD.space_id], said, OLD.blocked_from,
                OLD.blocked_until, OLD.id, OLD.space_id, false, false);
        END IF;
        -- What anyone sees of a booking: from when to when, how far it has got, a public title.
        PERFORM space_event_append(ARRAY[NEW.space_id], said, NEW.blocked_from,
            NEW.blocked_until, NEW.id, NEW.space_id, false, holds AND
            (NEW.starts_at, NEW.ends_at, NEW.confirmed_at, NEW.lapses_at, NEW.check_in_due_at,
             NEW.checked_in_at, NEW.finished_at, NEW.is_public,
             CASE WHEN NEW.is_public THEN NEW.title END) IS DISTINCT FROM
            (OLD.starts_at, OLD.ends_at, OLD.confirmed_at, OLD.lapses_at, OLD.check_in_due_at,
             OLD.checked_in_at, OLD.finished_at, OLD.is_public,
             CASE WHEN OLD.is_public THEN OLD.title END));
        RETURN NULL;
    END IF;
    said := CASE WHEN NOT held THEN 'TAKEN' WHEN NOT holds THEN 'FREED' ELSE 'MOVED' END;
    IF held THEN
        PERFORM space_event_append(ARRAY(SELECT id FROM space_near(OLD.space_id)), said,
            OLD.blocked_from, OLD.blocked_until, OLD.id,
            CASE WHEN NOT (holds AND stays) THEN OLD.space_id END);
    END IF;
    IF holds THEN
        PERFORM space_event_append(ARRAY(SELECT id FROM space_near(NEW.space_id)), said,
            NEW.blocked_from, NEW.blocked_until, NEW.id, NEW.space_id);
    END IF;
    RETURN NULL;
END $$
"""

LAPSED = f"""
CREATE FUNCTION booking_tell_lapsed(moment timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    lapsed record;
    told integer := 0;
BEGIN
    -- What holds a space no longer because nobody decided, or came: no row changes when it ends.
    FOR lapsed IN
        SELECT booking.*, least(booking.lapses_at, booking.starts_at) AS due FROM booking
        WHERE {HOLDS} AND confirmed_at IS NULL AND holds_while_pending
            AND least(lapses_at, starts_at) > moment - interval '1 day'
            AND least(lapses_at, starts_at) <= moment
        UNION ALL
        SELECT booking.*, booking.check_in_due_at AS due FROM booking
        WHERE {HOLDS} AND confirmed_at IS NOT NULL AND checked_in_at IS NULL
            AND check_in_due_at > moment - interval '1 day' AND check_in_due_at <= moment
        ORDER BY due
    LOOP
        CONTINUE WHEN space_event_frees(lapsed.id, lapsed.due);
        -- Several processes look, and one of them tells.
        PERFORM pg_advisory_xact_lock({LOCK});
        CONTINUE WHEN space_event_frees(lapsed.id, lapsed.due);
        PERFORM space_event_append(ARRAY(SELECT id FROM space_near(lapsed.space_id)), 'FREED',
            lapsed.blocked_from, lapsed.blocked_until, lapsed.id, lapsed.space_id);
        told := told + 1;
    END LOOP;
    RETURN told;
END $$
"""
FREES = """
CREATE FUNCTION space_event_frees(freed uuid, due timestamptz) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    -- Whether it was told that a booking which ended by itself is no longer one; the clock of the
    -- server may be behind the one by which it has ended.
    RETURN EXISTS (SELECT FROM space_event WHERE booking_id = freed AND change = 'FREED'
        AND created_at > due - interval '1 minute');
END $$
"""

OFFER = f"""
CREATE FUNCTION waitlist_entry_tell_offer(entry waitlist_entry, said text) RETURNS integer
LANGUAGE plpgsql AS $$
BEGIN
    -- Whoever waits is offered a slot once: it begins and ends once, and each is told once. Several
    -- processes look, and one of them tells.
    IF space_event_has_offer(entry.id, said) THEN
        RETURN 0;
    END IF;
    PERFORM pg_advisory_xact_lock({LOCK});
    IF space_event_has_offer(entry.id, said) THEN
        RETURN 0;
    END IF;
    PERFORM space_event_append(ARRAY(SELECT id FROM space_near(entry.space_id)), said,
        entry.starts_at - terms.buffer_before_minutes * interval '1 minute',
        entry.ends_at + terms.buffer_after_minutes * interval '1 minute', offered => entry.id)
    FROM space JOIN booking_conditions terms ON terms.id = space.conditions_id
    WHERE space.id = entry.space_id;
    RETURN 1;
END $$
"""
HAS_OFFER = """
CREATE FUNCTION space_event_has_offer(entry uuid, said text) RETURNS boolean LANGUAGE sql STABLE
AS $$
    SELECT EXISTS (SELECT FROM space_event WHERE waitlist_entry_id = entry AND change = said)
$$
"""
OFFERS = """
CREATE FUNCTION waitlist_entry_tell_due(moment timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    due record;
    told integer := 0;
BEGIN
    -- Offers begin and end as they were planned: no row changes then.
    FOR due IN
        SELECT kept AS entry, change.said FROM waitlist_entry kept, LATERAL (
            SELECT least(kept.offer_ends_at, kept.starts_at) AS ends_at) offer, LATERAL (
            SELECT 'OFFERED' AS said, kept.offered_at AS at WHERE moment < offer.ends_at
            UNION ALL
            SELECT 'FREED', offer.ends_at WHERE offer.ends_at <= moment) change
        WHERE num_nonnulls(kept.claimed_at, kept.left_at) = 0
            AND kept.offer_ends_at > moment - interval '1 day' AND kept.offered_at <= moment
            AND change.at > moment - interval '1 day'
        ORDER BY change.at, change.said
    LOOP
        told := told + waitlist_entry_tell_offer(due.entry, due.said);
    END LOOP;
    RETURN told;
END $$
"""
WAITING = """
CREATE FUNCTION waitlist_entry_tell_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Once it has begun an offer is never another one: it is claimed, left, or ends by itself.
    IF NEW.offered_at > clock_timestamp() THEN
        RETURN NULL;
    END IF;
    IF num_nonnulls(NEW.claimed_at, NEW.left_at) = 0 THEN
        PERFORM waitlist_entry_tell_offer(NEW, 'OFFERED')
        WHERE clock_timestamp() < least(NEW.offer_ends_at, NEW.starts_at);
    -- Of what was claimed the booking tells that it is taken, if it is.
    ELSIF TG_OP = 'UPDATE' AND num_nonnulls(OLD.claimed_at, OLD.left_at) = 0 THEN
        PERFORM waitlist_entry_tell_offer(NEW, 'FREED') WHERE NOT EXISTS (
            SELECT FROM booking WHERE id = NEW.booking_id AND booking_holds(booking));
    END IF;
    RETURN NULL;
END $$
"""

RULE = """
CREATE FUNCTION space_rule_tell_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    said text := TG_ARGV[0];
    since text := TG_ARGV[1];
    until text := TG_ARGV[2];
    rule jsonb;
    site uuid;
    zone text;
BEGIN
    -- The time that the row was about, and the time that it is about, are both different now.
    FOREACH rule IN ARRAY ARRAY[to_jsonb(OLD), to_jsonb(NEW)] LOOP
        CONTINUE WHEN rule IS NULL;
        site := coalesce((rule->>'site_id')::uuid,
            (SELECT site_id FROM space WHERE id = (rule->>'space_id')::uuid));
        zone := (SELECT time_zone FROM site kept WHERE kept.id = site);
        PERFORM space_event_append(
            CASE WHEN rule->>'space_id' IS NULL
                THEN ARRAY(SELECT id FROM space WHERE site_id = site ORDER BY id)
                ELSE ARRAY(SELECT id FROM space_near((rule->>'space_id')::uuid)) END,
            said,
            CASE WHEN since LIKE '%\\_at' THEN (rule->>since)::timestamptz
                ELSE (rule->>since)::timestamp AT TIME ZONE zone END,
            CASE WHEN until LIKE '%\\_at' THEN (rule->>until)::timestamptz
                WHEN until = since
                    THEN ((rule->>until)::timestamp + interval '1 day') AT TIME ZONE zone
                ELSE (rule->>until)::timestamp AT TIME ZONE zone END);
    END LOOP;
    RETURN NULL;
END $$
"""

SPACE = """
CREATE FUNCTION space_tell_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM space_event_append(ARRAY(
        SELECT id FROM space_near(NEW.id) UNION SELECT id FROM space_around(OLD.parent_id)
    ), 'SPACE', NULL, NULL);
    RETURN NULL;
END $$
"""

RULES = {
    "closure": ("SHUT", "starts_at", "ends_at"),
    "lease": ("LET", "starts_on", "ends_on"),
    "opening_hours": ("HOURS", "starts_on", "ends_on"),
    "opening_exception": ("HOURS", "occurs_on", "occurs_on"),
}
"""What is told of a change of a row, and the columns of the time that it is about."""
WHEN = {
    "closure": ("site_id", "space_id", "starts_at", "ends_at", "state", "withdrawn_at"),
    "lease": ("space_id", "starts_on", "ends_on"),
    "opening_hours": (
        *("site_id", "space_id", "weekday", "opens", "closes", "state"),
        *("starts_on", "ends_on"),
    ),
    "opening_exception": ("site_id", "space_id", "occurs_on", "opens", "closes", "state"),
    "space": (
        "parent_id",
        "is_bookable",
        "bookable_from",
        "bookable_until",
        "starts_on",
        "ends_on",
    ),
}
"""The columns that say when a space can be had."""


def _function(text: str) -> tuple[str, str]:
    name = text.split("(")[0].removeprefix("\nCREATE FUNCTION ")
    return text, f"DROP FUNCTION {name}"


def _trigger(
    table: str, event: str, call: str, *, name: str = "told", differs: str = ""
) -> tuple[str, str]:
    if event == "UPDATE" and table in WHEN:
        columns = [[f"{row}.{column}" for column in WHEN[table]] for row in ("OLD", "NEW")]
        former, present = (", ".join(each) for each in columns)
        differs = f"WHEN (({former}) IS DISTINCT FROM ({present}))"
    return (
        f"CREATE CONSTRAINT TRIGGER {table}_{name} AFTER {event} ON {table}"
        f" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW {differs} EXECUTE FUNCTION {call}",
        f"DROP TRIGGER {table}_{name} ON {table}",
    )


EVENTS = [
    (
        # Tortoise's migrations make constraints where the model has none, too.
        "ALTER TABLE space_event DROP CONSTRAINT space_event_space_id_fkey,"
        " DROP CONSTRAINT space_event_booking_id_fkey,"
        " DROP CONSTRAINT space_event_waitlist_entry_id_fkey",
        "ALTER TABLE space_event ADD CONSTRAINT space_event_space_id_fkey"
        " FOREIGN KEY (space_id) REFERENCES space (id),"
        " ADD CONSTRAINT space_event_booking_id_fkey"
        " FOREIGN KEY (booking_id) REFERENCES booking (id),"
        " ADD CONSTRAINT space_event_waitlist_entry_id_fkey"
        " FOREIGN KEY (waitlist_entry_id) REFERENCES waitlist_entry (id)",
    ),
    (
        "CREATE INDEX space_event_freed ON space_event (booking_id) WHERE change = 'FREED'",
        "DROP INDEX space_event_freed",
    ),
    (
        "CREATE INDEX space_event_offer ON space_event (waitlist_entry_id)"
        " WHERE waitlist_entry_id IS NOT NULL",
        "DROP INDEX space_event_offer",
    ),
    (
        "CREATE INDEX booking_lapsing ON booking (least(lapses_at, starts_at))"
        f" WHERE {HOLDS} AND confirmed_at IS NULL",
        "DROP INDEX booking_lapsing",
    ),
    (
        "CREATE INDEX booking_awaited ON booking (check_in_due_at)"
        f" WHERE {HOLDS} AND confirmed_at IS NOT NULL AND checked_in_at IS NULL",
        "DROP INDEX booking_awaited",
    ),
    *(_function(text) for text in (APPEND, BOOKING, FREES, LAPSED)),
    *(_function(text) for text in (HAS_OFFER, OFFER, OFFERS, WAITING, RULE, SPACE)),
    # What is long over is no news: so history can be loaded as fast as ever.
    _trigger(
        "booking",
        "INSERT OR UPDATE",
        "booking_tell_event()",
        differs="WHEN (NEW.blocked_until > now() - interval '7 days')",
    ),
    _trigger(
        "waitlist_entry",
        "INSERT OR UPDATE",
        "waitlist_entry_tell_event()",
        differs="WHEN (NEW.offered_at IS NOT NULL AND NEW.ends_at > now() - interval '7 days')",
    ),
    _trigger("space", "UPDATE", "space_tell_event()"),
    *(
        _trigger(table, event, f"space_rule_tell_event({', '.join(map(repr, said))})", name=name)
        for table, said in RULES.items()
        for event, name in (("INSERT OR DELETE", "told"), ("UPDATE", "change_told"))
    ),
]


class Migration(migrations.Migration):
    dependencies = [("hub", "0009_record")]

    operations = [
        RunSQL([forward for forward, _ in EVENTS], [backward for _, backward in reversed(EVENTS)])
    ]
