"""Passwords: which will do, how they are hashed, and how many at a time."""

import asyncio
import time

import pytest
from argon2 import PasswordHasher

from hub.accounts import password_rules, passwords
from hub.accounts.password_rules import LONGEST
from hub.accounts.refusals import SignInBusy
from hub.errors import Refused

HOLDER = ("ada.lovelace@example.org", "Ada Lovelace")


def codes(password: str) -> list[str]:
    return [fault.code for fault in password_rules.faults(password, "password", known=HOLDER)]


@pytest.mark.parametrize(
    "password",
    [
        "tre tigri contro",
        "Xk9#vT2!pL0q",
        "739284615027",
        "マイパスワードは長いです。",
        "🎻🎺🥁🎷🎸🪕🎹🪗🪘🎵🎶🎼",
        "violoncello2024",
        "x9!" * 42 + "yz",
    ],
)
def test_what_nobody_tries_first_will_do(password: str) -> None:
    assert codes(password) == []


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "P@ssw0rd1234",
        "Juventus-1985!",
        "passwordpassword",
        "qwertyuiopasdf",
        "adalovelace1815",
        "Ada.Lovelace!!",
        "ada.lovelace@example.org",
        "123456789012",
        "210987654321",
        "abcdefghijkl",
        "aaaaaaaaaaaa",
        "abababcdcdcd",
        "010119800101",
    ],
)
def test_what_is_tried_first_will_not_do(password: str) -> None:
    assert codes(password) == ["PASSWORD_GUESSABLE"]


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "PASSWORD_TOO_SHORT"),
        ("Xk9#vT2!pL0", "PASSWORD_TOO_SHORT"),
        ("x9!" * 43, "PASSWORD_TOO_LONG"),
        ("ﷺ" * 12, "PASSWORD_TOO_LONG"),  # eighteen characters each, when they are told apart
        ("x" * 1_000_000, "PASSWORD_TOO_LONG"),
    ],
)
def test_a_password_has_twelve_to_a_hundred_and_twenty_eight_characters(
    password: str, code: str
) -> None:
    assert codes(password) == [code]


async def test_a_password_matches_its_own_hash_only() -> None:
    kept = await passwords.hash_of("quattro violini nel cortile")

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await passwords.matches("quattro violini nel cortile", kept)
    assert not await passwords.matches("quattro violini nel cortilE", kept)
    assert not await passwords.matches("quattro violini nel cortile", None)
    assert not await passwords.matches("quattro violini nel cortile", "no hash")


async def test_however_a_keyboard_composes_its_characters() -> None:
    kept = await passwords.hash_of("perché no, perché sì")

    assert await passwords.matches("perche\u0301 no, perche\u0301 si\u0300", kept)


async def test_what_is_too_long_is_nobodys() -> None:
    kept = await passwords.hash_of("")

    assert not await passwords.matches("x" * (LONGEST + 1), kept)


async def test_a_hash_of_other_numbers_is_made_anew() -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("quattro violini")

    assert passwords.needs_rehash(old)
    assert not passwords.needs_rehash(await passwords.hash_of("quattro violini"))
    assert not passwords.needs_rehash(passwords.NOBODYS)


async def test_it_takes_as_long_to_say_no_without_an_account() -> None:
    kept = await passwords.hash_of("quattro violini")
    known, unknown = [], []
    for _ in range(9):
        known.append(await seconds(kept))
        unknown.append(await seconds(None))

    assert 0.6 < sorted(unknown)[4] / sorted(known)[4] < 1.67


async def test_the_loop_runs_on_while_a_password_is_hashed() -> None:
    hashing = asyncio.create_task(passwords.hash_of("quattro violini"))
    turns = 0
    while not hashing.done():
        await asyncio.sleep(0)
        turns += 1

    assert turns > 20


async def test_more_than_wait_are_refused_and_the_places_come_back() -> None:
    answers = await asyncio.gather(
        *(passwords.matches("quattro violini", None) for _ in range(passwords.MOST + 5)),
        return_exceptions=True,
    )

    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(refused) == 5
    assert all(isinstance(error.refusals[0], SignInBusy) for error in refused)
    assert answers.count(False) == passwords.MOST
    assert not await passwords.matches("quattro violini", None)


async def test_who_stops_waiting_gives_the_place_back() -> None:
    waiting = [asyncio.create_task(passwords.hash_of("quattro")) for _ in range(passwords.MOST)]
    await asyncio.sleep(0)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    await asyncio.sleep(0.5)

    assert all(await asyncio.gather(*(passwords.hash_of("x") for _ in range(passwords.MOST))))


async def seconds(kept: str | None) -> float:
    begun = time.perf_counter()
    assert not await passwords.matches("quattro violoncelli", kept)
    return time.perf_counter() - begun
