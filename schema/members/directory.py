"""The question who is in the public directory."""

from typing import TYPE_CHECKING

from hub.members.directory import DIRECTORY
from schema.compiler.declare import ENTITIES, many_where, part
from schema.compiler.ids import NOBODY, key_of
from schema.compiler.operators import looked_for
from schema.compiler.sources import Argument

if TYPE_CHECKING:
    from schema.members.types import Organization
    from schema.paging import Connection


def code_or_key(value: str) -> str:
    """The code of a competence, or the key within its global id."""
    key = key_of(ENTITIES["Competence"].prefix)(looked_for(value))
    return value if key == NOBODY else key


@part
class DirectoryQueries:
    """The public directory."""

    directory: "Connection[Organization]" = many_where(
        "Members of the consortium in good standing today that agree to be listed for the viewer,"
        " by name. One that lapses is gone the same day, one that withdraws its consent at once."
        " What an organization does not share with the viewer is null, and it is not found by it.",
        condition=DIRECTORY,
        arguments=(
            Argument(
                "text",
                str,
                "Words that all occur in names, sector, description or competences, in whole or in"
                " part, whatever case and accents; null: any.",
                convert=looked_for,
            ),
            Argument(
                "competence",
                str,
                "Code or global id of a competence; who has one below it in the taxonomy has it"
                " too. One that is not known finds nothing; null: any.",
                convert=code_or_key,
            ),
            Argument(
                "sector",
                str,
                "A text within the sector, whatever case and accents; null: any.",
                convert=looked_for,
            ),
            Argument(
                "municipality",
                str,
                "The municipality of the seat, whatever case and accents; null: any.",
                convert=looked_for,
            ),
            Argument(
                "province",
                str,
                "The province of the seat, two letters of any case; null: any.",
                convert=looked_for,
            ),
        ),
    )
