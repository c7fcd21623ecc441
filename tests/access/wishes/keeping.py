"""Wishes about places, prices, terms and leases: a hall of the park, and what Beta and Bianca let."""

from collections.abc import Mapping

from tests.access.wishes.frame import (
    DONE,
    OWN,
    STRANGERS,
    WISHES,
    Beta,
    Wish,
    belongings,
)
from tests.make import members, spaces
from tests.make.members import days_ago

OTHER_STAFF = "incubation projects"
AT_THE_DESK = {
    DONE: "direction front_desk program",
    "NOT_ALLOWED": f"{STRANGERS} {OWN} head {OTHER_STAFF} observer",
}
"""What the front desk does, whatever it is about: others learn nothing of that."""
FOR_THE_LESSEE = {
    DONE: "head direction front_desk program",
    "NOT_ALLOWED": f"{OWN} {OTHER_STAFF} observer",
    "NOT_FOUND": STRANGERS,
}
"""What Beta's administrator does; the staff and observers see that it leases."""
FOR_BIANCA = {
    DONE: "self direction front_desk program",
    "NOT_ALLOWED": f"{OTHER_STAFF} observer",
    "NOT_FOUND": f"{STRANGERS} own head",
}
AHEAD = "2027-06-15"


@belongings
async def of_places(beta: Beta) -> Mapping[str, str]:
    hall = await spaces.space("Sala")
    hidden = await spaces.space(site_id=hall.site_id, is_public=False)
    site_id = hall.site_id
    special = await spaces.opening_exception(space=hidden, occurs_on=days_ago(-9))
    closure = await spaces.closure(space=hidden)
    price = await spaces.price(space=hidden, starts_on=days_ago(-30))
    terms = await members.membership_type()
    await members.membership(organization=beta.organization, type=terms)
    lease = await spaces.lease(organization=beta.organization, space=await spaces.desk())
    office = await spaces.desk(site_id=site_id)
    own = await spaces.lease(person=beta.person, space=await spaces.desk())
    paid = await spaces.lease(
        organization=beta.organization,
        space=await spaces.desk(),
        deposit="300.00",
        deposit_received_on=days_ago(9),
    )
    return {
        "hall_site": f"site_{site_id}",
        "hall": f"space_{hall.id}",
        "hidden": f"space_{hidden.id}",
        "special": f"special_{special.id}",
        "closure": f"closure_{closure.id}",
        "future_price": f"price_{price.id}",
        "conditions": f"conditions_{hall.conditions_id}",
        "rule": f"rule_{(await spaces.rule(organization=beta.organization)).id}",
        "quota": f"quota_{(await spaces.quota(organization=beta.organization)).id}",
        "office": f"space_{office.id}",
        "lease": f"lease_{lease.id}",
        "own_lease": f"lease_{own.id}",
        "paid_lease": f"lease_{paid.id}",
    }


ONE = {"version": 1}
WISHES.update(
    {
        "enter a site": Wish(
            "createSite",
            {
                "code": "nuova",
                "name": "Nuova",
                "street": "Via Eridano 1",
                "postalCode": "26100",
                "municipality": "Cremona",
            },
            AT_THE_DESK,
        ),
        "change a site": Wish(
            "updateSite", {"siteId": "{hall_site}", **ONE, "name": "Polo"}, AT_THE_DESK
        ),
        "enter a space": Wish(
            "createSpace",
            {"siteId": "{hall_site}", "code": "N1", "name": "Nuova", "kind": "LAB"},
            AT_THE_DESK,
        ),
        "enter a space within a hidden one": Wish(
            "createSpace",
            {
                "siteId": "{hall_site}",
                "parentId": "{hidden}",
                "code": "N1",
                "name": "Nuova",
                "kind": "LAB",
            },
            AT_THE_DESK,
        ),
        "change a hidden space": Wish(
            "updateSpace", {"spaceId": "{hidden}", **ONE, "capacity": 4}, AT_THE_DESK
        ),
        "move a hidden space": Wish(
            "moveSpace", {"spaceId": "{hidden}", **ONE, "parentId": "{hall}"}, AT_THE_DESK
        ),
        "take a hidden space out of use": Wish(
            "retireSpace", {"spaceId": "{hidden}", **ONE, "endsOn": AHEAD}, AT_THE_DESK
        ),
        "take a site out of use": Wish(
            "retireSite", {"siteId": "{hall_site}", **ONE, "endsOn": AHEAD}, AT_THE_DESK
        ),
        "set the hours of a hidden space": Wish(
            "setOpeningHours", {"spaceId": "{hidden}", "hours": []}, AT_THE_DESK
        ),
        "make an exception of a hidden space": Wish(
            "addOpeningException",
            {"spaceId": "{hidden}", "occursOn": AHEAD, "reason": "Fiera"},
            AT_THE_DESK,
        ),
        "take back an exception of a hidden space": Wish(
            "withdrawOpeningException", {"exceptionId": "{special}", **ONE}, AT_THE_DESK
        ),
        "enter the holidays": Wish(
            "addHolidays", {"siteId": "{hall_site}", "year": 2028}, AT_THE_DESK
        ),
        "close a hidden space": Wish(
            "closeSpace",
            {
                "spaceId": "{hidden}",
                "startsAt": "2027-05-20T06:00:00Z",
                "endsAt": "2027-05-21T06:00:00Z",
                "reason": "Lavori",
            },
            AT_THE_DESK,
        ),
        "close a site": Wish(
            "closeSite",
            {
                "siteId": "{hall_site}",
                "startsAt": "2027-05-20T06:00:00Z",
                "endsAt": "2027-05-21T06:00:00Z",
                "reason": "Neve",
            },
            AT_THE_DESK,
        ),
        "take back a closure of a hidden space": Wish(
            "withdrawClosure", {"closureId": "{closure}", **ONE}, AT_THE_DESK
        ),
        "set the price of a hidden space": Wish(
            "setSpacePrice", {"spaceId": "{hidden}", "unit": "DAY", "amount": "9.00"}, AT_THE_DESK
        ),
        "take back a price of a hidden space": Wish(
            "withdrawSpacePrice", {"priceId": "{future_price}", **ONE}, AT_THE_DESK
        ),
        "make conditions": Wish(
            "createBookingConditions", {"code": "nuove", "name": "Nuove"}, AT_THE_DESK
        ),
        "change conditions": Wish(
            "updateBookingConditions",
            {"conditionsId": "{conditions}", **ONE, "name": "Altre"},
            AT_THE_DESK,
        ),
        "make a rule for Beta": Wish(
            "createBookingRule",
            {"name": "Beta", "organizationId": "{beta}", "mayBook": True},
            AT_THE_DESK,
        ),
        "change a rule for Beta": Wish(
            "updateBookingRule", {"ruleId": "{rule}", **ONE, "mayBook": True}, AT_THE_DESK
        ),
        "end a rule for Beta": Wish("endBookingRule", {"ruleId": "{rule}", **ONE}, AT_THE_DESK),
        "make a quota for Beta": Wish(
            "createBookingQuota",
            {
                "name": "Beta",
                "organizationId": "{beta}",
                "counts": "ORGANIZATION",
                "per": "DAY",
                "maxBookings": 1,
            },
            AT_THE_DESK,
        ),
        "change a quota for Beta": Wish(
            "updateBookingQuota", {"quotaId": "{quota}", **ONE, "maxBookings": 9}, AT_THE_DESK
        ),
        "end a quota for Beta": Wish("endBookingQuota", {"quotaId": "{quota}", **ONE}, AT_THE_DESK),
        "let an office to Beta": Wish(
            "createLease",
            {"spaceId": "{office}", "organizationId": "{beta}", "startsOn": "2027-05-20"},
            AT_THE_DESK,
        ),
        "change Beta's rent": Wish(
            "changeRent",
            {"leaseId": "{lease}", "startsOn": AHEAD, "monthlyAmount": "1.00"},
            AT_THE_DESK,
        ),
        "end Beta's lease": Wish("endLease", {"leaseId": "{lease}", **ONE}, FOR_THE_LESSEE),
        "end Bianca's lease": Wish("endLease", {"leaseId": "{own_lease}", **ONE}, FOR_BIANCA),
        "end Beta's lease without notice": Wish(
            "endLease",
            {"leaseId": "{lease}", **ONE, "waiveNotice": True},
            {
                DONE: "direction front_desk program",
                "NOT_ALLOWED": f"head {OWN} {OTHER_STAFF} observer",
                "NOT_FOUND": STRANGERS,
            },
        ),
        "receive a deposit of Beta's": Wish(
            "recordDeposit", {"leaseId": "{lease}", **ONE, "amount": "100.00"}, AT_THE_DESK
        ),
        "give Beta's deposit back": Wish(
            "returnDeposit", {"leaseId": "{paid_lease}", **ONE}, AT_THE_DESK
        ),
        "give Beta an allowance": Wish(
            "setAllowance",
            {"organizationId": "{beta}", "kind": "HALL", "minutesPerMonth": 60},
            AT_THE_DESK,
        ),
    }
)
