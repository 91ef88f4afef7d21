"""What one can do on the page, done in a real browser; one page for all tests."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Download, Locator, Page, expect

from tests.builders import make_store
from tests.export.conftest import Watched, export_bytes
from tests.export.explored import explored_collection

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def watched(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    folder = tmp_path_factory.mktemp("explored")
    store = make_store(folder / "graph.db", explored_collection())
    page = folder / "graph.html"
    page.write_bytes(export_bytes(store, "html"))
    size = {"width": 1280, "height": 800}
    context = browser.new_context(viewport=size, offline=True, reduced_motion="reduce")  # type: ignore[arg-type]  # a size
    watched = Watched(context, page)
    yield watched
    own = [text for text in watched.complaints if "willReadFrequently" not in text]
    assert own == []
    assert {url.partition("#")[0] for url in watched.requests} == {page.as_uri()}
    context.close()


@pytest.fixture
def page(watched: Watched) -> Page:
    """The page as it opens."""
    watched.page.goto("about:blank")
    watched.page.goto(watched.requests[0].partition("#")[0])
    watched.page.wait_for_selector("html[data-ready]")
    return watched.page


def at(page: Page, fragment: str) -> None:
    """Go to a view by its address."""
    page.evaluate("(fragment) => { location.hash = fragment; }", fragment)


def title(page: Page) -> Locator:
    return page.locator("#panel h2")


def shown_edges(page: Page) -> list[dict[str, str]]:
    """The edges of the view, as its CSV has them."""
    return list(csv.DictReader(io.StringIO(saved(page, "CSV").read_text("utf-8"))))


def saved(page: Page, form: str) -> Path:
    with page.expect_download() as caught:
        page.get_by_role("button", name=f"Save as {form}").click()
    download: Download = caught.value
    return Path(download.path())


def names(page: Page) -> set[str]:
    return {row[end] for row in shown_edges(page) for end in ("subject_name", "object_name")}


def test_the_legend_hides_a_predicate(page: Page) -> None:
    assert "addresses" in {row["predicate"] for row in shown_edges(page)}
    button = page.locator("#predicates button", has_text="addresses")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(button).to_be_focused()
    assert "addresses" not in {row["predicate"] for row in shown_edges(page)}
    assert page.url.endswith("&hide=addresses")


def test_each_predicate_has_a_colour_of_its_own(page: Page) -> None:
    lines = page.locator("#predicates path")
    colours = [lines.nth(i).get_attribute("stroke") for i in range(lines.count())]
    assert len(set(colours)) == len(colours) >= 5


def test_a_double_click_focuses_on_one_two_and_three_steps(page: Page) -> None:
    at(page, "method%2Freptile&steps=1")
    expect(title(page)).to_have_text("Reptile")
    box = page.locator("#drawing").bounding_box()
    assert box
    one = names(page)
    assert "Reptile, a way to learn" in one
    assert "RockSort" not in one
    x, y = _middle(page)
    for steps in (1, 2, 3, 1):
        page.mouse.dblclick(x, y)
        expect(page.locator(".steps button[aria-pressed=true]")).to_have_text(str(steps))
        x, y = _middle(page)
    page.get_by_role("button", name="Show 2 steps around").click()
    expect(page.locator(".steps button[aria-pressed=true]")).to_have_text("2")
    assert one < names(page)
    page.keyboard.press("Escape")
    expect(page.locator(".steps button[aria-pressed=true]")).to_have_text("All")
    assert "RockSort" in names(page)


def _middle(page: Page) -> tuple[float, float]:
    """Where the chosen node stands: its border has the ink's colour."""
    page.wait_for_timeout(250)  # two clicks farther apart than a double click
    x, y = page.evaluate("""() => {
      const canvas = document.querySelector("#drawing canvas");
      const { width, height } = canvas;
      const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
      const is = (i, rgb) => rgb.every((part, k) => data[4 * i + k] === part);
      let found = null;
      for (let i = 4 * width; i < width * height - 4 * width && !found; i += 1) {
        const inside = [...Array(4).keys()].every((k) => is(i + k, [0xd5, 0x5e, 0x00]));
        if (!inside) continue;
        for (let up = 1; up < 30 && !found; up += 1) {
          const isInk = is(i - up * width, [0x1d, 0x21, 0x29]);
          if (isInk) found = [i % width, Math.floor(i / width) + 3];
        }
      }
      return found;
    }""")
    return x, y


def test_the_trail_leads_back(page: Page) -> None:
    for method in ("maml", "reptile", "protonet"):
        at(page, f"method%2F{method}")
        expect(page.locator("#panel")).to_have_attribute("data-of", f"method/{method}")
    steps = page.locator("#trail button")
    expect(steps).to_have_text(["MAML", "Reptile", "ProtoNet"])
    expect(steps.last).to_have_attribute("aria-current", "true")
    steps.first.click()
    expect(title(page)).to_have_text("MAML")
    expect(page.locator("#trail")).to_be_hidden()


def test_arrow_keys_step_along_edges_and_enter_focuses(page: Page) -> None:
    at(page, "method%2Freptile&steps=1")
    expect(title(page)).to_have_text("Reptile")
    page.locator("#drawing").focus()
    neighbours = set(page.locator("#panel .go span").all_inner_texts())
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        if title(page).inner_text() != "Reptile":
            break
    expect(page.locator("#panel")).not_to_have_attribute("data-of", "method/reptile")
    assert title(page).inner_text() in neighbours
    page.keyboard.press("Enter")
    expect(page.locator(".steps button[aria-pressed=true]")).to_have_text("2")
    expect(page.locator("#drawing")).to_be_focused()


def test_back_and_forward_go_through_views(page: Page) -> None:
    at(page, "method%2Freptile&steps=2")
    expect(title(page)).to_have_text("Reptile")
    page.locator("#table").click()
    expect(page.locator("#sheet")).to_be_visible()
    page.go_back()
    expect(page.locator("#sheet")).to_be_hidden()
    expect(page.locator(".steps button[aria-pressed=true]")).to_have_text("2")
    page.go_back()
    expect(page.locator("#panel")).to_be_hidden()
    page.go_forward()
    expect(title(page)).to_have_text("Reptile")


def test_the_shortest_path_between_two(page: Page) -> None:
    at(page, "method%2Fmaml")
    expect(title(page)).to_have_text("MAML")
    page.get_by_role("button", name="Path to").click()
    page.keyboard.type("protonet")
    page.keyboard.press("Enter")
    expect(page.locator(".path li")).to_have_count(3)
    way = page.locator(".path .go span").all_inner_texts()
    assert (way[0], way[-1]) == ("MAML", "ProtoNet")
    assert {row["subject_name"] for row in shown_edges(page)} <= set(way)
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(".path .go span")).to_have_text(way)


def test_where_there_is_no_path_the_page_says_so(page: Page) -> None:
    at(page, "method%2Fmaml")
    expect(title(page)).to_have_text("MAML")
    page.get_by_role("button", name="Path to").click()
    page.keyboard.type("RockSort")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("No path leads from MAML to RockSort.")
    expect(page.locator("#said")).to_have_class("shown")
    assert page.locator("#said").bounding_box()["height"] > 20  # type: ignore[index]  # it is seen


def test_only_papers_since_and_until(page: Page) -> None:
    assert page.locator("#bars span").count() == 4
    page.locator("#since").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#span")).to_have_text("2018 to 2021: 3")
    assert "MAML, a way to learn" not in names(page)
    page.locator("#until").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#span")).to_have_text("2018 to 2020: 2")
    assert "RockSort" not in names(page)
    assert page.url.endswith("#&since=2018&until=2020")


def test_the_view_is_saved_as_png_svg_and_csv(page: Page) -> None:
    assert saved(page, "PNG").read_bytes().startswith(b"\x89PNG")
    tree = ElementTree.fromstring(saved(page, "SVG").read_text("utf-8"))
    space = "{http://www.w3.org/2000/svg}"
    edges = shown_edges(page)
    assert len(tree.findall(f"{space}line")) == len(edges)
    assert len(tree.findall(f"{space}path")) == 11
    assert "Omniglot" in {text.text for text in tree.findall(f"{space}text")}
    assert {"introduces", "usedFor"} <= {row["predicate"] for row in edges}


def test_the_table_holds_everything_and_is_sorted(page: Page) -> None:
    page.locator("#table").click()
    rows = page.locator("#sheet tbody tr")
    expect(rows).to_have_count(11)
    page.get_by_role("button", name="name", exact=True).click()
    first = rows.locator("td:first-child").all_inner_texts()
    assert first == sorted(first, key=str.casefold)
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("name ↑")
    page.get_by_role("button", name="name ↑").click()
    assert rows.locator("td:first-child").all_inner_texts() == first[::-1]
    page.locator("#sheet").get_by_role("button", name="edges").click()
    expect(page.locator("#sheet thead")).to_have_text("subject ↑predicateobjectcertainty")
    page.locator("#sheet").get_by_role("button", name="methods").click()
    expect(rows).to_have_count(4)
    rows.get_by_role("button", name="Reptile").click()
    expect(title(page)).to_have_text("Reptile")
    expect(page.locator("#sheet")).to_be_hidden()


def test_the_leaderboard_shows_value_and_paper_and_doubtful_scores_last(page: Page) -> None:
    page.locator("#boards").click()
    expect(page.locator("#sheet select option")).to_have_text(["Omniglot (3)"])
    expect(page.locator("#sheet h3")).to_have_text("accuracy, %")
    rows = page.locator("#sheet tbody tr")
    expect(rows.locator(".value")).to_have_text(["98.9%", "95.8%", "97.7%"])
    expect(rows.locator(".measure .faint")).to_have_text([" doubtful"])
    expect(rows.nth(2).locator(".bar")).to_have_class("bar doubtful")
    expect(rows.first).to_contain_text("ProtoNet, a way to learn")
    widths = [rows.nth(i).locator(".bar").evaluate("(bar) => bar.offsetWidth") for i in range(3)]
    assert widths[1] / widths[0] == pytest.approx(95.8 / 98.9, abs=0.01)
    assert widths[0] > widths[2] > widths[1]
    page.keyboard.press("Escape")
    at(page, "benchmark%2Fomniglot")
    page.locator("#panel").get_by_role("button", name="Leaderboard").click()
    expect(rows).to_have_count(3)


def test_hovering_previews_a_node(page: Page) -> None:
    at(page, "method%2Freptile&steps=1")
    expect(title(page)).to_have_text("Reptile")
    page.mouse.move(*_middle(page))
    expect(page.locator("#hover")).to_contain_text("We propose Reptile for few-shot learning.")


def test_the_preview_goes_when_the_pointer_leaves(page: Page) -> None:
    at(page, "method%2Freptile&steps=1")
    expect(title(page)).to_have_text("Reptile")
    page.mouse.move(*_middle(page))
    expect(page.locator("#hover")).to_be_visible()
    page.get_by_role("button", name="Table").hover()
    expect(page.locator("#hover")).to_be_hidden()


def test_the_panel_makes_room_for_a_sheet(page: Page) -> None:
    at(page, "#method%2Fmaml")
    expect(title(page)).to_have_text("MAML")
    page.get_by_role("button", name="Leaderboards").click()
    expect(page.locator("#panel")).to_be_hidden()
    page.locator("#sheet .close").click()
    expect(title(page)).to_be_visible()


def test_the_focus_stays_where_one_works(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("MAML")
    page.keyboard.press("Enter")
    expect(page.locator("#drawing")).to_be_focused()
    step = page.locator("#panel button[aria-pressed]", has_text="2")
    step.click()
    expect(step).to_have_attribute("aria-pressed", "true")
    expect(step).to_be_focused()
    page.locator("#panel .close").click()
    expect(page.locator("#drawing")).to_be_focused()


def test_a_sheet_filled_anew_keeps_the_focus(page: Page) -> None:
    page.get_by_role("button", name="Table").first.click()
    tab = page.locator("#sheet .tabs button", has_text="methods")
    tab.click()
    expect(tab).to_have_attribute("aria-pressed", "true")
    expect(tab).to_be_focused()
    page.get_by_role("button", name="Leaderboards").click()
    choice = page.locator("#sheet select")
    choice.focus()
    choice.dispatch_event("change")
    expect(page.locator("#sheet h2")).to_have_text("Leaderboard")
    expect(choice).to_be_focused()
