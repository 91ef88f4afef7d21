"""What all tests share: the annotated data, the program, a built graph."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

# A busy machine is no failure; with CI=true hypothesis has a profile of its own.
hypothesis.settings.register_profile("unhurried", deadline=None)
if "CI" not in os.environ:
    hypothesis.settings.load_profile("unhurried")

ROOT = Path(__file__).parent.parent


def find_shared() -> Path | None:
    """The annotated data: ``PAPER_KG_SHARED``, else ``../shared`` beside the checkout."""
    named = os.environ.get("PAPER_KG_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if (folder / "gold").is_dir() else None


def find_w3c() -> Path | None:
    """The W3C's tests of the SPARQL protocol, which lie beside the annotated data."""
    named = os.environ.get("PAPER_KG_SHARED")
    folder = (Path(named) if named else ROOT.parent / "shared") / "w3c" / "sparql11-protocol"
    return folder if (folder / "manifest.ttl").is_file() else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List the W3C's tests with what came of them; silent where none was run."""
    reports = [each for kind in ("passed", "failed") for each in terminalreporter.getreports(kind)]
    told = [
        f"{each.outcome:6} {value}"
        for each in reports
        if isinstance(each, pytest.TestReport) and each.when == "call"
        for name, value in each.user_properties
        if name == "w3c"
    ]
    if told:
        terminalreporter.section(f"W3C SPARQL 1.1 Protocol tests: {len(told)}")
        for line in sorted(told):
            terminalreporter.write_line(line)


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


@pytest.fixture(scope="session")
def built_by_rules(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """The same, read by rules and lexicon alone."""
    from kg.build import build

    folder = tmp_path_factory.mktemp("rules")
    build([seeds], folder, model="fast").close()
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; where there is none the tests fail in CI and are skipped elsewhere."""
    with sync_playwright() as playwright:
        try:
            chromium = _launch(playwright)
        except Error as error:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip(f"NO CHROMIUM: the page was NOT checked in a browser ({error.message})")
        yield chromium
        chromium.close()


def _launch(playwright: Playwright) -> Browser:
    named = os.environ.get("PAPER_KG_CHROMIUM")
    usual = Path("/usr/bin/chromium")
    path = named or (str(usual) if usual.exists() else None)
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])


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


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KG_CONFIG", "COLUMNS", "FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
