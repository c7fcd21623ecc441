"""The closed lists of the spaces' area."""

from hub.vocabulary import Vocabulary


class SpaceKind(Vocabulary):
    """What a space is used for."""

    BUILDING = "BUILDING", "A building, or a wing of one, that holds other spaces."
    FLOOR = "FLOOR", "A floor or an area of it that holds other spaces."
    OPEN_SPACE = "OPEN_SPACE", "A co-working room that holds desks."
    DESK = "DESK", "One desk, for one person (postazione)."
    OFFICE = "OFFICE", "A closed office, let as a whole."
    MEETING_ROOM = "MEETING_ROOM", "A meeting room (sala riunioni)."
    HALL = "HALL", "A hall for conferences and events (sala convegni)."
    CLASSROOM = "CLASSROOM", "A room for courses (aula)."
    LAB = "LAB", "A laboratory or a workshop for prototypes and tests (laboratorio)."
    STUDIO = "STUDIO", "A booth or a studio for calls, sound and video."
    OUTDOORS = "OUTDOORS", "A terrace, a court or a garden."
    PARKING = "PARKING", "One parking place (posto auto)."
    EQUIPMENT = "EQUIPMENT", "A movable thing that is lent: a projector, a camera, a van."


class Feature(Vocabulary):
    """What a space offers beside its floor."""

    SCREEN = "SCREEN", "A large screen."
    PROJECTOR = "PROJECTOR", "A projector."
    VIDEO_CONFERENCE = "VIDEO_CONFERENCE", "Camera, microphone and loudspeaker for remote guests."
    SOUND = "SOUND", "Loudspeakers and microphones for an audience."
    WHITEBOARD = "WHITEBOARD", "A board to write on."
    BLACKOUT = "BLACKOUT", "The windows can be darkened."
    STREAMING = "STREAMING", "Recording and live broadcast."
    WIRED_NETWORK = "WIRED_NETWORK", "Network sockets, beside the wireless network."
    SECOND_SCREEN = "SECOND_SCREEN", "A monitor at the desk."
    STANDING_DESK = "STANDING_DESK", "A desk whose height changes."
    LOCKER = "LOCKER", "A locker with a key."
    PRINTER = "PRINTER", "A printer and scanner."
    PHONE_BOOTH = "PHONE_BOOTH", "A quiet place for calls next to it."
    KITCHEN = "KITCHEN", "A kitchen, or coffee and water."
    AIR_CONDITIONING = "AIR_CONDITIONING", "Cooled in summer."
    DAYLIGHT = "DAYLIGHT", "Windows to the open."
    CHARGING_POINT = "CHARGING_POINT", "A charging point for electric vehicles."
    TEST_EQUIPMENT = "TEST_EQUIPMENT", "Measuring and testing machines."
    THREE_D_PRINTER = "THREE_D_PRINTER", "A 3D printer."


class Accessibility(Vocabulary):
    """What lets people use a space whom others leave out."""

    STEP_FREE = "STEP_FREE", "Reached without steps, in a wheelchair."
    WIDE_DOORS = "WIDE_DOORS", "All doors on the way are at least 90 cm wide."
    TOILET = "TOILET", "An accessible toilet on the same floor."
    WHEELCHAIR_PLACE = "WHEELCHAIR_PLACE", "A place at the table, or among the seats."
    RESERVED_PARKING = "RESERVED_PARKING", "A reserved parking place near the entrance."
    HEARING_LOOP = "HEARING_LOOP", "An induction loop for hearing aids."
    TACTILE_WAY = "TACTILE_WAY", "A way that can be felt, with signs in relief or Braille."
    VISUAL_ALARM = "VISUAL_ALARM", "Alarms that are seen as well as heard."
    QUIET = "QUIET", "Without glaring light, echo or music."
    ASSISTANCE_DOGS = "ASSISTANCE_DOGS", "Assistance dogs are welcome, with water for them."


class OpeningState(Vocabulary):
    """What a person can do at a space at an instant."""

    OPEN = "OPEN", "Open, and attended."
    SELF_SERVICE = "SELF_SERVICE", "Open without staff."
    WITH_KEY = "WITH_KEY", "Entered with one's own key or code."
    WITH_BOOKING = "WITH_BOOKING", "Open to those who have booked."
    EXIT_ONLY = "EXIT_ONLY", "People may leave and no longer enter."
    MAINTENANCE = "MAINTENANCE", "Shut for works, cleaning or repair."
    CLOSED = "CLOSED", "Shut."


BOOKABLE_STATES = frozenset(
    {
        OpeningState.OPEN,
        OpeningState.SELF_SERVICE,
        OpeningState.WITH_KEY,
        OpeningState.WITH_BOOKING,
    }
)
"""States in which a booking may take place."""


class Access(Vocabulary):
    """How a person who has booked gets in."""

    UNRESTRICTED = "UNRESTRICTED", "The door is open."
    CODE = "CODE", "By a code for the door, given with the booking."
    KEY = "KEY", "By a key, fetched at the front desk."
    STAFF = "STAFF", "Somebody of the staff opens."


class PriceUnit(Vocabulary):
    """What an amount is paid for."""

    QUARTER_HOUR = "QUARTER_HOUR", "Each quarter of an hour begun."
    HOUR = "HOUR", "Each hour begun."
    HALF_DAY = "HALF_DAY", "Each half day: up to 4 hours."
    DAY = "DAY", "Each day begun."
    WEEK = "WEEK", "Each week begun."
    MONTH = "MONTH", "Each month begun."
    BOOKING = "BOOKING", "The booking, however long it is."


class Bookability(Vocabulary):
    """Whether a space takes bookings at an instant."""

    NOT_BOOKABLE = "NOT_BOOKABLE", "It is not booked: it is let, or open to all."
    SCHEDULED = "SCHEDULED", "Bookings begin later."
    BOOKABLE = "BOOKABLE", "It takes bookings."
    ENDED = "ENDED", "It takes no bookings any more."


class BookingKind(Vocabulary):
    """Why a space is booked."""

    ORDINARY = "ORDINARY", "Made by a person for themselves or their organization."
    BEHALF = "BEHALF", "Made by the staff on behalf of a person or an organization."
    STAFF = "STAFF", "For the consortium's own use."
    BLOCK = "BLOCK", "Nobody's: keeps the space free for works, cleaning or an event's set-up."


class BookingState(Vocabulary):
    """Where a booking stands at an instant, by its dated facts."""

    REQUESTED = (
        "REQUESTED",
        "Waits for approval; whether it holds the space meanwhile, it says itself.",
    )
    LAPSED = "LAPSED", "Was not approved in time, and holds nothing."
    DECLINED = "DECLINED", "Was refused by the staff."
    CANCELLED = "CANCELLED", "Was given up or withdrawn."
    CONFIRMED = "CONFIRMED", "Holds the space and lies ahead."
    ONGOING = "ONGOING", "Has begun and holds the space."
    FINISHED = "FINISHED", "Is over."
    NO_SHOW = "NO_SHOW", "Nobody checked in in time: the space was free again from that instant."


HOLDING = frozenset({BookingState.CONFIRMED, BookingState.ONGOING, BookingState.FINISHED})
"""States in which any booking keeps the space, or kept it to its end."""


class QuotaHolder(Vocabulary):
    """Whose bookings a quota counts together."""

    PERSON = "PERSON", "Those of one person, for whatever organization."
    ORGANIZATION = "ORGANIZATION", "Those of all the people of one organization."


class QuotaPeriod(Vocabulary):
    """The time that a quota counts in, by the clock at the site."""

    DAY = "DAY", "A day."
    WEEK = "WEEK", "A week from Monday."
    MONTH = "MONTH", "A month of the calendar."


class KeptBy(Vocabulary):
    """What keeps a space for a time."""

    BOOKING = "BOOKING", "A booking."
    LEASE = "LEASE", "A lease."
    CLOSURE = "CLOSURE", "A closure."


class AffectedBookings(Vocabulary):
    """What becomes of bookings in whose time a place is shut."""

    CANCEL = "CANCEL", "They are cancelled, without a fee, and their people are told."
    MOVE = "MOVE", "They are moved to another space at the same time, all or none."


class CompetingChoice(Vocabulary):
    """What becomes of the requests that cannot be had once another is approved."""

    DECLINE = "DECLINE", "They are declined, and their people are told why."
    QUEUE = (
        "QUEUE",
        "They are declined, and their people wait for the same time, as of when they asked.",
    )


class ClockOffset(Vocabulary):
    """Which of two is meant, when the clock goes back and shows an hour twice."""

    FIRST = "FIRST", "The first: still summer time."
    SECOND = "SECOND", "The second: standard time, an hour later."


class ConflictChoice(Vocabulary):
    """What a series does with dates on which the space cannot be had."""

    ALL_OR_NOTHING = "ALL_OR_NOTHING", "The series is made only if all of its dates can be."
    SKIP_CONFLICTS = (
        "SKIP_CONFLICTS",
        "Such dates are left out, remembered, and can be added later.",
    )


class SkipReason(Vocabulary):
    """Why a date of a series has no booking."""

    TAKEN = "TAKEN", "Somebody else had the space."
    CLOSED = "CLOSED", "The space was closed."
    NOT_COVERED = "NOT_COVERED", "No membership covered that day."
    LOCAL_TIME = "LOCAL_TIME", "The clock change left out, or repeated, the hour of its start."
    REFUSED = "REFUSED", "Another rule stood against it: of the space, a quota or an allowance."
    LEFT_OUT = "LEFT_OUT", "It was left out, or its booking given up."


class SpaceChange(Vocabulary):
    """What has changed at a space."""

    TAKEN = "TAKEN", "A booking keeps the space from now on."
    MOVED = "MOVED", "A booking keeps another time, or another space, than before."
    FREED = "FREED", "A booking, or an offer to who waited, no longer keeps the space."
    OFFERED = "OFFERED", "The space is kept for a while for somebody who waited for it."
    ASKED = "ASKED", "Somebody asks for the space, which is not kept for them yet."
    EDITED = "EDITED", "Something else of a booking is different."
    SHUT = "SHUT", "A closure was added, moved or withdrawn."
    LET = "LET", "A lease was made, moved or ended."
    HOURS = "HOURS", "Opening hours, or an exception to them, are different."
    SPACE = "SPACE", "The space itself is different: whether it is booked, or what contains it."


class Availability(Vocabulary):
    """Whether a space can be had for some time."""

    FREE = "FREE", "It is open, and nobody has it."
    BUSY = "BUSY", "It is open, but taken, let, or prepared for who has it next."
    CLOSED = "CLOSED", "It is shut, or takes no bookings then."


class WaitlistState(Vocabulary):
    """Where a place on a waiting list stands at an instant."""

    WAITING = "WAITING", "Waits for the slot to be free."
    OFFERED = "OFFERED", "The slot is held for this person until the offer ends."
    CLAIMED = "CLAIMED", "The person took the slot."
    EXPIRED = "EXPIRED", "The offer ended, or the slot began, without a claim."
    LEFT = "LEFT", "The person left the list."


class LeaseState(Vocabulary):
    """Where a lease stands on a day."""

    UPCOMING = "UPCOMING", "Begins later."
    CURRENT = "CURRENT", "Runs."
    ENDED = "ENDED", "Is over."


class LineTechnology(Vocabulary):
    """How a site or a space is connected."""

    FTTH = "FTTH", "Fibre into the building (fibre to the home)."
    FTTC = "FTTC", "Fibre to the street cabinet, copper to the building."
    DEDICATED_FIBRE = "DEDICATED_FIBRE", "A fibre pair of one's own, with guaranteed speed."
    DARK_FIBRE = "DARK_FIBRE", "A fibre pair without equipment (fibra spenta)."
    FWA = "FWA", "Fixed wireless access."
    WIFI = "WIFI", "Wireless network within the place."
    MOBILE = "MOBILE", "Mobile network, 4G or 5G."


class UnitOfCount(Vocabulary):
    """What a number of connections counts; numbers of different units are never added."""

    USER = "USER", "Connected users: contracts in service (utenze)."
    PROPERTY_UNIT = "PROPERTY_UNIT", "Units of the land register that can be reached (UI)."
    STREET_NUMBER = "STREET_NUMBER", "Street numbers that can be reached (civici)."
