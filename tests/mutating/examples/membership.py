"""Examples of what is done about memberships."""

from typing import Any

from hub.actor import Actor
from hub.members.membership_models import Membership
from tests.make import members, spaces
from tests.make.members import days_ago
from tests.mutating.examples.frame import REFUSED, Example, administrator, direction, example

PRINT = "0123456789abcdef" * 4


def in_days(days: int) -> str:
    return days_ago(-days).isoformat()


def the(row: Membership, **given: Any) -> dict[str, Any]:
    return {"membershipId": f"mship_{row.id}", **given}


async def desk() -> Actor:
    actor, _ = await direction()
    return actor


@example
async def create_membership_type() -> Example:
    given = {
        "code": "ordinary-2028",
        "name": "Ordinary",
        "nameIt": "Ordinario",
        "description": "Con quota",
        "category": "ORDINARY",
        "periodKind": "CALENDAR",
        "periodMonths": 12,
        "rolloverDays": 60,
        "graceDays": 30,
        "noticeDays": 90,
        "seats": 5,
        "yearlyFee": "1200.00",
        "joiningFee": "300.00",
        "capitalShare": "1000.00",
        "offeredFrom": "2028-01-01",
        "offeredUntil": "2029-01-01",
        "requiredDocuments": ["APPLICATION", "STATUTE"],
    }
    return Example("createMembershipType", await desk(), given)


@example
async def update_membership_type() -> Example:
    row = await members.membership_type()
    given = {
        "typeId": f"mtype_{row.id}",
        "version": 1,
        "name": "Supporting",
        "nameIt": "Sostenitore",
        "description": "Senza quota",
        "category": "SUPPORTING",
        "periodKind": "ROLLING",
        "periodMonths": 6,
        "rolloverDays": 0,
        "graceDays": 60,
        "noticeDays": 30,
        "seats": None,
        "yearlyFee": "2000.00",
        "joiningFee": "0",
        "capitalShare": "0",
        "offeredFrom": "2027-01-01",
        "offeredUntil": "2028-01-01",
        "requiredDocuments": ["IDENTITY"],
    }
    return Example("updateMembershipType", await desk(), given)


@example
async def apply_for_membership() -> Example:
    organization, terms = await members.organization(), await members.membership_type()
    given = {
        "organizationId": f"org_{organization.id}",
        "typeId": f"mtype_{terms.id}",
        "motivation": "Lavorare con gli altri",
        "appliedOn": in_days(-7),
    }
    return Example("applyForMembership", await desk(), given)


@example
async def apply_for_membership_as_a_person() -> Example:
    actor, terms = await desk(), await members.membership_type()
    given = {"personId": f"person_{actor.person_id}", "typeId": f"mtype_{terms.id}"}
    return Example("applyForMembership", actor, given)


@example
async def withdraw_application() -> Example:
    actor, organization = await administrator()
    return Example(
        "withdrawApplication", actor, the(await members.application(organization=organization))
    )


@example
async def admit_member() -> Example:
    terms = await members.membership_type(required_documents=["STATUTE"])
    given = {
        "startsOn": in_days(14),
        "number": "S-101",
        "note": "All'unanimità",
        "waiveDocuments": "Lo statuto è pubblico",
    }
    return Example("admitMember", await desk(), the(await members.application(type=terms), **given))


@example
async def reject_application() -> Example:
    given = the(await members.application(), note="Fuori dallo scopo")
    return Example("rejectApplication", await desk(), given)


@example
async def add_membership_document() -> Example:
    actor, organization = await administrator()
    given = {
        "kind": "STATUTE",
        "name": "Statuto",
        "url": "https://www.esempio.it/statuto.pdf",
        "sha256": PRINT,
        "expiresOn": in_days(365),
    }
    row = await members.application(organization=organization)
    return Example("addMembershipDocument", actor, the(row, **given))


@example
async def review_membership_document() -> Example:
    document = await members.document()
    given = {
        "documentId": f"mdoc_{document.id}",
        "isAccepted": False,
        "refusalReason": "Manca la firma",
    }
    return Example("reviewMembershipDocument", await desk(), given)


@example
async def renew_membership() -> Example:
    row = await members.membership(periods=[(days_ago(300), days_ago(-65))])
    given = {"coveredUntil": in_days(65), "note": "Rinnovo concordato"}
    return Example("renewMembership", await desk(), the(row, **given))


@example
async def readmit_member() -> Example:
    terms = await members.membership_type(required_documents=["STATUTE"])
    row = await members.membership(periods=[(days_ago(390), days_ago(100))], type=terms)
    given = {
        "typeId": f"mtype_{terms.id}",
        "startsOn": in_days(1),
        "number": "S-102",
        "note": "Bentornati",
        "waiveDocuments": "Lo statuto è quello di prima",
    }
    return Example("readmitMember", await desk(), the(row, **given))


@example
async def suspend_membership() -> Example:
    given = {"reason": "Contributo non pagato", "startsOn": in_days(1), "endsOn": in_days(30)}
    return Example("suspendMembership", await desk(), the(await members.membership(), **given))


@example
async def lift_suspension() -> Example:
    row = await members.suspension()
    given = {"suspensionId": f"msusp_{row.id}", "version": 1, "endsOn": in_days(2)}
    return Example("liftSuspension", await desk(), given)


@example
async def resign_membership() -> Example:
    row = await members.membership()
    await spaces.booking(spaces.tomorrow_at(9), organization_id=row.organization_id)
    given = {
        "noticeOn": in_days(-3),
        "resignedOn": in_days(0),
        "reason": "MOVED",
        "waiveNotice": True,
        "reassignToOrganizationId": await another_member(),
    }
    return Example("resignMembership", await desk(), the(row, **given))


@example
async def resign_membership_for_a_person() -> Example:
    actor = await desk()
    other = await members.membership(person=await members.person())
    given = {"reassignToPersonId": f"person_{other.person_id}"}
    return Example("resignMembership", actor, the(await members.membership(), **given))


@example
async def revoke_resignation() -> Example:
    row = await members.membership(notice_on=days_ago(10), resigned_on=days_ago(-80))
    return Example("revokeResignation", await desk(), the(row))


@example
async def expel_member() -> Example:
    given = {
        "reason": "Mora",
        "expelledOn": in_days(5),
        "reassignToOrganizationId": await another_member(),
    }
    return Example("expelMember", await desk(), the(await members.membership(), **given))


@example
async def expel_member_for_a_person() -> Example:
    other = await members.membership(person=await members.person())
    given = {"reason": "Mora", "reassignToPersonId": f"person_{other.person_id}"}
    return Example("expelMember", await desk(), the(await members.membership(), **given))


async def lapsed() -> Membership:
    row = await members.membership(periods=[(days_ago(390), days_ago(100))])
    await spaces.booking(spaces.tomorrow_at(9), organization_id=row.organization_id)
    return row


@example
async def settle_lapse() -> Example:
    given = {"reassignToOrganizationId": await another_member()}
    return Example("settleLapse", await desk(), the(await lapsed(), **given))


@example
async def settle_lapse_for_a_person() -> Example:
    other = await members.membership(person=await members.person())
    given = {"reassignToPersonId": f"person_{other.person_id}"}
    return Example("settleLapse", await desk(), the(await lapsed(), **given))


@example
async def assign_seat() -> Example:
    actor, organization = await administrator()
    await members.membership(organization=organization)
    row = await members.affiliation(organization=organization)
    return Example("assignSeat", actor, {"affiliationId": f"aff_{row.id}", "version": 1})


@example
async def release_seat() -> Example:
    actor, organization = await administrator()
    row = await members.affiliation(organization=organization, has_seat=True)
    return Example("releaseSeat", actor, {"affiliationId": f"aff_{row.id}", "version": 1})


async def another_member() -> str:
    return f"org_{(await members.membership()).organization_id}"


REFUSED.update(
    {
        "createMembershipType": {"code": "No Code"},
        "updateMembershipType": {"version": 7},
        "applyForMembership": {"typeId": "mtype_0"},
        "withdrawApplication": {"membershipId": "mship_0"},
        "admitMember": {"startsOn": "2020-01-01"},
        "rejectApplication": {"membershipId": "mship_0"},
        "addMembershipDocument": {"url": "nowhere"},
        "reviewMembershipDocument": {"documentId": "mdoc_0"},
        "renewMembership": {"coveredUntil": "2020-01-01"},
        "readmitMember": {"startsOn": "2020-01-01"},
        "suspendMembership": {"reason": " "},
        "liftSuspension": {"version": 7},
        "resignMembership": {"noticeOn": "2020-01-01"},
        "revokeResignation": {"membershipId": "mship_0"},
        "expelMember": {"reason": " "},
        "settleLapse": {"membershipId": "mship_0"},
        "assignSeat": {"version": 7},
        "releaseSeat": {"version": 7},
    }
)
