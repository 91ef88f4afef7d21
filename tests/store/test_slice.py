from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ids import paper_node
from kg.model import Evidence, Label
from kg.store import Slice, Store, sliced
from kg.store.slice import is_since
from tests.builders import make_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("whole") / "graph.db")


def names(path: Path, wanted: Slice) -> set[str]:
    with Store.open(path) as store, sliced(store, wanted) as part:
        return {paper.title.split(":")[0] for paper in part.papers()} | {
            entity.name for entity in part.entities()
        }


def test_no_wish_gives_everything(store: Path) -> None:
    with Store.open(store) as whole, sliced(whole, Slice()) as part:
        assert list(part.papers()) == list(whole.papers())
        assert list(part.entities()) == list(whole.entities())
        assert list(part.relations()) == list(whole.relations())
        assert list(part.results()) == list(whole.results())
        assert list(part.mentions()) == list(whole.mentions())
        assert list(part.annotations()) == list(whole.annotations())


def test_around_a_node(store: Path) -> None:
    assert names(store, Slice("method/reptile", 0)) == {"Reptile"}
    one = names(store, Slice("method/reptile", 1))
    assert {"Reptile", "Omniglot", "miniImageNet"} <= one
    assert not {"MAML", "few-shot learning"} & one
    assert "MAML" in names(store, Slice("method/reptile", 2))


def test_one_label_and_the_papers(store: Path) -> None:
    found = names(store, Slice(labels=(Label.TASK,)))
    assert found == {"MAML", "Reptile", "Omniglot & friends", "few-shot learning"}


def test_since_keeps_later_papers_and_what_they_touch(store: Path) -> None:
    found = names(store, Slice(since="2018"))
    assert {"Reptile", "MAML", "Omniglot", "miniImageNet"} <= found
    assert "few-shot learning" not in found
    with Store.open(store) as whole, sliced(whole, Slice(since="2018")) as part:
        (paper,) = part.papers()
        grounds = [ground for relation in part.relations() for ground in relation.evidence]
        assert {g.paper for g in grounds if isinstance(g, Evidence)} == {paper.id}
        assert all(
            e.description is None or e.description.paper == paper.id for e in part.entities()
        )


@pytest.mark.parametrize(
    "wanted", [Slice(since="2018"), Slice("method/maml", 1), Slice(labels=(Label.METHOD,))]
)
def test_no_edge_leads_out_and_none_lacks_evidence(store: Path, wanted: Slice) -> None:
    with Store.open(store) as whole, sliced(whole, wanted) as part:
        nodes = {paper_node(paper.id) for paper in part.papers()}
        nodes |= {entity.id for entity in part.entities()}
        nodes |= {result.id for result in part.results()}
        relations = list(part.relations())
        assert all({r.subject, r.object} <= nodes and r.evidence for r in relations)
        assert {r.edge for r in relations} <= {r.edge for r in whole.relations()}
        assert part.settings["content"] != whole.settings["content"]


@given(st.dates(), st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10]))
def test_a_date_in_part_stands_for_all_of_its_days(day: object, known: int, asked: int) -> None:
    written = str(day)
    assert is_since(written[:known], written[:asked])


def test_papers_without_a_year_are_never_since() -> None:
    assert not is_since(None, "2018")
    assert not is_since("--05-28", "2018")
    assert not is_since("2017-12", "2018")
    assert is_since("2018", "2018-03-01")
    assert is_since("2018-04", "2018-03-01")
