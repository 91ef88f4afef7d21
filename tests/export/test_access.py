"""The page for those who use a keyboard, a screen reader or a phone."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.builders import make_store
from tests.conftest import ROOT
from tests.export.conftest import Watched, export_bytes
from tests.export.explored import explored_collection

pytestmark = pytest.mark.browser
_AXE = ROOT / "tests" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
_SERIOUS = {"serious", "critical"}
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def explored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("access")
    path = folder / "graph.html"
    path.write_bytes(export_bytes(make_store(folder / "graph.db", explored_collection()), "html"))
    return path


@pytest.fixture
def visit(browser: Browser, explored: Path) -> Iterator[Visit]:
    """Opens the page at a fragment, in a window of this width, in light or dark."""
    context = browser.new_context(offline=True, reduced_motion="reduce")

    def open_page(fragment: str = "", width: int = 1280, scheme: str = "light") -> Page:
        page = Watched(context, explored, fragment).page
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
        return page

    yield open_page
    context.close()


VIEWS = ["", "#method%2Freptile", "#method%2Freptile&steps=2", "#&sheet=table", "#&sheet=board"]


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280), ("light", 1280)])
def test_axe_finds_no_serious_problem(visit: Visit, scheme: str, width: int) -> None:
    if not _AXE.exists():
        if os.environ.get("CI") == "true":
            pytest.fail("no axe-core: run scripts/install-axe")
        pytest.skip("NO AXE-CORE: run scripts/install-axe; accessibility was NOT checked")
    page = visit("", width, scheme)
    page.evaluate(f"() => {{ {_AXE.read_text('utf-8')} }}")
    for view in VIEWS:
        page.evaluate("(view) => { location.hash = view; }", view)
        page.wait_for_timeout(200)
        ran: dict[str, list[dict[str, Any]]] = page.evaluate("() => axe.run()")
        assert "color-contrast" in {each["id"] for each in ran["passes"]}
        found = ran["violations"]
        told = [(each["id"], each["nodes"][0]["html"]) for each in found]
        assert [each["id"] for each in found if each["impact"] in _SERIOUS] == [], (view, told)


def test_everything_is_reached_with_the_tabulator(visit: Visit) -> None:
    page = visit("#method%2Freptile")
    expect(page.locator("#panel")).to_be_visible()
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert {"query", "table", "boards", "save-png", "drawing", "since", "close", "why"} <= reached


def test_what_happens_is_told_to_a_screen_reader(visit: Visit) -> None:
    page = visit("#method%2Freptile")
    expect(page.locator("#said")).to_have_attribute("role", "status")
    expect(page.locator("#said")).to_have_text("Reptile, method, 4 neighbours")


def test_the_sheet_takes_the_focus_and_gives_it_back(visit: Visit) -> None:
    page = visit()
    page.locator("#table").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#sheet .close")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#sheet")).to_be_hidden()
    expect(page.locator("#table")).to_be_focused()


def test_on_a_phone_nothing_is_wider_than_the_window(visit: Visit) -> None:
    page = visit("#method%2Freptile", 390)
    expect(page.locator("#panel")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    panel = page.locator("#panel").bounding_box()
    assert panel
    assert panel["width"] > 360
    assert panel["y"] > 300
