"""The real parties of the case: public bodies, a university, a utility, a consortium.

Only what they or the press have published is said of them; no person of theirs is named.
"""

from hub.demo.public_sources import CASE_STUDY, NEW_COBOX
from hub.demo.rows import Rows
from hub.members.models import Headcount, Organization
from hub.members.terms import OrganizationKind, Visibility
from hub.spaces.models import Connectivity, Site
from hub.spaces.terms import LineTechnology, UnitOfCount

CREMONA = {
    "municipality": "Cremona",
    "postal_code": "26100",
    "istat_code": "019036",
    "province": "CR",
}
MILAN = {"municipality": "Milano", "province": "MI"}

PARTIES: dict[str, dict[str, object]] = {
    "comune": {
        "kind": OrganizationKind.PUBLIC_BODY,
        "name": "Comune di Cremona",
        "legal_name": "Comune di Cremona",
        "description": "The municipality: lead partner of the Polo Tecnologico's first project.",
    },
    "politecnico": {
        "kind": OrganizationKind.UNIVERSITY,
        "name": "Politecnico di Milano - Polo di Cremona",
        "legal_name": "Politecnico di Milano",
        "description": "The Cremona seat of the Politecnico di Milano.",
    },
    "aem": {
        "kind": OrganizationKind.UTILITY,
        "name": "AEM Cremona",
        "legal_name": "AEM Cremona S.p.A.",
        "description": "The municipality's company, owner of part of the co-working space.",
    },
    "aemcom": {
        "kind": OrganizationKind.UTILITY,
        "name": "AEMCom (Linea Com)",
        "legal_name": "AEMCom S.r.l.",
        "description": "The fibre operator that grew out of AEM Cremona.",
    },
    "crit": {
        "kind": OrganizationKind.CONSORTIUM,
        "name": "CRIT",
        "legal_name": "CRIT - Cremona Information Technology Soc. Cons. a r.l.",
        "description": "The consortium of ICT companies that runs the Polo and its co-working.",
    },
    "microdata": {
        "kind": OrganizationKind.COMPANY,
        "name": "Microdata Group",
        "legal_name": "Microdata Group S.r.l.",
        "description": "Party to the co-funding convention of the Polo's first project.",
    },
    "provincia": {
        "kind": OrganizationKind.PUBLIC_BODY,
        "name": "Provincia di Cremona",
        "legal_name": "Provincia di Cremona",
    },
    "camera": {
        "kind": OrganizationKind.PUBLIC_BODY,
        "name": "Camera di Commercio di Cremona",
        "legal_name": "Camera di Commercio di Cremona",
    },
    "regione": {
        "kind": OrganizationKind.PUBLIC_BODY,
        "name": "Regione Lombardia",
        "legal_name": "Regione Lombardia",
        "description": "Funder of the ASTER and ZIS calls.",
    },
    "fondazione": {
        "kind": OrganizationKind.FOUNDATION,
        "name": "Fondazione Politecnico di Milano",
        "legal_name": "Fondazione Politecnico di Milano",
    },
}
OF_MILAN = {"regione", "fondazione"}
KNOWN_SINCE = CASE_STUDY.published_on


def add_parties(rows: Rows) -> None:
    for key, known in PARTIES.items():
        seat = MILAN if key in OF_MILAN else CREMONA
        parent_id = rows.find(Organization, "aem") if key == "aemcom" else None
        shown = {"listing": Visibility.PUBLIC, "parent_id": parent_id}
        rows.add(Organization, KNOWN_SINCE, key, **known, **seat, **shown)
    rows.add(
        Headcount,
        KNOWN_SINCE,
        organization_id=rows.find(Organization, "comune"),
        year=KNOWN_SINCE.year,
        counted_on=KNOWN_SINCE,
        employees=680,
        source=CASE_STUDY.name,
    )


def add_places(rows: Rows) -> None:
    """The co-working space's address, and the count of the operator's fibre network."""
    rows.add(
        Site,
        NEW_COBOX.published_on,
        "cobox",
        code="cobox",
        name="Cobox",
        description="The co-working space of CRIT in the Polo Tecnologico: 800 square metres of"
        " CRIT and 1,000 of AEM. The rooms and desks shown here are invented.",
        owner_id=rows.find(Organization, "crit"),
        street="Via dell'Innovazione Digitale",
        **CREMONA,
        starts_on=NEW_COBOX.published_on,
    )
    rows.add(
        Connectivity,
        KNOWN_SINCE,
        operator_id=rows.find(Organization, "aemcom"),
        technology=LineTechnology.FTTH,
        territory="Territorio nazionale",
        connections=7_000,
        unit_of_count=UnitOfCount.USER,
        counted_on=KNOWN_SINCE,
        source=CASE_STUDY.name,
        starts_on=KNOWN_SINCE,
    )
