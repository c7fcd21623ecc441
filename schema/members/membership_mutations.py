"""What is done about memberships."""

from typing import TYPE_CHECKING

from hub.members import (
    admission,
    applying,
    documents,
    farewell,
    lapse,
    membership_types,
    readmission,
    renewal,
    seats,
    suspension,
)
from schema.members import consequence_types, membership_inputs, membership_problems
from schema.mutating.declare import mutation, mutations, payload, result, told

if TYPE_CHECKING:
    from schema.members.consequence_types import Consequence
    from schema.members.membership_document_types import MembershipDocument
    from schema.members.membership_types import (
        Membership,
        MembershipPeriod,
        MembershipType,
        Suspension,
    )
    from schema.members.party_types import Affiliation

DECLARED = (membership_inputs, membership_problems)
"""The modules of the inputs and problems: they are known once their modules are imported."""
CONSEQUENCES = (
    "What hangs on the membership after its last day, and what becomes of it, by day: cancelled,"
    " ended, credited, or passed on; what another membership of the holder covers stays, and is"
    " not among it. The first 1,000; null when there are problems."
)
COUNT = "How many there are in all; null when there are problems."


@payload
class CreateMembershipTypePayload:
    """The answer of `createMembershipType`."""

    type: "MembershipType | None" = result("The new type; null when there are problems.")


@payload
class UpdateMembershipTypePayload:
    """The answer of `updateMembershipType`."""

    type: "MembershipType | None" = result("The type, changed; null when there are problems.")


@payload
class ApplyForMembershipPayload:
    """The answer of `applyForMembership`."""

    membership: "Membership | None" = result("The application; null when there are problems.")


@payload
class WithdrawApplicationPayload:
    """The answer of `withdrawApplication`."""

    membership: "Membership | None" = result("What was withdrawn; null when there are problems.")


@payload
class AdmitMemberPayload:
    """The answer of `admitMember`."""

    membership: "Membership | None" = result("The membership; null when there are problems.")


@payload
class RejectApplicationPayload:
    """The answer of `rejectApplication`."""

    membership: "Membership | None" = result("What was rejected; null when there are problems.")


@payload
class AddMembershipDocumentPayload:
    """The answer of `addMembershipDocument`."""

    document: "MembershipDocument | None" = result("The paper; null when there are problems.")


@payload
class ReviewMembershipDocumentPayload:
    """The answer of `reviewMembershipDocument`."""

    document: "MembershipDocument | None" = result(
        "The paper, reviewed; null when there are problems."
    )


@payload
class RenewMembershipPayload:
    """The answer of `renewMembership`."""

    period: "MembershipPeriod | None" = result("The new period; null when there are problems.")


@payload
class ReadmitMemberPayload:
    """The answer of `readmitMember`."""

    membership: "Membership | None" = result(
        "The new membership, whose `previous` is the old one; null when there are problems."
    )


@payload
class SuspendMembershipPayload:
    """The answer of `suspendMembership`."""

    suspension: "Suspension | None" = result("The suspension; null when there are problems.")


@payload
class LiftSuspensionPayload:
    """The answer of `liftSuspension`."""

    suspension: "Suspension | None" = result("The suspension, ended; null when there are problems.")


@payload
class ResignMembershipPayload:
    """The answer of `resignMembership`."""

    membership: "Membership | None" = result("The membership; null when there are problems.")
    consequences: "list[Consequence] | None" = told(
        consequence_types.told, CONSEQUENCES, most=consequence_types.MOST_TOLD
    )
    consequence_count: "int | None" = told(consequence_types.count, COUNT)


@payload
class RevokeResignationPayload:
    """The answer of `revokeResignation`."""

    membership: "Membership | None" = result("The membership; null when there are problems.")


@payload
class ExpelMemberPayload:
    """The answer of `expelMember`."""

    membership: "Membership | None" = result("The membership; null when there are problems.")
    consequences: "list[Consequence] | None" = told(
        consequence_types.told, CONSEQUENCES, most=consequence_types.MOST_TOLD
    )
    consequence_count: "int | None" = told(consequence_types.count, COUNT)


@payload
class SettleLapsePayload:
    """The answer of `settleLapse`."""

    membership: "Membership | None" = result("The membership; null when there are problems.")
    consequences: "list[Consequence] | None" = told(
        consequence_types.told, CONSEQUENCES, most=consequence_types.MOST_TOLD
    )
    consequence_count: "int | None" = told(consequence_types.count, COUNT)


@payload
class AssignSeatPayload:
    """The answer of `assignSeat`."""

    affiliation: "Affiliation | None" = result(
        "The affiliation, with a seat; null when there are problems."
    )


@payload
class ReleaseSeatPayload:
    """The answer of `releaseSeat`."""

    affiliation: "Affiliation | None" = result(
        "The affiliation, without one; null when there are problems."
    )


@mutations
class MembershipMutations:
    """What is done about memberships."""

    create_membership_type: "CreateMembershipTypePayload" = mutation(
        membership_types.create_membership_type, "Offer a new type of membership: the direction."
    )
    update_membership_type: "UpdateMembershipTypePayload" = mutation(
        membership_types.update_membership_type,
        "Change what is given of a type of membership: the direction. Its terms stay as long as"
        " memberships go by them: let it be offered no longer, and make a new one.",
    )
    apply_for_membership: "ApplyForMembershipPayload" = mutation(
        applying.apply_for_membership,
        "Apply for membership: an administrator for the organization, a person for themselves, the"
        " front desk for anyone. Nobody applies twice at once, or is a member of the consortium"
        " twice; to be a co-worker is another matter.",
    )
    withdraw_application: "WithdrawApplicationPayload" = mutation(
        applying.withdraw_application,
        "Withdraw an application that nobody has decided: who may apply.",
    )
    admit_member: "AdmitMemberPayload" = mutation(
        admission.admit_member,
        "Admit an applicant: the direction. The first period begins; a membership that the holder"
        " had before becomes the previous one.",
    )
    reject_application: "RejectApplicationPayload" = mutation(
        admission.reject_application, "Decide against an application: the direction."
    )
    add_membership_document: "AddMembershipDocumentPayload" = mutation(
        documents.add_membership_document,
        "Hand in a paper that goes with a membership, by its address: who may apply.",
    )
    review_membership_document: "ReviewMembershipDocumentPayload" = mutation(
        documents.review_membership_document, "Accept a paper, or refuse it: the front desk."
    )
    renew_membership: "RenewMembershipPayload" = mutation(
        renewal.renew_membership,
        "Renew a membership for one more period: who may apply for it. Early or within the days of"
        " grace, the new period begins where the last one ends: no day is lost, and there is no"
        " gap. Afterwards there is `readmitMember`.",
    )
    readmit_member: "ReadmitMemberPayload" = mutation(
        readmission.readmit_member,
        "Admit who has lapsed or left anew, without another application: the direction. It is a"
        " new membership after the old one, so that the gap stays visible.",
    )
    suspend_membership: "SuspendMembershipPayload" = mutation(
        suspension.suspend_membership, "Take a member's rights for a while: the direction."
    )
    lift_suspension: "LiftSuspensionPayload" = mutation(
        suspension.lift_suspension, "End a suspension, at once or on a day: the direction."
    )
    resign_membership: "ResignMembershipPayload" = mutation(
        farewell.resign_membership,
        "Leave, with the notice of the type: who may apply for it. What hangs on the membership"
        " afterwards is cancelled, ends, or goes to another holder; a dry run shows it.",
    )
    revoke_resignation: "RevokeResignationPayload" = mutation(
        farewell.revoke_resignation,
        "Take a resignation back before it takes effect: the front desk. What was cancelled or has"
        " ended with it stays so.",
    )
    expel_member: "ExpelMemberPayload" = mutation(
        farewell.expel_member,
        "Expel a member, at once or on a day to come: the direction. What hangs on the membership"
        " afterwards is cancelled, ends, or goes to another holder; a dry run shows it.",
    )
    settle_lapse: "SettleLapsePayload" = mutation(
        lapse.settle_lapse,
        "Take leave of a member whose membership has lapsed: the front desk. What hangs on it from"
        " today on is cancelled, ends, or goes to another holder; a dry run shows it.",
    )
    assign_seat: "AssignSeatPayload" = mutation(
        seats.assign_seat,
        "Give a person of an organization a seat of its membership: its administrators, the front"
        " desk. No more than the seats of its type, on any day from today on.",
    )
    release_seat: "ReleaseSeatPayload" = mutation(
        seats.release_seat,
        "Take a seat away: the organization's administrators, the front desk.",
    )
