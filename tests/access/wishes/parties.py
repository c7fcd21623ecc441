"""Wishes about parties: Beta and Bianca, what ties them, and what they can do."""

from collections.abc import Mapping

from tests.access.wishes.frame import (
    DONE,
    OTHER_DESKS,
    OWN,
    STRANGERS,
    WISHES,
    Beta,
    Wish,
    belongings,
)
from tests.make import members

DESKS = "direction front_desk program"
MEMBERS = "member administrator"
"""For whom Beta is listed."""
NEW = {"kind": "COMPANY", "name": "Nuova", "legalName": "Nuova S.r.l.", "country": "IT"}
ONLY_THE_DESK = {
    DONE: DESKS,
    "NOT_ALLOWED": f"{STRANGERS} {OWN} head {OTHER_DESKS}",
}
HEAD_AND_DESK = {
    DONE: f"head {DESKS}",
    "NOT_ALLOWED": f"{OWN} {MEMBERS} {OTHER_DESKS}",
    "NOT_FOUND": "guest",
}
OF_COLLEAGUE = {
    DONE: f"head {DESKS}",
    "NOT_ALLOWED": f"{OWN} incubation projects",
    "NOT_FOUND": f"{STRANGERS} observer",
}


@belongings
async def of_parties(beta: Beta) -> Mapping[str, str]:
    colleague = await members.affiliation(organization=beta.organization)
    former = await members.affiliation(organization=beta.organization, ends_on=members.days_ago(30))
    stranger = await members.person("Sara Sconosciuta")
    twice = await members.organization("Beta due")
    return {
        "colleague": f"aff_{colleague.id}",
        "former": f"person_{former.person_id}",
        "stranger": f"person_{stranger.id}",
        "beta_twice": f"org_{twice.id}",
        "bianca_twice": f"person_{(await members.person('Bianca Due')).id}",
        "skill": f"skill_{(await members.competence()).id}",
    }


WISHES.update(
    {
        "enter an organization": Wish("createOrganization", NEW, ONLY_THE_DESK),
        "describe Beta": Wish(
            "updateOrganization",
            {"organizationId": "{beta}", "version": 1, "sector": "Energia"},
            HEAD_AND_DESK,
        ),
        "change Beta's VAT number": Wish(
            "updateOrganization",
            {"organizationId": "{beta}", "version": 1, "vatNumber": "00743110157"},
            {
                DONE: DESKS,
                "NOT_ALLOWED": f"head {OWN} {MEMBERS} {OTHER_DESKS}",
                "NOT_FOUND": "guest",
            },
        ),
        "merge Beta": Wish(
            "mergeOrganizations",
            {"organizationId": "{beta}", "version": 1, "duplicateId": "{beta_twice}"},
            ONLY_THE_DESK,
        ),
        "enter a person": Wish(
            "createPerson", {"givenName": "Nina", "familyName": "Nuova"}, ONLY_THE_DESK
        ),
        "change what is verified of Bianca": Wish(
            "updatePerson",
            {"personId": "{bianca}", "version": 1, "bornOn": "1990-01-01"},
            ONLY_THE_DESK,
        ),
        "merge Bianca": Wish(
            "mergePeople",
            {"personId": "{bianca}", "version": 1, "duplicateId": "{bianca_twice}"},
            ONLY_THE_DESK,
        ),
        "tie a stranger to Beta": Wish(
            "addAffiliation",
            {"organizationId": "{beta}", "personId": "{stranger}", "role": "EMPLOYEE"},
            {
                DONE: DESKS,
                "INVITATION_NEEDED": "head",
                "NOT_ALLOWED": f"{OWN} {MEMBERS} {OTHER_DESKS}",
                "NOT_FOUND": "guest",
            },
        ),
        "tie a former colleague to Beta": Wish(
            "addAffiliation",
            {"organizationId": "{beta}", "personId": "{former}", "role": "EMPLOYEE"},
            HEAD_AND_DESK,
        ),
        "change what ties a colleague to Beta": Wish(
            "updateAffiliation",
            {"affiliationId": "{colleague}", "version": 1, "title": "Tecnico"},
            OF_COLLEAGUE,
        ),
        "pass on to Bianca what a colleague at Beta has": Wish(
            "endAffiliation",
            {"affiliationId": "{colleague}", "version": 1, "reassignToPersonId": "{bianca}"},
            OF_COLLEAGUE,
        ),
        "end what ties a colleague to Beta": Wish(
            "endAffiliation", {"affiliationId": "{colleague}", "version": 1}, OF_COLLEAGUE
        ),
        "count Beta's people": Wish(
            "recordHeadcount",
            {"organizationId": "{beta}", "year": 2026, "employees": 7, "source": "Bilancio"},
            HEAD_AND_DESK,
        ),
        "say what Beta can do": Wish(
            "setOrganizationCompetences",
            {"organizationId": "{beta}", "competenceIds": []},
            HEAD_AND_DESK,
        ),
        "say what Bianca can do": Wish(
            "setPersonCompetences",
            {"personId": "{bianca}", "competenceIds": []},
            {
                DONE: f"self {DESKS}",
                "NOT_FOUND": f"{STRANGERS} own head {OTHER_DESKS}",
            },
        ),
        "add to the taxonomy": Wish(
            "createCompetence", {"code": "new", "name": "New", "nameIt": "Nuovo"}, ONLY_THE_DESK
        ),
        "change the taxonomy": Wish(
            "updateCompetence",
            {"competenceId": "{skill}", "version": 1, "name": "New"},
            ONLY_THE_DESK,
        ),
    }
)
