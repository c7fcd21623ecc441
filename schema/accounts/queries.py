"""The question who is asking."""

from typing import TYPE_CHECKING

from schema.compiler.declare import many_where, part, part_of

if TYPE_CHECKING:
    from schema.accounts.account_types import Account, Invitation
    from schema.accounts.types import RateLimit, Viewer
    from schema.paging import Connection


@part
class AccountsQueries:
    """The question who is asking."""

    accounts: "Connection[Account]" = many_where(
        "The accounts that the viewer may see: all for the direction, else the own."
    )
    invitations: "Connection[Invitation]" = many_where(
        "The invitations that the viewer may see, latest first: those to the own address, and those"
        " of an organization that one administers; for the front desk all."
    )
    rate_limit: "RateLimit" = part_of(
        "What this request costs, and how much of the viewer's budget is left after it."
    )
    viewer: "Viewer" = part_of("Who is asking, with the rights that hold today.")
