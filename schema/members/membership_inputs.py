"""The inputs of what is done about memberships."""

from datetime import date
from decimal import Decimal

import strawberry

from hub.members.terms import DocumentKind, MembershipCategory, PeriodKind, ResignationReason
from schema.mutating.declare import given, write_input


@write_input
class CreateMembershipTypeInput:
    """What to offer, and on which terms."""

    code: "str" = given(
        "Short code that never changes: small letters, digits, single hyphens; at most 40."
    )
    name: "str" = given("Name in English, at most 120 characters.")
    name_it: "str" = given("Name in Italian, at most 120 characters.")
    description: "str | None" = given("What it offers, at most 4,000 characters; null: not said.")
    category: "MembershipCategory" = given("What it makes of its holder.")
    period_kind: "PeriodKind" = given("How its periods are laid.")
    period_months: "int | None" = given(
        "Length of a period in months, 1 to 120, of calendar periods 12; null: 12."
    )
    rollover_days: "int | None" = given(
        "Of calendar periods: who joins in so many last days of a year is covered for the next,"
        " 0 to 366; null: 0."
    )
    grace_days: "int | None" = given(
        "Days after the end of a period in which the holder still counts as a member, 0 to 366;"
        " null: 30."
    )
    notice_days: "int | None" = given(
        "Days between a resignation and the day on which it takes effect, 0 to 366; null: 0."
    )
    seats: "int | None" = given(
        "How many people of the holder may use its benefits, 0 to 100,000; null: any number."
    )
    yearly_fee: "Decimal" = given("Contribution for a period, in euro.")
    joining_fee: "Decimal | None" = given("Paid once on joining, in euro; null: nothing.")
    capital_share: "Decimal | None" = given(
        "Share of the consortium's capital to subscribe, in euro; null: nothing."
    )
    offered_from: "date | None" = given("First day on which it can be applied for; null: today.")
    offered_until: "date | None" = given(
        "First day on which it can no longer be applied for; null: no end is set."
    )
    required_documents: "list[DocumentKind] | None" = given(
        "Papers that must be accepted before somebody is admitted; null: none."
    )


@write_input
class UpdateMembershipTypeInput:
    """What to change of a type; what is left out stays.

    Names, the description, the days of the offer and the papers that are asked for may change at
    any time; everything else only as long as no membership goes by it.
    """

    type_id: "strawberry.ID" = given("The type.", of="MembershipType")
    version: "int" = given("The version of the type that was read.")
    name: "str | None" = given("Name in English; it cannot be emptied.")
    name_it: "str | None" = given("Name in Italian; it cannot be emptied.")
    description: "str | None" = given("What it offers; null empties it.")
    category: "MembershipCategory | None" = given(
        "What it makes of its holder; it cannot be emptied."
    )
    period_kind: "PeriodKind | None" = given("How its periods are laid; it cannot be emptied.")
    period_months: "int | None" = given("Length of a period in months; it cannot be emptied.")
    rollover_days: "int | None" = given("Days of rollover; they cannot be emptied.")
    grace_days: "int | None" = given("Days of grace; they cannot be emptied.")
    notice_days: "int | None" = given("Days of notice; they cannot be emptied.")
    seats: "int | None" = given("Seats; null: any number.")
    yearly_fee: "Decimal | None" = given("Contribution in euro; it cannot be emptied.")
    joining_fee: "Decimal | None" = given("Joining fee in euro; it cannot be emptied.")
    capital_share: "Decimal | None" = given("Share of the capital in euro; it cannot be emptied.")
    offered_from: "date | None" = given("First day of the offer; it cannot be emptied.")
    offered_until: "date | None" = given(
        "First day on which it can no longer be applied for; null: no end is set."
    )
    required_documents: "list[DocumentKind] | None" = given(
        "All papers that must be accepted before somebody is admitted; null: none."
    )


@write_input
class ApplyForMembershipInput:
    """Who asks to be a member, and of which kind."""

    organization_id: "strawberry.ID | None" = given(
        "The organization; null when a person applies.", of="Organization"
    )
    person_id: "strawberry.ID | None" = given(
        "The person; null when an organization applies.", of="Person"
    )
    type_id: "strawberry.ID" = given("What to become, on offer on that day.", of="MembershipType")
    motivation: "str | None" = given("Why, at most 4,000 characters; null: not said.")
    applied_on: "date | None" = given(
        "Day on which an application on paper came in, within a year, which only the desk may say;"
        " null: today."
    )


@write_input
class WithdrawApplicationInput:
    """Which application to withdraw."""

    membership_id: "strawberry.ID" = given("One that nobody has decided.", of="Membership")


@write_input
class AdmitMemberInput:
    """Whom to admit, and from when on."""

    membership_id: "strawberry.ID" = given("An application to decide.", of="Membership")
    starts_on: "date | None" = given(
        "First day of the first period, from the day of the application up to a year ahead; null:"
        " today."
    )
    number: "str | None" = given(
        "Number in the book of members, at most 20 characters; null: the next one."
    )
    note: "str | None" = given("Reasons, for the desk alone, at most 1,000 characters; null: none.")
    waive_documents: "str | None" = given(
        "Why papers that the type asks for are not needed, for the desk alone, at most 300"
        " characters, kept if any is missing; null: they must all be accepted and good today."
    )


@write_input
class RejectApplicationInput:
    """Whom not to admit."""

    membership_id: "strawberry.ID" = given("An application to decide.", of="Membership")
    note: "str | None" = given("Reasons, for the desk alone, at most 1,000 characters; null: none.")


@write_input
class AddMembershipDocumentInput:
    """A paper to hand in."""

    membership_id: "strawberry.ID" = given("The membership or application.", of="Membership")
    kind: "DocumentKind" = given("What it is.")
    name: "str" = given("What it is called, at most 120 characters.")
    url: "str" = given("Where it lies: an address with https://, at most 300 characters.")
    sha256: "str | None" = given(
        "Digest of the file (SHA-256), 64 hexadecimal digits; null: not said."
    )
    expires_on: "date | None" = given(
        "First day on which it is no longer good, after today; null: it is good for ever."
    )


@write_input
class ReviewMembershipDocumentInput:
    """Which paper to accept, or not."""

    document_id: "strawberry.ID" = given("One that was not reviewed.", of="MembershipDocument")
    is_accepted: "bool" = given("Whether it is accepted.")
    refusal_reason: "str | None" = given(
        "Why it is not, at most 300 characters: the holder reads it; null when it is."
    )


@write_input
class RenewMembershipInput:
    """Which membership to renew."""

    membership_id: "strawberry.ID" = given("The membership.", of="Membership")
    covered_until: "date" = given(
        "`coveredUntil` as it was read: there the new period begins, and who comes second renews"
        " nothing twice."
    )
    note: "str | None" = given(
        "Remark, which only the desk may make, at most 300 characters; null: none."
    )


@write_input
class ReadmitMemberInput:
    """Whom to admit anew, on which terms and from when on."""

    membership_id: "strawberry.ID" = given(
        "The membership that has lapsed or ended, the last of its holder.", of="Membership"
    )
    type_id: "strawberry.ID | None" = given(
        "The type, on offer today; null: that of before.", of="MembershipType"
    )
    starts_on: "date | None" = given("First day, today or within a year; null: today.")
    number: "str | None" = given("Number in the book of members; null: the next one.")
    note: "str | None" = given("Reasons, for the desk alone, at most 1,000 characters; null: none.")
    waive_documents: "str | None" = given(
        "Why papers that the type asks for are not needed, for the desk alone, at most 300"
        " characters, kept if any is missing; null: those of the old membership must all"
        " be accepted and good today."
    )


@write_input
class SuspendMembershipInput:
    """Which membership to suspend, and for how long."""

    membership_id: "strawberry.ID" = given("The membership.", of="Membership")
    reason: "str" = given("Why, at most 1,000 characters: who answers for the holder reads it.")
    starts_on: "date | None" = given("First day, today or within a year; null: today.")
    ends_on: "date | None" = given("First day on which it no longer holds; null: until lifted.")


@write_input
class LiftSuspensionInput:
    """Which suspension to end, and when."""

    suspension_id: "strawberry.ID" = given("The suspension.", of="Suspension")
    version: "int" = given("The version of the suspension that was read.")
    ends_on: "date | None" = given(
        "First day on which it no longer holds, today or later, and not after the end that is set;"
        " null: at once. One that ends on its first day never holds."
    )


@write_input
class ResignMembershipInput:
    """Which membership to leave, and when."""

    membership_id: "strawberry.ID" = given("The membership.", of="Membership")
    notice_on: "date | None" = given(
        "Day on which a notice on paper came in, within a year, which only the desk may say; null:"
        " today."
    )
    resigned_on: "date | None" = given(
        "First day without the membership, within two years; null: the first that the notice of"
        " its type allows."
    )
    reason: "ResignationReason | None" = given("Why; null: not said.")
    waive_notice: "bool | None" = given(
        "Whether there need be no notice, which only the desk may grant; null: no."
    )
    reassign_to_organization_id: "strawberry.ID | None" = given(
        "The member that takes over bookings and leases, which only the desk may say; null: they"
        " are cancelled or end.",
        of="Organization",
    )
    reassign_to_person_id: "strawberry.ID | None" = given(
        "The person that does, by a membership of their own; null: nobody.", of="Person"
    )


@write_input
class RevokeResignationInput:
    """Which resignation to take back."""

    membership_id: "strawberry.ID" = given("The membership.", of="Membership")


@write_input
class ExpelMemberInput:
    """Whom to expel, when and why."""

    membership_id: "strawberry.ID" = given("The membership.", of="Membership")
    reason: "str" = given("Why, at most 1,000 characters: who answers for the holder reads it.")
    expelled_on: "date | None" = given(
        "First day without the membership, today or within two years; null: today."
    )
    reassign_to_organization_id: "strawberry.ID | None" = given(
        "The member that takes over bookings and leases; null: they are cancelled or end.",
        of="Organization",
    )
    reassign_to_person_id: "strawberry.ID | None" = given(
        "The person that does, by a membership of their own; null: nobody.", of="Person"
    )


@write_input
class SettleLapseInput:
    """Of which membership to settle what hangs on it."""

    membership_id: "strawberry.ID" = given("One that has lapsed.", of="Membership")
    reassign_to_organization_id: "strawberry.ID | None" = given(
        "The member that takes over bookings and leases; null: they are cancelled or end.",
        of="Organization",
    )
    reassign_to_person_id: "strawberry.ID | None" = given(
        "The person that does, by a membership of their own; null: nobody.", of="Person"
    )


@write_input
class AssignSeatInput:
    """Whom to give a seat."""

    affiliation_id: "strawberry.ID" = given(
        "The person's affiliation with the organization.", of="Affiliation"
    )
    version: "int" = given("The version of the affiliation that was read.")


@write_input
class ReleaseSeatInput:
    """Whose seat to release."""

    affiliation_id: "strawberry.ID" = given(
        "The person's affiliation with the organization.", of="Affiliation"
    )
    version: "int" = given("The version of the affiliation that was read.")
