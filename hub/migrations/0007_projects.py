"""What the models cannot say to the database: windows and periods apart, parents of one kin, sums.

`uuidrange` and `hub_fold` are made by the migration that runs these.
"""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL


DAYS = "daterange(starts_on, ends_on, '[)')"
INSTANTS = "tstzrange(opens_at, closes_at, '[)')"


def _apart(
    table: str, name: str, *, keys: tuple[str, ...], period: str = DAYS, where: str = "true"
) -> tuple[str, str]:
    """No two of the rows with the same keys have periods that share a moment."""
    same = "".join(f"uuidrange({key}, {key}, '[]') WITH &&, " for key in keys)
    added = (
        f"ALTER TABLE {table} ADD CONSTRAINT {name}"
        f" EXCLUDE USING gist ({same}{period} WITH &&) WHERE ({where})"
    )
    return added, _dropped(table, name)


def _kin(table: str, parent: str) -> tuple[str, str]:
    """A key by which other rows name both this row and its parent."""
    name = f"{table}_with_{parent}"
    added = f"ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE (id, {parent}_id)"
    return added, _dropped(table, name)


def _same(table: str, reference: str, *, target: str, parent: str) -> tuple[str, str]:
    """The row that `reference` names has the same parent as the row that names it."""
    name = f"{table}_{reference}_same_{parent}"
    added = (
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({reference}_id, {parent}_id)"
        f" REFERENCES {target} (id, {parent}_id) ON DELETE RESTRICT"
    )
    return added, _dropped(table, name)


def _dropped(table: str, name: str) -> str:
    return f"ALTER TABLE {table} DROP CONSTRAINT {name}"


def _by_title(table: str) -> tuple[str, str]:
    name = f"{table}_title_order"
    return (
        f'CREATE INDEX {name} ON {table} (hub_fold(title) COLLATE "C", id)',
        f"DROP INDEX {name}",
    )


# The lines of a partner's budget break down its share and never exceed it. The partnership is
# locked first, so that two transactions that each add a line see one another's.
WITHIN_SHARE = """
CREATE FUNCTION budget_within_share() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner_id uuid := to_jsonb(NEW) ->> TG_ARGV[0];
    share partnership;
BEGIN
    SELECT * INTO share FROM partnership WHERE id = owner_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM budget_line WHERE partnership_id = owner_id
        HAVING sum(cost) > share.cost_share OR sum("grant") > share.grant_share
    ) THEN
        RAISE check_violation USING
            MESSAGE = 'budget lines exceed the share of their partner',
            TABLE = 'budget_line', CONSTRAINT = 'budget_line_within_share';
    END IF;
    RETURN NULL;
END
$$
"""

CONSTRAINTS: list[tuple[str, str]] = [
    _apart(
        "call_phase",
        "call_phase_no_overlap",
        keys=("funding_call_id",),
        period=INSTANTS,
        where="opens_at IS NOT NULL",
    ),
    _apart("project_suspension", "project_suspension_no_overlap", keys=("project_id",)),
    _apart("partnership", "partnership_no_overlap", keys=("project_id", "organization_id")),
    _apart("partnership", "partnership_one_lead", keys=("project_id",), where="role = 'LEAD'"),
    _kin("call_phase", "funding_call"),
    _kin("proposal", "funding_call"),
    _kin("partnership", "project"),
    _kin("work_package", "project"),
    _kin("budget_line", "partnership"),
    _kin("claim", "partnership"),
    _same("proposal", "phase", target="call_phase", parent="funding_call"),
    _same("project", "proposal", target="proposal", parent="funding_call"),
    _same("work_package", "lead", target="partnership", parent="project"),
    _same("budget_line", "partnership", target="partnership", parent="project"),
    _same("budget_line", "work_package", target="work_package", parent="project"),
    _same("deliverable", "work_package", target="work_package", parent="project"),
    _same("deliverable", "responsible", target="partnership", parent="project"),
    _same("claim", "partnership", target="partnership", parent="project"),
    _same("claim_line", "claim", target="claim", parent="partnership"),
    _same("claim_line", "budget_line", target="budget_line", parent="partnership"),
    (
        "CREATE UNIQUE INDEX budget_line_cell_once ON budget_line"
        " (partnership_id, work_package_id, category) NULLS NOT DISTINCT",
        "DROP INDEX budget_line_cell_once",
    ),
    (WITHIN_SHARE, "DROP FUNCTION budget_within_share"),
    (
        "CREATE CONSTRAINT TRIGGER budget_line_within_share AFTER INSERT OR UPDATE ON budget_line"
        " DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION budget_within_share('partnership_id')",
        "DROP TRIGGER budget_line_within_share ON budget_line",
    ),
    (
        "CREATE CONSTRAINT TRIGGER partnership_covers_its_budget"
        " AFTER UPDATE OF cost_share, grant_share ON partnership"
        " DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION budget_within_share('id')",
        "DROP TRIGGER partnership_covers_its_budget ON partnership",
    ),
    _by_title("project"),
    _by_title("proposal"),
    _by_title("agreement"),
]


class Migration(migrations.Migration):
    dependencies = [("hub", "0006_spaces")]

    operations = [
        RunSQL(
            [forward for forward, _ in CONSTRAINTS],
            [backward for _, backward in reversed(CONSTRAINTS)],
        )
    ]
