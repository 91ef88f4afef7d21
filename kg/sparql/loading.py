"""Making the on-disk store of a graph: ``output/store/``, in generations."""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad
from pyoxigraph import Store as Triples

from kg.rdf import base_iri_of, quads
from kg.store import Store
from kg.store.beside import writing
from kg.store.generations import STORE_FOLDER, making


def write_store(store: Store) -> Path:
    """Make ``store/`` beside ``graph.db`` show its records; the path of what points to it.

    Raises:
        ExportError: it cannot be written.
    """
    folder = store.path.with_name(STORE_FOLDER)
    with making(folder) as draft:
        with writing(draft.data):
            fill(draft.data, quads(store))
        return draft.finish(store.settings.get("content", ""), base_iri_of(store))


def fill(data: Path, found: Iterable[Quad]) -> None:
    """Write quads into a new store in a folder."""
    triples = Triples(str(data))
    triples.bulk_extend(found)
    triples.flush()
