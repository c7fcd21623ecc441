"""The parties of the world: organizations, people, memberships and what is known of them."""

from decimal import Decimal

from hub import clock
from hub.members.membership_models import Membership
from hub.members.models import Organization, Person
from hub.members.terms import (
    AffiliationRole,
    AtecoEdition,
    ContactPurpose,
    Decision,
    FeeKind,
    MembershipCategory,
    OrganizationKind,
    ResignationReason,
    Visibility,
)
from tests.make import members as make
from tests.make.members import days_ago

PUBLIC, MEMBERS, PRIVATE = Visibility.PUBLIC, Visibility.MEMBERS, Visibility.PRIVATE

Organizations = dict[str, Organization]
People = dict[str, Person]


async def organizations() -> Organizations:
    """Names that differ by case and accents only, and every way of being listed."""
    alfa = await make.organization(
        "Àlfa",
        listing=PUBLIC,
        visibility={"email": PUBLIC, "employees": PUBLIC, "registry": PRIVATE},
        email="info@alfa.example",
        phone="+39 0372 1",
        vat_number="00000000011",
        rea="CR-1",
        sector="Software",
        description="Sistemi informativi per le città",
        founded_on=days_ago(4000),
    )
    beta = await make.organization(
        "beta",
        listing=MEMBERS,
        parent=alfa,
        email="info@beta.example",
        fiscal_code="00000000022",
        visibility={"website": PRIVATE, "email": MEMBERS},
        website="https://beta.example",
        ateco_code="62.10.00",
        ateco_edition=AtecoEdition.ATECO_2025,
    )
    found = {
        "alfa": alfa,
        "beta": beta,
        "lapsed": await make.organization("ALFA", listing=PUBLIC, sector="software"),
        "hidden": await make.organization("Zeta", listing=PRIVATE, phone="+39 0372 2"),
        "applicant": await make.organization("alfa ", listing=PUBLIC, province="CR"),
        "co_worker": await make.organization("Gamma", listing=MEMBERS, country="FR"),
    }
    found["city"] = await make.organization(
        "Comune",
        kind=OrganizationKind.PUBLIC_BODY,
        listing=PUBLIC,
        parent=found["hidden"],
        ipa_code="c_d150",
        municipality="Cremona",
        locked_at=clock.now(),
    )
    found["merged"] = await make.organization(
        "Alfa sas", listing=PRIVATE, merged_at=clock.now(), merged_into=alfa
    )
    found["university"] = await make.organization(
        "Università", kind=OrganizationKind.UNIVERSITY, listing=PUBLIC, sector="Ricerca"
    )
    return found


async def people() -> People:
    """Listed people, people who share parts of themselves, and people who share nothing."""
    anna = await make.person(
        "Anna Àrdea",
        listing=PUBLIC,
        visibility={"email": PUBLIC, "competences": MEMBERS, "affiliations": PUBLIC},
        email="anna@alfa.example",
        headline="Sviluppa",
    )
    return {
        "anna": anna,
        "merged": await make.person(
            "Anna A.", listing=PRIVATE, merged_at=clock.now(), merged_into=anna
        ),
        "bruno": await make.person("Bruno Bruni", email="bruno@alfa.example", phone="1"),
        "carla": await make.person("anna ardea", listing=MEMBERS, visibility={"bio": MEMBERS}),
        "dario": await make.person("Dario D", listing=PRIVATE, born_on=days_ago(12_000)),
        "elena": await make.person("Elena E", visibility={"phone": PUBLIC}, phone="2"),
        "fabio": await make.person("Fabio F", listing=PUBLIC, visibility={"competences": PUBLIC}),
        "gina": await make.person("Gina G", is_invented=True),
        "hugo": await make.person("Hugo H", listing=PUBLIC, erased_at=None),
        "staff": await make.person("Sara Staff"),
    }


async def memberships(parties: Organizations, persons: People) -> None:
    """Every state a membership can be in, today or on another day."""
    ordinary = await make.membership_type(code="ordinary", name="Ordinary")
    founder = await make.membership_type(
        code="founder",
        name="ordinary",
        category=MembershipCategory.FOUNDER,
        seats=2,
        grace_days=60,
        required_documents=["STATUTE", "RESOLUTION"],
    )
    desk = await make.membership_type(category=MembershipCategory.CO_WORKER, yearly_fee="0.00")
    first = await make.membership(
        organization=parties["alfa"],
        type=founder,
        number="1",
        joined_on=days_ago(700),
        waiver_reason="Fondatore",
        periods=[(days_ago(700), days_ago(335)), (days_ago(335), days_ago(-30))],
        suspensions=[(days_ago(500), days_ago(400))],
    )
    await make.membership(
        organization=parties["beta"],
        type=ordinary,
        periods=[(days_ago(375), days_ago(10))],
        motivation="Crescere",
    )
    await make.document(membership=first, sha256="0a" * 32, expires_on=days_ago(-40))
    await make.document(
        membership=first, reviewed_on=days_ago(10), is_accepted=False, refusal_reason="Illeggibile"
    )
    lapsed = await make.membership(
        organization=parties["lapsed"],
        type=ordinary,
        periods=[(days_ago(390), days_ago(300))],
        notice_on=days_ago(320),
        resigned_on=days_ago(290),
        resignation_reason=ResignationReason.COST,
    )
    await make.application(organization=parties["lapsed"], type=ordinary, previous=lapsed)
    await make.application(organization=parties["applicant"], applied_on=days_ago(5), type=founder)
    await make.application(
        organization=parties["hidden"],
        type=ordinary,
        decided_on=days_ago(100),
        decision=Decision.REJECTED,
        decision_note="Fuori dallo scopo",
    )
    await make.membership(organization=parties["co_worker"], type=desk)
    await make.membership(
        person=persons["elena"],
        type=desk,
        periods=[(days_ago(200), None)],
        suspensions=[(days_ago(3), None)],
    )
    own = await make.application(person=persons["hugo"], type=desk, withdrawn_on=days_ago(20))
    await make.document(membership=own, reviewed_on=days_ago(25), is_accepted=True)
    await make.membership(person=persons["dario"], type=ordinary)
    await _fees(first)
    await make.fee_line(membership=lapsed, payer=parties["beta"], kind=FeeKind.JOINING)


async def _fees(first: Membership) -> None:
    """A year in four instalments: paid, paid in part and reminded of, free, and credited."""
    period = await first.periods.all().first()
    asked = {"membership": first, "period": period, "instalments": 4}
    dates = {"issued_on": days_ago(60), "due_on": days_ago(30)}
    await make.fee_line(**asked, **dates, paid_on=days_ago(50))
    late = await make.fee_line(**asked, **dates, instalment=2)
    await make.fee_line(**asked, **dates, instalment=3, amount=Decimal("0.00"))
    await make.fee_line(**asked, **dates, instalment=4, credited_on=days_ago(20))
    taken = await make.payment(fee_line=late, amount=Decimal("500.00"), received_on=days_ago(25))
    await make.reversal(taken, received_on=days_ago(15))
    await make.payment(fee_line=late, amount=Decimal("100.00"), received_on=days_ago(10))
    await make.reminder(fee_line=late, sent_on=days_ago(20))
    await make.reminder(fee_line=late, sent_on=days_ago(5), level=2)


async def affiliations(parties: Organizations, persons: People) -> None:
    """Who belongs where today, who did, and who will."""
    await make.affiliation(
        person=persons["anna"],
        organization=parties["alfa"],
        is_administrator=True,
        is_lead=True,
        has_seat=True,
        purposes=[ContactPurpose.PRIMARY, ContactPurpose.SPACES],
        role=AffiliationRole.OWNER,
    )
    for name, organization, days in (
        ("bruno", "alfa", (days_ago(100), None)),
        ("dario", "alfa", (days_ago(900), days_ago(100))),
        ("carla", "beta", (days_ago(300), None)),
        ("anna", "university", (days_ago(50), days_ago(-50))),
        ("dario", "hidden", (days_ago(-10), None)),
        ("hugo", "co_worker", (days_ago(20), None)),
    ):
        await make.affiliation(
            person=persons[name],
            organization=parties[organization],
            starts_on=days[0],
            ends_on=days[1],
            has_seat=name == "bruno",
            title=None if name == "carla" else "Ruolo",
        )


async def closed_accounts(persons: People) -> None:
    """A year that is closed, and one that nobody in particular closed."""
    await make.accounting_period(days_ago(800), days_ago(400), closed_by=persons["staff"])
    await make.accounting_period(days_ago(400), days_ago(300))


async def knowledge(parties: Organizations, persons: People) -> None:
    """Headcounts, two of them on one day; competences in a tree; choices of consent."""
    for name, employees, days, source in (
        ("alfa", 40, 400, "Bilancio"),
        ("alfa", 44, 30, "Bilancio"),
        ("alfa", 43, 30, "Dichiarazione"),
        ("beta", 7, 30, "Bilancio"),
        ("hidden", 3, 60, "Bilancio"),
    ):
        await make.headcount(
            employees,
            organization=parties[name],
            counted_on=days_ago(days),
            source=source,
            full_time_equivalents="6.50" if name == "beta" else None,
        )
    top = await make.competence("it", name="Software", name_it="Programmi")
    cloud = await make.competence("it.cloud", name="Cloud", name_it="Nuvole", parent=top)
    data = await make.competence("it.data", name="software", name_it="Dati", parent=top)
    await parties["alfa"].competences.add(cloud, data)
    await parties["hidden"].competences.add(cloud)
    await persons["anna"].competences.add(cloud)
    await persons["fabio"].competences.add(cloud, top)
    await persons["elena"].competences.add(data)
    await make.consent_record(person=persons["anna"], recorded_by=persons["staff"])
    await make.consent_record(organization=parties["beta"], previous=MEMBERS, chosen=PRIVATE)
