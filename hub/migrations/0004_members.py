"""What the models cannot say to the database: periods that never overlap, indexes of expressions.

`uuidrange` and `hub_fold` are made by the migration that runs these.
"""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

LEGAL_FORMS = (
    "s ?r ?l( ?s)?|s ?p ?a|s ?n ?c|s ?a ?s|s ?a ?p ?a|s ?c ?p ?a|s ?c ?a? ?r ?l|a ?r ?l"
    "|(soc(ieta)? )?cons(ortile)?( a ?r ?l| p ?a)?|(soc(ieta)? )?coop(erativa)?"
    "|soc(ieta)? (a responsabilita limitata( semplificata)?|per azioni|in nome collettivo"
    "|in accomandita (semplice|per azioni)|benefit)"
    "|in liquidazione|unipersonale|(a|con) socio unico|ltd|gmbh|sarl"
)
"""What a name may end with that tells no two parties apart, without accents and stops."""
NAME_KEY = f"""
CREATE FUNCTION hub_name_key(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    btrim(regexp_replace(hub_fold(value), '[^[:alnum:]]+', ' ', 'g')), '( ({LEGAL_FORMS}))+$', ''
)
"""
"""By which two names that are written differently may be found to be of one party."""

# Who writes down something dated holds the lock together with others, who closes a period alone:
# so nothing is dated into a period that is being closed.
BOOKS = 0x66656573  # "fees" in ASCII
REQUIRE_OPEN = f"""
CREATE FUNCTION accounts_require_open(VARIADIC days date[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared({BOOKS});
    IF EXISTS (
        SELECT 1 FROM accounting_period closed JOIN unnest(days) AS day
        ON closed.starts_on <= day AND day < closed.ends_on
    ) THEN
        RAISE check_violation USING
            MESSAGE = 'the accounts of this day are closed',
            TABLE = 'accounting_period', CONSTRAINT = 'accounting_period_closed';
    END IF;
END
$$
"""
CLOSE_ALONE = f"""
CREATE FUNCTION accounting_period_close() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM pg_advisory_xact_lock({BOOKS});
        RETURN NEW;
    ELSIF TG_OP = 'UPDATE'
        AND to_jsonb(NEW) - 'closed_by_id' = to_jsonb(OLD) - 'closed_by_id' THEN
        RETURN NEW;
    END IF;
    RAISE check_violation USING
        MESSAGE = 'a closed accounting period stays as it is',
        TABLE = 'accounting_period', CONSTRAINT = 'accounting_period_stays';
END
$$
"""
# The wording may be emptied: it is not what was booked. A line may be credited on a later day; who
# pays it may become one with somebody else, of which the merger tells only at the end.
FEE_LINE_BOOKED = """
CREATE FUNCTION fee_line_keep_accounts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    apart text[] := ARRAY[
        'description', 'credit_reason', 'version', 'credited_on', 'payer_id', 'paying_person_id'
    ];
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM accounts_require_open(NEW.issued_on, NEW.credited_on);
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM accounts_require_open(OLD.issued_on, OLD.credited_on);
        RETURN OLD;
    ELSIF to_jsonb(NEW) - apart <> to_jsonb(OLD) - apart THEN
        PERFORM accounts_require_open(
            OLD.issued_on, NEW.issued_on, OLD.credited_on, NEW.credited_on
        );
    ELSIF NEW.credited_on IS DISTINCT FROM OLD.credited_on THEN
        PERFORM accounts_require_open(OLD.credited_on, NEW.credited_on);
    END IF;
    RETURN NEW;
END
$$
"""
PAYER_STAYS = """
CREATE FUNCTION fee_line_keep_payer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM organization former
        WHERE former.id = OLD.payer_id AND former.merged_into_id = NEW.payer_id
        UNION ALL SELECT 1 FROM person former
        WHERE former.id = OLD.paying_person_id AND former.merged_into_id = NEW.paying_person_id
    ) THEN
        PERFORM accounts_require_open(OLD.issued_on, OLD.credited_on);
    END IF;
    RETURN NULL;
END
$$
"""
PAYMENT_BOOKED = """
CREATE FUNCTION payment_keep_accounts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM accounts_require_open(NEW.received_on);
        RETURN NEW;
    ELSIF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'reference' = to_jsonb(OLD) - 'reference' THEN
        RETURN NEW;
    END IF;
    RAISE check_violation USING
        MESSAGE = 'a payment never changes: another one takes it back',
        TABLE = 'payment', CONSTRAINT = 'payment_stays';
END
$$
"""
# On no day is more paid than was asked, or less than nothing; of what is credited nothing is paid.
# The line is locked first, so that two transactions that each pay see one another's.
PAYMENTS_FIT = """
CREATE FUNCTION payments_fit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    line_id uuid := to_jsonb(NEW) ->> TG_ARGV[0];
    line fee_line;
BEGIN
    SELECT * INTO line FROM fee_line WHERE id = line_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM (
            SELECT sum(amount) OVER (ORDER BY received_on) AS paid
            FROM payment WHERE fee_line_id = line_id
        ) running WHERE paid NOT BETWEEN 0 AND line.amount
    ) OR line.credited_on IS NOT NULL AND EXISTS (
        SELECT 1 FROM payment WHERE fee_line_id = line_id HAVING sum(amount) <> 0
    ) THEN
        RAISE check_violation USING
            MESSAGE = 'payments do not fit what was asked',
            TABLE = 'payment', CONSTRAINT = 'payment_fits';
    END IF;
    RETURN NULL;
END
$$
"""
REVERSAL_FITS = """
CREATE FUNCTION payment_reversal_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM payment taken WHERE taken.id = NEW.reverses_id
        AND taken.fee_line_id = NEW.fee_line_id AND taken.amount = -NEW.amount
        AND taken.reverses_id IS NULL AND taken.received_on <= NEW.received_on
    ) THEN
        RAISE check_violation USING
            MESSAGE = 'a payment is taken back whole, and not before it was made',
            TABLE = 'payment', CONSTRAINT = 'payment_reversal_fits';
    END IF;
    RETURN NULL;
END
$$
"""


def _trigger(name: str, table: str, when: str) -> tuple[str, str]:
    return f"CREATE TRIGGER {name} {when}", f"DROP TRIGGER {name} ON {table}"


ACCOUNTS: list[tuple[str, str]] = [
    (
        "ALTER TABLE accounting_period ADD CONSTRAINT accounting_period_no_overlap"
        " EXCLUDE USING gist (daterange(starts_on, ends_on, '[)') WITH &&)",
        "ALTER TABLE accounting_period DROP CONSTRAINT accounting_period_no_overlap",
    ),
    (REQUIRE_OPEN, "DROP FUNCTION accounts_require_open(date[])"),
    (CLOSE_ALONE, "DROP FUNCTION accounting_period_close()"),
    (FEE_LINE_BOOKED, "DROP FUNCTION fee_line_keep_accounts()"),
    (PAYER_STAYS, "DROP FUNCTION fee_line_keep_payer()"),
    (PAYMENT_BOOKED, "DROP FUNCTION payment_keep_accounts()"),
    (PAYMENTS_FIT, "DROP FUNCTION payments_fit()"),
    (REVERSAL_FITS, "DROP FUNCTION payment_reversal_fits()"),
    _trigger(
        "accounting_period_closes",
        "accounting_period",
        "BEFORE INSERT OR UPDATE OR DELETE ON accounting_period"
        " FOR EACH ROW EXECUTE FUNCTION accounting_period_close()",
    ),
    _trigger(
        "fee_line_booked",
        "fee_line",
        "BEFORE INSERT OR UPDATE OR DELETE ON fee_line"
        " FOR EACH ROW EXECUTE FUNCTION fee_line_keep_accounts()",
    ),
    (
        "CREATE CONSTRAINT TRIGGER fee_line_payer_stays"
        " AFTER UPDATE OF payer_id, paying_person_id ON fee_line"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
        " WHEN ((OLD.payer_id, OLD.paying_person_id)"
        " IS DISTINCT FROM (NEW.payer_id, NEW.paying_person_id))"
        " EXECUTE FUNCTION fee_line_keep_payer()",
        "DROP TRIGGER fee_line_payer_stays ON fee_line",
    ),
    _trigger(
        "fee_line_paid",
        "fee_line",
        "AFTER UPDATE OF amount, credited_on ON fee_line"
        " FOR EACH ROW EXECUTE FUNCTION payments_fit('id')",
    ),
    _trigger(
        "payment_booked",
        "payment",
        "BEFORE INSERT OR UPDATE OR DELETE ON payment"
        " FOR EACH ROW EXECUTE FUNCTION payment_keep_accounts()",
    ),
    _trigger(
        "payment_fits",
        "payment",
        "AFTER INSERT ON payment FOR EACH ROW EXECUTE FUNCTION payments_fit('fee_line_id')",
    ),
    _trigger(
        "payment_reversal_fits",
        "payment",
        "AFTER INSERT ON payment FOR EACH ROW WHEN (NEW.reverses_id IS NOT NULL)"
        " EXECUTE FUNCTION payment_reversal_fits()",
    ),
]

CONSTRAINTS: list[tuple[str, str]] = [
    (NAME_KEY, "DROP FUNCTION hub_name_key(text)"),
    (
        'CREATE INDEX organization_name_key ON organization (hub_name_key(name) COLLATE "C")',
        "DROP INDEX organization_name_key",
    ),
    (
        "CREATE INDEX organization_legal_name_key"
        ' ON organization (hub_name_key(legal_name) COLLATE "C")',
        "DROP INDEX organization_legal_name_key",
    ),
    (
        'CREATE INDEX person_name_key ON person (hub_name_key(name) COLLATE "C")',
        "DROP INDEX person_name_key",
    ),
    (
        "ALTER TABLE affiliation ADD CONSTRAINT affiliation_no_overlap EXCLUDE USING gist ("
        "uuidrange(person_id, person_id, '[]') WITH &&,"
        " uuidrange(organization_id, organization_id, '[]') WITH &&,"
        " daterange(starts_on, ends_on, '[)') WITH &&)",
        "ALTER TABLE affiliation DROP CONSTRAINT affiliation_no_overlap",
    ),
    (
        "ALTER TABLE affiliation ADD CONSTRAINT affiliation_one_lead EXCLUDE USING gist ("
        "uuidrange(organization_id, organization_id, '[]') WITH &&,"
        " daterange(starts_on, ends_on, '[)') WITH &&) WHERE (is_lead)",
        "ALTER TABLE affiliation DROP CONSTRAINT affiliation_one_lead",
    ),
    (
        "ALTER TABLE membership_period ADD CONSTRAINT membership_period_no_overlap"
        " EXCLUDE USING gist (uuidrange(membership_id, membership_id, '[]') WITH &&,"
        " daterange(starts_on, ends_on, '[)') WITH &&)",
        "ALTER TABLE membership_period DROP CONSTRAINT membership_period_no_overlap",
    ),
    (
        "ALTER TABLE suspension ADD CONSTRAINT suspension_no_overlap"
        " EXCLUDE USING gist (uuidrange(membership_id, membership_id, '[]') WITH &&,"
        " daterange(starts_on, ends_on, '[)') WITH &&)",
        "ALTER TABLE suspension DROP CONSTRAINT suspension_no_overlap",
    ),
    (
        'CREATE INDEX organization_name_order ON organization (hub_fold(name) COLLATE "C", id)',
        "DROP INDEX organization_name_order",
    ),
    (
        'CREATE INDEX person_name_order ON person (hub_fold(name) COLLATE "C", id)',
        "DROP INDEX person_name_order",
    ),
    (
        "CREATE INDEX organization_competence_by_competence"
        " ON organization_competence (competence_id, organization_id)",
        "DROP INDEX organization_competence_by_competence",
    ),
    (
        "CREATE INDEX person_competence_by_competence"
        " ON person_competence (competence_id, person_id)",
        "DROP INDEX person_competence_by_competence",
    ),
    *ACCOUNTS,
]


class Migration(migrations.Migration):
    dependencies = [("hub", "0003_functions")]

    operations = [
        RunSQL(
            [forward for forward, _ in CONSTRAINTS],
            [backward for _, backward in reversed(CONSTRAINTS)],
        )
    ]
