"""Wishes about memberships: Beta's applications, its membership, papers and seats, and Bianca's."""

from collections.abc import Mapping
from datetime import date

from hub.members.models import Affiliation
from hub.members.terms import MembershipCategory
from tests.access.wishes.frame import DONE, OWN, STRANGERS, WISHES, Beta, Wish, belongings
from tests.make import members
from tests.make.members import days_ago

UNTIL = date(2027, 7, 16)
"""When the period of Beta's membership ends."""
UNCONCERNED = f"{STRANGERS} observer"
OTHER_STAFF = "incubation projects"
DIRECTED = {
    DONE: "direction program",
    "NOT_ALLOWED": f"{OWN} head front_desk {OTHER_STAFF}",
    "NOT_FOUND": UNCONCERNED,
}
"""What only the direction does."""
AT_THE_DESK = {
    DONE: "direction front_desk program",
    "NOT_ALLOWED": f"{OWN} head {OTHER_STAFF}",
    "NOT_FOUND": UNCONCERNED,
}
FOR_BETA = {
    DONE: "head direction front_desk program",
    "NOT_ALLOWED": f"{OWN} {OTHER_STAFF}",
    "NOT_FOUND": UNCONCERNED,
}
"""What Beta's administrator does, or the desk in their place."""
FOR_BIANCA = {
    DONE: "self direction front_desk program",
    "NOT_ALLOWED": OTHER_STAFF,
    "NOT_FOUND": f"{UNCONCERNED} own head",
}
OF_THE_DIRECTION = {
    DONE: "direction program",
    "NOT_ALLOWED": f"{STRANGERS} {OWN} head front_desk {OTHER_STAFF} observer",
}
"""What is nobody's in particular, and only the direction does."""
OFFER = {
    "code": "new",
    "name": "New",
    "nameIt": "Nuovo",
    "category": "ORDINARY",
    "periodKind": "ROLLING",
    "yearlyFee": "1.00",
}


@belongings
async def of_membership(beta: Beta) -> Mapping[str, str]:
    desk = await members.membership_type(category=MembershipCategory.CO_WORKER)
    year = [(days_ago(300), UNTIL)]
    running = await members.membership(organization=beta.organization, periods=year)
    lapsed = await members.membership(
        person=beta.person, periods=[(days_ago(390), days_ago(200))], type=desk
    )
    own = await members.membership(
        person=beta.person, periods=year, notice_on=days_ago(3), resigned_on=days_ago(-30)
    )
    pause = await members.suspension(membership=running, starts_on=days_ago(-30))
    affiliation = await Affiliation.get(person=beta.person)
    application = await members.application(organization=beta.organization, type=desk)
    return {
        "type": f"mtype_{(await members.membership_type(category=desk.category)).id}",
        "application": f"mship_{application.id}",
        "membership": f"mship_{running.id}",
        "lapsed": f"mship_{lapsed.id}",
        "own_membership": f"mship_{own.id}",
        "suspension": f"msusp_{pause.id}",
        "document": f"mdoc_{(await members.document(membership=running)).id}",
        "affiliation": f"aff_{affiliation.id}",
    }


WISHES.update(
    {
        "offer a type of membership": Wish("createMembershipType", OFFER, OF_THE_DIRECTION),
        "change a type of membership": Wish(
            "updateMembershipType",
            {"typeId": "{type}", "version": 1, "seats": 3},
            OF_THE_DIRECTION,
        ),
        "apply for Beta once more": Wish(
            "applyForMembership",
            {"organizationId": "{beta}", "typeId": "{type}"},
            {
                "ALREADY_APPLIED": "head direction front_desk program",
                "NOT_ALLOWED": f"{OWN} {OTHER_STAFF}",
                "NOT_FOUND": UNCONCERNED,
            },
        ),
        "apply for Bianca": Wish(
            "applyForMembership", {"personId": "{bianca}", "typeId": "{type}"}, FOR_BIANCA
        ),
        "withdraw Beta's application": Wish(
            "withdrawApplication", {"membershipId": "{application}"}, FOR_BETA
        ),
        "admit Beta": Wish(
            "admitMember",
            {"membershipId": "{application}"},
            DIRECTED,
        ),
        "reject Beta": Wish("rejectApplication", {"membershipId": "{application}"}, DIRECTED),
        "hand in a paper of Beta's": Wish(
            "addMembershipDocument",
            {
                "membershipId": "{membership}",
                "kind": "STATUTE",
                "name": "Statuto",
                "url": "https://www.esempio.it/statuto.pdf",
            },
            FOR_BETA,
        ),
        "accept a paper of Beta's": Wish(
            "reviewMembershipDocument",
            {"documentId": "{document}", "isAccepted": True},
            {
                DONE: "direction front_desk program",
                "NOT_ALLOWED": "head",
                "NOT_FOUND": f"{UNCONCERNED} {OWN} {OTHER_STAFF}",
            },
        ),
        "renew Beta's membership": Wish(
            "renewMembership",
            {"membershipId": "{membership}", "coveredUntil": UNTIL.isoformat()},
            FOR_BETA,
        ),
        "readmit Bianca": Wish(
            "readmitMember",
            {"membershipId": "{lapsed}"},
            {
                DONE: "direction program",
                "NOT_ALLOWED": f"self front_desk {OTHER_STAFF}",
                "NOT_FOUND": f"{UNCONCERNED} own head",
            },
        ),
        "suspend Beta": Wish(
            "suspendMembership",
            {
                "membershipId": "{membership}",
                "reason": "Mora",
                "endsOn": "2027-05-22",
            },
            DIRECTED,
        ),
        "lift Beta's suspension": Wish(
            "liftSuspension", {"suspensionId": "{suspension}", "version": 1}, DIRECTED
        ),
        "resign for Beta": Wish("resignMembership", {"membershipId": "{membership}"}, FOR_BETA),
        "resign without notice for Beta": Wish(
            "resignMembership",
            {"membershipId": "{membership}", "waiveNotice": True},
            AT_THE_DESK,
        ),
        "pass on what Beta has": Wish(
            "resignMembership",
            {"membershipId": "{membership}", "reassignToPersonId": "{bianca}"},
            AT_THE_DESK,
        ),
        "take Bianca's resignation back": Wish(
            "revokeResignation",
            {"membershipId": "{own_membership}"},
            {
                DONE: "direction front_desk program",
                "NOT_ALLOWED": f"self {OTHER_STAFF}",
                "NOT_FOUND": f"{UNCONCERNED} own head",
            },
        ),
        "expel Beta": Wish(
            "expelMember", {"membershipId": "{membership}", "reason": "Mora"}, DIRECTED
        ),
        "take leave of Bianca, who has lapsed": Wish(
            "settleLapse",
            {"membershipId": "{lapsed}"},
            {
                DONE: "direction front_desk program",
                "NOT_ALLOWED": f"self {OTHER_STAFF}",
                "NOT_FOUND": f"{UNCONCERNED} own head",
            },
        ),
        "give Bianca a seat": Wish(
            "assignSeat", {"affiliationId": "{affiliation}", "version": 1}, FOR_BETA
        ),
        "take Bianca's seat": Wish(
            "releaseSeat", {"affiliationId": "{affiliation}", "version": 1}, FOR_BETA
        ),
    }
)
