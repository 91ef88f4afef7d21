"""Large graphs: an overview at first, everything else out of the file when it is asked for."""

import gzip
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.export.html import drawing
from tests.builders import make_store
from tests.export.conftest import Watched, export_bytes
from tests.export.explored import explored_collection

pytestmark = pytest.mark.browser
Visit = Callable[[bytes], Page]

# How many different pictures one sees while the drawing is dragged.
_PAN = """async () => {
  const canvas = document.querySelector("#drawing canvas");
  const fire = (type, x, y) => canvas.dispatchEvent(new PointerEvent(type, {
    bubbles: true, cancelable: true, pointerId: 1, pointerType: "mouse", isPrimary: true,
    button: type === "pointermove" ? -1 : 0, buttons: type === "pointerup" ? 0 : 1,
    clientX: x, clientY: y }));
  fire("pointerdown", 640, 400);
  const seen = new Set();
  const way = (window.way = -(window.way ?? -1)); // there, and back
  for (let frame = 1; frame <= 20; frame += 1) {
    fire("pointermove", 640 + 10 * frame * way, 400);
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    seen.add(canvas.toDataURL());
  }
  fire("pointerup", 640 + 200 * way, 400);
  return seen.size;
}"""


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    size = {"width": 1280, "height": 800}
    context = browser.new_context(viewport=size, offline=True, reduced_motion="reduce")  # type: ignore[arg-type]  # a size
    opened: list[Watched] = []

    def open_page(html: bytes) -> Page:
        path = tmp_path / "graph.html"
        path.write_bytes(html)
        opened.append(Watched(context, path))
        return opened[-1].page

    yield open_page
    assert [watched.complaints for watched in opened] == [[]] * len(opened)
    context.close()


@pytest.fixture
def overview(visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    """Three nodes of eleven."""
    monkeypatch.setattr(drawing, "DRAWN", 5)
    monkeypatch.setattr(drawing, "OVERVIEW", 3)
    return visit(export_bytes(make_store(tmp_path / "graph.db", explored_collection()), "html"))


def test_it_opens_on_the_best_connected_and_counts_all(overview: Page) -> None:
    assert overview.locator("#counts").inner_text().startswith("11 nodes, ")
    assert overview.locator("#slice").inner_text().startswith("Drawn are the 3 best connected")
    assert overview.locator("#kinds .count").all_inner_texts() == ["4", "4", "1", "2", "0"]


def test_what_is_not_drawn_is_found_told_and_drawn_with_its_neighbours(overview: Page) -> None:
    overview.keyboard.press("/")
    overview.keyboard.type("rocksort")
    expect(overview.locator("#hits li .name")).to_have_text("RockSort")
    overview.keyboard.press("Enter")
    expect(overview.locator("#panel h2")).to_have_text("RockSort")
    overview.locator("#panel .why").last.click()
    expect(overview.locator("#panel .ground mark")).to_have_text("RockSort")
    with overview.expect_download() as caught:
        overview.get_by_role("button", name="Save as CSV").click()
    assert "RockSort" in Path(caught.value.path()).read_text("utf-8")


def test_table_leaderboard_and_path_know_the_whole(overview: Page) -> None:
    overview.locator("#boards").click()
    expect(overview.locator("#sheet tbody tr")).to_have_count(3)
    overview.locator("#table").click()
    expect(overview.locator("#sheet tbody tr")).to_have_count(11)
    overview.keyboard.press("Escape")
    overview.evaluate("location.hash = 'method%2Fmaml&path=method%2Fmaml,method%2Fprotonet'")
    expect(overview.locator("#panel .path li")).to_have_count(2)


def test_a_large_drawing_is_moved_as_a_picture(
    browser: Browser, small_store: Path, tmp_path: Path
) -> None:
    html = export_bytes(small_store, "html").decode()
    path = tmp_path / "pictured.html"
    path.write_text(html.replace("const PICTURED = 800;", "const PICTURED = 1;"), "utf-8")
    # The policy names the hash of the script as it was.
    context = browser.new_context(bypass_csp=True, offline=True, reduced_motion="reduce")
    watched = Watched(context, path)
    assert watched.page.evaluate(_PAN) >= 15
    assert watched.page.evaluate(_PAN) >= 15
    assert [text for text in watched.complaints if "willReadFrequently" not in text] == []
    context.close()


def test_a_notebook_shows_the_page(browser: Browser, small_store: Path) -> None:
    import kg

    with kg.load(small_store) as graph:
        html = graph._repr_html_()
    page = browser.new_page()
    page.set_content(f"<body>{html}</body>")
    frame = page.frame_locator("iframe")
    frame.locator("#query").fill("MAML")
    frame.locator("#query").press("Enter")
    expect(frame.locator("#panel h2")).to_have_text("MAML")
    page.close()


@pytest.mark.shared
def test_the_years_of_five_hundred_papers(visit: Visit, shared: Path, tmp_path: Path) -> None:
    from kg.build import build

    papers = tmp_path / "papers.jsonl"
    with gzip.open(shared / "data" / "abstracts.jsonl.gz", "rt", encoding="utf-8") as lines:
        chosen = [line for line in islice(lines, 0, 85_000, 170) if "http" not in line]
    papers.write_text("".join(chosen), "utf-8")
    build(papers, tmp_path / "out").close()
    page = visit((tmp_path / "out" / "graph.html").read_bytes())
    assert len(chosen) > 400
    assert page.locator("#bars span").count() > 8
    before = page.locator("#span").inner_text()
    page.locator("#since").focus()
    page.keyboard.press("End")
    expect(page.locator("#span")).not_to_have_text(before)
    last = page.locator("#bars span").last.get_attribute("title")
    assert last
    year, count = last.split(": ")
    said = f"{year} to {year}: {count.split()[0]}"
    expect(page.locator("#span")).to_have_text(said)
    assert 0 < int(count.split()[0]) < len(chosen)
