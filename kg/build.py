"""The whole road: from files to ``graph.db``, ``graph.ttl`` and ``graph.html``."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.deriving import Deriving, version_of
from kg.errors import SourceError
from kg.ids import reading_key
from kg.knowledge_graph import GRAPH_FILE, KnowledgeGraph, load
from kg.model import Paper
from kg.progress import Track, silently
from kg.settings import Settings
from kg.spool import Spool
from kg.store import Store
from kg.store.connection import is_begun
from kg.store.content import content_hash, paper_digest
from kg.store.growth import find_growth, grow


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
    given.check()
    chosen = (settings or Settings()).with_options(**options).after(kept)
    version = version_of(chosen)  # a model that is none is refused before anything is read
    problems: list[SourceError] = []
    if fresh and not paths:
        found = _stored(folder)
    else:
        found = _read_files(paths, chosen, format, _heard(problems, on_problem))
    found, others = iter(track(found, "Reading files", None)), _Others({}, None, None)
    if add and kept:
        found, others = _grown(folder, found, version, fresh=fresh)
    with Spool(found) as papers:
        digests = {**others.digests, **{paper.id: paper_digest(paper) for paper in papers}}
        shape = (chosen.to_kept(), version, given.to_kept())
        content = content_hash(digests.values(), *shape)
        deriving = Deriving(folder, chosen, content, given, track, fresh)
        changed = fresh or content != kept.get("content")
        if changed:
            walked = deriving.walk(papers, others.gone, others.content)
        else:
            walked = 0, 0, deriving.mend()
    read, removed, written = walked
    graph = load(folder)
    counts = graph.store.counts()
    told = (counts, written, tuple(problems), tuple(deriving.unmatched))
    graph.report = BuildReport(changed, len(digests), read, removed, *told)
    return graph


@dataclass(frozen=True, slots=True)
class _Others:
    """The papers of a collection beside those that are taken in.

    Attributes:
        digests: of those that stay as they are, by id.
        gone: the ids of those that leave; None where all leave that are not taken in.
        content: the hash of the records that they were found in; None where none are kept.
    """

    digests: dict[str, str]
    gone: frozenset[str] | None
    content: str | None


def _grown(
    folder: Path, found: Iterator[Paper], version: str, *, fresh: bool
) -> tuple[Iterator[Paper], _Others]:
    """The papers to take in where those stored are kept, and what is known of the others."""
    with Store.open(folder / GRAPH_FILE) as store:
        content = store.settings.get("content")
        if fresh or not _is_kept_so(store, version):
            return grow(_stored(folder), found), _Others({}, None, content)
        growth = find_growth(store, found)
        taken = growth.gone | {paper.id for paper in growth.papers}
        others = {id: each for id, each in store.paper_digests().items() if id not in taken}
        return iter(growth.papers), _Others(others, growth.gone, content)


def _is_kept_so(store: Store, version: str) -> bool:
    """Whether papers are kept and were read as now, by the first: all are taken in alike."""
    paper = next(store.papers(), None)
    if paper is None or store.reading_of(paper.id) != reading_key(paper.text, version):
        return False
    return store.paper_digests()[paper.id] == paper_digest(paper)


def _kept(folder: Path) -> dict[str, str]:
    path = folder / GRAPH_FILE
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
    with Store.open(folder / GRAPH_FILE) as store:
        yield from store.papers()
