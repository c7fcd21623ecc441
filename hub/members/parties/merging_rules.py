"""What of a party goes over to the one that it is merged into."""

from collections.abc import Iterable, Mapping
from typing import Any

Values = Mapping[str, Any]
Group = tuple[str, ...]
"""Columns that mean something together only."""

ADDRESS = ("street", "postal_code", "municipality", "istat_code", "province")
OF_ORGANIZATION: tuple[Group, ...] = (
    ("vat_number",),
    ("fiscal_code",),
    ("rea",),
    ("pec",),
    ("sdi_code",),
    ("ipa_code",),
    ("legal_form", "legal_form_code"),
    ("ateco_code", "ateco_edition"),
    ("size",),
    ("sector",),
    ("founded_on", "dissolved_on"),
    ADDRESS,
    ("email",),
    ("phone",),
    ("website",),
    ("description",),
)
OF_PERSON: tuple[Group, ...] = (
    ("fiscal_code",),
    ("born_on", "birth_place_code"),
    ("email",),
    ("phone",),
    ("headline",),
    ("bio",),
    ("website",),
)
WITH_COUNTRY = frozenset({"vat_number", "sdi_code", *ADDRESS})
"""Right only where the country is the same."""
WITH_KIND = frozenset({"sdi_code"})
"""Right only where the kind is the same."""
SHARED_AS = {
    "founded_on": "founded_on",
    "street": "address",
    "size": "employees",
    **{name: name for name in ("email", "phone", "website", "headline", "bio")},
}
"""Under which name the owner chooses who sees what a group begins with."""


def taken_over(groups: Iterable[Group], merged: Values, survivor: Values) -> dict[str, Any]:
    """What the survivor lacks and the other one has; nothing that would then be shown to more
    people, or to others, than before.
    """
    taken: dict[str, Any] = {}
    for group in groups:
        if not _has(merged, group) or _has(survivor, group):
            continue
        if _fits(group, merged, survivor):
            taken |= {name: merged[name] for name in group}
    return taken


def differing(names: Iterable[str], merged: Values, survivor: Values) -> list[str]:
    """Identifiers that both have, and not the same one."""
    return [
        name
        for name in names
        if None not in {merged[name], survivor[name]} and merged[name] != survivor[name]
    ]


def _has(party: Values, group: Group) -> bool:
    return any(party[name] is not None for name in group)


def _fits(group: Group, merged: Values, survivor: Values) -> bool:
    if not WITH_COUNTRY.isdisjoint(group) and merged["country"] != survivor["country"]:
        return False
    if not WITH_KIND.isdisjoint(group) and merged["kind"] != survivor["kind"]:
        return False
    shared_as = SHARED_AS.get(group[0], "")
    return bool(merged["visibility"].get(shared_as) == survivor["visibility"].get(shared_as))
