#!/usr/bin/env python3
"""How fast the page opens and moves, in a headless Chromium without a network.

Usage: benchmarks/explorer.py [FOLDER …]

Each folder holds a graph.db; without any, the seeds are built in a temporary folder. Prints for
each: nodes, seconds to write the page, its megabytes, seconds until it can be used (best of three),
frames per second while it is dragged for three seconds, seconds until a search for something that
need not be drawn shows its panel.
"""

import os
import shutil
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

import kg

ROOT = Path(__file__).parent.parent
PAN = """async () => {
  const canvas = document.querySelector("#drawing canvas");
  const fire = (type, x, y) => canvas.dispatchEvent(new PointerEvent(type, {
    bubbles: true, cancelable: true, pointerId: 1, pointerType: "mouse", isPrimary: true,
    button: type === "pointermove" ? -1 : 0, buttons: type === "pointerup" ? 0 : 1,
    clientX: x, clientY: y }));
  fire("pointerdown", 640, 400);
  const begin = performance.now();
  let frames = 0;
  while (performance.now() - begin < 3000) {
    await new Promise(requestAnimationFrame);
    frames += 1;
    fire("pointermove", 640 + 200 * Math.sin(frames / 20), 400 + 150 * Math.sin(frames / 13));
  }
  fire("pointerup", 640, 400);
  return (1000 * frames) / (performance.now() - begin);
}"""


def open_page(browser: Browser, path: Path) -> tuple[Page, float]:
    """The page, and the seconds until it can be used."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    page = context.new_page()
    begin = time.perf_counter()
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    return page, time.perf_counter() - begin


def search(page: Page, name: str) -> float:
    """Seconds from the first key to the panel."""
    begin = time.perf_counter()
    page.keyboard.press("/")
    page.fill("#query", name)
    page.wait_for_selector("#hits [role=option]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel[data-of]")
    return time.perf_counter() - begin


def measure(browser: Browser, folder: Path, page_file: Path) -> None:
    """Print one line."""
    begin = time.perf_counter()
    with kg.load(folder) as graph:
        graph.export("html", page_file)
        nodes = len(graph.papers) + len(graph.entities)
        name = max(graph.papers, key=lambda paper: paper.id).title[:40]
    written = time.perf_counter() - begin
    opened = []
    for _ in range(3):
        page, ready = open_page(browser, page_file)
        opened.append(ready)
    frames = page.evaluate(PAN)
    found = search(page, name)
    size = page_file.stat().st_size / 1e6
    figures = f"{nodes:>7} {written:>8.1f} {size:>7.2f} {min(opened):>7.2f} {frames:>8.0f}"
    print(f"{figures} {found:>8.2f}  {folder}")


def main() -> None:
    """Measure the folders named, or the seeds."""
    with TemporaryDirectory() as scratch, sync_playwright() as playwright:
        chromium = os.environ.get("PAPER_KG_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        folders = [Path(name) for name in sys.argv[1:]]
        if not folders:
            folders = [Path(scratch) / "seeds"]
            kg.build(ROOT / "seeds", folders[0]).close()
        print("  nodes write(s) size(MB) open(s) frames/s find(s)")
        for folder in folders:
            measure(browser, folder, Path(scratch) / "graph.html")
        browser.close()


if __name__ == "__main__":
    main()
