import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from kg.errors import StoreError
from kg.model import Label, Paper, Predicate
from kg.resolve import resolve
from kg.store import Store
from tests.builders import annotated, make_store, paper, small_collection

MAML = "paper/maml-fast-adaptation-for-few-shot-learning"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_store(tmp_path / "graph.db")


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened


def test_gives_back_what_was_written(store: Store) -> None:
    read = sorted(small_collection(), key=lambda annotation: annotation.paper.id)
    resolution = resolve(read)
    assert list(store.annotations()) == read
    assert list(store.papers()) == [annotation.paper for annotation in read]
    assert list(store.entities()) == resolution.entities
    assert list(store.relations()) == list(resolution.relations())
    assert list(store.results()) == list(resolution.results())


def test_finds_by_id_and_by_node(store: Store) -> None:
    found = store.paper(MAML.removeprefix("paper/"))
    assert found is not None
    assert store.paper(MAML) == found
    assert store.paper("nothing") is None
    read = store.annotation(found.id)
    assert read is not None
    assert read.paper == found
    entity = store.entity("method/maml")
    assert entity is not None
    assert entity.aliases == ("MAML", "Model-Agnostic Meta-Learning")
    assert store.entity("method/nothing") is None


@pytest.mark.parametrize("name", ["maml", "MAML algorithm", "model agnostic meta-learning"])
def test_finds_by_any_spelling(store: Store, name: str) -> None:
    assert [entity.id for entity in store.find(name)] == ["method/maml"]


def test_entities_of_one_label(store: Store) -> None:
    names = [entity.name for entity in store.entities(Label.BENCHMARK)]
    assert names == ["miniImageNet", "Omniglot"]


def test_neighbourhood(store: Store) -> None:
    assert store.neighbours("method/maml") == [
        "benchmark/omniglot",
        MAML,
        "paper/reptile-a-scalable-meta-learning-algorithm",
        "repo/github.com/cbfinn/maml",
        "task/fewshotlearning",
    ]
    around = {relation.edge[1:] for relation in store.relations_of(MAML)}
    assert (Predicate.INTRODUCES, "method/maml") in around
    assert all(MAML in relation.edge for relation in store.relations_of(MAML))


def test_mentions_know_their_entities(store: Store) -> None:
    found = [(mention.text, entity) for _, mention, entity in store.mentions("benchmark/omniglot")]
    assert found == [("Omniglot", "benchmark/omniglot")] * 4
    assert len(list(store.mentions())) == store.counts()["mentions"]


def test_counts(store: Store) -> None:
    assert store.counts() == {
        "papers": 3,
        "methods": 2,
        "benchmarks": 2,
        "tasks": 1,
        "repositories": 2,
        "edges": 18,
        "results": 1,
        "mentions": 15,
    }
    connected = store.most_connected(Label.METHOD)
    assert [(entity.name, papers) for entity, papers in connected] == [("MAML", 2), ("Reptile", 1)]


def test_results_of_a_benchmark(store: Store) -> None:
    (result,) = store.results_of("benchmark/omniglot")
    assert (result.method, result.value) == ("method/reptile", "97.68%")
    assert list(store.results_of("benchmark/miniimagenet")) == []


def test_views_speak_sql(path: Path) -> None:
    connection = sqlite3.connect(path)
    views = [
        name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type='view'")
    ]
    counts = {
        view: connection.execute(f"SELECT count(*) FROM {view}").fetchone()[0] for view in views
    }
    rows = connection.execute(
        "SELECT words, sentence FROM evidence_sentences"
        " WHERE subject = ? AND predicate = 'introduces'",
        [MAML],
    ).fetchall()
    connection.close()
    assert counts == {
        "paper_methods": 3,
        "paper_benchmarks": 4,
        "paper_tasks": 2,
        "paper_repositories": 2,
        "method_benchmarks": 3,
        "method_tasks": 1,
        "evidence_sentences": 15,
    }
    assert rows == [("MAML", "MAML: fast adaptation for few-shot learning")]


def test_one_file_is_left(path: Path) -> None:
    with Store.open(path) as store:
        next(store.papers())
    assert [file.name for file in path.parent.iterdir()] == ["graph.db"]


def test_a_failed_transaction_leaves_no_trace(path: Path) -> None:
    with Store.create(path) as store:
        with suppress(KeyboardInterrupt), store.transaction():
            store.write_settings({"base_iri": "urn:other:"})
            raise KeyboardInterrupt
        assert store.settings["base_iri"] == "urn:paper-kg:"


def test_removing_a_paper_forgets_its_reading(path: Path) -> None:
    kept = _count_readings(path)
    with Store.create(path) as store, store.transaction():
        store.remove_papers(["omniglot-friends"])
        left = [paper.id for paper in store.papers()]
        assert left == [MAML.removeprefix("paper/"), "reptile-a-scalable-meta-learning-algorithm"]
    assert _count_readings(path) == kept - 1


def test_same_rows_give_the_same_bytes_whatever_their_history(tmp_path: Path) -> None:
    collection = small_collection()
    first = make_store(tmp_path / "first.db", collection)
    make_store(tmp_path / "second.db", [annotated(paper("Another one"))])
    with Store.create(tmp_path / "second.db") as store, store.transaction():
        store.remove_papers(["another-one"])
    second = make_store(tmp_path / "second.db", collection[::-1])
    assert _vacuumed(first) == _vacuumed(second)


def _count_readings(path: Path) -> int:
    connection = sqlite3.connect(path)
    (count,) = connection.execute("SELECT count(*) FROM readings").fetchone()
    connection.close()
    return int(count)


def _vacuumed(path: Path) -> bytes:
    into = path.with_suffix(".vacuumed")
    connection = sqlite3.connect(path)
    connection.execute("VACUUM INTO ?", [str(into)])
    connection.close()
    return into.read_bytes()


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run kg build first"):
        Store.open(tmp_path / "graph.db")
    with pytest.raises(StoreError, match="check that its folder exists"):
        Store.create(tmp_path / "nowhere" / "graph.db")


@pytest.mark.parametrize("content", [b"no database at all, but long enough" * 40, b"text"])
def test_not_a_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "graph.db"
    path.write_bytes(content)
    for opened in (Store.open, Store.create):
        with pytest.raises(StoreError, match="not a graph of paper-kg"):
            opened(path)
    assert path.read_bytes() == content


def test_another_database(tmp_path: Path) -> None:
    path = tmp_path / "graph.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = path.read_bytes()
    for opened in (Store.open, Store.create):
        with pytest.raises(StoreError, match="not a graph of paper-kg"):
            opened(path)
    assert path.read_bytes() == before


def test_another_version(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="store version 99, this one reads 4"):
        Store.open(path)


def test_damaged(path: Path) -> None:
    held = bytearray(path.read_bytes())
    held[4096:] = b"\xff" * (len(held) - 4096)
    path.write_bytes(held)
    with (
        pytest.raises(StoreError, match="remove it and run kg build again"),
        Store.open(path) as store,
    ):
        list(store.papers())


DAMAGED = "damaged; remove it and run kg build again"


@pytest.mark.parametrize("every", [1, 60])
def test_damage_inside_pages_is_one_line_and_quotes_nothing(path: Path, every: int) -> None:
    held = bytearray(path.read_bytes())
    chance = Random(7)
    for page in range(4096, len(held), 3 * 4096):
        for at in range(page, page + 4096, every):
            held[at] = chance.randrange(256)
    path.write_bytes(held)
    with Store.open(path) as store, pytest.raises(StoreError) as raised:
        _read_all(store)
    assert str(raised.value) == f"{path}: {DAMAGED}"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE papers SET sources = '['",
        "UPDATE papers SET abstract = CAST(x'ff6c6f636b6564' AS TEXT)",
        "UPDATE papers SET authors = 7",
        "UPDATE readings SET annotation = '[[], []]'",
        "UPDATE entities SET label = 'NOTHING'",
        "UPDATE relations SET predicate = 'nothing'",
        "UPDATE results SET kind = 'nothing'",
        "UPDATE mentions SET role = 'nothing'",
        "DROP TABLE merges",
    ],
)
def test_rows_that_mean_nothing_are_damage(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()
    with Store.open(path) as store, pytest.raises(StoreError) as raised:
        _read_all(store)
    assert str(raised.value) == f"{path}: {DAMAGED}"


def _read_all(store: Store) -> None:
    walks: list[Iterator[object]] = [store.papers(), store.annotations(), store.entities()]
    walks += [store.relations(), store.results(), store.mentions(), store.merges()]
    for walk in walks:
        for _ in walk:
            pass


def test_a_folder_is_no_graph(tmp_path: Path) -> None:
    for opened in (Store.open, Store.create):
        with pytest.raises(StoreError, match="is a folder, not a graph"):
            opened(tmp_path)


def test_a_file_without_a_byte_is_no_graph_yet(tmp_path: Path) -> None:
    path = tmp_path / "graph.db"
    path.touch()
    with pytest.raises(StoreError, match="run kg build first"):
        Store.open(path)
    Store.create(path).close()
    with Store.open(path) as store:
        assert store.counts()["papers"] == 0


def test_text_that_is_not_unicode_is_one_line(path: Path, store: Store) -> None:
    with pytest.raises(StoreError, match="not valid Unicode"):
        store.entity("caf\udce9")
    with Store.create(path) as writer, pytest.raises(StoreError, match="not valid Unicode"):
        writer.write_papers([(Paper("x", "\ud800", ""), "key")])


def test_a_walk_given_up_may_outlive_the_store(path: Path) -> None:
    with Store.open(path) as store:
        walks: list[Iterator[object]] = [store.papers(), store.aliases(), store.relations()]
        for walk in walks:
            next(walk)
    for walk in walks:
        walk.close()  # type: ignore[attr-defined]


def test_locked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.connection._WAIT", 0.01)
    with (
        Store.create(path) as first,
        first.transaction(),
        Store.create(path) as second,
        pytest.raises(StoreError, match="another process is writing"),
        second.transaction(),
    ):
        pass


def test_readers_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError, match="readonly"):
        store.write_papers([(Paper("x", "X", ""), "key")])


def test_a_reader_sees_the_old_rows_until_all_are_written(path: Path) -> None:
    with Store.create(path) as writer, Store.open(path) as reader:
        with writer.transaction():
            writer.remove_papers(["omniglot-friends"])
            assert reader.counts()["papers"] == 3
        assert reader.counts()["papers"] == 2
