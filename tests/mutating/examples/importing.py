"""Examples of importing members."""

from hub.actor import Role
from hub.files import File
from tests.make import members
from tests.members.sheets import as_csv
from tests.mutating.doing import signed_in
from tests.mutating.examples.frame import REFUSED, Example, example

HEADINGS = ["Organizzazione", "Ragione sociale", "Tipo", "Nome", "Cognome", "Ruolo"]
MEMBERSHIP = ["Tipo di socio", "Data ammissione"]


@example
async def import_members() -> Example:
    actor, _ = await signed_in(Role.FRONT_DESK)
    await members.membership_type(code="ordinary")
    row = ["Alfa", "Alfa S.r.l.", "Impresa", "Ada", "Esempio", "Titolare"]
    file = as_csv([[*HEADINGS, *MEMBERSHIP], [*row, "ordinary", "01/03/2026"]])
    return Example("importMembers", actor, {"file": File(file)})


REFUSED["importMembers"] = {"file": File(as_csv([HEADINGS, ["Alfa", "", "", "", "", ""]]))}
