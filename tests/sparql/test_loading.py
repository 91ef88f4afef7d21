"""The on-disk store: what was updated paper by paper is what would have been loaded anew."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Store as Triples

from kg.errors import StoreError
from kg.model import Annotation, LinkKind
from kg.rdf import quads
from kg.settings import EvidenceLevel
from kg.sparql import open_graph, write_store
from kg.sparql.loading import fill
from kg.store import Store
from kg.store.generations import making
from tests.builders import (
    addresses,
    annotated,
    compares_with,
    evaluates_on,
    introduces,
    make_store,
    mentions,
    paper,
    reported,
    small_collection,
    uses,
)


def variant(number: int, version: int) -> Annotation:
    """A paper of a small field; another version says something else under the same id."""
    name, older = f"Method{number}", f"Method{number // 2}"
    text = (
        f"We propose {name} for sorting. {name} builds on {older} and on MAML."
        f" On SortBench {name} has an accuracy of {60 + version}.5%. We evaluate on Omniglot."
        f" Code: https://github.com/m/m{version}"
    )
    of = paper(f"{name} is here", text, published=f"20{10 + version}")
    said = [introduces(name), uses("MAML"), evaluates_on("SortBench"), addresses("sorting")]
    if older != name:
        said.append(uses(older) if version % 2 else compares_with(older))
    if version == 2:
        said.append(mentions("Omniglot"))
    return annotated(
        of,
        *said,
        links=[(f"https://github.com/m/m{version}", LinkKind.CODE)] if version else [],
        reported=[reported(of, f"{60 + version}.5%", method=0, benchmark=2, metric="accuracy")],
    )


def collection(versions: Sequence[int | None]) -> list[Annotation]:
    """The small collection, and of each paper of the field the version given, if any."""
    field = [variant(number, each) for number, each in enumerate(versions) if each is not None]
    return [*small_collection(), *field]


def filled(path: Path, read: Sequence[Annotation], level: str) -> bool:
    """Make the graph of these readings; whether its store was updated."""
    path.unlink(missing_ok=True)
    with Store.create(make_store(path, read)) as store, store.transaction():
        store.write_settings(store.settings | {"evidence": level})
    with Store.open(path) as store, making(path.with_name("store")) as draft:
        is_updated = fill(draft, store) is not None
        draft.finish()
    return is_updated


def agrees(path: Path) -> bool:
    fresh = Triples()  # which writes numbers its own way, as all of Oxigraph's stores do
    with Store.open(path) as store, open_graph(path.with_name("store")) as graph:
        fresh.extend(quads(store))
        return set(graph.triples) == set(fresh)


VERSIONS = st.lists(st.none() | st.integers(0, 3), min_size=7, max_size=7)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(VERSIONS, min_size=2, max_size=3), st.sampled_from(["none", "compact", "full"]))
def test_an_updated_store_is_what_a_fresh_one_would_be(
    tmp_path_factory: pytest.TempPathFactory, history: list[list[int | None]], level: str
) -> None:
    path = tmp_path_factory.mktemp("grown") / "graph.db"
    for versions in history:
        filled(path, collection(versions), level)
        assert agrees(path)


def test_a_small_change_is_an_update(tmp_path: Path) -> None:
    path = tmp_path / "graph.db"
    assert not filled(path, collection([0] * 8), "compact")
    assert filled(path, collection([0] * 7 + [1]), "compact")
    assert agrees(path)
    assert filled(path, collection([0] * 7), "compact")
    assert agrees(path)
    assert filled(path, collection([0] * 7), "compact")
    assert agrees(path)


def _garble(path: Path) -> None:
    path.write_bytes(b"\xff" * path.stat().st_size)


@pytest.mark.parametrize(
    ("pattern", "harm"),
    [
        ("data/MANIFEST-*", Path.unlink),
        ("data/CURRENT", Path.unlink),
        ("data/CURRENT", _garble),
        ("data/*.sst", Path.unlink),
        ("data/*.sst", _garble),
        ("digests.json", Path.unlink),
        ("digests.json", _garble),
        ("digests.json", lambda path: path.write_text("[]")),
        ("dataset.nq", Path.unlink),
        ("dataset.nq", _garble),
        ("dataset.nq", lambda path: path.write_bytes(b"")),
        ("dataset.nq", lambda path: path.write_bytes(path.read_bytes().split(b"\n", 1)[1])),
    ],
)
def test_where_the_store_before_is_damaged_all_is_loaded(
    tmp_path: Path, pattern: str, harm: Callable[[Path], object]
) -> None:
    path = tmp_path / "graph.db"
    filled(path, collection([0] * 8), "compact")
    harmed = list(path.with_name("store").glob(f"generation-*/{pattern}"))
    assert harmed
    for each in harmed:
        harm(each)
    assert not filled(path, collection([0] * 7 + [1]), "compact")
    assert agrees(path)
    assert filled(path, collection([0] * 7), "compact")
    assert agrees(path)


@pytest.mark.parametrize("level", [EvidenceLevel.NONE, EvidenceLevel.FULL])
def test_another_shape_is_loaded_anew(tmp_path: Path, level: str) -> None:
    path = tmp_path / "graph.db"
    filled(path, small_collection(), "compact")
    assert not filled(path, small_collection(), level)
    assert agrees(path)


def test_a_reader_of_the_old_sees_the_old(tmp_path: Path) -> None:
    path = tmp_path / "graph.db"
    filled(path, collection([0] * 8), "compact")
    with open_graph(path.with_name("store")) as old:
        before = set(old.triples)
        assert filled(path, collection([0] * 7), "compact")
        assert set(old.triples) == before
    assert agrees(path)
    assert len(list(path.with_name("store").glob("generation-*"))) == 1


def test_a_draft_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with Store.open(make_store(tmp_path / "graph.db")) as store:
        folder = write_store(store)
        before = sorted(folder.rglob("*"))
        store.close()
        with pytest.raises(StoreError), making(folder) as draft:
            fill(draft, store)
    assert sorted(folder.rglob("*")) == before
