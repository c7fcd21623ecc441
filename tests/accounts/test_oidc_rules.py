"""Which of several accounts an identity opens, by what is surest of it."""

import pytest

from hub.accounts.oidc_claims import ExternalIdentity
from hub.accounts.oidc_rules import Candidate, Candidates, Invited, Opens, Presented, decide
from hub.errors import Refusal
from hub.ids import uuid7
from tests.accounts.browser import configured
from tests.accounts.provider import Provider

EMAIL = "rossi@example.org"
CODE = "RSSMRA85T10A562S"
ROSSI = Presented(
    ExternalIdentity(
        "https://one.example", "rossi", EMAIL, is_email_verified=True, fiscal_code=CODE, level=2
    ),
    configured(Provider("https://one.example"), trusts_fiscal_code=True),
)
LINKED, BY_CODE, BY_EMAIL = (Candidate(uuid7(), is_verified=True) for _ in range(3))
INVITATION_ID = uuid7()


@pytest.mark.parametrize(
    ("candidates", "expected"),
    [
        (Candidates(LINKED, BY_CODE, BY_EMAIL, [INVITATION_ID]), Opens(LINKED.account_id)),
        (Candidates(None, BY_CODE, BY_EMAIL, [INVITATION_ID]), Opens(BY_CODE.account_id)),
        (Candidates(None, None, BY_EMAIL, [INVITATION_ID]), Opens(BY_EMAIL.account_id)),
        (Candidates(None, None, None, [INVITATION_ID]), Invited((INVITATION_ID,))),
    ],
)
def test_what_is_surest_decides(candidates: Candidates, expected: Opens | Invited) -> None:
    assert decide(ROSSI, candidates) == expected


def test_the_code_of_a_person_opens_also_with_a_second_identity() -> None:
    """Who changes the SPID provider has another subject, and the same code."""
    known = Candidate(uuid7(), is_verified=False, subjects=frozenset({"another"}))

    assert decide(ROSSI, Candidates(by_fiscal_code=known)) == Opens(known.account_id)


@pytest.mark.parametrize(
    ("candidates", "code"),
    [
        (Candidates(), "NO_ACCOUNT"),
        (
            Candidates(linked=Candidate(uuid7(), is_verified=True, is_disabled=True)),
            "ACCOUNT_DISABLED",
        ),
        (
            Candidates(by_fiscal_code=Candidate(uuid7(), is_verified=True, is_disabled=True)),
            "ACCOUNT_DISABLED",
        ),
        (Candidates(by_email=Candidate(uuid7(), is_verified=False)), "ACCOUNT_UNVERIFIED"),
        (
            Candidates(by_email=Candidate(uuid7(), is_verified=True, subjects=frozenset({"x"}))),
            "IDENTITY_CONFLICT",
        ),
        (
            Candidates(by_email=Candidate(uuid7(), is_verified=True, fiscal_code="X")),
            "IDENTITY_CONFLICT",
        ),
    ],
)
def test_who_is_refused(candidates: Candidates, code: str) -> None:
    verdict = decide(ROSSI, candidates)

    assert isinstance(verdict, Refusal)
    assert verdict.code == code


def test_an_account_without_a_fiscal_code_is_found_by_its_address() -> None:
    known = Candidate(uuid7(), is_verified=True, fiscal_code=None)

    assert decide(ROSSI, Candidates(by_email=known)) == Opens(known.account_id)
