"""Who is told of what changes at spaces: whoever a query would let see it."""

from hub.policy import IS_FRONT_DESK, Is, Via
from hub.spaces.booking_policy import BOOKING_CONCERNED, IS_ASKED
from hub.spaces.policy import IS_SHOWN

OF_BOOKABLE = Via("space", Is("is_bookable") & IS_SHOWN)
"""Of a space whose bookings others see as time that is taken."""

BOOKING_CHANGE = Via("booking", BOOKING_CONCERNED | IS_ASKED) | (Is("is_shown") & OF_BOOKABLE)
"""Those whom a booking concerns hear of all that becomes of it; others, that time is taken or free.

What nobody but the first can see is not told to others at all.
"""

TIME_CHANGE = Is("is_of_time") & (IS_FRONT_DESK | OF_BOOKABLE)
"""As with blocks: when a space can be had is known to all who see the space."""
