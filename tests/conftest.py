"""What all tests share: the annotated data, the program, a built graph, a browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def find_shared() -> Path | None:
    """The annotated data: ``PAPER_KG_SHARED``, else ``../shared`` beside the checkout."""
    named = os.environ.get("PAPER_KG_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if (folder / "gold").is_dir() else None


def pytest_report_header() -> str:
    """Say at the top of a run whether the annotated data was found."""
    return f"annotated data: {find_shared() or 'ABSENT, tests marked shared are skipped'}"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of annotated data; skips the test where there is none."""
    folder = find_shared()
    if folder is None:
        pytest.skip("NO ANNOTATED DATA: set PAPER_KG_SHARED to its folder; this was NOT checked")
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five seed documents."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """A folder with the built graph of the seeds; not to be written to."""
    from kg.build import build

    folder = tmp_path_factory.mktemp("built")
    build([seeds], folder).close()
    return folder


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


Kg = Callable[..., Ran]


@pytest.fixture
def kg(capsys: pytest.CaptureFixture[str]) -> Kg:
    """Runs a command of the program in this process: ``kg("stats", "-g", folder)``."""
    from cli.main import main

    def run(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        code = 0
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        shown = capsys.readouterr()
        return Ran(code, shown.out, shown.err)

    return run


def find_chromium() -> str | None:
    """The system's Chromium; None leaves the choice to Playwright, which may have its own."""
    named = os.environ.get("PAPER_KG_CHROMIUM")
    return named or next(filter(None, map(shutil.which, _CHROMIUM)), None)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """A headless Chromium; skips where there is none, fails under PAPER_KG_REQUIRE_BROWSER."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        executable = find_chromium() or playwright.chromium.executable_path
        if not Path(executable).exists():
            required = os.environ.get("PAPER_KG_REQUIRE_BROWSER")
            (pytest.fail if required else pytest.skip)("NO CHROMIUM: run scripts/install-browser")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KG_CONFIG", "COLUMNS", "FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
