"""The invented proposals and projects of the story, with their partners' costs."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """What partners propose to a call: days counted from today; the first partner leads."""

    acronym: str
    title: str
    call: str
    costs: dict[str, int]
    reviewed: int | None = None
    submitted: int | None = None
    decided: dict[str, int] = field(default_factory=dict)
    score: str | None = None
    rank: int | None = None
    unsigned: frozenset[str] = frozenset()

    @property
    def amounts(self) -> dict[str, Decimal]:
        return {key: Decimal(cost) for key, cost in self.costs.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a project goes: days counted from today."""

    acronym: str
    starts: int
    ends: int
    dates: dict[str, int] = field(default_factory=dict)
    paused: int | None = None


NUVOLA_VIOLINI = {"violini": 180_000, "nuvola": 120_000, "istituto": 60_000}
PROPOSALS = (
    Joint(
        acronym="PIANURA",
        title="Una pianura di dati",
        call="open",
        costs={"nuvola": 90_000, "airone": 80_000, "istituto": 20_000},
    ),
    Joint(
        acronym="ARGINI",
        title="Argini che parlano",
        call="open",
        costs={"granata": 150_000, "PoRobot": 110_000, "zolla": 70_000},
        reviewed=-4,
        unsigned=frozenset({"zolla"}),
    ),
    Joint(
        acronym="ECO",
        title="L'eco della città",
        call="closed",
        costs={"violini": 160_000, "ponte": 60_000, "Archetto Sound": 40_000},
        submitted=-9,
    ),
    Joint(
        acronym="CORDE",
        title="Corde e algoritmi",
        call="closed",
        costs={"violini": 100_000, "Stradivariabile": 80_000, "istituto": 30_000},
        submitted=-8,
    ),
    Joint(
        acronym="PIAZZA",
        title="La piazza che risponde",
        call="closed",
        costs={"ponte": 70_000, "mostarda": 50_000, "airone": 40_000},
        submitted=-20,
        decided={"withdrawn_on": -6},
    ),
    Joint(
        acronym="PINZE",
        title="Pinze per la frutta",
        call="evaluation",
        costs={"granata": 190_000, "PoRobot": 120_000, "istituto": 40_000},
        submitted=-62,
        decided={"admitted_on": -45},
    ),
    Joint(
        acronym="BRACCIA",
        title="Braccia leggere",
        call="evaluation",
        costs={"granata": 140_000, "nebbia": 60_000, "airone": 50_000},
        submitted=-61,
        decided={"inadmissible_on": -45},
    ),
    Joint(
        acronym="LATTE",
        title="Latte trasparente",
        call="ranked",
        costs={"airone": 130_000, "Lattosfera": 90_000, "cascina": 50_000},
        submitted=-155,
        decided={"admitted_on": -140, "ranked_on": -30},
        score="78.50",
        rank=3,
    ),
    Joint(
        acronym="LIUTAIO",
        title="Il liutaio digitale",
        call="awarded",
        costs=NUVOLA_VIOLINI,
        submitted=-770,
        decided={"admitted_on": -750, "ranked_on": -640, "funded_on": -620},
        score="91.00",
        rank=1,
    ),
    Joint(
        acronym="FOSSI",
        title="Fossi e sensori",
        call="awarded",
        costs={"nuvola": 260_000, "airone": 190_000, "Acquaqueta": 110_000},
        submitted=-765,
        decided={"admitted_on": -750, "ranked_on": -640, "funded_on": -620},
        score="88.00",
        rank=2,
    ),
    Joint(
        acronym="NEBBIA",
        title="Strade nella nebbia",
        call="awarded",
        costs={"nebbia": 120_000, "Nebbiometro": 90_000, "granata": 60_000},
        submitted=-762,
        decided={"admitted_on": -750, "ranked_on": -640, "funded_on": -620},
        score="81.50",
        rank=3,
    ),
    Joint(
        acronym="MERCATO",
        title="Il mercato di domani",
        call="awarded",
        costs={"ponte": 80_000, "mostarda": 70_000, "nuvola": 50_000},
        submitted=-761,
        decided={"admitted_on": -750, "ranked_on": -640, "reserve_on": -620},
        score="70.00",
        rank=4,
    ),
    Joint(
        acronym="VETRINE",
        title="Vetrine notturne",
        call="awarded",
        costs={"mostarda": 90_000, "ponte": 60_000, "Torracchio Cloud": 40_000},
        submitted=-761,
        decided={"admitted_on": -750, "ranked_on": -640, "not_funded_on": -620},
        score="51.00",
        rank=5,
    ),
    Joint(
        acronym="PRIMO",
        title="Primo passo",
        call="archived",
        costs={"nuvola": 210_000, "golena": 160_000, "istituto": 90_000},
        submitted=-1_805,
        decided={"admitted_on": -1_790, "ranked_on": -1_700, "funded_on": -1_690},
        score="84.00",
        rank=1,
    ),
    Joint(
        acronym="GRU",
        title="Gru intelligenti",
        call="archived",
        costs={"granata": 150_000, "golena": 120_000, "lanca": 30_000},
        submitted=-1_804,
        decided={"admitted_on": -1_790, "ranked_on": -1_700, "funded_on": -1_690},
        score="80.00",
        rank=2,
    ),
    Joint(
        acronym="CANALI",
        title="Canali aperti",
        call="archived",
        costs={"airone": 110_000, "nuvola": 90_000, "istituto": 40_000},
        submitted=-1_803,
        decided={"admitted_on": -1_790, "ranked_on": -1_700, "funded_on": -1_690},
        score="79.00",
        rank=3,
    ),
)
RUNS = (
    Run(acronym="LIUTAIO", starts=-500, ends=230),
    Run(acronym="FOSSI", starts=-480, ends=300),
    Run(acronym="NEBBIA", starts=-450, ends=120, paused=-35),
    Run(acronym="CANALI", starts=-1_500, ends=-40),
    Run(acronym="PRIMO", starts=-1_600, ends=-600, dates={"closed_on": -480}),
    Run(acronym="GRU", starts=-1_600, ends=-500, dates={"terminated_on": -900}),
)
