"""Measures of incubation: start-ups by stage, their survival, their jobs and their capital."""

from hub.impact.measure import Measure, counted
from hub.impact.terms import Theme, Unit
from hub.incubation import derived as incubation
from hub.incubation.rules import SUPPORTED
from hub.incubation.terms import Stage
from hub.sql import Sql, composed, of, quoted

STAGE = of("venture", incubation.STAGE)
HISTORY = "The hub's history of stages"


def _in_stages(*stages: Stage) -> Sql:
    return composed("{stage} IN ({stages})", stage=STAGE, stages=Sql(quoted(sorted(stages))))


def _by_stage(stage: Stage) -> Measure:
    return Measure(
        key=f"STARTUPS_{stage}",
        theme=Theme.INCUBATION,
        unit=Unit.STARTUPS,
        definition=f"Start-ups in the stage {stage} at the end of the day. {stage.description}",
        source=HISTORY,
        query=counted("startup", "venture", _in_stages(stage)),
    )


def _survival(years: int) -> Measure:
    return Measure(
        key=f"SURVIVAL_{years}_YEARS",
        theme=Theme.INCUBATION,
        unit=Unit.PERCENT,
        definition=f"Of the start-ups whose support began at least {years} years before the day,"
        f" the share that had not ceased or closed {years} years after it began.",
        source=HISTORY,
        query=composed(
            """SELECT round(100.0 * count(*) FILTER (
                WHERE coalesce(life.ceased_on > life.began_on + {span}, true))
                / nullif(count(*), 0), 1) AS amount,
            count(*) AS parties, NULL::date AS as_of
            FROM (SELECT
                (SELECT min(change.entered_on) FROM stage_change change
                    WHERE change.startup_id = venture.id
                    AND change.stage IN ({supported})) AS began_on,
                least(
                    (SELECT min(change.entered_on) FROM stage_change change
                        WHERE change.startup_id = venture.id AND change.stage = 'CEASED'),
                    (SELECT min(ended.happened_on) FROM startup_exit ended
                        WHERE ended.startup_id = venture.id AND ended.kind = 'CLOSED')
                ) AS ceased_on
                FROM startup venture) life
            WHERE life.began_on + {span} <= {day}""",
            span=Sql(f"INTERVAL '{years} years'"),
            supported=Sql(quoted(sorted(SUPPORTED))),
        ),
    )


LIVE = (*sorted(SUPPORTED), Stage.ON_HOLD, Stage.GRADUATED, Stage.ALUMNI)

INCUBATION = [
    Measure(
        key="STARTUPS_SUPPORTED",
        theme=Theme.INCUBATION,
        unit=Unit.STARTUPS,
        definition="Start-ups in pre-incubation, incubation or acceleration at the end of the day.",
        source=HISTORY,
        query=counted("startup", "venture", _in_stages(*SUPPORTED)),
    ),
    *(_by_stage(stage) for stage in Stage),
    Measure(
        key="INNOVATIVE_STARTUPS",
        theme=Theme.INCUBATION,
        unit=Unit.STARTUPS,
        definition="Start-ups in the special section of innovative start-ups of the register of"
        " companies (DL 179/2012, art. 25).",
        source="Entries of the register of companies, as recorded in the hub",
        query=counted("startup", "venture", of("venture", incubation.IS_INNOVATIVE)),
    ),
    *(_survival(years) for years in (1, 3, 5)),
    Measure(
        key="STARTUP_JOBS",
        theme=Theme.INCUBATION,
        unit=Unit.PEOPLE,
        definition="People employed by start-ups that are supported, on hold, graduated or alumni,"
        " by the last report of each filed up to the day; those without one add nothing.",
        source="Monthly reports of the start-ups",
        query=composed(
            """SELECT coalesce(sum(told.jobs), 0)::numeric AS amount,
            count(told.jobs) AS parties, NULL::date AS as_of
            FROM (SELECT {jobs} AS jobs FROM startup venture WHERE {live}) told""",
            jobs=of("venture", incubation.JOBS),
            live=_in_stages(*LIVE),
        ),
    ),
    Measure(
        key="STARTUP_MONEY_RAISED",
        theme=Theme.INCUBATION,
        unit=Unit.EURO,
        definition="Capital raised by start-ups up to the day, without loans and grants.",
        source="Funding rounds in the hub, each with a source of its own",
        query=composed(
            """SELECT coalesce(sum(told.raised), 0)::numeric AS amount,
            count(*) AS parties, NULL::date AS as_of
            FROM (SELECT {raised} AS raised FROM startup venture) told WHERE told.raised > 0""",
            raised=of("venture", incubation.MONEY_RAISED),
        ),
    ),
]
