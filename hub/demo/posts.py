"""The posts of the story: who works for which of the members."""

from dataclasses import dataclass

from hub.members.terms import AffiliationRole, ContactPurpose, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Who works where, as what."""

    name: str
    organization: str
    title: str
    role: AffiliationRole = AffiliationRole.EMPLOYEE
    purposes: tuple[ContactPurpose, ...] = ()
    leads: bool = False
    listing: Visibility = Visibility.PRIVATE
    competence: str | None = None
    left_days_ago: int | None = None


def chief(name: str, organization: str, listing: Visibility = Visibility.MEMBERS) -> Post:
    """The legal representative, who administers the organization's records."""
    return Post(
        name=name,
        organization=organization,
        title="Amministratore unico",
        role=AffiliationRole.LEGAL_REPRESENTATIVE,
        purposes=(ContactPurpose.PRIMARY, ContactPurpose.LEGAL),
        leads=True,
        listing=listing,
    )


POSTS = (
    chief("Viola Chimera", "nuvola", Visibility.PUBLIC),
    Post(
        name="Elia Bozzetti",
        organization="nuvola",
        title="Responsabile tecnico",
        purposes=(ContactPurpose.TECHNICAL, ContactPurpose.PROJECTS),
        listing=Visibility.PUBLIC,
        competence="software.web",
    ),
    Post(
        name="Nadia Figuranti",
        organization="nuvola",
        title="Amministrazione",
        purposes=(ContactPurpose.FINANCIAL, ContactPurpose.SPACES),
    ),
    Post(
        name="Ugo Leggenda",
        organization="nuvola",
        title="Sviluppatore",
        left_days_ago=120,
    ),
    chief("Silvia Liuti", "violini", Visibility.PUBLIC),
    Post(
        name="Marta Ipotesi",
        organization="violini",
        title="Ricercatrice",
        purposes=(ContactPurpose.PROJECTS,),
        listing=Visibility.MEMBERS,
        competence="data.audio",
    ),
    Post(name="Ivo Segnaposto", organization="violini", title="Liutaio digitale"),
    chief("Cesare Personaggi", "ponte"),
    chief("Tea Fantasia", "granata"),
    chief("Gino Mostarda", "mostarda"),
    chief("Alba Salici", "salice"),
    chief("Elia Cicognini", "cicogna"),
    chief("Flavia Farfari", "farfara"),
    chief("Irene Melograni", "melograno", Visibility.PUBLIC),
    chief("Pia Nebbiosi", "nebbia"),
    chief("Irene Aironi", "airone"),
    Post(
        name="Luca Controfigura",
        organization="airone",
        title="Analista",
        purposes=(ContactPurpose.PROJECTS,),
        competence="data",
    ),
    chief("Oscar Golena", "golena"),
    chief("Rita Manichini", "lanca"),
    chief("Lara Cascinali", "cascina"),
    chief("Fabio Zolli", "zolla"),
    chief("Mina Campanari", "campanile"),
    chief("Lino Idrovori", "idrovora"),
    chief("Anita Scolari", "istituto"),
    Post(
        name="Sara Comparsa",
        organization="istituto",
        title="Studentessa in tirocinio",
        role=AffiliationRole.TRAINEE,
    ),
    Post(
        name="Marta Ipotesi",
        organization="istituto",
        title="Docente a contratto",
        role=AffiliationRole.COLLABORATOR,
    ),
)
LEADERS = {post.organization: post.name for post in POSTS if post.leads}
"""Who signs for each of them."""
