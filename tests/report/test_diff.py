"""What differs between two graphs."""

from dataclasses import replace
from pathlib import Path

from kg.model import Annotation
from kg.report import Diff, diff
from kg.store import Store
from tests.builders import make_store, small_collection


def between(folder: Path, old: list[Annotation], new: list[Annotation]) -> Diff:
    paths = (make_store(folder / "old.db", old), make_store(folder / "new.db", new))
    with Store.open(paths[0]) as before, Store.open(paths[1]) as after:
        return diff(before, after)


def test_a_graph_does_not_differ_from_itself(tmp_path: Path) -> None:
    found = between(tmp_path, small_collection(), small_collection()[::-1])
    assert found.empty


def test_a_paper_brings_what_it_names(tmp_path: Path) -> None:
    read = small_collection()
    found = between(tmp_path, [read[0], read[2]], read)
    assert [name for _, name in found.papers.added] == [
        "Reptile: a scalable meta-learning algorithm"
    ]
    assert ("method/reptile", "Reptile") in found.entities.added
    assert len(found.results.added) == 1
    assert found.papers.removed == found.entities.removed == ()
    edges = {id for id, _ in found.edges.added}
    assert any(id.endswith("introduces method/reptile") for id in edges)
    (tmp_path / "back").mkdir()
    back = between(tmp_path / "back", read, [read[0], read[2]])
    assert back.papers.removed == found.papers.added
    assert back.edges.removed == found.edges.added


def test_a_changed_record_says_from_what_to_what(tmp_path: Path) -> None:
    read = small_collection()
    number = replace(read[1].reported[0], value="98.00", low=98.0, high=98.0)
    paper = replace(read[1].paper, published="2019")
    found = between(
        tmp_path, read, [read[0], replace(read[1], paper=paper, reported=(number,)), read[2]]
    )
    (changed,) = found.papers.changed
    assert [(c.field, c.old, c.new) for c in changed.changes] == [("published", "2018-03", "2019")]
    (result,) = found.results.changed
    assert {c.field for c in result.changes} == {"value", "low", "high"}
