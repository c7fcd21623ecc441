"""GraphiQL in a real browser: it works, keeps the token to itself and asks nobody but the hub."""

import json
import re
import shutil
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from hub import clock
from tests.hub_process import RunningHub
from tests.make.spaces import on

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)
REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  console.error(`violated: ${violatedDirective} by ${blockedURI}`))
"""
FOLLOWABLE = """{
  spaces(where: { bookability: { eq: BOOKABLE }, isPublic: { eq: true } }) { nodes { id } }
}"""
BOOK = """mutation($space: ID!, $start: DateTime!, $end: DateTime!) {
  bookSpace(input: {
    spaceId: $space, startsAt: $start, endsAt: $end, title: "Consiglio", forTheHouse: STAFF
  }) { problems { code message } }
}"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


@dataclass
class Visit:
    """A visit to the page, with all that the browser asked for and complained about."""

    page: Page
    requested: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open_operation(self, title: str) -> None:
        self.page.get_by_role("button", name=title, exact=True).click()

    def run(self) -> None:
        self.page.get_by_role("button", name=re.compile(r"^Execute query")).click()

    def show(self, panel: str) -> None:
        self.page.get_by_role("button", name=f"Show {panel}").click()

    @property
    def answer(self) -> str:
        """What stands in the pane of the response, which its editor paints with hard spaces."""
        return self.page.locator(".result-window .view-lines").inner_text().replace("\xa0", " ")


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture(params=["en-GB"])
def visit(
    browser: Browser, demo_hub: RunningHub, request: pytest.FixtureRequest
) -> Generator[Visit]:
    """A browser at the page; after the test, nothing must have gone astray."""
    context = browser.new_context(locale=request.param)
    context.add_init_script(REPORT_VIOLATIONS)
    visit = Visit(context.new_page())
    context.on("request", lambda asked: visit.requested.append(asked.url))
    context.on("console", lambda said: _note(visit, said.type, said.text))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.goto(f"{demo_hub.url}/graphiql")
    expect(visit.page.locator(".hub-operation").first).to_be_enabled()
    yield visit
    context.close()
    assert visit.complaints == []
    assert [url for url in visit.requested if not url.startswith(f"{demo_hub.url}/")] == []


def test_a_ready_made_operation_opens_in_a_tab_and_runs(visit: Visit) -> None:
    before = visit.page.get_by_role("tab").count()
    visit.open_operation("The park on one page")
    expect(visit.page.get_by_role("tab")).to_have_count(before + 1)
    visit.run()
    expect(visit.page.locator(".result-window")).to_contain_text('"data"')
    assert '"errors"' not in visit.answer


def test_the_query_that_stands_there_runs(visit: Visit) -> None:
    visit.run()
    expect(visit.page.locator(".result-window")).to_contain_text('"members"')
    assert '"errors"' not in visit.answer


def test_what_changes_is_followed(visit: Visit, demo_hub: RunningHub) -> None:
    spaces = [space["id"] for space in _asked(demo_hub, FOLLOWABLE)["spaces"]["nodes"]]
    followed = f"subscription {{ bookingChanged(spaceIds: {json.dumps(spaces)}) {{ change"
    visit.page.locator(".graphiql-query-editor .monaco-editor").first.click()
    visit.page.keyboard.press("ControlOrMeta+A")
    visit.page.keyboard.insert_text(f"{followed} }} }}")
    visit.run()
    # Nothing tells that it has begun but the first answer.
    for days in range(14, 28):
        start = on(clock.today() + timedelta(days=days), 10)
        times = {"start": start.isoformat(), "end": (start + timedelta(hours=1)).isoformat()}
        for space in spaces:
            _asked(demo_hub, BOOK, space=space, **times)
        visit.page.wait_for_timeout(500)
        if "TAKEN" in visit.answer:
            return
    raise AssertionError(visit.answer)


def _asked(hub: RunningHub, query: str, **variables: str) -> Any:
    headers = {"authorization": f"Bearer {hub.token}"}
    asked = {"query": query, "variables": variables}
    answer = httpx.post(f"{hub.url}/graphql", json=asked, headers=headers).json()
    return answer["data"]


def test_each_desk_has_its_operations(visit: Visit) -> None:
    assert visit.page.locator(".hub-panel h3").all_inner_texts() == [
        "Direction",
        "Front desk",
        "Incubation",
        "Projects",
        "Municipality and university",
    ]


@pytest.mark.parametrize("visit", ["it-IT"], indirect=True)
def test_an_italian_browser_reads_italian(visit: Visit) -> None:
    expect(visit.page.get_by_role("heading", name="Operazioni pronte")).to_be_visible()
    expect(visit.page.get_by_role("heading", name="Segreteria")).to_be_visible()
    expect(visit.page.get_by_role("button", name="Il polo in una pagina")).to_be_visible()


def test_an_operation_is_opened_from_the_keyboard(visit: Visit) -> None:
    first = visit.page.locator(".hub-operation").first
    first.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("tab")).to_have_count(2)
    visit.page.keyboard.press("Control+Enter")
    expect(visit.page.locator(".result-window")).to_contain_text('"data"')


def test_the_token_is_sent_and_stays_in_the_tab(visit: Visit, demo_hub: RunningHub) -> None:
    visit.show("Access token")
    visit.page.get_by_label("API token").fill(demo_hub.token)
    visit.page.get_by_role("button", name="Use").click()
    expect(visit.page.get_by_role("status").first).to_contain_text(demo_hub.token[-4:])
    visit.show("Ready-made operations")
    visit.open_operation("Who I am to the hub")
    visit.run()
    expect(visit.page.locator(".result-window")).to_contain_text("DIRECTION")

    assert demo_hub.token in visit.page.evaluate("JSON.stringify(sessionStorage)")
    assert demo_hub.token not in visit.page.evaluate("JSON.stringify(localStorage)")
    assert all(demo_hub.token not in url for url in visit.requested)


def test_a_token_is_forgotten_on_demand(visit: Visit, demo_hub: RunningHub) -> None:
    visit.show("Access token")
    visit.page.get_by_label("API token").fill(demo_hub.token)
    visit.page.get_by_role("button", name="Use").click()
    visit.page.get_by_role("button", name="Forget").click()
    expect(
        visit.page.get_by_text(
            "No token: you see what your account may see, or without one what is public."
        )
    ).to_be_visible()
    assert visit.page.evaluate("sessionStorage.length") == 0


def test_the_documentation_and_the_history_are_at_hand(visit: Visit) -> None:
    visit.open_operation("The park on one page")
    visit.run()
    expect(visit.page.locator(".result-window")).to_contain_text('"data"')
    visit.show("History")
    expect(visit.page.locator(".graphiql-history-item").first).to_contain_text("Park")
    visit.show("Documentation Explorer")
    visit.page.get_by_role("link", name="Query", exact=True).click()
    expect(visit.page.get_by_role("link", name="startups", exact=True)).to_be_visible()


def _note(visit: Visit, kind: str, text: str) -> None:
    if kind in {"error", "warning"}:
        visit.complaints.append(f"{kind}: {text}")
