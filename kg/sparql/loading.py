"""Making the on-disk store of a graph: ``output/store/``, in generations."""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad
from pyoxigraph import Store as Triples

from kg.rdf import base_iri_of, quads
from kg.store import Store
from kg.store.beside import writing
from kg.store.generations import STORE_FOLDER, Draft, making


def write_store(store: Store) -> Path:
    """Make ``store/`` beside ``graph.db`` show its records; that folder.

    Raises:
        ExportError: it cannot be written.
    """
    with making(store.path.with_name(STORE_FOLDER)) as draft:
        fill(draft, store)
        return draft.finish()


def fill(draft: Draft, store: Store) -> None:
    """Write all that a store holds into a generation that is not finished yet.

    Raises:
        ExportError: it cannot be written.
    """
    draft.content, draft.base_iri = store.settings.get("content", ""), base_iri_of(store)
    with writing(draft.data):
        _load(draft.data, quads(store))


def _load(data: Path, found: Iterable[Quad]) -> None:
    triples = Triples(str(data))
    triples.bulk_extend(found)
    triples.flush()
