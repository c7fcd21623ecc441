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
    STEP_FREE = "STEP_FREE", "Reached without steps, in a wheelchair."
    HEARING_LOOP = "HEARING_LOOP", "An induction loop for hearing aids."
    CHARGING_POINT = "CHARGING_POINT", "A charging point for electric vehicles."
    TEST_EQUIPMENT = "TEST_EQUIPMENT", "Measuring and testing machines."
    THREE_D_PRINTER = "THREE_D_PRINTER", "A 3D printer."


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
    HOLD = "HOLD", "Kept for a while for the next person of the waiting list."


class BookingState(Vocabulary):
    """Where a booking stands at an instant, by its dated facts."""

    REQUESTED = "REQUESTED", "Waits for approval and does not hold the space yet."
    HELD = "HELD", "Keeps the space for somebody on the waiting list who has not answered yet."
    LAPSED = "LAPSED", "Was neither approved nor taken up in time, and holds nothing."
    DECLINED = "DECLINED", "Was refused by the staff."
    CANCELLED = "CANCELLED", "Was given up or withdrawn."
    CONFIRMED = "CONFIRMED", "Holds the space and lies ahead."
    ONGOING = "ONGOING", "Has begun and holds the space."
    FINISHED = "FINISHED", "Is over."
    NO_SHOW = "NO_SHOW", "Nobody checked in in time: the space was free again from that instant."


HOLDING = frozenset(
    {BookingState.HELD, BookingState.CONFIRMED, BookingState.ONGOING, BookingState.FINISHED}
)
"""States in which a booking keeps the space, or kept it to its end."""


class Frequency(Vocabulary):
    """How a series of bookings repeats."""

    DAILY = "DAILY", "Every so many days."
    WEEKLY = "WEEKLY", "On given weekdays, every so many weeks."
    MONTHLY = "MONTHLY", "On the first, second ... or last such weekday, every so many months."


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
    LEFT_OUT = "LEFT_OUT", "The person who made the series left it out."


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
