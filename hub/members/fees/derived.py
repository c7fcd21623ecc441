"""What a party owes on a day and how that came about, as SQL over one row.

The row is an organization, a person, or a membership with what was asked for it.
"""

from hub.members.derived import FEE_STATE, OPEN_AMOUNT
from hub.sql import Sql, composed, of

PAYS = Sql("(line.payer_id = {row}.id OR line.paying_person_id = {row}.id)")
"""Of a fee line: the row is to pay it."""
BELONGS = Sql("line.membership_id = {row}.id")


def _owed(tie: Sql, *states: str) -> Sql:
    return composed(
        """coalesce((SELECT sum({open}) FROM fee_line line
        WHERE {tie} AND {state} IN ({states})), 0.00)""",
        open=of("line", OPEN_AMOUNT),
        tie=tie,
        state=of("line", FEE_STATE),
        states=Sql(", ".join(f"'{state}'" for state in states)),
    )


OPEN_TO_PAY = _owed(PAYS, "OPEN", "OVERDUE")
"""What a party has been asked for and has not paid on the day."""
OVERDUE_TO_PAY = _owed(PAYS, "OVERDUE")
"""What of it should have been paid before the day."""
OPEN_OF_MEMBERSHIP = _owed(BELONGS, "OPEN", "OVERDUE")
OVERDUE_OF_MEMBERSHIP = _owed(BELONGS, "OVERDUE")
"""The same of what was asked for a membership, whoever pays it."""

MOST_ENTRIES = 200
FROM = Sql("coalesce({starts_on}, date_trunc('year', {today}::timestamp)::date)")
UNTIL = Sql("coalesce({ends_on}, {today} + 1)")

# What was never asked for is no debt, and its credit note no relief.
MOVEMENTS = composed(
    """SELECT line.issued_on AS happened_on, 'ISSUED' AS kind, line.amount, line.id AS line_id,
        line.invoice_number, line.description, line.id AS entry_id
    FROM fee_line line WHERE {pays} AND line.issued_on IS NOT NULL
    UNION ALL SELECT line.credited_on, 'CREDITED', -line.amount, line.id,
        line.invoice_number, line.description, line.id
    FROM fee_line line WHERE {pays} AND line.issued_on IS NOT NULL AND line.credited_on IS NOT NULL
    UNION ALL SELECT payment.received_on,
        CASE WHEN payment.amount > 0 THEN 'PAID' ELSE 'TAKEN_BACK' END,
        -payment.amount, line.id, line.invoice_number, line.description, payment.id
    FROM fee_line line JOIN payment ON payment.fee_line_id = line.id WHERE {pays}""",
    pays=PAYS,
)
"""All that has changed what a party owes: above zero what it owes more, below zero less."""

STATEMENT = composed(
    """SELECT * FROM (
    WITH movement AS MATERIALIZED ({movements}),
    opening AS (SELECT coalesce(sum(amount), 0.00) AS balance FROM movement
        WHERE happened_on < {from}),
    entry AS (SELECT 1 AS place, movement.* FROM movement
        WHERE {from} <= happened_on AND happened_on < {until}),
    listed AS (
        SELECT 0 AS place, {from} AS happened_on, 'OPENING' AS kind, 0.00 AS amount,
            NULL::uuid AS line_id, NULL::text AS invoice_number, NULL::text AS description,
            NULL::uuid AS entry_id
        UNION ALL SELECT * FROM entry
        UNION ALL SELECT 2, {until} - 1, 'CLOSING', 0.00, NULL, NULL, NULL, NULL
    )
    SELECT listed.happened_on, listed.kind, listed.amount, listed.invoice_number,
        listed.description, opening.balance + sum(listed.amount) OVER sequence AS balance
    FROM listed CROSS JOIN opening WHERE {from} < {until}
    WINDOW sequence AS (ORDER BY listed.place, listed.happened_on, listed.kind COLLATE "C",
        listed.entry_id ROWS UNBOUNDED PRECEDING)
    ORDER BY listed.place, listed.happened_on, listed.kind COLLATE "C", listed.entry_id
    ) statement""",
    **{"movements": MOVEMENTS, "from": FROM, "until": UNTIL},
)
"""A party's account between two days, entry by entry with the balance after it."""
