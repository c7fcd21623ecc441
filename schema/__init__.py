"""The GraphQL face of the hub: translates, decides nothing."""

from hub.vocabulary import Vocabulary
from schema.accounts import account_types as accounts_account_types
from schema.accounts import record_types as accounts_record_types
from schema.accounts import types as accounts_types
from schema.accounts.mutations import AccountsMutations
from schema.accounts.queries import AccountsQueries
from schema.assembly import assemble
from schema.compiler.declare import part
from schema.impact import types as impact_types
from schema.impact.queries import ImpactQueries
from schema.incubation import followup_types as incubation_followup_types
from schema.incubation import register_types as incubation_register_types
from schema.incubation import selection_types as incubation_selection_types
from schema.incubation import types as incubation_types
from schema.incubation.queries import IncubationQueries
from schema.members import fee_types as members_fee_types
from schema.members import membership_document_types as members_membership_document_types
from schema.members import membership_types as members_membership_types
from schema.members import party_types as members_party_types
from schema.members import person_types as members_person_types
from schema.members import types as members_types
from schema.members.directory import DirectoryQueries
from schema.members.fee_mutations import FeeMutations
from schema.members.import_mutations import ImportMutations
from schema.members.membership_mutations import MembershipMutations
from schema.members.party_mutations import PartyMutations
from schema.members.queries import MembersQueries
from schema.mutating.declare import mutations
from schema.projects import agreement_types as projects_agreement_types
from schema.projects import call_types as projects_call_types
from schema.projects import types as projects_types
from schema.projects.queries import ProjectsQueries
from schema.queries import CommonQueries
from schema.spaces import attendee_types as spaces_attendee_types
from schema.spaces import booking_types as spaces_booking_types
from schema.spaces import calendar_types as spaces_calendar_types
from schema.spaces import lease_types as spaces_lease_types
from schema.spaces import opening_types as spaces_opening_types
from schema.spaces import rule_types as spaces_rule_types
from schema.spaces import types as spaces_types
from schema.spaces.booking_life_mutations import BookingLifeMutations
from schema.spaces.booking_life_questions import BookingLifeQuestions
from schema.spaces.booking_mutations import BookingMutations
from schema.spaces.booking_questions import BookingQuestions
from schema.spaces.calendar_mutations import CalendarMutations
from schema.spaces.finding_questions import FindingQuestions
from schema.spaces.lease_mutations import LeaseMutations
from schema.spaces.opening_mutations import OpeningMutations
from schema.spaces.place_mutations import PlaceMutations
from schema.spaces.queries import SpacesQueries
from schema.spaces.series_mutations import SeriesMutations
from schema.spaces.series_questions import SeriesQuestions
from schema.spaces.subscriptions import ChangesQueries, SpacesSubscriptions
from schema.spaces.terms_mutations import TermsMutations
from schema.spaces.waiting_mutations import WaitingMutations
from schema.todo import types as todo_types
from schema.todo.queries import TodoQueries

TYPES = (
    accounts_account_types,
    accounts_record_types,
    accounts_types,
    impact_types,
    incubation_followup_types,
    incubation_register_types,
    incubation_selection_types,
    incubation_types,
    members_fee_types,
    members_membership_document_types,
    members_membership_types,
    members_party_types,
    members_person_types,
    members_types,
    projects_agreement_types,
    projects_call_types,
    projects_types,
    spaces_attendee_types,
    spaces_booking_types,
    spaces_calendar_types,
    spaces_lease_types,
    spaces_opening_types,
    spaces_rule_types,
    spaces_types,
    todo_types,
)
"""The modules that declare types: a type is known once its module is imported."""


@part
class Query(
    CommonQueries,
    AccountsQueries,
    MembersQueries,
    DirectoryQueries,
    IncubationQueries,
    SpacesQueries,
    ChangesQueries,
    BookingQuestions,
    BookingLifeQuestions,
    SeriesQuestions,
    FindingQuestions,
    ProjectsQueries,
    ImpactQueries,
    TodoQueries,
):
    """What can be asked. Every list is a page, and only what the viewer may see is in it."""


@mutations
class Mutation(
    AccountsMutations,
    PartyMutations,
    MembershipMutations,
    FeeMutations,
    ImportMutations,
    BookingMutations,
    BookingLifeMutations,
    WaitingMutations,
    SeriesMutations,
    CalendarMutations,
    OpeningMutations,
    PlaceMutations,
    LeaseMutations,
    TermsMutations,
):
    """What can be done. Each is done whole or not at all, and refused with all reasons at once."""


@part
class Subscription(SpacesSubscriptions):
    """What can be followed, live: each change is told as a query would show it at that moment."""


schema = assemble(Query, Mutation, Vocabulary.__subclasses__(), subscription=Subscription)
