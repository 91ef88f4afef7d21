"""The page in a real browser, opened from its file, the network cut."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.export.conftest import Watched
from tests.export.hostile import TITLES

pytestmark = pytest.mark.browser
Opened = Callable[[Path], Watched]

# The colours of the drawing.
_PAINTED = """() => {
  const canvas = document.querySelector("#drawing canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set();
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] === 255) colours.add(`#${[0, 1, 2].map((k) =>
      data[i + k].toString(16).padStart(2, "0")).join("")}`);
  }
  return [...colours];
}"""
# The middle of all that has a colour.
_MIDDLE = """(colour) => {
  const canvas = document.querySelector("#drawing canvas");
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  const wanted = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  let [x, y, count] = [0, 0, 0];
  for (let i = 0; i < width * height; i += 1) {
    if (!wanted.every((part, k) => data[4 * i + k] === part)) continue;
    [x, y, count] = [x + (i % width), y + Math.floor(i / width), count + 1];
  }
  return [x / count, y / count];
}"""


def test_the_page_asks_for_nothing_and_complains_of_nothing(
    opened: Opened, small_store: Path
) -> None:
    watched = opened(small_store)
    watched.choose("MAML")
    assert watched.requests == [watched.page.url.partition("#")[0]]
    assert watched.complaints == []


def test_nodes_of_every_kind_are_painted_in_the_colours_of_the_legend(
    opened: Opened, small_store: Path
) -> None:
    watched = opened(small_store)
    painted = set(watched.page.evaluate(_PAINTED))
    shapes = watched.page.locator("#kinds svg path")
    fills = {shapes.nth(i).get_attribute("fill") for i in range(shapes.count())}
    assert len(fills) == 5
    assert fills <= painted


def test_the_legend_is_seen_and_counts(opened: Opened, small_store: Path) -> None:
    watched = opened(small_store)
    items = watched.page.locator("#kinds button")
    assert items.first.is_visible()
    assert items.all_inner_texts() == [
        "papers\n3",
        "methods\n2",
        "benchmarks\n2",
        "tasks\n1",
        "repositories\n2",
    ]


def test_the_legend_hides_a_kind(opened: Opened, small_store: Path) -> None:
    watched = opened(small_store)
    button = watched.page.locator("#kinds button", has_text="tasks")
    colour = button.locator("path").get_attribute("fill")
    assert colour in watched.page.evaluate(_PAINTED)
    button.click()
    watched.page.wait_for_timeout(100)
    assert button.get_attribute("aria-pressed") == "false"
    assert colour not in watched.page.evaluate(_PAINTED)


def test_search_finds_names_and_aliases_with_the_keyboard(
    opened: Opened, small_store: Path
) -> None:
    page = opened(small_store).page
    page.keyboard.press("/")
    page.keyboard.type("model-AGN")
    assert page.locator("#hits li").all_inner_texts() == ["MAML\nModel-Agnostic Meta-Learning"]
    page.keyboard.press("Escape")
    assert not page.locator("#hits").is_visible()
    page.fill("#query", "re")
    first = page.locator("#hits li[aria-selected=true] .name").inner_text()
    page.keyboard.press("ArrowDown")
    assert page.locator("#hits li[aria-selected=true] .name").inner_text() != first
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(first)
    page.fill("#query", "nothing of the kind")
    assert page.locator("#hits").inner_text() == "Nothing is called that"


def test_the_panel_tells_a_node_its_neighbours_and_their_evidence(
    opened: Opened, small_store: Path
) -> None:
    watched = opened(small_store)
    watched.choose("MAML")
    panel = watched.page.locator("#panel")
    assert panel.locator("h2").inner_text() == "MAML"
    assert "also Model-Agnostic Meta-Learning" in panel.inner_text()
    heads = [head.lower() for head in panel.locator("h3").all_inner_texts()]
    assert heads[:2] == ["measured on", "used for"]
    assert heads[-2:] == ["introduced by", "compared with by"]
    row = panel.locator("li", has_text="Reptile: a scalable")
    row.locator(".why").click()
    assert row.locator("mark").inner_text() == "MAML"
    assert "Reptile is compared with MAML on Omniglot" in row.locator(".ground").inner_text()
    row.locator(".go").click()
    expect(panel.locator("h2")).to_have_text("Reptile: a scalable meta-learning algorithm")
    assert "97.68%" in panel.locator("table").inner_text()
    watched.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_a_click_on_a_node_opens_its_panel_and_one_beside_it_closes(
    opened: Opened, small_store: Path
) -> None:
    page = opened(small_store).page
    task = page.locator("#kinds button", has_text="tasks").locator("path")
    x, y = page.evaluate(_MIDDLE, task.get_attribute("fill"))
    page.mouse.move(x, y)
    page.wait_for_selector("#hover:not([hidden])")
    expect(page.locator("#hover")).to_contain_text("few-shot learningtask · 3 neighbours")
    page.mouse.click(x, y)
    page.wait_for_selector("#panel:not([hidden])")
    assert page.locator("#panel h2").inner_text() == "few-shot learning"
    page.mouse.click(640, 5)
    page.wait_for_selector("#panel", state="hidden")


def test_the_address_tells_the_node_and_going_back_works(opened: Opened, small_store: Path) -> None:
    watched = opened(small_store)
    watched.choose("MAML")
    watched.choose("Reptile")
    assert watched.page.url.endswith("#method%2Freptile")
    watched.page.go_back()
    expect(watched.page.locator("#panel h2")).to_have_text("MAML")
    watched.page.reload()
    watched.page.wait_for_selector("html[data-ready]")
    expect(watched.page.locator("#panel h2")).to_have_text("MAML")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_light_and_dark(opened: Opened, small_store: Path, scheme: str) -> None:
    page = opened(small_store).page
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
    page.wait_for_timeout(100)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(251, 251, 250)", "dark": "rgb(20, 23, 28)"}[scheme]
    fill = page.locator("#kinds path").first.get_attribute("fill")
    assert fill in page.evaluate(_PAINTED)


def test_hostile_papers_do_no_harm_and_are_shown_as_text(
    opened: Opened, hostile_store: Path
) -> None:
    watched = opened(hostile_store)
    page = watched.page
    for number, title in enumerate(TITLES):
        page.evaluate(
            "(id) => { location.hash = encodeURIComponent(id); }", f"paper/hostile-{number}"
        )
        page.wait_for_function(
            "(title) => document.querySelector('#panel h2')?.textContent === title", arg=title
        )
        for why in page.locator("#panel .why").all():
            why.click()
        page.keyboard.press("/")
        page.fill("#query", title[:30])
    assert page.evaluate("window.harmed") is None
    assert page.locator("#panel a, #panel img, #panel iframe, #panel svg[onload]").count() == 0
    assert page.locator("script:not([type])").count() == 2
    assert watched.requests == [page.url.partition("#")[0]]
    assert watched.complaints == []
