"""The statements of a graph where they can be asked: on disk, else in memory."""

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from pyoxigraph import NamedNode
from pyoxigraph import Store as Triples

from kg.errors import StoreError
from kg.rdf import base_iri_of, quads
from kg.store import Store
from kg.store.generations import STORE_FOLDER, Generation, read_current, reading, shows


class Graph:
    """The statements of a graph, ready to be asked; a context manager.

    Assertions stand in the default graph, the evidence of each paper in a graph of its own.
    """

    def __init__(self, triples: Triples, base_iri: str, kept: ExitStack | None = None) -> None:
        self.triples = triples
        self.base_iri = base_iri
        self._kept = kept or ExitStack()

    def __len__(self) -> int:
        return len(self.triples)

    def has(self, graph: str) -> bool:
        """Whether some statement stands in the graph of this name."""
        try:
            return self.triples.contains_named_graph(NamedNode(graph))
        except ValueError:  # no absolute IRI
            return False

    def close(self) -> None:
        """Let go of the files behind it; it can be asked no more."""
        self.triples = Triples()
        self._kept.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def load(store: Store) -> Graph:
    """The statements of a store, where they can be asked many times.

    They come from ``store/`` beside it where that shows the same records, which takes no time, else
    from the records themselves.
    """
    folder = store.path.with_name(STORE_FOLDER)
    if shows(folder, store.settings.get("content", "")):
        try:
            return open_graph(folder)
        except StoreError:
            pass
    loaded = Triples()
    loaded.bulk_extend(quads(store))
    return Graph(loaded, base_iri_of(store))


def open_graph(folder: Path) -> Graph:
    """The current generation in a folder; it stays until the graph is closed.

    Raises:
        StoreError: there is none, or it is damaged.
    """
    with ExitStack() as kept:
        generation, data = kept.enter_context(reading(folder))
        try:
            opened = Triples.read_only(str(data))
        except OSError as error:
            raise StoreError(f"{folder}: damaged; remove it and run kg build again") from error
        return Graph(opened, generation.base_iri, kept.pop_all())


class Asked:
    """The graph of a folder of generations, always that of the current one; a context manager.

    Args:
        folder: the generations.
        fallback: a ``graph.db`` whose records are taken where the store does not show them.

    Raises:
        StoreError: there is nothing to ask.
    """

    def __init__(self, folder: Path, fallback: str | None = None) -> None:
        self._folder = folder
        self._seen: Generation | None = None
        if fallback is None:
            self._seen = read_current(folder)
            self._graph = open_graph(folder)
        else:
            with Store.open(fallback) as store:
                self._graph = load(store)
        self._follows = fallback is None

    def current(self) -> Graph:
        """The graph to ask now."""
        if self._follows:
            now = read_current(self._folder)
            if now is not None and now != self._seen:
                opened = open_graph(self._folder)
                self._graph.close()
                self._graph, self._seen = opened, now
        return self._graph

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._graph.close()
