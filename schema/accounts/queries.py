"""The question who is asking."""

from typing import TYPE_CHECKING

from schema.compiler.declare import part, part_of

if TYPE_CHECKING:
    from schema.accounts.types import Viewer


@part
class AccountsQueries:
    """The question who is asking."""

    viewer: "Viewer" = part_of("Who is asking, with the rights that hold today.")
