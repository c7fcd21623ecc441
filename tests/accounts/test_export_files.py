"""How values are written into the tables of an export."""

from decimal import Decimal

import pytest

from hub.accounts.export_files import cell


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+39 0372 1", "'+39 0372 1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\uff1d1", "'\uff1d1"),
        ("plain = text", "plain = text"),
        (Decimal("-5.00"), "-5.00"),
        (-5, "-5"),
        (True, "true"),
        (None, ""),
        (["=a"], '["=a"]'),
    ],
    ids=str,
)
def test_no_cell_is_a_formula(value: object, written: str) -> None:
    assert cell(value) == written
