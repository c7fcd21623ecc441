"""Where a request comes from is said by proxies that are trusted, and by nobody else."""

import subprocess
from collections.abc import Generator
from contextlib import contextmanager

import httpx
import pytest

from hub import settings
from hub.errors import Misconfigured
from tests import hub_process

QUERY = {"query": "{ __typename }"}


@contextmanager
def served(database_url: str, **given: str) -> Generator[httpx.Client]:
    """A hub on loopback, where every address may spend two points."""
    port = hub_process.unused_port()
    place = {
        **hub_process.environment(database_url, port),
        "HUB_ANONYMOUS_BUDGET": "2",
        "HUB_ANONYMOUS_BUDGET_RATE": "1",
        **given,
    }
    process = subprocess.Popen(["hub", "serve"], env=place)  # noqa: S607 - ours
    try:
        hub_process.await_ready(process, port)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
            yield client
    finally:
        process.terminate()
        process.wait()


def status(client: httpx.Client, forwarded_for: str) -> int:
    headers = {"x-forwarded-for": forwarded_for}
    return client.post("/graphql", json=QUERY, headers=headers).status_code


def test_a_client_cannot_choose_its_address(database_url: str) -> None:
    with served(database_url) as client:
        statuses = [status(client, f"192.0.2.{n}") for n in range(10)]
    assert statuses.count(200) < 5
    assert statuses[-1] == 429


def test_behind_a_proxy_only_what_the_proxy_adds_counts(database_url: str) -> None:
    with served(database_url, HUB_TRUSTED_PROXIES="127.0.0.0/8, ::1") as client:
        assert [status(client, f"192.0.2.{n}") for n in range(10)] == [200] * 10
        chosen = [status(client, f"198.51.100.{n}, 203.0.113.1") for n in range(10)]
    assert chosen.count(200) < 5
    assert chosen[-1] == 429


def test_the_servers_own_variable_opens_no_door(database_url: str) -> None:
    with served(database_url, FORWARDED_ALLOW_IPS="*") as client:
        statuses = [status(client, f"192.0.2.{n}") for n in range(10)]
    assert statuses[-1] == 429


@pytest.mark.parametrize("given", ["*", "0.0.0.0/0", "::/0", "proxy.example", "10.0.0.1/8"])
def test_what_names_no_proxy_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("HUB_TRUSTED_PROXIES", given)
    with pytest.raises(Misconfigured, match="HUB_TRUSTED_PROXIES"):
        settings.load()


def test_addresses_and_networks_name_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.1,2001:db8::1")
    expected = ("10.0.0.0/8", "192.0.2.1/32", "2001:db8::1/128")
    assert settings.load().trusted_proxies == expected
