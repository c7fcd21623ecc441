"""The park's figures on a day as one SQL query: those it computes, and those stated by others."""

from hub.impact.measure import Measure
from hub.impact.member_measures import MEMBERS
from hub.impact.project_measures import PROJECTS
from hub.impact.rules import SMALLEST_GROUP
from hub.impact.space_measures import NETWORK, SPACES
from hub.impact.startup_measures import INCUBATION
from hub.impact.terms import Theme
from hub.sql import Sql, composed, quoted

MEASURES = [*MEMBERS, *INCUBATION, *SPACES, *PROJECTS, *NETWORK]


def literal(text: str) -> Sql:
    return Sql(f"{quoted([text])}::text")


def _asked(theme: Theme) -> Sql:
    """Whether the question is about the theme; a measure that is not asked for is not computed."""
    return composed("coalesce({theme} = {name}, true)", name=literal(theme))


def _figure(position: int, measure: Measure) -> Sql:
    return composed(
        """SELECT {position} AS position, {of_theme} AS theme, {key} AS key,
        CASE WHEN measured.parties BETWEEN 1 AND {most_withheld} THEN NULL
            ELSE measured.amount END AS value,
        {unit} AS unit, {definition} AS definition, {source} AS source, NULL::text AS url,
        coalesce(measured.as_of, {day}) AS as_of,
        coalesce(measured.parties BETWEEN 1 AND {most_withheld}, false) AS withheld,
        false AS is_approximate
        FROM ({query}) measured WHERE {is_asked}""",
        position=Sql(str(position)),
        of_theme=literal(measure.theme),
        key=literal(measure.key),
        most_withheld=Sql(str(SMALLEST_GROUP - 1)),
        unit=literal(measure.unit),
        definition=literal(measure.definition),
        source=literal(measure.source),
        query=measure.query,
        is_asked=_asked(measure.theme),
    )


STATED = composed(
    """SELECT {position} AS position, {of_theme} AS theme, stated.* FROM (
        SELECT DISTINCT ON (figure.key, figure.unit, figure.source)
            figure.key::text, figure.amount AS value, figure.unit::text,
            figure.definition::text, figure.source::text, figure.url::text,
            figure.stated_on AS as_of, false AS withheld, figure.is_approximate
        FROM figure WHERE figure.stated_on <= {day} AND {is_asked}
        ORDER BY figure.key, figure.unit, figure.source, figure.stated_on DESC) stated""",
    position=Sql(str(len(MEASURES))),
    of_theme=literal(Theme.STATED),
    is_asked=_asked(Theme.STATED),
)
"""The last word of each source on each key; two sources that differ both stand."""

FIGURES = composed(
    "SELECT * FROM ({figures}) listed ORDER BY listed.position, listed.key, listed.source",
    figures=Sql(
        " UNION ALL ".join(
            [*(_figure(at, measure).text for at, measure in enumerate(MEASURES)), STATED.text]
        )
    ),
)
