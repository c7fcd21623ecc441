"""The rooms of the story's co-working space and the conditions on which they are booked."""

from dataclasses import dataclass

from hub.spaces.terms import Access, Accessibility, Feature, SpaceKind

DESKS = 90
HOT_DESKS = 10
CONDITIONS: dict[str, dict[str, object]] = {
    "rooms": {
        "name": "Meeting rooms",
        "max_days_ahead": 90,
        "buffer_after_minutes": 15,
        "waives_buffer_within_organization": True,
        "check_in_minutes": 20,
        "max_live_bookings": 10,
        "no_show_limit": 3,
        "cancellation_steps": [
            {"minutes_before": 1440, "percent": 0},
            {"minutes_before": 60, "percent": 50},
        ],
    },
    "events": {
        "name": "Events",
        "min_minutes": 60,
        "max_minutes": 720,
        "max_days_ahead": 365,
        "min_attendees": 10,
        "buffer_before_minutes": 60,
        "buffer_after_minutes": 60,
        "needs_approval": True,
        # Several may ask for the same evening; the staff choose.
        "holds_while_pending": False,
        "decide_minutes_before": 2880,
        "access": Access.STAFF,
        "cancellation_steps": [
            {"minutes_before": 10080, "percent": 0},
            {"minutes_before": 2880, "percent": 50},
        ],
    },
    "courses": {
        "name": "Courses",
        "min_minutes": 60,
        "max_minutes": 600,
        "max_days_ahead": 365,
        "min_attendees": 5,
        "buffer_before_minutes": 30,
        "buffer_after_minutes": 30,
        "needs_approval": True,
        "decide_minutes_before": 1440,
        "cancellation_steps": [
            {"minutes_before": 4320, "percent": 0},
            {"minutes_before": 1440, "percent": 50},
        ],
    },
    "desks": {
        "name": "Desks by the day",
        "min_minutes": 240,
        "max_minutes": 720,
        "start_step_minutes": 60,
        "needs_membership": False,
        "access": Access.CODE,
    },
    "things": {
        "name": "Equipment",
        "min_minutes": 60,
        "max_minutes": 4320,
        "access": Access.KEY,
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A space under its code, with what it lies in."""

    name: str
    kind: SpaceKind
    within: str | None = None
    conditions: str | None = None
    floor: int | None = 1
    area: int | None = None
    capacity: int | None = None
    features: tuple[Feature, ...] = ()
    accessibility: tuple[Accessibility, ...] = ()
    hourly: int | None = None


MEETING = (Feature.SCREEN, Feature.VIDEO_CONFERENCE, Feature.WHITEBOARD)
HALL = (Feature.PROJECTOR, Feature.SOUND, Feature.STREAMING)
FOR_ALL = (Accessibility.STEP_FREE, Accessibility.WIDE_DOORS, Accessibility.TOILET)
FOR_AUDIENCES = (*FOR_ALL, Accessibility.WHEELCHAIR_PLACE, Accessibility.HEARING_LOOP)
ROOMS: dict[str, Room] = {
    "a": Room(name="Building A", kind=SpaceKind.BUILDING, floor=None),
    "a-0": Room(name="Ground floor", kind=SpaceKind.FLOOR, within="a", floor=0, area=800),
    "a-1": Room(name="First floor", kind=SpaceKind.FLOOR, within="a", floor=1, area=1_000),
    "open": Room(
        name="Open space", kind=SpaceKind.OPEN_SPACE, within="a-1", area=520, capacity=DESKS
    ),
    "liuto": Room(
        name="Sala Liuto", kind=SpaceKind.MEETING_ROOM, within="a-1", conditions="rooms",
        area=18, capacity=6, features=MEETING, accessibility=FOR_ALL, hourly=18,
    ),
    "viola": Room(
        name="Sala Viola", kind=SpaceKind.MEETING_ROOM, within="a-1", conditions="rooms",
        area=26, capacity=10, features=MEETING, accessibility=FOR_ALL, hourly=25,
    ),
    "cello": Room(
        name="Sala Violoncello", kind=SpaceKind.MEETING_ROOM, within="a-1", conditions="rooms",
        area=34, capacity=14, features=(*MEETING, Feature.DAYLIGHT),
        accessibility=FOR_ALL, hourly=32,
    ),
    "spalla": Room(
        name="Saletta Spalla", kind=SpaceKind.MEETING_ROOM, within="a-0", conditions="rooms",
        floor=0, area=10, capacity=4, features=(Feature.SCREEN,), hourly=12,
    ),
    "hall": Room(
        name="Sala Conferenze", kind=SpaceKind.HALL, within="a-0", conditions="events",
        floor=0, area=240, capacity=200, features=HALL, accessibility=FOR_AUDIENCES,
        hourly=90,
    ),
    "hall-east": Room(
        name="Sala Conferenze, metà est", kind=SpaceKind.HALL, within="hall", conditions="events",
        floor=0, area=120, capacity=90, features=HALL, accessibility=FOR_AUDIENCES,
        hourly=50,
    ),
    "hall-west": Room(
        name="Sala Conferenze, metà ovest", kind=SpaceKind.HALL, within="hall",
        conditions="events", floor=0, area=120, capacity=90, features=HALL, accessibility=FOR_AUDIENCES,
        hourly=50,
    ),
    "aula": Room(
        name="Aula Formazione", kind=SpaceKind.CLASSROOM, within="a-0", conditions="courses",
        floor=0, area=70, capacity=30, features=(Feature.PROJECTOR, Feature.WHITEBOARD), hourly=40,
    ),
    "lab": Room(
        name="Laboratorio Prototipi", kind=SpaceKind.LAB, within="a-0", conditions="rooms",
        floor=0, area=55, capacity=8,
        features=(Feature.THREE_D_PRINTER, Feature.TEST_EQUIPMENT), hourly=20,
    ),
    "studio": Room(
        name="Studio Voce", kind=SpaceKind.STUDIO, within="a-1", conditions="rooms",
        area=8, capacity=2, features=(Feature.STREAMING,), hourly=10,
    ),
    "former": Room(
        name="Aula ex Macello", kind=SpaceKind.CLASSROOM, within="a-0", conditions="courses",
        floor=0, area=60, capacity=24, hourly=30,
    ),
    "terrace": Room(
        name="Terrazza", kind=SpaceKind.OUTDOORS, within="a-1", conditions="events",
        area=150, capacity=60, hourly=30,
    ),
    "projector": Room(
        name="Proiettore mobile", kind=SpaceKind.EQUIPMENT, conditions="things", floor=None
    ),
    "office-1": Room(
        name="Ufficio 1", kind=SpaceKind.OFFICE, within="a-1", area=30, capacity=6
    ),
    "office-2": Room(
        name="Ufficio 2", kind=SpaceKind.OFFICE, within="a-1", area=42, capacity=8
    ),
    "office-3": Room(
        name="Ufficio 3", kind=SpaceKind.OFFICE, within="a-1", area=24, capacity=4
    ),
    "parking-1": Room(name="Posto auto 1", kind=SpaceKind.PARKING, floor=None),
}  # fmt: skip
