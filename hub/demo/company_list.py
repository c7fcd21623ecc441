"""The invented companies of the story, and what they can do."""

from dataclasses import dataclass

from hub.members.terms import OrganizationKind, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A company with its employees of each year up to the last."""

    name: str
    age: int
    employees: tuple[int, ...]
    sector: str
    competences: tuple[str, ...]
    listing: Visibility = Visibility.PUBLIC
    kind: OrganizationKind = OrganizationKind.COMPANY


COMPETENCES = {
    "software": ("Software development", "Sviluppo software", None),
    "software.web": ("Web applications", "Applicazioni web", "software"),
    "software.embedded": ("Embedded systems", "Sistemi embedded", "software"),
    "data": ("Data and artificial intelligence", "Dati e intelligenza artificiale", None),
    "data.audio": ("Sound analysis", "Analisi del suono", "data"),
    "network": ("Networks and cloud", "Reti e cloud", None),
    "network.security": ("Information security", "Sicurezza informatica", "network"),
    "robotics": ("Robotics and automation", "Robotica e automazione", None),
    "agriculture": ("Digital agriculture", "Agricoltura digitale", None),
    "media": ("Communication and media", "Comunicazione e media", None),
}
COMPANIES = {
    "nuvola": Company(
        name="Nuvolatorrone",
        age=14,
        employees=(48, 55, 62, 66),
        sector="Software",
        competences=("software.web", "network"),
    ),
    "violini": Company(
        name="Violini Quantici",
        age=8,
        employees=(9, 14, 21),
        sector="Data",
        competences=("data.audio", "software.embedded"),
    ),
    "ponte": Company(
        name="Ponte di Carta",
        age=20,
        employees=(112, 118, 131),
        sector="Publishing",
        competences=("media",),
    ),
    "granata": Company(
        name="Granata Automi",
        age=11,
        employees=(33, 37, 36),
        sector="Automation",
        competences=("robotics", "software.embedded"),
    ),
    "mostarda": Company(
        name="Mostarda Bit",
        age=6,
        employees=(7, 12, 8),
        sector="E-commerce",
        competences=("software.web", "media"),
        listing=Visibility.MEMBERS,
    ),
    "salice": Company(
        name="Salice Cloud",
        age=7,
        employees=(10, 16, 18),
        sector="Cloud",
        competences=("network", "network.security"),
    ),
    "cicogna": Company(
        name="Cicogna Logistica",
        age=10,
        employees=(29, 27, 30),
        sector="Logistics",
        competences=("software", "data"),
    ),
    "farfara": Company(
        name="Farfara Design",
        age=5,
        employees=(5, 6, 9),
        sector="Design",
        competences=("software.web", "media"),
        listing=Visibility.MEMBERS,
    ),
    "melograno": Company(
        name="Melograno Salute",
        age=9,
        employees=(22, 26, 28),
        sector="Health",
        competences=("data", "software.embedded"),
    ),
    "nebbia": Company(
        name="Nebbia Reti",
        age=16,
        employees=(25, 24),
        sector="Networks",
        competences=("network",),
    ),
    "airone": Company(
        name="Airone Calcoli",
        age=9,
        employees=(15, 17, 19),
        sector="Data",
        competences=("data", "agriculture"),
    ),
    "golena": Company(
        name="Golena Energia",
        age=12,
        employees=(41, 40),
        sector="Energy",
        competences=("robotics",),
    ),
    "lanca": Company(
        name="Lanca Sicura",
        age=5,
        employees=(6,),
        sector="Security",
        competences=("network.security",),
        listing=Visibility.PRIVATE,
    ),
    "cascina": Company(
        name="Cascina Connessa",
        age=3,
        employees=(5, 8),
        sector="Agriculture",
        competences=("agriculture", "data"),
    ),
    "zolla": Company(
        name="Zolla Sensori",
        age=4,
        employees=(11, 13),
        sector="Sensors",
        competences=("agriculture", "software.embedded"),
    ),
    "campanile": Company(
        name="Campanile Media",
        age=2,
        employees=(3,),
        sector="Media",
        competences=("media",),
    ),
    "idrovora": Company(
        name="Idrovora Calcoli",
        age=7,
        employees=(10,),
        sector="Software",
        competences=("software",),
        listing=Visibility.PRIVATE,
    ),
    "istituto": Company(
        name="Istituto Tecnico Immaginario",
        age=60,
        employees=(84, 86, 85),
        sector="Education",
        competences=("software", "robotics"),
        kind=OrganizationKind.SCHOOL,
    ),
}
