"""The root fields that cross all areas."""

from hub.vocabulary import Vocabulary
from schema.compiler.declare import column, part, special
from schema.compiler.sources import Hit, NodeOf, NodesOf, Search
from schema.node import Node
from schema.paging import Connection


class SearchKind(Vocabulary):
    """The types of objects that `search` looks through."""

    ORGANIZATION = "ORGANIZATION", "Organizations, by names, sector and description."
    PERSON = "PERSON", "People whose name the viewer may see."
    COMPETENCE = "COMPETENCE", "Competences of the shared taxonomy, by Italian and English name."
    STARTUP = "STARTUP", "Start-ups, by name and pitch."
    PROGRAMME = "PROGRAMME", "Incubation programmes, by name and description."
    SPACE = "SPACE", "Spaces, by name, code and description."
    FUNDING_CALL = "FUNDING_CALL", "Calls for funding, by title, code, funder and description."
    PROJECT = "PROJECT", "Joint projects, by acronym, title, code, topic and summary."
    OPPORTUNITY = "OPPORTUNITY", "Internships, jobs and theses, by title, field and description."
    AGREEMENT = "AGREEMENT", "Agreements, by title, code and subject."


@part
class SearchHit:
    """An object that a search found."""

    rank: "float" = column("How well it matches: greater is better; 0 and above, no upper end.")
    node: "Node | None" = special(Hit(), "The object; never null for a hit that the viewer sees.")


@part
class CommonQueries:
    """Root fields over all types."""

    node: "Node | None" = special(
        NodeOf(), "The object with this global id; null when there is none for this viewer."
    )
    nodes: "list[Node | None]" = special(
        NodesOf(),
        "The objects with these global ids, in their order; null for each that is not there for"
        " this viewer. At most 100 ids.",
    )
    search: "Connection[SearchHit]" = special(
        Search(),
        "Objects whose text matches, best first. Accents and case do not matter, Italian endings"
        " are stemmed, and only what the viewer may see is found.",
    )
