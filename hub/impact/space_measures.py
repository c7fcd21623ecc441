"""Measures of places: spaces, desks against capacity, and connections by fibre.

How many places there are tells of no party; how many are let may.
"""

from hub.impact.measure import Measure, counted
from hub.impact.terms import Theme, Unit
from hub.spaces import derived as spaces
from hub.sql import HOLDS, Sql, composed, of, quoted

PLACES = "The hub's register of spaces"
IS_DESK = composed("place.kind = 'DESK' AND {holds}", holds=of("place", HOLDS))

SPACES = [
    Measure(
        key="SITES",
        theme=Theme.SPACES,
        unit=Unit.SITES,
        definition="Sites in use.",
        source=PLACES,
        query=counted("site", "place", of("place", HOLDS), tells_of_parties=False),
    ),
    Measure(
        key="SPACES",
        theme=Theme.SPACES,
        unit=Unit.SPACES,
        definition="Spaces in use, without desks and without what only holds other spaces.",
        source=PLACES,
        query=counted(
            "space",
            "place",
            composed(
                "place.kind NOT IN ('DESK', 'BUILDING', 'FLOOR') AND {holds}",
                holds=of("place", HOLDS),
            ),
            tells_of_parties=False,
        ),
    ),
    Measure(
        key="DESKS",
        theme=Theme.SPACES,
        unit=Unit.DESKS,
        definition="Desks in use: the capacity.",
        source=PLACES,
        query=counted("space", "place", IS_DESK, tells_of_parties=False),
    ),
    Measure(
        key="DESKS_LET",
        theme=Theme.SPACES,
        unit=Unit.DESKS,
        definition="Desks let on the day, one by one or with the room that they stand in.",
        source="Leases in the hub",
        query=counted(
            "space",
            "place",
            composed("{desk} AND {leased}", desk=IS_DESK, leased=of("place", spaces.IS_LEASED)),
        ),
    ),
]


def _connections(unit: Unit, counted_as: str) -> Measure:
    """Operators count different things, so each unit is a figure of its own."""
    return Measure(
        key=f"FIBRE_{unit}",
        theme=Theme.NETWORK,
        unit=unit,
        definition="Connections by fibre, by the last count of each operator, territory and"
        f" technology up to the day, where it counts this: {unit.description} As of the oldest"
        " count in the sum.",
        source="Counts of the operators in the hub, each with a source of its own",
        query=composed(
            """SELECT sum(latest.connections)::numeric AS amount, NULL::bigint AS parties,
            min(latest.counted_on) AS as_of
            FROM (SELECT DISTINCT ON (line.operator_id, line.technology, line.territory,
                    line.site_id, line.space_id) line.connections, line.counted_on
                FROM connectivity line
                WHERE line.unit_of_count = {counted_as} AND line.counted_on <= {day} AND {holds}
                AND line.technology IN ('FTTH', 'DEDICATED_FIBRE', 'DARK_FIBRE')
                ORDER BY line.operator_id, line.technology, line.territory, line.site_id,
                    line.space_id, line.counted_on DESC, line.id DESC) latest
            HAVING count(*) > 0""",
            counted_as=Sql(quoted([counted_as])),
            holds=of("line", HOLDS),
        ),
    )


NETWORK = [
    _connections(Unit.SUBSCRIBERS, "USER"),
    _connections(Unit.PROPERTY_UNITS, "PROPERTY_UNIT"),
    _connections(Unit.STREET_NUMBERS, "STREET_NUMBER"),
]
