"""``kg build``: what it shows, what it writes, what it refuses."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Kg

_PAPERS = [
    {
        "title": "MAML: fast adaptation",
        "abstract": "We propose MAML. We evaluate MAML on Omniglot and ImageNet.",
    },
    {
        "title": "A closer look at PPO",
        "abstract": "We compare with PPO on ImageNet. Code: https://github.com/a/b",
    },
]


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    file = tmp_path / "papers.jsonl"
    file.write_text("".join(json.dumps(paper) + "\n" for paper in _PAPERS))
    return file


def test_it_shows_counts_and_the_paths_it_wrote(kg: Kg, papers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = kg("build", papers, "-o", out)
    assert (ran.code, ran.err) == (0, "")
    counts = dict(re.findall(r"^([a-z]+) +(\d+)$", ran.out, re.MULTILINE))
    assert list(counts) == ["papers", "methods", "benchmarks", "tasks", "repositories", "edges"]
    assert (counts["papers"], counts["repositories"]) == ("2", "1")
    assert "read 2 of 2 papers" in ran.out
    names = ["graph.db", "graph.ttl", "graph.html", "store"]
    assert re.findall(r"^wrote (.+)$", ran.out, re.MULTILINE) == [str(out / each) for each in names]
    assert all((out / each).stat().st_size for each in names)


def test_it_names_the_most_connected(kg: Kg, papers: Path, tmp_path: Path) -> None:
    shown = kg("build", papers, "-o", tmp_path / "out").out
    assert re.search(r"^most connected benchmarks +papers\nImageNet +2\n", shown, re.MULTILINE)


def test_the_second_time_nothing_changed(kg: Kg, papers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kg("build", papers, "-o", out)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    ran = kg("build", papers, "-o", out)
    assert ran.code == 0
    assert ran.out.startswith("nothing changed\n")
    assert "wrote" not in ran.out
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_a_missing_file_is_made_again(kg: Kg, papers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kg("build", papers, "-o", out)
    page = (out / "graph.html").read_bytes()
    (out / "graph.html").unlink()
    ran = kg("build", papers, "-o", out)
    assert f"wrote {out / 'graph.html'}" in ran.out
    assert (out / "graph.html").read_bytes() == page


def test_add_keeps_what_was_there(kg: Kg, papers: Path, tmp_path: Path) -> None:
    out, more = tmp_path / "out", tmp_path / "more.csv"
    more.write_text("title,abstract\nOne more paper,We evaluate on ImageNet.\n")
    kg("build", papers, "-o", out)
    assert re.search(r"^papers +3$", kg("build", more, "-o", out, "--add").out, re.MULTILINE)
    assert re.search(r"^papers +1$", kg("build", more, "-o", out).out, re.MULTILINE)


def test_fresh_gives_the_same_graph(kg: Kg, papers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kg("build", papers, "-o", out)
    before = (out / "graph.ttl").read_bytes()
    ran = kg("build", "--fresh", "-o", out)
    assert ran.code == 0
    assert "read 0 of 2 papers" in ran.out
    assert (out / "graph.ttl").read_bytes() == before


def test_a_bad_record_is_named_and_counted(kg: Kg, papers: Path, tmp_path: Path) -> None:
    with papers.open("a") as file:
        file.write("{not json\n")
    ran = kg("build", papers, "-o", tmp_path / "out")
    assert ran.code == 0
    assert f"kg: warning: {papers}:3: " in ran.err
    assert "1 problem in the input" in ran.out


def test_strict_stops_at_a_bad_record(kg: Kg, papers: Path, tmp_path: Path) -> None:
    with papers.open("a") as file:
        file.write("{not json\n")
    ran = kg("build", papers, "-o", tmp_path / "out", "--strict")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"kg: {papers}:3: ")
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "out" / "graph.db").exists()


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["nowhere.jsonl"], 1, "kg: nowhere.jsonl: "),
        ([], 2, "name the files to read"),
        (["{papers}", "--base-iri", "no iri"], 1, "kg: base-iri = 'no iri': "),
        (["{papers}", "--captured", "yesterday"], 2, "--captured"),
        (["{papers}", "--from", "klingon"], 1, "klingon"),
        (["{papers}", "--model", "no-such-model"], 1, "no-such-model"),
        (["{papers}", "--config", "nowhere.toml"], 1, "kg: nowhere.toml: "),
        (["{papers}", "-o", "{papers}"], 1, "papers.jsonl"),
    ],
)
def test_what_makes_no_sense_is_refused(
    kg: Kg, papers: Path, tmp_path: Path, options: list[str], code: int, said: str
) -> None:
    given = [option.format(papers=papers) for option in options]
    where = [] if "-o" in given else ["-o", str(tmp_path / "out")]
    ran = kg("build", *given, *where)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_settings_come_from_the_file_that_kg_config_names(
    kg: Kg, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "kg.toml"
    config.write_text('[tool.paper-kg]\nbase-iri = "https://example.org/x/"\n')
    monkeypatch.setenv("KG_CONFIG", str(config))
    kg("build", papers, "-o", tmp_path / "out")
    assert "https://example.org/x/" in (tmp_path / "out" / "graph.ttl").read_text()
    kg("build", papers, "-o", tmp_path / "out", "--base-iri", "https://example.org/y/")
    assert "https://example.org/x/" not in (tmp_path / "out" / "graph.ttl").read_text()


def test_papers_come_from_standard_input(papers: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from cli.main import main; main()"]
    with papers.open("rb") as given:
        ran = subprocess.run(
            [*command, "build", "-", "-o", str(tmp_path / "out")],
            stdin=given,
            capture_output=True,
            text=True,
        )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert re.search(r"^papers +2$", ran.stdout, re.MULTILINE)


def _read_all(terminal: int) -> bytes:
    seen = b""
    while True:
        try:
            seen += os.read(terminal, 1 << 16)
        except OSError:  # Linux says so when the other end is closed
            return seen


def test_bars_show_on_a_terminal(papers: Path, tmp_path: Path) -> None:
    code = "from cli.main import main; main()"
    command = [sys.executable, "-c", code, "build", str(papers), "-o", str(tmp_path / "out")]
    ours, theirs = os.openpty()
    environment = {**os.environ, "TERM": "xterm"}
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=theirs, env=environment
    ) as process:
        os.close(theirs)
        shown = _read_all(ours).decode()
    os.close(ours)
    assert process.returncode == 0
    assert "Reading papers" in shown
    assert "2/2" in shown


def test_how_much_evidence_there_is_is_kept(kg: Kg, papers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    turtle = out / "graph.ttl"
    kg("build", papers, "-o", out)
    assert "oa:TextPositionSelector" in turtle.read_text()
    assert "oa:TextQuoteSelector" not in turtle.read_text()
    kg("build", papers, "-o", out, "--evidence", "full")
    assert "oa:TextQuoteSelector" in turtle.read_text()
    assert "nothing changed" in kg("build", papers, "-o", out).out
    kg("build", papers, "-o", out, "--evidence", "none")
    assert "kg:Evidence" not in turtle.read_text()
    assert "oa:TextQuoteSelector" in kg("export", "-f", "trig", "--evidence", "full", "-g", out).out
    refused = kg("export", "-f", "csv", "--evidence", "none", "-g", out)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == "kg: csv is no form of RDF, which alone can leave evidence out\n"
    assert kg("build", papers, "-o", out, "--evidence", "some").code == 2
