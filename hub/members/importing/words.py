"""The Italian words of the choices that a spreadsheet of members makes."""

from collections.abc import Mapping

from hub.members.terms import (
    AffiliationRole,
    AtecoEdition,
    ContactPurpose,
    EnterpriseSize,
    Language,
    OrganizationKind,
)

KINDS: Mapping[OrganizationKind, str] = {
    OrganizationKind.COMPANY: "Impresa",
    OrganizationKind.CONSORTIUM: "Consorzio",
    OrganizationKind.PUBLIC_BODY: "Ente pubblico",
    OrganizationKind.UNIVERSITY: "Università",
    OrganizationKind.RESEARCH_BODY: "Ente di ricerca",
    OrganizationKind.UTILITY: "Multiutility",
    OrganizationKind.ASSOCIATION: "Associazione",
    OrganizationKind.FOUNDATION: "Fondazione",
    OrganizationKind.SCHOOL: "Scuola",
}
SIZES: Mapping[EnterpriseSize, str] = {
    EnterpriseSize.MICRO: "Micro",
    EnterpriseSize.SMALL: "Piccola",
    EnterpriseSize.MEDIUM: "Media",
    EnterpriseSize.LARGE: "Grande",
}
EDITIONS: Mapping[AtecoEdition, str] = {
    AtecoEdition.ATECO_2007: "2007",
    AtecoEdition.ATECO_2025: "2025",
}
ROLES: Mapping[AffiliationRole, str] = {
    AffiliationRole.LEGAL_REPRESENTATIVE: "Legale rappresentante",
    AffiliationRole.OWNER: "Titolare",
    AffiliationRole.BOARD_MEMBER: "Consigliere",
    AffiliationRole.EMPLOYEE: "Dipendente",
    AffiliationRole.COLLABORATOR: "Collaboratore",
    AffiliationRole.RESEARCHER: "Ricercatore",
    AffiliationRole.STUDENT: "Studente",
    AffiliationRole.TRAINEE: "Tirocinante",
}
PURPOSES: Mapping[ContactPurpose, str] = {
    ContactPurpose.PRIMARY: "Generale",
    ContactPurpose.ADMINISTRATIVE: "Amministrazione",
    ContactPurpose.FINANCIAL: "Pagamenti",
    ContactPurpose.TECHNICAL: "Tecnico",
    ContactPurpose.LEGAL: "Legale",
    ContactPurpose.MARKETING: "Stampa",
    ContactPurpose.PROJECTS: "Progetti",
    ContactPurpose.SPACES: "Spazi",
}
LANGUAGES: Mapping[Language, str] = {Language.IT: "Italiano", Language.EN: "Inglese"}
