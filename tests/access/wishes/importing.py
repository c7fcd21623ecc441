"""Wishes about importing: whoever keeps the register may, and nobody else."""

from hub.files import File
from tests.access.wishes.frame import DONE, OTHER_DESKS, OWN, STRANGERS, WISHES, Wish
from tests.members.sheets import as_csv

ROWS = [["Organizzazione", "Ragione sociale", "Tipo"], ["Gamma", "Gamma S.p.A.", "Impresa"]]

WISHES.update(
    {
        "import members": Wish(
            "importMembers",
            {"file": File(as_csv(ROWS))},
            {
                DONE: "direction front_desk program",
                "NOT_ALLOWED": f"{STRANGERS} {OWN} head {OTHER_DESKS}",
            },
        ),
    }
)
