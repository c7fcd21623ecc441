"""Figures that others have published about the park, each as it was published."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.demo.public_sources import (
    ASTER_AWARD,
    ASTER_RANKING,
    BUILDING_SITE,
    CASE_STUDY,
    COFUNDING_SIGNED,
    NEW_COBOX,
    NEW_COBOX_RENEWED,
    OPENING,
    ZIS_CRITERIA,
    ZIS_FUNDS,
    Source,
)
from hub.demo.rows import Rows
from hub.impact.models import Figure
from hub.impact.terms import Unit


@dataclass(frozen=True, slots=True)
class Published:
    """A number with its unit, what it means and who says it."""

    key: str
    amount: str
    unit: Unit
    source: Source
    definition: str
    is_approximate: bool = False
    about_on: date | None = None


FIGURES = (
    Published(
        "INHABITANTS", "72179", Unit.PEOPLE, CASE_STUDY, "Inhabitants of the Comune di Cremona."
    ),
    Published(
        "MUNICIPAL_EMPLOYEES",
        "680",
        Unit.PEOPLE,
        CASE_STUDY,
        "People employed by the Comune di Cremona.",
    ),
    Published(
        "MUNICIPAL_TERRITORY",
        "70.4",
        Unit.SQUARE_KILOMETRES,
        CASE_STUDY,
        "Territory of the Comune di Cremona.",
    ),
    Published(
        "CONSORTIUM_COMPANIES",
        "10",
        Unit.COMPANIES,
        CASE_STUDY,
        "Companies of the CRIT consortium: about ten.",
        is_approximate=True,
    ),
    Published(
        "CONSORTIUM_EMPLOYEES",
        "400",
        Unit.PEOPLE,
        CASE_STUDY,
        "People employed by the companies of the consortium: over four hundred.",
        is_approximate=True,
    ),
    Published(
        "CONSORTIUM_EMPLOYEES",
        "500",
        Unit.PEOPLE,
        OPENING,
        "People at work in the companies of the Polo when it opened: over five hundred.",
        is_approximate=True,
    ),
    Published(
        "FIBRE_CONNECTIONS",
        "7000",
        Unit.SUBSCRIBERS,
        CASE_STUDY,
        "Subscribers (utenze) connected to AEMCom's fibre networks on national territory: about"
        " seven thousand. Neither dwellings nor street numbers, and not only in Cremona.",
        is_approximate=True,
    ),
    Published(
        "ASTER_PROPOSALS",
        "21",
        Unit.PROPOSALS,
        ASTER_RANKING,
        "Proposals that the ASTER call received.",
    ),
    Published(
        "ASTER_ADMITTED",
        "7",
        Unit.PROPOSALS,
        ASTER_RANKING,
        "Proposals that the ASTER call admitted to the executive project.",
    ),
    Published(
        "ASTER_SCORE",
        "83",
        Unit.POINTS,
        ASTER_RANKING,
        "Points of Cremona's proposal in the ASTER ranking, where it came second.",
    ),
    Published("ASTER_POT", "5500000", Unit.EURO, ASTER_RANKING, "Money of the ASTER call in all."),
    Published("ASTER_CAP", "1000000", Unit.EURO, ASTER_RANKING, "Highest grant of the ASTER call."),
    Published(
        "ASTER_RATE",
        "50",
        Unit.PERCENT,
        ASTER_AWARD,
        "Part of the cost of realisation that the ASTER call paid, up to its cap.",
    ),
    Published(
        "ASTER_GRANT",
        "1000000",
        Unit.EURO,
        ASTER_AWARD,
        "Grant awarded to the project Verso il Polo delle Tecnologie di Cremona.",
    ),
    Published(
        "POLO_LOT",
        "12188",
        Unit.SQUARE_METRES,
        COFUNDING_SIGNED,
        "Lot on which the Polo was built.",
        is_approximate=True,
    ),
    Published(
        "POLO_INVESTMENT",
        "12000000",
        Unit.EURO,
        BUILDING_SITE,
        "Investment in the building of the Polo: about twelve million.",
        is_approximate=True,
    ),
    Published(
        "COWORKING_AREA",
        "1800",
        Unit.SQUARE_METRES,
        NEW_COBOX_RENEWED,
        "Area of the Cobox co-working space: 1,000 square metres of AEM and 800 of CRIT.",
    ),
    Published(
        "DESKS_OCCUPIED",
        "35",
        Unit.DESKS,
        NEW_COBOX_RENEWED,
        "Occupied desks of Cobox before it grew under the convention of 2021.",
        about_on=date(2021, 7, 23),
    ),
    Published(
        "DESKS_OCCUPIED",
        "38",
        Unit.DESKS,
        NEW_COBOX,
        "Occupied desks of Cobox when the convention was signed: 38 or 39.",
        is_approximate=True,
    ),
    Published(
        "DESKS_OCCUPIED",
        "66",
        Unit.DESKS,
        NEW_COBOX_RENEWED,
        "Occupied desks of Cobox in 2023.",
        about_on=date(2023, 12, 31),
    ),
    Published(
        "DESKS_OCCUPIED",
        "90",
        Unit.DESKS,
        NEW_COBOX_RENEWED,
        "Occupied desks of Cobox: all that there are.",
    ),
    Published("DESK_CAPACITY", "44", Unit.DESKS, NEW_COBOX, "Desks of Cobox before it grew."),
    Published("DESK_CAPACITY", "90", Unit.DESKS, NEW_COBOX_RENEWED, "Desks of Cobox."),
    Published(
        "ZIS_FIRST_POT",
        "1000000",
        Unit.EURO,
        ZIS_CRITERIA,
        "Money for the first phase of the ZIS call, at most 100,000 euro a project.",
    ),
    Published(
        "ZIS_SECOND_POT",
        "20000000",
        Unit.EURO,
        ZIS_FUNDS,
        "Money for the second phase of the ZIS call, over four years.",
    ),
)


def add_figures(rows: Rows) -> None:
    for figure in FIGURES:
        rows.add(
            Figure,
            figure.source.published_on,
            key=figure.key,
            amount=Decimal(figure.amount),
            unit=figure.unit,
            stated_on=figure.about_on or figure.source.published_on,
            definition=figure.definition,
            source=figure.source.name,
            url=figure.source.url,
            is_approximate=figure.is_approximate,
        )
