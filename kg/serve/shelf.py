"""What the site reads of a built graph: records, names, ids that moved; always those of now."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import NotFoundError
from kg.rdf import base_iri_of
from kg.report import Card, Stats, card, stats
from kg.serve.names import Found, Names
from kg.store import Store
from kg.store.generations import STORE_FOLDER, Generation, read_current
from kg.store.redirects import REDIRECTS, read_redirects

_FILE = "graph.db"
_PAGE = "graph.html"


class Shelf:
    """The folder that ``kg build`` wrote; its methods may be called in several threads.

    Raises:
        StoreError: there is no graph, or it is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        with self._open() as store:
            self.base_iri = base_iri_of(store)

    @property
    def page(self) -> Path:
        """Where the HTML explorer lies."""
        return self.folder / _PAGE

    def generation(self) -> Generation | None:
        """The store that queries are asked of now."""
        return read_current(self.folder / STORE_FOLDER)

    def records(self) -> str:
        """The hash of the records."""
        with self._open() as store:
            return store.settings.get("content", "")

    def card(self, id: str) -> Card | None:
        """What is known of a node; None where there is none of this id."""
        with self._open() as store:
            if store.entity(id) is None and store.paper(id) is None:
                return None
            try:
                return card(store, id)
            except NotFoundError:
                return None

    def stats(self) -> Stats:
        """How much there is of everything."""
        return self._held()[1]

    def moved(self, id: str) -> str | None:
        """What a node is called now whose id a build changed; None where it did not move."""
        return read_redirects(self.folder / REDIRECTS).get(id)

    def find(self, typed: str, limit: int) -> list[Found]:
        """The nodes whose names bear what was typed."""
        return self._held()[0].find(typed, limit)

    def _held(self) -> tuple[Names, Stats]:
        """What takes a moment to gather; gathered again when the records changed."""
        told = (self.folder / _FILE).stat()
        state = (told.st_mtime_ns, told.st_size)
        with self._lock:
            if state != self._seen:
                with self._open() as store:
                    self._gathered = Names(store), stats(store)
                self._seen = state
            return self._gathered

    @contextmanager
    def _open(self) -> Iterator[Store]:
        with Store.open(self.folder / _FILE) as store:
            yield store
