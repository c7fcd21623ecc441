"""What people may write of a space, and what of it must fit together."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from hub.contacts import is_link
from hub.members.membership_refusals import NumberOutOfRange
from hub.members.parties.columns import Column, Draft, Values
from hub.refusals import Blank, LinkInvalid, NotInOrder, TooLong, TooMany
from hub.spaces.place_refusals import AreaInvalid, ConditionsMissing
from hub.texts import paragraphs

COLUMNS = {
    "code": Column(limit=40, is_needed=True),
    "name": Column(limit=120, is_needed=True),
    "description": Column(limit=4000, clean=paragraphs),
}
NUMBERS = {"floor": (-20, 200), "capacity": (1, 100_000)}
LISTS = ("features", "accessibility")
NEEDED = ("kind", "is_public", "is_bookable")
MOST_PHOTOS = 20
LONGEST_LINK = 300
LARGEST = Decimal("9999999.99")
CENT = Decimal("0.01")


def draft_of(given: Values, present: Values) -> Draft:
    """A space as it is to be, with all that is wrong with what is given."""
    draft = Draft(COLUMNS, present)
    draft.fill(given if present else {**dict.fromkeys(COLUMNS), **given})
    for name in LISTS:
        if name in draft.values:
            draft.values[name] = _listed(draft.values[name])
    if "photos" in draft.values:
        _take_photos(draft, draft.values["photos"] or [])
    for name in NEEDED:
        if name in given and given[name] is None:
            draft.refuse(Blank, name)
    _measure(draft)
    _fit_together(draft)
    return draft


def _listed(terms: Iterable[StrEnum] | None) -> list[str]:
    """Each term once, as it is kept."""
    return [term.value for term in dict.fromkeys(terms or ())]


def _take_photos(draft: Draft, photos: Sequence[str]) -> None:
    links = list(dict.fromkeys(each.strip() for each in photos))
    draft.values["photos"] = links
    if len(links) > MOST_PHOTOS:
        draft.refuse(TooMany, "photos", limit=MOST_PHOTOS, measured=len(links))
        return
    for link in links:
        if len(link) > LONGEST_LINK:
            draft.refuse(TooLong, "photos", limit=LONGEST_LINK, measured=len(link))
        elif not (is_link(link) and link.lower().startswith("https://")):
            draft.refuse(LinkInvalid, "photos")


def _measure(draft: Draft) -> None:
    for name, (least, most) in NUMBERS.items():
        number = draft.values.get(name)
        if number is not None and not least <= number <= most:
            draft.refuse(NumberOutOfRange, name, least=least, most=most)
    area: Any = draft.values.get("area_m2")
    if area is not None and (not 0 < area <= LARGEST or area != area.quantize(CENT)):
        draft.refuse(AreaInvalid, "area_m2", most=LARGEST)


def _fit_together(draft: Draft) -> None:
    row = draft.whole()
    if row.get("is_bookable") and row.get("conditions_id") is None:
        draft.refuse(ConditionsMissing, "conditions_id")
    begins, ends = row.get("bookable_from"), row.get("bookable_until")
    if begins is not None and ends is not None and ends <= begins:
        draft.refuse(NotInOrder, "bookable_until", begins=begins, ends=ends)
