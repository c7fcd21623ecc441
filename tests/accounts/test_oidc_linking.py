"""Whose account an identity opens: only one that it surely belongs to."""

import asyncio
from collections.abc import Generator
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from hub import clock
from hub.accounts.invitation_models import Invitation
from hub.accounts.models import Account
from hub.accounts.session_models import Identity
from hub.actor import Role
from hub.record.models import AuditEntry
from tests.accounts.browser import browser, configured, reason, written
from tests.accounts.provider import LEFT_OUT, Provider, running
from tests.make import accounts as make
from tests.make import members as make_members

pytestmark = pytest.mark.usefixtures("connection")

EMAIL = "rossi@example.org"
FISCAL_CODE = "RSSMRA85T10A562S"
ANOTHER_CODE = "VRDGPP13R10B293P"
FISCAL_NUMBER = "https://attributes.eid.gov.it/fiscal_number"
MOVE = "UPDATE account SET email = $1 WHERE id = $2"
LEVEL = "https://www.spid.gov.it/SpidL"


@pytest.fixture
def provider() -> Generator[Provider]:
    with running() as found:
        yield found


async def account(**given: Any) -> Account:
    return await make.account(**{"email": EMAIL, "verified_at": clock.now(), **given})


async def refused(provider: Provider, **given: Any) -> str:
    """The code with which somebody is refused; nothing is written then."""
    before = await written()
    async with browser(configured(provider, **given)) as person:
        code, _ = reason(await person.signs_in())
    assert await written() == before
    assert not await AuditEntry.all().exists()
    return code


@pytest.mark.parametrize(
    "lies",
    [
        pytest.param({"email_verified": False}, id="not verified"),
        pytest.param({"email_verified": LEFT_OUT}, id="nothing said"),
        pytest.param({"email_verified": "true"}, id="said in words"),
        pytest.param({"email_verified": 1}, id="said by a number"),
        pytest.param({"email": "rossi@example.org\n"}, id="line break"),
        pytest.param({"email": "rossi@example.org,bianchi@example.org"}, id="two addresses"),
        pytest.param({"email": "ro\N{LATIN SMALL LETTER LONG S}si@example.org"}, id="long s"),
        pytest.param({"email": "rossi@EXAMPLE.OR\N{FULLWIDTH LATIN SMALL LETTER G}"}, id="wide g"),
        pytest.param({"email": ["rossi@example.org"]}, id="list"),
    ],
)
async def test_an_address_that_nobody_vouches_for(provider: Provider, lies: dict[str, Any]) -> None:
    await account()
    provider.claims = lies

    assert await refused(provider) == "NO_ACCOUNT"


async def test_an_address_with_a_letter_that_becomes_another_one(provider: Provider) -> None:
    await account(email="kelvin@example.org")
    provider.claims = {"email": "\N{KELVIN SIGN}elvin@example.org"}

    assert await refused(provider) == "NO_ACCOUNT"


async def test_one_address_in_the_token_and_another_one_beside_it(provider: Provider) -> None:
    await account()
    provider.claims = {"email_verified": LEFT_OUT}
    provider.userinfo = {"sub": "rossi", "email": "own@example.org", "email_verified": True}

    assert await refused(provider) == "NO_ACCOUNT"


async def test_an_address_that_the_provider_may_not_vouch_for(provider: Provider) -> None:
    await account()

    assert await refused(provider, email_domains=["org", "ample.org"]) == "NO_ACCOUNT"


async def test_a_stranger_is_told_the_same_whether_there_is_an_account_or_not(
    provider: Provider,
) -> None:
    provider.claims = {"email_verified": False}
    async with browser(configured(provider)) as person:
        without = (await person.signs_in()).text
        await account()
        assert (await person.signs_in()).text == without


async def test_an_account_whose_own_address_is_not_verified(provider: Provider) -> None:
    await account(verified_at=None)

    assert await refused(provider) == "ACCOUNT_UNVERIFIED"


async def test_an_account_that_is_disabled(provider: Provider) -> None:
    own = await account(disabled_at=clock.now())
    assert await refused(provider) == "ACCOUNT_DISABLED"

    await Identity.create(account=own, issuer=provider.issuer, subject="rossi")
    assert await refused(provider) == "ACCOUNT_DISABLED"


async def test_an_address_that_passed_to_somebody_else(provider: Provider) -> None:
    own = await account()
    await Identity.create(account=own, issuer=provider.issuer, subject="rossi the elder")

    assert await refused(provider) == "IDENTITY_CONFLICT"


async def test_the_same_subject_at_another_issuer_is_somebody_else(provider: Provider) -> None:
    own = await make.account()
    await Identity.create(account=own, issuer="https://other.example", subject="rossi")

    assert await refused(provider) == "NO_ACCOUNT"


@pytest.mark.parametrize(
    ("acr", "given"),
    [
        pytest.param(f"{LEVEL}2", {}, id="not trusted for it"),
        pytest.param(f"{LEVEL}1", {"trusts_fiscal_code": True}, id="level 1"),
        pytest.param(LEFT_OUT, {"trusts_fiscal_code": True}, id="no level"),
        pytest.param("2", {"trusts_fiscal_code": True}, id="level of another kind"),
        pytest.param([f"{LEVEL}2"], {"trusts_fiscal_code": True}, id="levels"),
    ],
)
async def test_a_fiscal_code_that_is_not_sure(
    provider: Provider, acr: object, given: dict[str, Any]
) -> None:
    await account(email="b@example.org", person=await make_members.person(fiscal_code=FISCAL_CODE))
    provider.claims = {FISCAL_NUMBER: f"TINIT-{FISCAL_CODE}", "acr": acr}

    assert await refused(provider, **given) == "NO_ACCOUNT"


async def test_a_level_is_believed_from_the_signed_token_only(provider: Provider) -> None:
    await account(email="b@example.org", person=await make_members.person(fiscal_code=FISCAL_CODE))
    provider.userinfo = {"sub": "rossi", FISCAL_NUMBER: FISCAL_CODE, "acr": f"{LEVEL}2"}

    assert await refused(provider, trusts_fiscal_code=True) == "NO_ACCOUNT"


async def test_the_account_of_somebody_with_another_fiscal_code(provider: Provider) -> None:
    await account(person=await make_members.person(fiscal_code=ANOTHER_CODE))
    provider.claims = {FISCAL_NUMBER: f"TINIT-{FISCAL_CODE}", "acr": f"{LEVEL}2"}

    assert await refused(provider, trusts_fiscal_code=True) == "IDENTITY_CONFLICT"


async def test_who_is_invited_is_told_where_to_go(provider: Provider) -> None:
    invitation = await Invitation.create(
        email=EMAIL, role=Role.OBSERVER, expires_at=clock.now() + timedelta(days=1)
    )
    assert await refused(provider) == "INVITATION_WAITING"

    for over in ("declined_at", "revoked_at"):
        await Invitation.filter(id=invitation.id).update(**{over: clock.now()})
        assert await refused(provider) == "NO_ACCOUNT"
        await Invitation.filter(id=invitation.id).update(**{over: None})
    with clock.freeze(clock.now() + timedelta(days=2)):
        assert await refused(provider) == "NO_ACCOUNT"


WAITING = "SELECT 1 FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param("disabled_at = created_at", "ACCOUNT_DISABLED", id="disabled"),
        pytest.param("email = 'moved@example.org'", "IDENTITY_CONFLICT", id="of somebody else"),
    ],
)
async def test_an_account_that_changes_at_the_same_moment(
    provider: Provider, *, database_url: str, change: str, code: str
) -> None:
    own, another = await account(), await account(email="another@example.org")
    connection = await asyncpg.connect(database_url)

    async with connection.transaction():
        await connection.execute(f"UPDATE account SET {change} WHERE id = $1", own.id)  # noqa: S608
        refusal = asyncio.create_task(refused(provider))
        await somebody_waits(connection)
        if code == "IDENTITY_CONFLICT":
            await connection.execute(MOVE, EMAIL, another.id)
    await connection.close()

    assert await refusal == code


async def somebody_waits(connection: asyncpg.Connection) -> None:
    """Until a transaction waits for a row that this one has changed."""
    for _ in range(1000):
        if await connection.fetchval(WAITING):
            return
        await asyncio.sleep(0.01)
    pytest.fail("nobody waits")
