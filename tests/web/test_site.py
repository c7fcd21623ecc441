"""The pages in a real browser: by mouse and by keyboard, in both languages, without a barrier."""

import email
import email.policy
import re
import shutil
import time
import zipfile
from collections.abc import Generator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.hub_process import RunningHub
from tests.web.test_graphiql import FLAGS, REPORT_VIOLATIONS

CHROMIUM = shutil.which("chromium")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PASSWORD = "tre grilli sul tetto verde"  # noqa: S105 - of people whom a test makes
INVITE = """mutation ($email: String!, $language: Language!) {
    invite(input: {email: $email, role: FRONT_DESK, language: $language}) {
        invitation { id } problems { code }
    }
}"""
WORDS: dict[str, dict[str, str]] = {
    "en-GB": {
        "given": "Given name",
        "family": "Family name",
        "password": "Password",
        "email": "E-mail address",
        "accept": "Accept",
        "sign in": "Sign in",
        "account": "Your account",
        "sign out": "Sign out",
        "accepted": "You have accepted the invitation",
        "wrong": "The e-mail address or the password is wrong",
    },
    "it-IT": {
        "given": "Nome",
        "family": "Cognome",
        "password": "Password",
        "email": "Indirizzo e-mail",
        "accept": "Accetta",
        "sign in": "Accedi",
        "account": "Il tuo account",
        "sign out": "Esci",
        "accepted": "Hai accettato l'invito",
        "wrong": "L'indirizzo e-mail o la password non sono corretti",
    },
}

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture(params=WORDS)
def visit(
    browser: Browser, demo_hub: RunningHub, request: pytest.FixtureRequest
) -> Generator["Visit"]:
    """A browser that speaks a language; after the test, nothing must have gone astray."""
    context = browser.new_context(locale=request.param, reduced_motion="reduce")
    context.add_init_script(REPORT_VIOLATIONS)
    visit = Visit(context, demo_hub, words=WORDS[request.param], language=request.param[:2].upper())
    yield visit
    context.close()
    assert visit.complaints == []
    assert [url for url in visit.requested if not url.startswith(f"{demo_hub.url}/")] == []


class Visit:
    """A visit to the pages."""

    def __init__(
        self, context: BrowserContext, hub: RunningHub, *, words: dict[str, str], language: str
    ) -> None:
        self.hub, self.words, self.language = hub, words, language
        self.page: Page = context.new_page()
        self.requested: list[str] = []
        self.complaints: list[str] = []
        context.on("request", lambda asked: self.requested.append(asked.url))
        context.on("console", lambda said: self._note(said.type, said.text))

    def open(self, path: str) -> None:
        self.page.goto(self.hub.url + path)

    def invited(self) -> tuple[str, str]:
        """Somebody new who was invited: the address, and where the link in the mail leads."""
        address = f"nuova-{uuid4().hex[:8]}@esempio.it"
        answer = httpx.post(
            f"{self.hub.url}/graphql",
            json={"query": INVITE, "variables": {"email": address, "language": self.language}},
            headers={"Authorization": f"Bearer {self.hub.token}"},
        ).json()
        assert answer["data"]["invite"]["problems"] == []
        return address, _link(_mail_to(self.hub.mails, address))

    def label(self, word: str) -> Any:
        return self.page.get_by_label(self.words[word], exact=True)

    def press(self, word: str) -> None:
        self.page.get_by_role("button", name=self.words[word], exact=True).click()

    def require_no_barrier(self) -> None:
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.response["violations"] == [], found.generate_report()

    def require_export(self) -> None:
        with self.page.expect_download() as download:
            self.page.locator("form[action='/account/export'] button").click()
        assert zipfile.is_zipfile(download.value.path())

    def _note(self, kind: str, text: str) -> None:
        # A page that refuses says so by its status, which the browser notes as well.
        if kind in {"error", "warning"} and "the server responded with a status of 4" not in text:
            self.complaints.append(text)


def test_from_the_invitation_to_the_account_and_out_by_mouse(visit: Visit) -> None:
    address, path = visit.invited()
    visit.open(path)
    visit.require_no_barrier()
    visit.label("given").fill("Nora")
    visit.label("family").fill("Nuova")
    visit.label("password").fill("short")
    visit.press("accept")
    expect(visit.page.get_by_role("alert")).to_be_visible()
    expect(visit.label("given")).to_have_value("Nora")
    visit.require_no_barrier()
    visit.label("password").fill(PASSWORD)
    visit.press("accept")
    expect(visit.page.get_by_role("status")).to_contain_text(visit.words["accepted"])
    visit.page.get_by_role("link", name=visit.words["sign in"], exact=True).click()
    visit.require_no_barrier()
    visit.label("email").fill(address)
    visit.label("password").fill(PASSWORD)
    visit.press("sign in")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(visit.words["account"])
    expect(visit.page.get_by_text("FRONT_DESK")).to_be_visible()
    visit.require_no_barrier()
    visit.require_export()
    visit.press("sign out")
    visit.open("/account")
    expect(visit.page).to_have_url(re.compile("/sign-in"))


def test_signing_in_by_keyboard(visit: Visit) -> None:
    address, path = visit.invited()
    visit.open(path)
    visit.label("given").focus()
    for text in ("Kai", "Tasti", PASSWORD):
        visit.page.keyboard.type(text)
        visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("status")).to_contain_text(visit.words["accepted"])

    visit.open("/sign-in?next=/account")
    for _ in range(20):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("document.activeElement.name") == "email":
            break
    visit.page.keyboard.type(address)
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.type("not the password of anyone")
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("alert")).to_contain_text(visit.words["wrong"])
    visit.require_no_barrier()
    visit.label("password").focus()
    visit.page.keyboard.type(PASSWORD)
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(visit.words["account"])


def test_graphiql_asks_as_who_has_signed_in(visit: Visit) -> None:
    address, path = visit.invited()
    visit.open(path)
    visit.label("given").fill("Gina")
    visit.label("family").fill("Grafi")
    visit.label("password").fill(PASSWORD)
    visit.press("accept")
    visit.open("/sign-in?next=/graphiql")
    visit.label("email").fill(address)
    visit.label("password").fill(PASSWORD)
    visit.press("sign in")
    expect(visit.page).to_have_url(re.compile("/graphiql$"))
    answer = visit.page.evaluate(
        """async () => (await fetch('/graphql', {method: 'POST', headers:
        {'content-type': 'application/json'}, body: JSON.stringify(
        {query: '{ viewer { roles account { email } } }'})})).json()"""
    )
    assert answer["data"]["viewer"] == {"roles": ["FRONT_DESK"], "account": {"email": address}}


@pytest.mark.parametrize("path", ["/sign-in", "/reset", "/invitation/wrong", "/reset/wrong"])
def test_every_page_is_without_a_barrier_in_light_and_dark(visit: Visit, path: str) -> None:
    for scheme in ("light", "dark"):
        visit.page.emulate_media(color_scheme=scheme)
        visit.open(path)
        visit.require_no_barrier()
    visit.page.set_viewport_size({"width": 320, "height": 640})
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 320


def _mail_to(folder: Path, address: str) -> str:
    """The text of the mail to an address, as soon as it is there."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for file in folder.glob("*.eml"):
            mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            if address in str(mail["to"]):
                body = mail.get_body(("plain",))
                assert body is not None
                return str(body.get_content())
        time.sleep(0.1)
    raise AssertionError(f"no mail to {address}")


def _link(text: str) -> str:
    (found,) = re.findall(r"https?://[^/\s]+(/invitation/\S+)", text)
    return str(found)
