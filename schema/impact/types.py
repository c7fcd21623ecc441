"""The GraphQL types of the park's figures."""

from datetime import date
from decimal import Decimal

from hub.impact import derived
from hub.impact.terms import Theme, Unit
from hub.sql import Sql
from schema.compiler.declare import column, computed, part, rows
from schema.compiler.sources import Argument

MOST_FIGURES = 100


@part
class ImpactFigure:
    """A number about the park, with what is needed to read it rightly."""

    theme: "Theme" = column("What it is about.")
    key: "str" = column("Name of the figure; the same in every answer.")
    value: "Decimal | None" = column(
        "The number; null when it is withheld, or when there is nothing to measure, as with the"
        " survival of start-ups while none began long enough ago."
    )
    unit: "Unit" = column("What the number counts.")
    definition: "str" = column("What exactly is counted.")
    source: "str" = column("Where it comes from.")
    url: "str | None" = column("Where the source can be read; null when it is in the hub.")
    as_of: "date" = column(
        "The day for which it holds: the day that was asked about, or that of the oldest count in"
        " it, or the one of which its source speaks."
    )
    withheld: "bool" = column(
        "Whether the number is kept back because it would tell of fewer than three parties."
    )
    is_approximate: "bool" = column('Whether its source says "about".')


@part
class Impact:
    """What the park amounts to on a day; the same question has the same answer next year."""

    on: "date" = computed(Sql("{day}"), "The day that the figures are about.")
    figures: "list[ImpactFigure]" = rows(
        derived.FIGURES,
        "The figures, computed ones first; at most 100.",
        most=MOST_FIGURES,
        arguments=(Argument("theme", Theme, "Only figures of this theme; null: all."),),
    )
