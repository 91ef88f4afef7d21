"""The site in a headless Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.serve.conftest import HOSTILE
from tests.serve.servers import Server

pytestmark = pytest.mark.browser

_PATIENCE = 60_000  # milliseconds; the machine may be busy
_PAGES = ["/", "/queries", "/queries/most-used-methods", "/query", "/search?q=maml", "/paper/evil"]


class Watched:
    """A page, what it complained of, and what it asked for elsewhere."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page, self.url = page, server.url
        self.complaints: list[str] = []
        page.set_default_timeout(_PATIENCE)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        page.on("request", self._asked)

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.url}{path}")
        return self.page

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:")):
            self.complaints.append(request.url)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme="dark")
    yield made
    made.close()


@pytest.fixture
def watched(context: BrowserContext, server: Server) -> Iterator[Watched]:
    made = Watched(context.new_page(), server)
    yield made
    assert made.complaints == []


@pytest.mark.parametrize("path", _PAGES)
def test_a_page_fits_a_phone_and_is_dark_where_that_is_wanted(watched: Watched, path: str) -> None:
    page = watched.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(20, 23, 28)"


def test_a_query_is_run_and_shown(watched: Watched) -> None:
    page = watched.open("/query?query=SELECT * { ?m a kg:Method ; skos:prefLabel ?name }")
    assert not page.locator("#table").is_visible()  # an address alone runs nothing
    page.click("text=Run")
    page.locator("#table").wait_for()
    assert HOSTILE in page.locator("#table").inner_text()
    assert "3 rows in " in page.locator("#answer").inner_text()
    page.click("text=method/maml")
    page.wait_for_url("**/method/maml")


def test_a_bad_query_says_where(watched: Watched) -> None:
    page = watched.open("/query?query=SELECT nonsense")
    page.click("text=Run")
    page.locator("#answer.problem").wait_for()
    assert page.locator("#answer").inner_text().startswith("line 1, column ")
    watched.complaints = [said for said in watched.complaints if "400" not in said]


def test_triples_are_shown_as_text(watched: Watched) -> None:
    page = watched.open("/query?query=CONSTRUCT WHERE { ?m a kg:Method }")
    page.click("text=Run")
    page.locator("#plain").wait_for()
    assert "a kg:Method" in page.locator("#plain").inner_text()


def test_what_is_typed_is_found(watched: Watched) -> None:
    page = watched.open("/")
    page.keyboard.press("/")
    page.keyboard.type("mam")
    page.locator("#hits li").first.wait_for()
    assert page.locator("#hits li").first.inner_text().split() == ["MAML", "method"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/method/maml")


def test_a_hostile_name_is_text(watched: Watched) -> None:
    page = watched.open("/")
    page.fill("#search input", "img")
    page.locator("#hits li").first.wait_for()
    assert HOSTILE in page.locator("#hits li").first.inner_text()
    page.locator("#hits li").first.click()
    page.locator("h1").wait_for()
    assert page.locator("h1").inner_text() == HOSTILE
    assert page.locator("main img").count() == 0
