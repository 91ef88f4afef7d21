from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.ids import distinct_paper_id
from kg.model import Paper
from kg.store import Store
from kg.store.growth import find_growth, grow, merged
from tests.builders import paper

LONG = "A title that is so long that it is cut before its end, which is where titles differ: "


def test_what_is_new_is_added() -> None:
    one, other = paper("One"), paper("Other")
    assert list(grow([one], [other])) == [one, other]


def test_the_same_id_is_the_same_paper() -> None:
    stored = paper("One", "Short.", id="x1", venue="ICML", sources=("a:1",))
    found = paper("One!", "A longer abstract.", id="x1", published="2020-05", sources=("b:2",))
    (both,) = grow([stored], [found])
    assert both == Paper(
        "x1", "One!", "A longer abstract.", "2020-05", "ICML", sources=("a:1", "b:2")
    )
    assert both == merged(found, stored)


def test_the_same_title_is_the_same_paper_where_one_has_no_id_of_its_own() -> None:
    (both,) = grow([paper("One paper")], [paper("One Paper!", "Text.", id="x1")])
    assert (both.id, both.abstract) == ("x1", "Text.")
    different = [paper("One", id="x1"), paper("One", id="x2")]
    assert list(grow(different[:1], different[1:])) == different


def test_different_titles_with_one_cut_slug_stay_apart() -> None:
    one, other = paper(LONG + "cats"), paper(LONG + "dogs")
    assert one.id == other.id
    first, second = grow([one], [other])
    assert [first.id, second.id] == [one.id, distinct_paper_id(other.title)]
    assert list(grow([first, second], [])) == [first, second]


def test_adding_again_changes_nothing() -> None:
    collection = [paper("One", published="--05-28"), paper("Other", id="x2")]
    assert list(grow(collection, collection)) == collection


PAPERS = st.lists(
    st.builds(
        lambda title, id, venue: paper(title, id=id, venue=venue),
        st.sampled_from(["One", "one!", "Other", LONG + "cats", LONG + "dogs", "\u6587"]),
        st.sampled_from([None, "x1", "x2"]),
        st.sampled_from([None, "ICML"]),
    ),
    max_size=5,
    unique_by=lambda each: each.id,
)


@settings(deadline=None, max_examples=50, suppress_health_check=list(HealthCheck))
@given(PAPERS, PAPERS)
def test_what_growth_changes_of_the_stored_makes_of_them_what_has_grown(
    tmp_path_factory: pytest.TempPathFactory, stored: list[Paper], found: list[Paper]
) -> None:
    with Store.create(tmp_path_factory.mktemp("grown") / "graph.db") as store:
        store.write_papers((each, "key") for each in stored)
        growth = find_growth(store, found)
        kept = {each.id: each for each in stored if each.id not in growth.gone}
        changed = {each.id: each for each in growth.papers}
        grown = {each.id: each for each in grow(store.papers(), found)}
        assert kept | changed == grown
        assert not changed.items() & kept.items()


def test_growth_opens_no_paper_but_those_that_may_be_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "papers", lambda _: pytest.fail("all are opened"))
    with Store.create(tmp_path / "graph.db") as store:
        store.write_papers((paper(title), "key") for title in ("One", "Other"))
        assert find_growth(store, [paper("Other"), paper("New")]).papers == (paper("New"),)
