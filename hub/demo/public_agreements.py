"""The agreements of the public record, from the protocol of 2012 to the co-working convention."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from hub.demo.public_sources import (
    COFUNDING_SIGNED,
    NEW_COBOX,
    NEW_COBOX_RENEWED,
    PROTOCOL_SIGNED,
    Source,
)
from hub.demo.rows import Rows
from hub.members.models import Organization
from hub.projects.agreement_models import Agreement, AgreementParty, AgreementTerm
from hub.projects.models import Project
from hub.projects.terms import AgreementKind, AmountBasis, PartyRole

RENEWAL_STARTS_ON = date(2024, 8, 1)
RENEWAL_ENDS_ON = date(2026, 8, 1)
COBOX_PARTIES = {
    "comune": PartyRole.PROMOTER,
    "aem": PartyRole.PROMOTER,
    "crit": PartyRole.BENEFICIARY,
}


def add_agreements(rows: Rows) -> None:
    _add_protocol(rows)
    _add_cofunding(rows)
    _add_new_cobox(rows)
    _add_renewal(rows)


def _add_protocol(rows: Rows) -> None:
    agreement_id = _add(
        rows,
        "protocol",
        PROTOCOL_SIGNED,
        title="Protocollo d'intesa per il Polo delle tecnologie",
        kind=AgreementKind.PROTOCOL_OF_INTENT,
        subject="To define the Polo: aims, place, size and timetable. Some companies of the"
        " digital economy signed as well, and others may join. The press reported the signing on"
        " 11 February 2012; the case study dates it to the end of that year.",
        starts_on=PROTOCOL_SIGNED.published_on,
    )
    parties = dict.fromkeys(("comune", "politecnico", "aemcom"), PartyRole.PARTY)
    _sign(rows, PROTOCOL_SIGNED, agreement_id=agreement_id, parties=parties)


def _add_cofunding(rows: Rows) -> None:
    agreement_id = _add(
        rows,
        "cofunding",
        COFUNDING_SIGNED,
        title="Convenzione di cofinanziamento Verso il Polo delle Tecnologie di Cremona",
        kind=AgreementKind.GRANT_AGREEMENT,
        subject="The regional grant of the ASTER call and what the parties do with it. Signed in"
        " June 2015; the parties are those of the draft that the city's government approved.",
        project_id=rows.find(Project, "polo"),
        starts_on=COFUNDING_SIGNED.published_on,
    )
    parties = {
        "regione": PartyRole.PROMOTER,
        **dict.fromkeys(("comune", "crit", "microdata"), PartyRole.BENEFICIARY),
    }
    _sign(rows, COFUNDING_SIGNED, agreement_id=agreement_id, parties=parties)


def _add_new_cobox(rows: Rows) -> None:
    signed_on = NEW_COBOX.published_on
    agreement_id = _add(
        rows,
        "new-cobox",
        NEW_COBOX,
        title="Convenzione New Cobox",
        kind=AgreementKind.CONVENTION,
        subject="1,000 square metres of AEM for the co-working space of CRIT, in exchange for"
        " projects with young firms, universities and public bodies.",
        starts_on=signed_on,
        ends_on=RENEWAL_STARTS_ON,
    )
    _sign(rows, NEW_COBOX, agreement_id=agreement_id, parties=COBOX_PARTIES)
    free_until = date(2022, 7, 23)
    term = {"agreement_id": agreement_id, "basis": AmountBasis.MONTHLY}
    rows.add(
        AgreementTerm,
        signed_on,
        **term,
        title="First year: no rent",
        starts_on=signed_on,
        ends_on=free_until,
        amount=Decimal(0),
    )
    rows.add(
        AgreementTerm,
        signed_on,
        **term,
        title="Reduced rent",
        description="The amount is not public.",
        starts_on=free_until,
        ends_on=RENEWAL_STARTS_ON,
    )


def _add_renewal(rows: Rows) -> None:
    agreement_id = _add(
        rows,
        "new-cobox-renewed",
        NEW_COBOX_RENEWED,
        title="Convenzione New Cobox, rinnovo",
        kind=AgreementKind.CONVENTION,
        subject="Renewed for two more years, until July 2026, with a reduced rent.",
        previous_id=rows.find(Agreement, "new-cobox"),
        starts_on=RENEWAL_STARTS_ON,
        ends_on=RENEWAL_ENDS_ON,
    )
    _sign(rows, NEW_COBOX_RENEWED, agreement_id=agreement_id, parties=COBOX_PARTIES)
    rows.add(
        AgreementTerm,
        NEW_COBOX_RENEWED.published_on,
        agreement_id=agreement_id,
        title="Reduced rent",
        description="The amount is not public.",
        starts_on=RENEWAL_STARTS_ON,
        ends_on=RENEWAL_ENDS_ON,
        basis=AmountBasis.MONTHLY,
    )


def _add(rows: Rows, key: str, source: Source, **values: object) -> UUID:
    signed_on = source.published_on
    shown = {"is_public": True, "url": source.url}
    return rows.add(Agreement, signed_on, key, sent_on=signed_on, **shown, **values)


def _sign(
    rows: Rows, source: Source, *, agreement_id: UUID, parties: Mapping[str, PartyRole]
) -> None:
    for key, role in parties.items():
        rows.add(
            AgreementParty,
            source.published_on,
            agreement_id=agreement_id,
            organization_id=rows.find(Organization, key),
            role=role,
            signed_on=source.published_on,
        )
