"""How long a booking keeps its space: with preparation before and after, which people do not see."""

from uuid import UUID

from hub.spaces.booking.facts import Facts
from hub.spaces.booking.rules import is_waived
from hub.spaces.booking.spans import Span
from hub.spaces.booking.wish import Wish


def kept(facts: Facts, wish: Wish) -> tuple[Span, dict[UUID, Span]]:
    """The time for which a wish keeps its space, and what becomes of that of its neighbours.

    Two bookings of one organization that do without preparation share no time: each gives up what
    reaches into the other's.
    """
    wished = Span(wish.starts_at, wish.ends_at)
    span = wished.widened(facts.terms.before, facts.terms.after)
    changed = {}
    for other in facts.taken:
        if wished.meets(other.span) or not is_waived(facts, wish, other):
            continue
        if other.span.ends_at <= wished.starts_at:
            trimmed = other.blocked._replace(ends_at=min(other.blocked.ends_at, wished.starts_at))
            span = span._replace(starts_at=max(span.starts_at, trimmed.ends_at))
        else:
            trimmed = other.blocked._replace(starts_at=max(other.blocked.starts_at, wished.ends_at))
            span = span._replace(ends_at=min(span.ends_at, trimmed.starts_at))
        if trimmed != other.blocked:
            changed[other.booking_id] = trimmed
    return span, changed


def restored(facts: Facts, freed: Span, organization_id: UUID) -> dict[UUID, Span]:
    """What the neighbours of a time that was given up get back of their preparation.

    `facts` are those of the time after it was given up, and of what lies around it.
    """
    spans = {each.booking_id: each.blocked for each in facts.taken}
    changed = {}
    for other in facts.taken:
        if other.space_id != facts.place.id or other.organization_id != organization_id:
            continue
        others = [span for id, span in spans.items() if id != other.booking_id]
        whole = other.span.widened(facts.terms.before, facts.terms.after)
        back = other.blocked
        if other.span.ends_at <= freed.starts_at:
            later = [each.starts_at for each in others if other.span.ends_at <= each.starts_at]
            back = back._replace(ends_at=max(back.ends_at, min([whole.ends_at, *later])))
        elif freed.ends_at <= other.span.starts_at:
            earlier = [each.ends_at for each in others if each.ends_at <= other.span.starts_at]
            back = back._replace(starts_at=min(back.starts_at, max([whole.starts_at, *earlier])))
        if back != other.blocked:
            changed[other.booking_id] = spans[other.booking_id] = back
    return changed
