"""Stores to export, and a window without a network to open pages in."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from kg.export import EXPORTERS
from kg.store import Store
from tests.builders import make_store
from tests.export.hostile import hostile_collection

Exported = Callable[[str], bytes]


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ``graph.db`` of the small collection."""
    return make_store(tmp_path_factory.mktemp("small") / "graph.db")


@pytest.fixture(scope="session")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ``graph.db`` of papers that mean harm."""
    return make_store(tmp_path_factory.mktemp("hostile") / "graph.db", hostile_collection())


@pytest.fixture
def exported(small_store: Path) -> Exported:
    """The bytes of a form of the small collection."""
    return lambda form: export_bytes(small_store, form)


def export_bytes(path: Path, form: str) -> bytes:
    """The bytes of a form of a ``graph.db``."""
    output = io.BytesIO()
    with Store.open(path) as store:
        EXPORTERS[form](store, output)
    return output.getvalue()


@pytest.fixture
def offline(browser: Browser) -> Iterator[BrowserContext]:
    """A window of 1280 by 800 without a network."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, offline=True, reduced_motion="reduce"
    )
    yield context
    context.close()


# The panel tells of the node that the address names.
_IS_TOLD = """() => {
  const { of } = document.querySelector("#panel").dataset;
  return of && location.hash.split("&")[0] === `#${encodeURIComponent(of)}`;
}"""


class Watched:
    """A page and all that it asked for, complained of and opened."""

    def __init__(self, context: BrowserContext, path: Path, fragment: str = "") -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.goto(path.as_uri() + fragment)
        self.page.wait_for_selector("html[data-ready]")

    def choose(self, name: str) -> None:
        """Search for a name and take the first that is found."""
        self.page.keyboard.press("/")
        self.page.fill("#query", name)
        self.page.keyboard.press("Enter")
        self.page.wait_for_function(_IS_TOLD)


@pytest.fixture
def opened(offline: BrowserContext, tmp_path: Path) -> Callable[[Path], Watched]:
    """Write the page of a ``graph.db`` and open it from its file."""

    def open_page(store: Path) -> Watched:
        path = tmp_path / "graph.html"
        path.write_bytes(export_bytes(store, "html"))
        return Watched(offline, path)

    return open_page
