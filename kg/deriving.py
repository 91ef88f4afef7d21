"""The part of a build that changes the graph: papers stored, read, resolved, written out."""

import gc
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import StoreError
from kg.ids import reading_key
from kg.knowledge_graph import GRAPH_FILE
from kg.model import Paper
from kg.progress import Track
from kg.settings import Settings
from kg.spool import Spool
from kg.store import Store
from kg.store.beside import Parts, carries, parts_in, writing
from kg.store.connection import is_begun
from kg.store.generations import STORE_FOLDER, Draft, making, shows
from kg.store.redirects import REDIRECTS, append_redirects

if TYPE_CHECKING:
    from kg.export import Exporter
    from kg.resolve import Given

OUTPUTS = {"ttl": "graph.ttl", "html": "graph.html"}
_TURTLE_INDEX = "turtle.json"  # in a generation
_FEW = 400  # papers that one process has read before another has started


@dataclass(frozen=True)
class Deriving:
    """One build, once it is known what it is of.

    Attributes:
        folder: where the graph is.
        settings: what shapes the build.
        content: the hash of all that the output is a function of.
        given: the user's decisions and links.
        track: how to watch it.
        fresh: derive everything again from what was read.
        unmatched: the decisions that matched nothing, once it has walked.
    """

    folder: Path
    settings: Settings
    content: str
    given: "Given"
    track: Track
    fresh: bool = False
    unmatched: list[str] = field(default_factory=list)

    def walk(
        self,
        papers: Spool[Paper],
        gone: frozenset[str] | None = None,
        beside: str | None = None,
    ) -> tuple[int, int, tuple[Path, ...]]:
        """Read, resolve and write.

        Args:
            papers: those that are new or changed, or all.
            gone: the ids of those stored that leave; by default all that are not among ``papers``.
            beside: the hash of the records that stay beside these papers; by default none stay.

        Returns:
            How many were read, how many left, the files written.

        Raises:
            StoreError: another build changed the records that were to stay.
        """
        path = self.folder / GRAPH_FILE
        with (
            _changing(path) as store,
            parts_in(self.folder) as parts,
            making(self.folder / STORE_FOLDER) as draft,
        ):
            with store.transaction():
                if beside not in (None, store.settings.get("content")):
                    raise StoreError(f"{path}: another build changed it meanwhile; run it again")
                removed = self._take_in(store, papers, gone)
                read = self._read(store, papers)
                with _without_collecting():
                    moved = self._derive(store, parts, draft)
            written = (path, *parts.finish(), draft.finish())
        redirects = self.folder / REDIRECTS
        return read, removed, (*written, *[redirects] * append_redirects(redirects, moved))

    def _derive(self, store: Store, parts: Parts, draft: Draft) -> dict[str, str]:
        """Resolve what was read and write all that shows it; the ids that changed."""
        moved = self._resolve(store)
        kept = self.settings.to_kept() | self.given.to_kept()
        store.write_settings(kept | {"content": self.content})
        changed = self._fill(store, draft)
        again = None if self.fresh else changed
        self._write(store, parts, OUTPUTS, {"ttl": partial(self._rewrite_turtle, draft, again)})
        return moved

    def mend(self) -> tuple[Path, ...]:
        """Make again what is missing beside the graph, or shows other records."""
        stale = {
            form: name
            for form, name in OUTPUTS.items()
            if not carries(self.folder / name, self.content)
        }
        missing = not shows(self.folder / STORE_FOLDER, self.content)
        if not stale and not missing:
            return ()
        with Store.open(self.folder / GRAPH_FILE) as store, parts_in(self.folder) as parts:
            self._write(store, parts, stale)
            return (*parts.finish(), *([self._make_store(store)] if missing else []))

    def _take_in(self, store: Store, papers: Spool[Paper], gone: frozenset[str] | None) -> int:
        """Put these papers in the place of those stored that leave; how many left."""
        version = version_of(self.settings)
        if gone is None:
            gone = frozenset(store.paper_ids().values()) - {paper.id for paper in papers}
        store.remove_papers(sorted(gone))
        store.write_papers((paper, reading_key(paper.text, version)) for paper in papers)
        return len(gone)

    def _read(self, store: Store, papers: Spool[Paper]) -> int:
        """Read the papers whose text has no reading yet; how many those are."""
        from kg.nlp import read

        version = version_of(self.settings)
        new = [p.id for p in papers if not store.is_read(reading_key(p.text, version))]
        wanted = set(new)
        unread = (paper for paper in papers if paper.id in wanted)
        processes = _processes(self.settings, len(new))
        found = read(unread, model=self.settings.model or "", processes=processes)
        for annotation in self.track(found, "Reading papers", len(new)):
            store.write_reading(reading_key(annotation.paper.text, version), annotation)
        store.remove_unused_readings()
        return len(new)

    def _resolve(self, store: Store) -> dict[str, str]:
        """Derive entities and all that follows; the ids that changed."""
        from kg.renewing import renew

        decisions, links = self.given.to_decisions(), self.given.to_links()
        renewed = renew(store, decisions, links, self.track, fresh=self.fresh)
        self.unmatched[:] = [f"{each.source}: {each}" for each in renewed.unmatched]
        return renewed.moved

    def _fill(self, store: Store, draft: Draft) -> frozenset[str] | None:
        from kg.sparql.loading import fill

        return fill(draft, store)

    def _make_store(self, store: Store) -> Path:
        from kg.sparql.loading import write_store

        return write_store(store)

    def _write(
        self,
        store: Store,
        parts: Parts,
        outputs: Mapping[str, str],
        own: Mapping[str, "Exporter"] = MappingProxyType({}),
    ) -> None:
        from kg.export import EXPORTERS

        writers = {**EXPORTERS, **own}
        for form, name in self.track(outputs.items(), "Writing", len(outputs)):
            with writing(self.folder / name), parts.add(name).open("wb") as file:
                writers[form](store, file)

    def _rewrite_turtle(
        self, draft: Draft, changed: frozenset[str] | None, store: Store, file: BinaryIO
    ) -> None:
        """Write Turtle; what did not change is taken from the file of the generation before."""
        from kg.rdf import Before, rewrite_turtle

        before = None
        if changed is not None:
            index = draft.folder / draft.before / _TURTLE_INDEX
            before = Before(self.folder / OUTPUTS["ttl"], index, changed)
        rewrite_turtle(store, file, draft.own / _TURTLE_INDEX, before)


def version_of(settings: Settings) -> str:
    """The version of the reading; raises ``ModelError`` where there is no such model."""
    from kg.nlp import pipeline_version

    return pipeline_version(settings.model or "")


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let Python not look for rings of objects: none are made, and looking takes a fifth."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _processes(settings: Settings, papers: int) -> int:
    if settings.processes is not None:
        return settings.processes
    return 1 if papers < _FEW else os.cpu_count() or 1


@contextmanager
def _changing(path: Path) -> Iterator[Store]:
    """The store to write to; one that a failed build began is removed again."""
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not is_begun(path)
    try:
        with Store.create(path) as store:
            yield store
    except BaseException:
        if is_new:
            path.unlink(missing_ok=True)
        raise
