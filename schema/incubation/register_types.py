"""The GraphQL types of the special sections of the register of companies."""

from datetime import date
from typing import TYPE_CHECKING

from hub.incubation import derived, register_models, register_policy
from hub.incubation.terms import (
    ExtensionRequirement,
    RegisterExtensionKind,
    RegisterRequirement,
    RegisterSection,
)
from schema.compiler.declare import column, computed, entity, to_many, to_one
from schema.node import Node

if TYPE_CHECKING:
    from schema.incubation.types import Startup
    from schema.paging import Connection


@entity(
    register_models.RegisterEntry,
    prefix="register",
    policy=register_policy.REGISTER_ENTRY,
    order=("registered_on",),
)
class RegisterEntry(Node):
    """That a company stands in a special section of the register, from one day to another.

    Deadlines follow DL 179/2012, art. 25, as changed by L. 193/2024.
    """

    startup: "Startup | None" = to_one("The start-up; null where the viewer may not see it.")
    section: "RegisterSection" = column("The section.")
    registered_on: "date" = column("The first day in the section.")
    lost_on: "date | None" = column("The first day no longer in it; null while it stands there.")
    is_current: "bool" = computed(
        derived.IS_REGISTERED, "Whether the company stands in the section today."
    )
    requirement: "RegisterRequirement | None" = column(
        "What entitles the company to it; null unless the viewer is of the start-up's team or the"
        " incubation desk."
    )
    evidence: "str | None" = column(
        "Where the proof is kept; null without one, or unless the viewer is of the start-up's team"
        " or the incubation desk."
    )
    lost_reason: "str | None" = column(
        "Why it was struck off; null when it was not, or unless the viewer is of the start-up's"
        " team or the incubation desk."
    )
    must_leave_on: "date | None" = computed(
        derived.MUST_LEAVE_ON,
        "The day on which an innovative start-up has to leave, by the extensions granted so far:"
        " 3, 5, 7 or 9 years after registration. Null in the other sections, or unless the viewer"
        " is of the start-up's team or the incubation desk.",
    )
    confirmation_due_on: "date | None" = computed(
        derived.CONFIRMATION_DUE_ON,
        "The last day for the next yearly confirmation of the requirements, 31 July; a past day is"
        " overdue. Null when not in the section today, or unless the viewer is of the start-up's"
        " team or the incubation desk.",
    )
    version: "int | None" = column(
        "Number of the last accepted edit; null unless the viewer is of the start-up's team or the"
        " incubation desk."
    )
    extensions: "Connection[RegisterExtension]" = to_many("Longer stays granted, by day.")
    confirmations: "Connection[RegisterConfirmation]" = to_many("Yearly confirmations, by year.")


@entity(
    register_models.RegisterExtension,
    prefix="extension",
    policy=register_policy.REGISTER_EXTENSION,
    order=("granted_on",),
)
class RegisterExtension(Node):
    """That a company may stay longer in the section of innovative start-ups."""

    entry: "RegisterEntry | None" = to_one("The entry; null where the viewer may not see it.")
    kind: "RegisterExtensionKind" = column("How much longer.")
    granted_on: "date" = column("The day from which it is recorded.")
    requirement: "ExtensionRequirement | None" = column(
        "What entitles the company to it; null unless the viewer is of the start-up's team or the"
        " incubation desk."
    )
    evidence: "str | None" = column(
        "Where the proof is kept; null without one, or unless the viewer is of the start-up's team"
        " or the incubation desk."
    )


@entity(
    register_models.RegisterConfirmation,
    prefix="confirmation",
    policy=register_policy.REGISTER_CONFIRMATION,
    order=("year",),
)
class RegisterConfirmation(Node):
    """That a company confirmed in a year that it still meets the requirements."""

    entry: "RegisterEntry | None" = to_one("The entry; null where the viewer may not see it.")
    year: "int" = column("The year in which it was due.")
    confirmed_on: "date" = column("The day on which it was made.")
