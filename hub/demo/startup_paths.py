"""The invented start-ups of the story: who founded them, and how far each has come."""

from dataclasses import dataclass

from hub.incubation.terms import Stage

FULL_PATH = (
    Stage.SELECTED,
    Stage.PRE_INCUBATION,
    Stage.INCUBATION,
    Stage.ACCELERATION,
    Stage.GRADUATED,
    Stage.ALUMNI,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Young:
    """A start-up with the days, counted back from today, on which it entered its stages."""

    name: str
    pitch: str
    sector: str
    founders: tuple[str, ...]
    path: tuple[tuple[Stage, int], ...]
    is_company: bool = True
    is_stealth: bool = False

    @property
    def days_known(self) -> int:
        return self.path[0][1]

    @property
    def stage(self) -> Stage:
        return self.path[-1][0]


def through(*days_ago: int, last: tuple[Stage, int] | None = None) -> tuple[tuple[Stage, int], ...]:
    """The usual stages on these days, and at last perhaps another way out."""
    usual = tuple(zip(FULL_PATH, days_ago, strict=False))
    return usual if last is None else (*usual, last)


STARTUPS = (
    Young(
        name="Semina Bit",
        pitch="Seeds that say when they are thirsty.",
        sector="Agriculture",
        founders=("Delia Semini",),
        path=((Stage.IDEA, 20),),
        is_company=False,
    ),
    Young(
        name="Guglia Vocale",
        pitch="Guided tours that answer back.",
        sector="Tourism",
        founders=("Gaia Guglielmi", "Nico Sagoma"),
        path=through(10),
        is_company=False,
    ),
    Young(
        name="Fumana Lab",
        pitch="Fog forecasts street by street.",
        sector="Sensors",
        founders=("Bianca Fumani",),
        path=through(170, 110),
        is_company=False,
    ),
    Young(
        name="Cremosense",
        pitch="Food chains that can be smelled from afar.",
        sector="Food",
        founders=("Flavia Cremosi", "Lea Esempi"),
        path=through(170, 120),
        is_company=False,
    ),
    Young(
        name="Rondò Mobile",
        pitch="Shared rides for those who work in shifts.",
        sector="Mobility",
        founders=("Alba Rondoni",),
        path=through(170, 140),
        is_company=False,
        is_stealth=True,
    ),
    Young(
        name="Stradivariabile",
        pitch="A violin bow that teaches.",
        sector="Music",
        founders=("Elsa Archetti", "Bruno Cantini"),
        path=through(560, 530, 300),
    ),
    Young(
        name="Acquaqueta",
        pitch="Irrigation that listens to the canals.",
        sector="Agriculture",
        founders=("Chiara Rogge", "Ivo Chiaviche"),
        path=through(520, 500, 280),
    ),
    Young(
        name="Lattosfera",
        pitch="A digital twin for the dairy.",
        sector="Food",
        founders=("Carla Lattari",),
        path=through(500, 470, 250),
    ),
    Young(
        name="Nebbiometro",
        pitch="Visibility as a service for ports and airfields.",
        sector="Sensors",
        founders=("Emma Bruma", "Dario Vapori"),
        path=through(480, 450, 240),
    ),
    Young(
        name="PoRobot",
        pitch="Robots that walk the river banks.",
        sector="Robotics",
        founders=("Giulia Arginati", "Luca Golenali"),
        path=through(1_000, 960, 700, 190),
    ),
    Young(
        name="Torracchio Cloud",
        pitch="Backups in the town next door.",
        sector="Cloud",
        founders=("Marta Torracchi",),
        path=through(980, 940, 690, 180),
    ),
    Young(
        name="Marubino Pay",
        pitch="Split the bill before the soup is cold.",
        sector="Payments",
        founders=("Anita Marubini", "Rocco Brodi"),
        path=through(960, 930, 660, 170),
    ),
    Young(
        name="Sottoportico",
        pitch="Shop windows that open at night.",
        sector="Retail",
        founders=("Olga Portici",),
        path=through(600, 570, 330, last=(Stage.ON_HOLD, 40)),
    ),
    Young(
        name="Binari Verdi",
        pitch="Freight that waits for green power.",
        sector="Logistics",
        founders=("Silvia Binari", "Ugo Scambi"),
        path=through(1_500, 1_460, 1_200, 800, 300),
    ),
    Young(
        name="Archetto Sound",
        pitch="Concert halls for headphones.",
        sector="Music",
        founders=("Viola Archetti",),
        path=through(1_480, 1_440, 1_180, 780, 260),
    ),
    Young(
        name="Mezzadria Dati",
        pitch="Data shared like land once was.",
        sector="Data",
        founders=("Livia Mezzadri", "Elia Poderi"),
        path=through(1_450, 1_410, 1_150, 760, 240),
    ),
    Young(
        name="Vocefinta",
        pitch="Voices for films without actors.",
        sector="Media",
        founders=("Tea Vocali",),
        path=through(2_600, 2_560, 2_300, 1_900, 1_400, 1_000),
    ),
    Young(
        name="Campi Larghi",
        pitch="Drones that read the wheat.",
        sector="Agriculture",
        founders=("Sara Larghi", "Gino Spighe"),
        path=((Stage.ALUMNI, 2_200),),
    ),
    Young(
        name="Ghiaia Games",
        pitch="Games that are played on the shore.",
        sector="Games",
        founders=("Lino Ghiaini",),
        path=through(700, 660, last=(Stage.WITHDRAWN, 400)),
        is_company=False,
    ),
    Young(
        name="Rugiada Droni",
        pitch="Dew collected by drones.",
        sector="Robotics",
        founders=("Nadia Rugiadi",),
        path=through(1_300, 1_260, 1_000, last=(Stage.CEASED, 500)),
    ),
)
