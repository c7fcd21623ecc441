"""What the front desk may write of a person, and what of it must fit together."""

from collections.abc import Mapping

from hub.members.parties import identifiers, places
from hub.members.parties.columns import Column, Draft, Path, Values, alone, email, phone
from hub.members.parties.identifier_refusals import OtherBirth
from hub.messages import Phrase

COLUMNS = {
    "given_name": Column(limit=80, is_needed=True),
    "family_name": Column(limit=80, is_needed=True),
    "email": Column(limit=254, check=email),
    "phone": Column(limit=24, check=phone),
    "fiscal_code": Column(limit=40, check=alone(identifiers.fiscal_code_of_person)),
    "birth_place_code": Column(limit=40, check=alone(places.birth_place_code)),
}
IDENTIFIERS: Mapping[str, Phrase] = {
    "fiscal_code": identifiers.FISCAL_CODE,
    "email": Phrase("E-mail address"),
}
"""What no two people have alike."""


def draft_of(given: Values, present: Values, *, at: Path = ("input",)) -> Draft:
    """A person as it is to be, with all that is wrong with what is given."""
    draft = Draft(COLUMNS, present, at)
    draft.fill(given)
    if not draft.faults:
        _fit_together(draft)
        if not draft.values.keys().isdisjoint({"given_name", "family_name"}):
            row = draft.whole()
            draft.values["name"] = f"{row['given_name']} {row['family_name']}"
    return draft


def _fit_together(draft: Draft) -> None:
    """A fiscal code says when and where its owner was born."""
    row = draft.whole()
    if not row.get("fiscal_code"):
        return
    day, place = identifiers.birth_of(row["fiscal_code"])
    born_on, birth_place = row.get("born_on"), row.get("birth_place_code")
    is_other_day = born_on is not None and f"{born_on:%y%m%d}" != day
    if is_other_day or birth_place not in {None, place}:
        draft.refuse(OtherBirth, "fiscal_code", what=identifiers.FISCAL_CODE)
