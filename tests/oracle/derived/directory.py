"""Who stands in the public directory, and is found there by what is asked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from hub.members.terms import Visibility
from schema.node import join_id
from tests.oracle.derived.members import is_member
from tests.oracle.derived.moment import Moment
from tests.oracle.forms import fold, plain


def stands_in_directory(organization: Any, moment: Moment, given: Mapping[str, Any]) -> bool:
    today = replace(moment, day=moment.viewer.today)
    if organization.listing == Visibility.PRIVATE or not is_member(organization, today):
        return False
    return all(
        FINDS[name](organization, wanted) for name, wanted in plain(given).items() if name in FINDS
    )


def _has_words(organization: Any, text: str) -> bool:
    told = "\n".join(fold(each) for each in _told(organization) if each)
    return all(word in told for word in fold(text).split())


def _told(organization: Any) -> Iterator[str | None]:
    yield from (organization.name, organization.legal_name)
    yield from (organization.sector, organization.description)
    for competence in organization.competences:
        yield from (competence.name, competence.name_it)


def _has_competence(organization: Any, wanted: str) -> bool:
    return any(_is_within(competence, wanted) for competence in organization.competences)


def _is_within(competence: Any, wanted: str) -> bool:
    """Whether it is what is wanted, or below it."""
    while competence is not None:
        if wanted in {competence.code, join_id("skill", competence.id)}:
            return True
        competence = competence.parent
    return False


def _is_in_sector(organization: Any, wanted: str) -> bool:
    sector = organization.sector
    return sector is not None and fold(wanted.strip(" ")) in fold(sector)


def _is_in(place: str | None, wanted: str) -> bool:
    return place is not None and fold(place) == fold(wanted.strip(" "))


FINDS: Mapping[str, Callable[[Any, str], bool]] = {
    "text": _has_words,
    "competence": _has_competence,
    "sector": _is_in_sector,
    "municipality": lambda organization, wanted: _is_in(organization.municipality, wanted),
    "province": lambda organization, wanted: _is_in(organization.province, wanted),
}
"""What each argument of the directory asks of an organization."""
