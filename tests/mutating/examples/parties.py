"""Examples of what is done about organizations, people and what ties them."""

from typing import Any

from hub.actor import Actor
from tests.make import members
from tests.mutating.examples.frame import REFUSED, Example, administrator, direction, example

PERSON_CODE = "RCCMNL83S18D969H"
VAT_NUMBER = "00743110157"
WRITTEN: dict[str, Any] = {
    "kind": "COMPANY",
    "name": "Nuova Impresa",
    "legalName": "Nuova Impresa S.r.l.",
    "legalForm": "S.r.l.",
    "legalFormCode": "1320",
    "vatNumber": f"IT {VAT_NUMBER}",
    "fiscalCode": VAT_NUMBER,
    "rea": "123456/CR",
    "pec": "Nuova@PEC.esempio.it",
    "sdiCode": "m5uxcr1",
    "ipaCode": None,
    "atecoCode": "621000",
    "atecoEdition": "ATECO_2025",
    "size": "MICRO",
    "sector": "Software",
    "foundedOn": "2020-01-31",
    "dissolvedOn": None,
    "street": "Via Roma 1",
    "postalCode": "26100",
    "municipality": "Cremona",
    "istatCode": "019036",
    "province": "cr",
    "country": "it",
    "email": "info@nuova.esempio.it",
    "phone": "+39 0372 123456",
    "website": "https://www.nuova.esempio.it",
    "description": "Fa programmi.\n\nAnche di notte.",
}

PERSON: dict[str, Any] = {
    "givenName": "Manuela",
    "familyName": "Rocca",
    "email": "Manuela@esempio.it",
    "phone": "+39 0372 123456",
    "fiscalCode": PERSON_CODE,
    "bornOn": "1983-11-18",
    "birthPlaceCode": "D969",
    "language": "EN",
    "isDistinct": True,
}


async def desk() -> Actor:
    actor, _ = await direction()
    return actor


@example
async def create_organization() -> Example:
    parent = await members.organization()
    given = {**WRITTEN, "parentId": f"org_{parent.id}", "isDistinct": True}
    return Example("createOrganization", await desk(), given)


@example
async def update_organization() -> Example:
    organization, parent = await members.organization(), await members.organization()
    given = {
        **WRITTEN,
        "organizationId": f"org_{organization.id}",
        "version": 1,
        "parentId": f"org_{parent.id}",
        "isLocked": True,
        "isDistinct": False,
    }
    return Example("updateOrganization", await desk(), given)


@example
async def merge_organizations() -> Example:
    survivor, twice = await members.organization(), await members.organization()
    await members.headcount(organization=twice)
    given = {
        "organizationId": f"org_{survivor.id}",
        "version": 1,
        "duplicateId": f"org_{twice.id}",
    }
    return Example("mergeOrganizations", await desk(), given)


@example
async def create_person() -> Example:
    given = {
        "givenName": "Manuela",
        "familyName": "Rocca",
        "email": "Manuela@Esempio.it",
        "phone": "+39 0372 123456",
        "fiscalCode": PERSON_CODE,
        "bornOn": "1983-11-18",
        "birthPlaceCode": "D969",
        "language": "EN",
        "isDistinct": True,
    }
    return Example("createPerson", await desk(), given)


@example
async def update_person() -> Example:
    person = await members.person()
    given = {"personId": f"person_{person.id}", "version": 1, **PERSON}
    return Example("updatePerson", await desk(), given)


@example
async def merge_people() -> Example:
    survivor, twice = await members.person(), await members.person()
    await members.affiliation(person=twice)
    given = {
        "personId": f"person_{survivor.id}",
        "version": 1,
        "duplicateId": f"person_{twice.id}",
    }
    return Example("mergePeople", await desk(), given)


@example
async def add_affiliation() -> Example:
    organization, person = await members.organization(), await members.person()
    given = {
        "organizationId": f"org_{organization.id}",
        "personId": f"person_{person.id}",
        "role": "LEGAL_REPRESENTATIVE",
        "title": "Presidente",
        "purposes": ["PRIMARY", "LEGAL"],
        "isLead": True,
        "isAdministrator": True,
        "startsOn": "2027-05-01",
        "endsOn": "2028-05-01",
    }
    return Example("addAffiliation", await desk(), given)


@example
async def update_affiliation() -> Example:
    actor, organization = await administrator()
    affiliation = await members.affiliation(organization=organization)
    given = {
        "affiliationId": f"aff_{affiliation.id}",
        "version": 1,
        "role": "OWNER",
        "title": "Titolare",
        "purposes": ["FINANCIAL"],
        "isLead": True,
        "isAdministrator": True,
        "startsOn": "2027-01-01",
        "endsOn": "2028-01-01",
    }
    return Example("updateAffiliation", actor, given)


@example
async def end_affiliation() -> Example:
    actor, organization = await administrator()
    affiliation = await members.affiliation(organization=organization)
    colleague = await members.affiliation(organization=organization)
    given = {
        "affiliationId": f"aff_{affiliation.id}",
        "version": 1,
        "endsOn": "2027-06-01",
        "reassignToPersonId": f"person_{colleague.person_id}",
    }
    return Example("endAffiliation", actor, given)


@example
async def record_headcount() -> Example:
    actor, organization = await administrator()
    given = {
        "organizationId": f"org_{organization.id}",
        "year": 2026,
        "countedOn": "2026-12-31",
        "employees": 12,
        "fullTimeEquivalents": "10.50",
        "isEstimate": False,
        "source": "Bilancio",
        "isCorrection": False,
    }
    return Example("recordHeadcount", actor, given)


@example
async def set_organization_competences() -> Example:
    actor, organization = await administrator()
    competence = await members.competence()
    given = {
        "organizationId": f"org_{organization.id}",
        "competenceIds": [f"skill_{competence.id}"],
    }
    return Example("setOrganizationCompetences", actor, given)


@example
async def set_person_competences() -> Example:
    person, competence = await members.person(), await members.competence()
    given = {
        "personId": f"person_{person.id}",
        "competenceIds": [f"skill_{competence.id}"],
    }
    return Example("setPersonCompetences", await desk(), given)


@example
async def create_competence() -> Example:
    parent = await members.competence()
    given = {
        "code": "it.cloud",
        "name": "Cloud",
        "nameIt": "Nuvola",
        "parentId": f"skill_{parent.id}",
    }
    return Example("createCompetence", await desk(), given)


@example
async def update_competence() -> Example:
    competence, parent = await members.competence(), await members.competence()
    given = {
        "competenceId": f"skill_{competence.id}",
        "version": 1,
        "name": "Cloud",
        "nameIt": "Nuvola",
        "parentId": f"skill_{parent.id}",
    }
    return Example("updateCompetence", await desk(), given)


REFUSED.update(
    {
        "createOrganization": {"vatNumber": "00743110158"},
        "updateOrganization": {"version": 7},
        "mergeOrganizations": {"duplicateId": "org_0"},
        "createPerson": {"fiscalCode": "RCCMNL83S18D969A"},
        "updatePerson": {"version": 7},
        "mergePeople": {"duplicateId": "person_0"},
        "addAffiliation": {"endsOn": "2000-01-01"},
        "updateAffiliation": {"version": 7},
        "endAffiliation": {"endsOn": "2000-01-01"},
        "recordHeadcount": {"employees": -1},
        "setOrganizationCompetences": {"competenceIds": ["skill_0"]},
        "setPersonCompetences": {"competenceIds": ["skill_0"]},
        "createCompetence": {"code": "Cloud!"},
        "updateCompetence": {"name": " "},
    }
)
