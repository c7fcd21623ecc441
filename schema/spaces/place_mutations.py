"""What is done about sites and spaces."""

from typing import TYPE_CHECKING

from hub.spaces import moving, retiring, sites, spaces
from schema.mutating.declare import mutation, mutations, payload, payload_with, result
from schema.spaces import place_inputs, place_problems
from schema.spaces.place_problems import MOST_PROBLEMS

if TYPE_CHECKING:
    from schema.spaces.types import Site, Space

DECLARED = (place_inputs, place_problems)
"""The modules of the inputs and problems: they are known once their modules are imported."""


@payload
class CreateSitePayload:
    """The answer of `createSite`."""

    site: "Site | None" = result("The new site; null when there are problems.")


@payload
class UpdateSitePayload:
    """The answer of `updateSite`."""

    site: "Site | None" = result("The site, changed; null when there are problems.")


@payload_with(MOST_PROBLEMS)
class RetireSitePayload:
    """The answer of `retireSite`."""

    site: "Site | None" = result("The site; null when there are problems.")


@payload
class CreateSpacePayload:
    """The answer of `createSpace`."""

    space: "Space | None" = result("The new space; null when there are problems.")


@payload
class UpdateSpacePayload:
    """The answer of `updateSpace`."""

    space: "Space | None" = result("The space, changed; null when there are problems.")


@payload_with(MOST_PROBLEMS)
class MoveSpacePayload:
    """The answer of `moveSpace`."""

    space: "Space | None" = result("The space, moved; null when there are problems.")


@payload_with(MOST_PROBLEMS)
class RetireSpacePayload:
    """The answer of `retireSpace`."""

    space: "Space | None" = result("The space; null when there are problems.")


@mutations
class PlaceMutations:
    """What is done about sites and spaces."""

    create_site: "CreateSitePayload" = mutation(sites.create_site, "Enter a site: the front desk.")
    update_site: "UpdateSitePayload" = mutation(
        sites.update_site, "Change what is known of a site: the front desk."
    )
    retire_site: "RetireSitePayload" = mutation(
        retiring.retire_site,
        "Take a site and all its spaces out of use from a day on: the front desk. Refused with"
        " SPACE_IN_USE, which lists them, as long as bookings or leases go beyond that day.",
    )
    create_space: "CreateSpacePayload" = mutation(
        spaces.create_space, "Enter a space, by itself or within another one: the front desk."
    )
    update_space: "UpdateSpacePayload" = mutation(
        spaces.update_space,
        "Change what is known of a space, and on which conditions it is booked: the front desk.",
    )
    move_space: "MoveSpacePayload" = mutation(
        moving.move_space,
        "Let a space, such as a desk or a thing that is lent, lie within another one of its site:"
        " the front desk. Who books that has it from then on. Refused with CONFLICT_IN_HIERARCHY if"
        " it would be booked or let twice.",
    )
    retire_space: "RetireSpacePayload" = mutation(
        retiring.retire_space,
        "Take a space and all that lies within it out of use from a day on: the front desk. Refused"
        " with SPACE_IN_USE, which lists them, as long as bookings or leases go beyond that day.",
    )
