"""The road with a reading of our own: what is read, what is kept, what is written."""

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import pytest

import kg
from kg.deriving import Deriving
from kg.errors import (
    DecisionError,
    ExportError,
    ModelError,
    NothingToReadError,
    SettingsError,
    StoreError,
)
from kg.model import Annotation, Paper
from kg.rdf import rewrite_turtle
from kg.sparql import open_graph
from kg.store import Store
from tests.builders import annotated, evaluates_on, introduces

T = TypeVar("T")
MAML = {"id": "maml", "title": "MAML adapts", "abstract": "We propose MAML. We test on Omniglot."}
REPTILE = {"id": "reptile", "title": "Reptile", "abstract": "Reptile is tested on Omniglot."}


class Reader:
    """Reads a method where a title begins with one, and counts the papers it is given."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.version = "v1"

    def __call__(
        self, papers: Iterable[Paper], *, model: str = "fast", processes: int = 1
    ) -> Iterator[Annotation]:
        for paper in papers:
            self.read.append(paper.id)
            named = [introduces(paper.title.split()[0])]
            if "Omniglot" in paper.text:
                named.append(evaluates_on("Omniglot"))
            yield annotated(paper, *named)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    reader = Reader()
    monkeypatch.setattr("kg.nlp.read", reader)
    monkeypatch.setattr("kg.nlp.pipeline_version", lambda model="fast": f"{model} {reader.version}")
    monkeypatch.setattr("kg.export.EXPORTERS", {"ttl": write_names, "html": write_names})
    monkeypatch.setattr("kg.rdf.rewrite_turtle", lambda store, file, *_: write_names(store, file))
    return reader


def write_names(store: Store, file: BinaryIO) -> None:
    """An output that shows the names and carries the hash, as the real ones do."""
    names = [entity.name for entity in store.entities()]
    file.write("\n".join([store.settings["content"], *names]).encode())


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


def write_papers(path: Path, *papers: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps(paper) + "\n" for paper in papers))
    return path


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    return write_papers(tmp_path / "papers.jsonl", MAML, REPTILE)


def build(*args: object, **options: object) -> kg.BuildReport:
    with kg.build(*args, **options) as graph:  # type: ignore[arg-type]  # passed on as given
        assert graph.report is not None
        return graph.report


def names(output: Path) -> list[str]:
    with kg.load(output) as graph:
        return [entity.name for entity in graph.entities]


def test_builds_a_graph_and_says_what_it_did(reader: Reader, papers: Path, output: Path) -> None:
    report = build(papers, output)
    assert (report.changed, report.papers, report.read, report.removed) == (True, 2, 2, 0)
    assert report.written == tuple(
        output / name for name in ("graph.db", "graph.ttl", "graph.html", "store")
    )
    assert report.counts["methods"] == 2
    assert report.problems == ()
    beside = ["graph.db", "graph.html", "graph.ttl", "store"]
    assert sorted(file.name for file in output.iterdir()) == beside
    assert names(output) == ["Omniglot", "MAML", "Reptile"]
    assert (output / "graph.ttl").read_text().split()[1:] == ["Omniglot", "MAML", "Reptile"]


def test_a_second_build_changes_nothing(reader: Reader, papers: Path, output: Path) -> None:
    build(papers, output)
    before = state(output)
    report = build(papers, output)
    assert (report.changed, report.read, report.written) == (False, 0, ())
    assert report.papers == 2
    assert state(output) == before


def state(output: Path) -> dict[Path, tuple[bytes, int]]:
    files = (file for file in output.rglob("*") if file.is_file())
    return {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in files}


def test_a_missing_or_stale_store_is_made_again(
    reader: Reader, papers: Path, output: Path, tmp_path: Path
) -> None:
    build(papers, output)
    shutil.rmtree(output / "store")
    report = build(papers, output)
    assert (report.changed, report.written) == (False, (output / "store",))
    (output / "store").rename(tmp_path / "stale")
    build(write_papers(tmp_path / "one.jsonl", MAML), output)
    shutil.rmtree(output / "store")
    (tmp_path / "stale").rename(output / "store")
    assert build(tmp_path / "one.jsonl", output).written == (output / "store",)
    with open_graph(output / "store") as graph:
        assert {str(quad.subject) for quad in graph.triples if "paper/" in str(quad.subject)} == {
            "<urn:paper-kg:paper/maml>"
        }


@pytest.mark.parametrize("name", ["graph.ttl", "graph.html"])
def test_what_is_missing_or_stale_is_made_again(
    reader: Reader, papers: Path, output: Path, name: str
) -> None:
    build(papers, output)
    whole = (output / name).read_bytes()
    (output / name).unlink()
    report = build(papers, output)
    assert (report.changed, report.written) == (False, (output / name,))
    (output / name).write_text("of other records")
    build(papers, output)
    assert (output / name).read_bytes() == whole


def test_only_what_is_new_is_read(
    reader: Reader, papers: Path, output: Path, tmp_path: Path
) -> None:
    build(papers, output)
    more = write_papers(tmp_path / "more.jsonl", {"id": "x", "title": "Extra", "abstract": "New."})
    report = build([papers, more], output)
    assert (report.changed, report.papers, report.read) == (True, 3, 1)
    assert reader.read == ["maml", "reptile", "x"]


def test_the_graph_is_of_the_papers_given(
    reader: Reader, papers: Path, output: Path, tmp_path: Path
) -> None:
    build(papers, output)
    one = write_papers(tmp_path / "one.jsonl", REPTILE)
    report = build(one, output)
    assert (report.papers, report.removed, report.read) == (1, 1, 0)
    assert names(output) == ["Omniglot", "Reptile"]


def test_add_keeps_the_papers_there_are(
    reader: Reader, papers: Path, output: Path, tmp_path: Path
) -> None:
    one, other = (write_papers(tmp_path / f"{p['id']}.jsonl", p) for p in (MAML, REPTILE))
    build([one, other], output)
    build(one, grown := tmp_path / "grown")
    report = build(other, grown, add=True)
    assert (report.papers, report.read, report.removed) == (2, 1, 0)
    assert vacuumed(grown) == vacuumed(output)
    assert build(other, grown, add=True).changed is False


def test_add_beside_papers_that_another_build_changed_meanwhile(
    reader: Reader, papers: Path, output: Path, tmp_path: Path
) -> None:
    one, other = (write_papers(tmp_path / f"{p['id']}.jsonl", p) for p in (MAML, REPTILE))
    build(papers, output)
    walk = Deriving.walk

    def walk_late(deriving: Deriving, *args: Any) -> object:
        with pytest.MonkeyPatch.context() as again:
            again.setattr(Deriving, "walk", walk)
            build(one, output)
        return walk(deriving, *args)

    more = write_papers(tmp_path / "more.jsonl", {**MAML, "id": "more", "title": "More"})
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Deriving, "walk", walk_late)
        with pytest.raises(StoreError, match="another build changed it meanwhile"):
            build(more, output, add=True)
    assert build(one, output).changed is False
    assert build(other, output, add=True).papers == 2


def test_fresh_gives_the_same(reader: Reader, papers: Path, output: Path) -> None:
    build(papers, output)
    before = vacuumed(output), (output / "graph.ttl").read_bytes()
    for paths in ([papers], list[Path]()):
        report = build(paths, output, fresh=True)
        assert (report.changed, report.read, report.removed) == (True, 0, 0)
        assert (vacuumed(output), (output / "graph.ttl").read_bytes()) == before
    assert len(reader.read) == 2


def test_the_order_of_the_input_does_not_matter(
    reader: Reader, output: Path, tmp_path: Path
) -> None:
    files = [write_papers(tmp_path / f"{paper['id']}.jsonl", paper) for paper in (MAML, REPTILE)]
    build(files, output)
    assert build(files[::-1], output).changed is False
    build(files[::-1], other := tmp_path / "other")
    assert vacuumed(other) == vacuumed(output)
    assert (other / "graph.ttl").read_bytes() == (output / "graph.ttl").read_bytes()


def test_another_version_of_the_pipeline_reads_again(
    reader: Reader, papers: Path, output: Path
) -> None:
    build(papers, output)
    reader.version = "v2"
    assert build(papers, output).read == 2
    assert len(_rows(output, "readings")) == 2


def test_settings_that_shape_the_output_are_kept(
    reader: Reader, papers: Path, output: Path
) -> None:
    build(papers, output, base_iri="https://example.org/kg/", captured=date(2025, 12, 11))
    assert build(papers, output).changed is False
    assert settings(output)["base_iri"] == "https://example.org/kg/"
    assert settings(output)["captured"] == "2025-12-11"
    assert build(papers, output, base_iri="urn:other:").changed is True
    assert build(papers, output, processes=2).changed is False


def test_a_failed_build_leaves_everything_as_it_was(
    reader: Reader, papers: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(papers, output)
    before = everything(output)

    def fail(store: Store, file: BinaryIO) -> None:
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.export.EXPORTERS", {"ttl": write_names, "html": fail})
    write_papers(papers, REPTILE)
    with pytest.raises(ExportError, match=r"graph\.html: cannot be written: No space left"):
        build(papers, output)
    assert everything(output) == before


def test_a_failed_first_build_leaves_no_graph(
    reader: Reader, papers: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(papers: Iterable[Paper], **_: object) -> Iterator[Annotation]:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.nlp.read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build(papers, output)
    assert list(output.iterdir()) == []


def test_nothing_to_read(reader: Reader, output: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    with pytest.raises(NothingToReadError):
        build(empty, output, on_problem=lambda problem: None)
    assert not output.exists()


def test_problems_are_told_and_reported(reader: Reader, papers: Path, output: Path) -> None:
    with papers.open("a") as file:
        file.write("{broken\n")
    heard: list[Exception] = []
    report = build(papers, output, on_problem=heard.append)
    assert list(report.problems) == heard
    assert [(problem.path, problem.line) for problem in report.problems] == [(str(papers), 3)]
    assert report.papers == 2


def test_options_that_make_no_sense(reader: Reader, papers: Path, output: Path) -> None:
    with pytest.raises(SettingsError, match="expected an absolute IRI"):
        build(papers, output, base_iri="nothing")
    with pytest.raises(SettingsError, match="no setting 'colour'"):
        build(papers, output, colour="red")
    assert not output.exists()


def test_a_model_that_is_none_is_refused_before_anything_is_read(output: Path) -> None:
    with pytest.raises(ModelError, match="no model 'nope'"):
        build("absent.jsonl", output, model="nope")


def test_a_file_where_the_folder_should_be(reader: Reader, papers: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        build(papers, papers)


def test_a_foreign_database_is_left_alone(reader: Reader, papers: Path, output: Path) -> None:
    output.mkdir()
    (output / "graph.db").write_bytes(b"theirs" * 1000)
    with pytest.raises(StoreError, match="not a graph of paper-kg"):
        build(papers, output)
    assert (output / "graph.db").read_bytes() == b"theirs" * 1000


def test_a_folder_in_the_place_of_the_graph(reader: Reader, papers: Path, output: Path) -> None:
    (output / "graph.db").mkdir(parents=True)
    with pytest.raises(StoreError, match=r"graph\.db: is a folder"):
        build(papers, output)


def test_what_a_crash_leaves_is_no_graph(reader: Reader, papers: Path, output: Path) -> None:
    output.mkdir()
    (output / "graph.db").touch()
    assert build(papers, output).read == 2
    assert names(output) == ["Omniglot", "MAML", "Reptile"]


def test_stages_can_be_watched(reader: Reader, papers: Path, output: Path) -> None:
    watched: list[tuple[str, int | None]] = []

    def track(items: Iterable[T], stage: str, total: int | None) -> Iterable[T]:
        watched.append((stage, total))
        return items

    build(papers, output, track=track)
    stages = [("Reading files", None), ("Reading papers", 2), ("Joining", None), ("Writing", 2)]
    assert watched == stages


def settings(output: Path) -> dict[str, str]:
    with Store.open(output / "graph.db") as store:
        return store.settings


def everything(output: Path) -> Sequence[object]:
    files = {name: (output / name).read_bytes() for name in ("graph.ttl", "graph.html")}
    return files, vacuumed(output)


def vacuumed(output: Path) -> bytes:
    into = output.parent / "vacuumed.db"
    into.unlink(missing_ok=True)
    connection = sqlite3.connect(output / "graph.db")
    connection.execute("VACUUM INTO ?", [str(into)])
    connection.close()
    return into.read_bytes()


def test_decisions_beside_the_input_are_obeyed(reader: Reader, papers: Path, output: Path) -> None:
    build(papers, output)
    assert names(output) == ["Omniglot", "MAML", "Reptile"]
    file = papers.with_name("decisions.txt")
    file.write_text("same: MAML | Reptile\nsame: MAML | Nobody\n")
    report = build(papers, output)
    assert report.changed
    assert report.unmatched == ("decisions.txt:2: same: MAML | Nobody",)
    assert names(output) == ["Omniglot", "MAML"]
    assert build(papers, output).changed is False
    file.unlink()
    build(papers, output)
    assert names(output) == ["Omniglot", "MAML", "Reptile"]


def test_decisions_that_an_option_names_are_kept(
    reader: Reader, papers: Path, output: Path, tmp_path: Path
) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("same: MAML | Reptile\n")
    build(papers, output, decisions=file)
    file.unlink()
    assert build(papers, output).changed is False
    build([], output, fresh=True)
    assert names(output) == ["Omniglot", "MAML"]


def test_ids_that_change_are_redirected(reader: Reader, papers: Path, output: Path) -> None:
    build(papers, output)
    assert not (output / "redirects.tsv").exists()
    rival = {"id": "rival", "title": "MAML anew", "abstract": "Nothing."}
    write_papers(papers, MAML, REPTILE, rival)
    report = build(papers, output)
    assert (output / "redirects.tsv").read_text() == "method/maml\tmethod/maml/maml\n"
    assert output / "redirects.tsv" in report.written


def test_a_bad_decision_changes_nothing(reader: Reader, papers: Path, output: Path) -> None:
    build(papers, output)
    papers.with_name("decisions.txt").write_text("same: MAML\n")
    reader.read, reader.version = [], "v2"
    with pytest.raises(DecisionError, match=r"decisions.txt:1: same: takes 2 or more"):
        build(papers, output)
    assert reader.read == []  # nothing is read in vain
    assert names(output) == ["Omniglot", "MAML", "Reptile"]


def test_a_build_at_once_is_a_build_in_ten_steps(reader: Reader, tmp_path: Path) -> None:
    words = ["MAML", "SMART", "Reptile", "SMART", "MAML", "Foo", "foo", "SMART", "Bar", "Foo"]
    records = [
        {"id": f"p{n}", "title": f"{word} number {n}", "abstract": "Omniglot." * (n % 2)}
        for n, word in enumerate(words)
    ]
    once, grown = tmp_path / "once", tmp_path / "grown"
    build(write_papers(tmp_path / "all.jsonl", *records), once)
    for n, record in enumerate(reversed(records)):
        build(write_papers(tmp_path / f"part{n}.jsonl", record), grown, add=n > 0)
    derived = ("entities", "aliases", "relations", "mentions", "merges", "doubts", "matches")
    assert [_rows(once, table) for table in derived] == [_rows(grown, table) for table in derived]


def test_a_graph_that_grew_paper_by_paper_has_the_bytes_of_one_built_at_once(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.export.EXPORTERS", {"html": write_names})
    monkeypatch.setattr("kg.rdf.rewrite_turtle", rewrite_turtle)
    words = ["MAML", "SMART", "Reptile", "SMART", "MAML", "Foo", "foo", "SMART", "Bar", "Foo"]
    records = [
        {"id": f"p{n}", "title": f"{word} number {n}", "abstract": "Omniglot." * (n % 2)}
        for n, word in enumerate(words * 2)
    ]
    decided = tmp_path / "mine.txt"
    decided.write_text("same: Foo | Bar\nadd: p3 | uses | Reptile\nnot: p1 | introduces | SMART\n")
    files = [write_papers(tmp_path / f"{one['id']}.jsonl", one) for one in records]
    once, grown = tmp_path / "once", tmp_path / "grown"
    for file in files:
        report = build(file, grown, add=True, decisions=decided)
    for left in (files, files[3:]):  # the second time papers leave
        if left != files:
            report = build(left, grown, decisions=decided)
        shutil.rmtree(once, ignore_errors=True)
        assert build(left, once, decisions=decided).unmatched == report.unmatched
        assert vacuumed(grown) == vacuumed(once)
        assert (grown / "graph.ttl").read_bytes() == (once / "graph.ttl").read_bytes()
        with open_graph(grown / "store") as one, open_graph(once / "store") as other:
            assert set(one.triples) == set(other.triples)


def test_one_paper_more_is_all_that_is_derived(
    reader: Reader, tmp_path: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [{"id": f"p{n}", "title": f"M{n} is here", "abstract": "Cars."} for n in range(8)]
    records.append({"id": "p8", "title": "M8 is here", "abstract": "Omniglot."})
    build(write_papers(tmp_path / "nine.jsonl", *records), output)
    looked_at: set[str] = set()
    annotation = Store.annotation

    def look(store: Store, id: str) -> Annotation | None:
        looked_at.add(id)
        return annotation(store, id)

    monkeypatch.setattr(Store, "annotation", look)
    monkeypatch.setattr("kg.renewing._FEW", 1.0)
    for name in ("write_derived", "annotations"):
        monkeypatch.setattr(Store, name, lambda *_: pytest.fail("all are opened"))
    one = {"id": "one", "title": "Another", "abstract": "Omniglot."}
    build(write_papers(tmp_path / "one.jsonl", one), output, add=True)
    assert looked_at == {"one", "p8"}
    with kg.load(output) as graph:
        assert graph.store.count_papers() == 10
        assert len(list(graph.store.relations_of("benchmark/omniglot"))) == 4


def _rows(folder: Path, table: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "graph.db") as connection:
        rows = connection.execute(f"SELECT * FROM {table}").fetchall()
    connection.close()
    return rows
