"""The whole road: from files to ``graph.db``, ``graph.ttl`` and ``graph.html``."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import SourceError
from kg.ids import reading_key
from kg.knowledge_graph import GRAPH_FILE, KnowledgeGraph, load
from kg.model import Annotation, Paper
from kg.progress import Track, silently
from kg.settings import Settings
from kg.spool import Spool
from kg.store import Store
from kg.store.beside import Parts, carries, parts_in, writing
from kg.store.connection import is_begun
from kg.store.content import content_hash
from kg.store.growth import grow
from kg.store.redirects import REDIRECTS, append_redirects

if TYPE_CHECKING:
    from kg.resolve import Given

OUTPUTS = {"ttl": "graph.ttl", "html": "graph.html"}
_FEW = 400  # papers that one process has read before another has started


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        changed: False where input and settings were those of the build before.
        papers: how many papers the graph is of.
        read: how many of them were read anew.
        removed: how many left the graph, their files no longer being among the input.
        counts: how many there are of everything.
        written: the files written, the graph's own first.
        problems: what could not be read in the input.
        unmatched: the user's decisions that match nothing, each with its file and line.
    """

    changed: bool
    papers: int
    read: int
    removed: int
    counts: dict[str, int]
    written: tuple[Path, ...]
    problems: tuple[SourceError, ...]
    unmatched: tuple[str, ...] = ()


def build(
    paths: str | Path | Sequence[str | Path],
    output: str | Path = "output",
    *,
    settings: Settings | None = None,
    format: str | None = None,  # noqa: A002  the name of the option
    add: bool = False,
    fresh: bool = False,
    decisions: str | Path | None = None,
    links: str | Path | None = None,
    track: Track = silently,
    on_problem: Callable[[SourceError], None] | None = None,
    **options: Any,
) -> KnowledgeGraph:
    """Build the graph of some papers.

    Only papers whose text was not read before are read; where nothing changed, nothing is done but
    to make what is missing beside ``graph.db``. A build that fails leaves the records, and the
    files beside them, as they were; the bytes of ``graph.db`` may differ.

    Args:
        paths: files, folders, globs, or ``-`` for standard input; together they are the collection.
        output: the folder for ``graph.db``, ``graph.ttl`` and ``graph.html``.
        settings: what shapes the build; :func:`kg.settings.read_settings` reads them from a file.
        format: the format of the input, where its content is not to tell.
        add: keep the papers that the graph holds already.
        fresh: derive everything again from what was read; without paths, from the papers kept.
        decisions: the file of the user's decisions; without it ``decisions.txt`` beside the first
            of the paths, if there is one.
        links: a table of what things are elsewhere, CSV or SSSOM.
        track: how to watch a long build.
        on_problem: told of each record that cannot be read; by default such are logged.
        **options: single settings, by the names in :class:`kg.settings.Settings`.

    Raises:
        SourceError: the input cannot be read.
        DecisionError: a line of the decisions or the links makes no sense.
        SettingsError: an option makes no sense.
        ModelError: there is no such model.
        StoreError: ``graph.db`` is damaged, busy, or no graph.
        ExportError: the output cannot be written.
    """
    from kg.resolve import find_given

    folder, paths = Path(output), [paths] if isinstance(paths, str | Path) else paths
    kept = _kept(folder)
    given = find_given(paths, decisions, links, kept)
    chosen = (settings or Settings()).with_options(**options).after(kept)
    version = _version(chosen)  # a model that is none is refused before anything is read
    problems: list[SourceError] = []
    if fresh and not paths:
        found = _stored(folder)
    else:
        found = _read_files(paths, chosen, format, _heard(problems, on_problem))
    if add and kept:
        found = grow(_stored(folder), found)
    with Spool(track(found, "Reading files", None)) as papers:
        content = content_hash(papers, chosen.to_kept(), version, given.to_kept())
        road = _Road(folder, chosen, content, given, track)
        changed = fresh or content != kept.get("content")
        read, removed, written = road.walk(papers) if changed else (0, 0, road.mend())
        total = len(papers)
    graph = load(folder)
    counts = graph.store.counts()
    told = (counts, written, tuple(problems), tuple(road.unmatched))
    graph.report = BuildReport(changed, total, read, removed, *told)
    return graph


@dataclass(frozen=True)
class _Road:
    """One build, once it is known what it is of."""

    folder: Path
    settings: Settings
    content: str
    given: "Given"
    track: Track
    unmatched: list[str] = field(default_factory=list)

    def walk(self, papers: Spool[Paper]) -> tuple[int, int, tuple[Path, ...]]:
        """Read, resolve and write; papers read, papers removed, files written."""
        path = _graph_file(self.folder)
        with _changing(path) as store, parts_in(self.folder) as parts:
            with store.transaction():
                removed = self._take_in(store, papers)
                read = self._read(store, papers)
                moved = self._resolve(store)
                kept = self.settings.to_kept() | self.given.to_kept()
                store.write_settings(kept | {"content": self.content})
                self._write(store, parts, OUTPUTS)
            written = (path, *parts.finish())
        redirects = self.folder / REDIRECTS
        return read, removed, (*written, *[redirects] * append_redirects(redirects, moved))

    def mend(self) -> tuple[Path, ...]:
        """Make again what is missing beside the graph, or shows other records."""
        stale = {
            form: name
            for form, name in OUTPUTS.items()
            if not carries(self.folder / name, self.content)
        }
        if not stale:
            return ()
        with Store.open(_graph_file(self.folder)) as store, parts_in(self.folder) as parts:
            self._write(store, parts, stale)
            return parts.finish()

    def _take_in(self, store: Store, papers: Spool[Paper]) -> int:
        """Put these papers in the place of those stored; how many left."""
        version = _version(self.settings)
        gone = {paper.id for paper in store.papers()} - {paper.id for paper in papers}
        store.remove_papers(sorted(gone))
        store.write_papers((paper, reading_key(paper.text, version)) for paper in papers)
        return len(gone)

    def _read(self, store: Store, papers: Spool[Paper]) -> int:
        """Read the papers whose text has no reading yet; how many those are."""
        from kg.nlp import read

        version = _version(self.settings)
        known = store.reading_keys()
        new = [paper.id for paper in papers if reading_key(paper.text, version) not in known]
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
        from kg.resolve import resolve

        store.keep_meanings()
        decisions, links = self.given.to_decisions(), self.given.to_links()
        resolution = resolve(_Readings(store), decisions, links)
        relations = self.track(resolution.relations(), "Joining", None)
        derived = (resolution.entities, relations, resolution.results(), resolution.entity_of)
        store.write_derived(*derived, resolution.mentions())
        store.write_reasons(resolution.merges(), resolution.doubts, resolution.matches)
        self.unmatched[:] = [f"{each.source}: {each}" for each in resolution.unmatched]
        return store.find_moved()

    def _write(self, store: Store, parts: Parts, outputs: dict[str, str]) -> None:
        from kg.export import EXPORTERS

        for form, name in self.track(outputs.items(), "Writing", len(outputs)):
            with writing(self.folder / name), parts.add(name).open("wb") as file:
                EXPORTERS[form](store, file)


@dataclass(frozen=True)
class _Readings:
    """The readings of a store, to be walked as often as needed."""

    store: Store

    def __iter__(self) -> Iterator[Annotation]:
        return self.store.annotations()


def _graph_file(folder: Path) -> Path:
    return folder / GRAPH_FILE


def _kept(folder: Path) -> dict[str, str]:
    path = _graph_file(folder)
    if not is_begun(path):
        return {}
    with Store.open(path) as store:
        return store.settings


def _heard(
    problems: list[SourceError], on_problem: Callable[[SourceError], None] | None
) -> Callable[[SourceError], None]:
    from kg.sources import log_problem

    def hear(problem: SourceError) -> None:
        problems.append(problem)
        (on_problem or log_problem)(problem)

    return hear


def _read_files(
    paths: Sequence[str | Path],
    settings: Settings,
    format: str | None,  # noqa: A002  the name of the option
    on_problem: Callable[[SourceError], None],
) -> Iterator[Paper]:
    from kg.sources import read_papers

    return read_papers(
        paths,
        format=format,
        captured=settings.captured,
        strict=bool(settings.strict),
        on_problem=on_problem,
    )


def _stored(folder: Path) -> Iterator[Paper]:
    with Store.open(_graph_file(folder)) as store:
        yield from store.papers()


def _version(settings: Settings) -> str:
    from kg.nlp import pipeline_version

    return pipeline_version(settings.model or "")


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
