"""What opens a door stands nowhere in clear: not in the database, its files, a dump or a log."""

import asyncio
import base64
import re
import subprocess
import sys
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import pyotp
import pytest

from tests import servers
from tests.accounts.erasing import dump
from tests.crash.killable import KillableHub, running

pytestmark = pytest.mark.anyio

EMAIL = "direzione@esempio.it"
GUEST = "invitata@esempio.it"
PASSWORD = "quattro cavalli sotto la pioggia"  # noqa: S105
MISTYPED = "quattro cavalli sotto la poggia"
NEW_PASSWORD = "altri cavalli nella nebbia fitta"  # noqa: S105
KEY_FILE = "secret.key"
LINK = re.compile(r"http://[^\s>]+/(reset|invitation)/([^\s>]+)")
MAIL_SECONDS = 20.0
CREATE = """
mutation ($input: CreateApiTokenInput!) {
  createApiToken(input: $input) { text problems { code } }
}
"""
INVITE = "mutation ($input: InviteInput!) { invite(input: $input) { problems { code } } }"


async def test_no_secret_stands_anywhere_in_clear(quick_path: Path) -> None:
    home = quick_path / "data"
    async with running(home, HUB_LOG_LEVEL="DEBUG", HUB_REQUIRE_SECOND_FACTOR="false") as hub:
        secrets = await _live(hub, home)
        written = await asyncio.to_thread(dump, hub.database_url)
        said = hub.log
    # Now that the server has ended, all that it knew is in its files.
    files = {path: path.read_bytes() for path in _files(home)}

    assert EMAIL in written, "the dump holds the accounts"
    assert said.count('"/auth/token"') + said.count("/auth/token") > 0, "the log holds requests"
    assert any(EMAIL.encode() in content for content in files.values())
    for name, secret in secrets.items():
        for form in _forms(secret):
            assert form not in written, name
            assert form not in said, name
            assert [path for path in files if form.encode() in files[path]] == [], name


async def _live(hub: KillableHub, home: Path) -> dict[str, str]:
    """Sign in by every way there is, and more; the secrets that were used on the way."""
    secrets = {"password": PASSWORD, "mistyped": MISTYPED, "new password": NEW_PASSWORD}
    _command(home, "user", "create", EMAIL, "--role", "DIRECTION", "--stdin", said=PASSWORD)
    own = {"origin": hub.url, "sec-fetch-site": "same-origin"}
    async with httpx.AsyncClient(base_url=hub.url) as app:
        secrets |= await _as_app(app)
    async with httpx.AsyncClient(base_url=hub.url, headers=own) as browser:
        secrets |= await _in_browser(browser, home)
    return secrets


async def _as_app(app: httpx.AsyncClient) -> dict[str, str]:
    wrong = {"grantType": "password", "email": EMAIL, "password": MISTYPED}
    assert (await app.post("/auth/token", json=wrong)).status_code != 200
    first = (await app.post("/auth/token", json={**wrong, "password": PASSWORD})).json()
    again = {"grantType": "refresh", "refreshToken": first["refreshToken"]}
    second = (await app.post("/auth/token", json=again)).json()
    bearer = {"authorization": f"Bearer {second['accessToken']}"}
    given = {"name": "Programma", "scopes": ["ACCOUNTS"], "role": "DIRECTION"}
    made = await _mutate(app, CREATE, bearer, **given, idempotencyKey="k")
    assert await _mutate(app, CREATE, bearer, **given, idempotencyKey="k") == made
    text = made["createApiToken"]["text"]
    await _mutate(app, INVITE, {"authorization": f"Bearer {text}"}, email=GUEST, role="OBSERVER")
    for place in ("/graphql", "/"):  # where tokens do not belong
        await app.get(place, params={"query": "{ viewer { roles } }", "access_token": text})
    await app.post("/graphql", json={"query": f'{{ node(id: "{text}") {{ id }} }}'})
    return {
        "access token": first["accessToken"],
        "refresh token": first["refreshToken"],
        "second access token": second["accessToken"],
        "second refresh token": second["refreshToken"],
        "API token": text,
    }


async def _in_browser(browser: httpx.AsyncClient, home: Path) -> dict[str, str]:
    await browser.post("/sign-in", data={"email": EMAIL, "password": MISTYPED})
    signed = await browser.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
    assert signed.status_code == 303
    cookie = browser.cookies["hub"]
    begun = await browser.post("/account", data={"action": "begin-second-factor"})
    (totp,) = re.findall("<code>([A-Z2-7]+)</code>", begun.text)
    code = pyotp.TOTP(totp).now()
    await browser.post("/account", data={"action": "confirm-second-factor", "code": code})
    await browser.post("/reset", data={"email": EMAIL})
    links = await _links(home)
    for place, token in links.items():
        assert (await browser.get(f"/{place}/{token}")).status_code == 200
    reset = await browser.post(f"/reset/{links['reset']}", data={"newPassword": NEW_PASSWORD})
    assert reset.status_code in {200, 303}, reset.text
    return {
        "cookie": cookie,
        "TOTP": totp,
        **{f"{place} link": token.partition(".")[2] for place, token in links.items()},
    }


async def _mutate(
    app: httpx.AsyncClient, query: str, headers: dict[str, str], **given: Any
) -> dict[str, Any]:
    body = {"query": query, "variables": {"input": given}}
    answer = (await app.post("/graphql", json=body, headers=headers)).json()
    assert "errors" not in answer, answer
    (payload,) = answer["data"].values()
    assert payload["problems"] == []
    return dict(answer["data"])


async def _links(home: Path) -> dict[str, str]:
    """The links of the mails that were sent, by the page that they lead to."""
    found: dict[str, str] = {}
    async with asyncio.timeout(MAIL_SECONDS):
        while len(found) < 2:
            for path in (home / "mails").glob("*.eml"):
                mail = message_from_bytes(path.read_bytes(), policy=policy.default)
                assert isinstance(mail, EmailMessage)
                text = mail.get_body(("plain",))
                assert text
                found |= dict(LINK.findall(text.get_content()))
            await asyncio.sleep(0.1)
    return found


def _forms(secret: str) -> list[str]:
    """How a secret might be written."""
    told = secret.encode()
    return [secret, told.hex(), base64.b64encode(told).decode().rstrip("=")[:-1]]


def _files(home: Path) -> list[Path]:
    """All files of the hub but those whose purpose is to hold a secret."""
    files = (path for path in home.rglob("*") if path.is_file())
    return [path for path in files if path.name != KEY_FILE and path.parent.name != "mails"]


def _command(home: Path, *arguments: str, said: str) -> None:
    command = [sys.executable, "-m", "hub", *arguments, "--data", str(home)]
    subprocess.run(command, cwd=servers.ROOT, input=f"{said}\n", text=True, check=True)  # noqa: S603
