"""What is asked about series before they are booked: rules answer."""

from typing import Any

import strawberry

from hub.deed import Done
from hub.keys import Keys
from hub.spaces.series import preview
from hub.spaces.series.recurrence import MOST_DATES
from schema.compiler.declare import part
from schema.mutating.declare import answer, question, told, told_part
from schema.spaces.series_problems import SeriesDate

MOST_PROBLEMS = 5
MOST_CODES = 50
NULL = "null when there are problems"


def _value(name: str) -> Any:
    def tell(done: Done, _: Keys) -> Any:
        return done.values[name]

    return tell


@told_part
class DatesOfCode:
    """On how many dates something stands against a booking."""

    code: "str" = strawberry.field(description="What stands against them.")
    dates: "int" = strawberry.field(description="On how many dates it does.")


@answer(MOST_PROBLEMS)
class PreviewSeriesAnswer:
    """The answer of `previewSeries`: what `bookSeries` would meet on each date."""

    rule: "str | None" = told(_value("rule"), f"The rule in its normal form; {NULL}.")
    bookable: "int | None" = told(
        _value("bookable"), f"On how many dates the space can be had; {NULL}."
    )
    dates: "list[SeriesDate] | None" = told(
        _value("dates"), f"All dates, in their order; {NULL}.", most=MOST_DATES
    )
    counts: "list[DatesOfCode] | None" = told(
        _value("counts"),
        f"How often each reason occurs, the most frequent first; {NULL}.",
        most=MOST_CODES,
    )


@part
class SeriesQuestions:
    """What is asked about series before they are booked."""

    preview_series: "PreviewSeriesAnswer" = question(
        preview.preview_series,
        "On which dates of a rule a space could be booked, by the rules that `bookSeries` goes by."
        " Nothing is booked or held.",
        cost=100,
    )
