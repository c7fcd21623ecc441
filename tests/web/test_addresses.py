"""Where a request comes from is what its sender could not choose."""

import pytest
from starlette.types import Scope

from hub.web.addresses import UNKNOWN, address_of


def coming_from(host: str | None) -> Scope:
    return {"type": "http", "client": None if host is None else (host, 1)}


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ("2001:DB8:1:2::", "2001:0db8:0001:0002"),
        ("fe80::1%eth0", "fe80:0000:0000:0000"),
        ("unknown", UNKNOWN),
        ("192.0.2.1, 192.0.2.2", UNKNOWN),
        ("9" * 10_000, UNKNOWN),
        ("", UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_an_address_has_one_form(host: str | None, address: str) -> None:
    assert address_of(coming_from(host)) == address
