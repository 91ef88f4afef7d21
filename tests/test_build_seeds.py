"""The road end to end on the five seed documents."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.model import Evidence, Inferred, Label, Predicate, Relation, Stated

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
HEAVY = ("spacy", "rdflib", "pyoxigraph", "networkx", "pyvis")
CODE = f"""
import json, sys
import kg
paths, output, processes = json.loads(sys.argv[1])
with kg.build(paths, output, processes=processes) as graph:
    report = graph.report
loaded = [name for name in {HEAVY} if name in sys.modules]
print(json.dumps([report.changed, report.papers, report.read, loaded]))
"""


def run(paths: list[Path], output: Path, processes: int = 1, seed: int = 0) -> tuple[object, ...]:
    """Build in a process of its own; what changed, papers, papers read, heavy modules loaded."""
    told = json.dumps([list(map(str, paths)), str(output), processes])
    environment = os.environ | {"PYTHONHASHSEED": str(seed)}
    command = [sys.executable, "-c", CODE, told]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return tuple(json.loads(done.stdout))


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = tmp_path_factory.mktemp("seeds") / "output"
    assert run(SEEDS, built)[:3] == (True, 227, 227)
    return built


# What the seeds have no case of: a repository stated by a record, and names that papers share.
MORE = [
    {
        "title": "FROBOT: Curious Agents",
        "abstract": "We propose FROBOT, a method for reasoning. FROBOT reaches 91.5% on GSM8K.",
        "github": "https://github.com/frobot/frobot",
    },
    {
        "title": "Revisiting FROBOT",
        "abstract": "We evaluate FROBOT on GSM8K and MATH. FROBOT achieves 93.1% on GSM8K.",
    },
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kg.KnowledgeGraph]:
    folder = tmp_path_factory.mktemp("more")
    more = folder / "more.jsonl"
    more.write_text("".join(json.dumps(paper) + "\n" for paper in MORE))
    with kg.build([*SEEDS, more], folder / "output") as built:
        yield built


def test_a_second_build_reads_nothing_and_loads_nothing_heavy(output: Path) -> None:
    before = {file: file.read_bytes() for file in output.rglob("*") if file.is_file()}
    assert run(SEEDS, output) == (False, 227, 0, [])
    assert {file: file.read_bytes() for file in output.rglob("*") if file.is_file()} == before


def test_the_same_bytes_whatever_the_circumstances(output: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    run(SEEDS[::-1], other, processes=2, seed=7)
    for name in ("graph.ttl", "graph.html"):
        assert (other / name).read_bytes() == (output / name).read_bytes(), name
    assert vacuumed(other, tmp_path / "one") == vacuumed(output, tmp_path / "two")


def test_the_same_bytes_however_the_collection_grew(output: Path, tmp_path: Path) -> None:
    grown = tmp_path / "grown"
    kg.build(SEEDS[3:], grown).close()
    kg.build(SEEDS[:2], grown).close()
    kg.build(SEEDS, grown).close()
    expected = (output / "graph.ttl").read_bytes(), vacuumed(output, tmp_path / "once")
    assert ((grown / "graph.ttl").read_bytes(), vacuumed(grown, tmp_path / "grown.db")) == expected
    kg.build([], grown, fresh=True).close()
    assert ((grown / "graph.ttl").read_bytes(), vacuumed(grown, tmp_path / "fresh.db")) == expected


def test_every_kind_of_ground_occurs(graph: kg.KnowledgeGraph) -> None:
    grounds = {type(ground) for relation in graph.relations for ground in relation.evidence}
    assert grounds == {Evidence, Stated, Inferred}


def test_every_edge_stands_on_something(graph: kg.KnowledgeGraph) -> None:
    papers = {paper.id: paper for paper in graph.papers}
    edges = {relation.edge for relation in graph.relations}
    nodes = {entity.id for entity in graph.entities} | {f"paper/{id}" for id in papers}
    nodes |= {result.id for result in graph.results}
    for relation in graph.relations:
        assert {relation.subject, relation.object} <= nodes
        assert relation.evidence
        assert 0 < relation.confidence <= 0.999
        for ground in relation.evidence:
            match ground:
                case Evidence(paper, (first, last), start, end):
                    assert 0 <= first <= start < end <= last <= len(papers[paper].text)
                case Stated(paper, record, field):
                    assert record in papers[paper].sources
                    assert field == "github"
                case Inferred(_, premises, names):
                    assert premises or len(names) > 1
                    assert set(premises) <= edges
                case _:
                    pytest.fail(f"{relation.edge} stands on {ground}")


def test_the_words_of_an_edge_name_its_end(graph: kg.KnowledgeGraph) -> None:
    papers = {paper.id: paper for paper in graph.papers}
    aliases = {entity.id: set(entity.aliases) for entity in graph.entities}
    of_papers = (each for each in graph.relations if each.subject.startswith("paper/"))
    named = [each for each in of_papers if each.predicate is not Predicate.HAS_REPOSITORY]
    assert len(named) > 500
    for relation in named:
        if relation.predicate is not Predicate.REPORTS:
            assert words(relation, papers) <= aliases[relation.object], relation.edge


def words(relation: Relation, papers: dict[str, kg.Paper]) -> set[str]:
    return {
        papers[ground.paper].text[ground.start : ground.end]
        for ground in relation.evidence
        if isinstance(ground, Evidence)
    }


def test_known_traps_come_out_right(graph: kg.KnowledgeGraph) -> None:
    def ids(name: str) -> set[str]:
        return {entity.id for entity in graph.store.find(name) if entity.label is Label.METHOD}

    assert len({id for id in ids("MIND") if "/" in id.removeprefix("method/")}) == 2
    assert len({id for id in ids("SMART") if "/" in id.removeprefix("method/")}) == 2
    assert ids("RL") == ids("reinforcement learning")
    assert ids("deep reinforcement learning").isdisjoint(ids("reinforcement learning"))
    assert ids("GPT-4").isdisjoint(ids("GPT-4o"))


def vacuumed(output: Path, into: Path) -> bytes:
    connection = sqlite3.connect(output / "graph.db")
    connection.execute("VACUUM INTO ?", [str(into)])
    connection.close()
    return into.read_bytes()
