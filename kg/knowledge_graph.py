"""The user's object over ``graph.db``."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from html import escape
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, Self, TypeVar

from kg.errors import ExportError
from kg.ids import paper_node
from kg.model import TRUSTED, Entity, Evidence, Label, Merge, Paper, Relation, Result
from kg.settings import EvidenceLevel
from kg.store import Slice, Store, sliced
from kg.store.beside import carries

if TYPE_CHECKING:
    import networkx as nx

    from kg.build import BuildReport
    from kg.export import Exporter
    from kg.rdf.validate import Validation
    from kg.report import Card, Comparison, Diff, Hit, Leaderboard, Question, Stats
    from kg.sparql import Answer, Graph

GRAPH_FILE = "graph.db"
PAGE_FILE = "graph.html"
_SHOWN_IN_A_CELL = 2000  # papers up to which a notebook is given the page
T = TypeVar("T")


class View(Generic[T]):
    """Records of a graph, read from the store each time they are walked."""

    def __init__(self, walk: Callable[[], Iterator[T]], count: Callable[[], int]) -> None:
        self._walk = walk
        self._count = count

    def __iter__(self) -> Iterator[T]:
        return self._walk()

    def __len__(self) -> int:
        return self._count()


class KnowledgeGraph:
    """A built graph: what :func:`kg.build` and :func:`kg.load` return; a context manager.

    >>> graph = kg.load("output")  # doctest: +SKIP
    >>> for relation in graph.relations:
    ...     print(*relation.edge, relation.confidence)

    Attributes:
        store: the records behind it, for what the views do not offer.
        report: what the build did that made it; None where it was loaded.
    """

    def __init__(self, store: Store, report: "BuildReport | None" = None) -> None:
        self.store = store
        self.report = report

    @property
    def papers(self) -> View[Paper]:
        """All papers, by id."""
        return View(self.store.papers, lambda: self.store.counts()["papers"])

    @property
    def entities(self) -> View[Entity]:
        """All methods, benchmarks, tasks and repositories, by id."""
        return View(self.store.entities, lambda: sum(map(self._count, Label)))

    @property
    def relations(self) -> View[Relation]:
        """All relations, by subject, predicate, object."""
        return View(self.store.relations, lambda: self.store.counts()["edges"])

    @property
    def results(self) -> View[Result]:
        """All reported numbers, by id."""
        return View(self.store.results, lambda: self.store.counts()["results"])

    @cached_property
    def graph(self) -> "nx.MultiDiGraph[str]":
        """The whole as a networkx graph, in memory."""
        from kg.graph import assemble

        return assemble(self.papers, self.entities, self.relations)

    def query(self, text: str, values: Mapping[str, Any] | None = None) -> "Answer":
        """Ask in SPARQL; see :func:`kg.sparql.query`.

        Raises:
            QueryError: the query is malformed, or asks for what is not allowed.
        """
        from kg.sparql import query

        return query(self._triples, text, values)

    def show(self, name: str) -> "Card":
        """What is known of a paper or of a thing.

        Raises:
            NotFoundError: nothing has this name; the error names the nearest.
        """
        from kg.report import card

        return card(self.store, name)

    def why(self, entity: str) -> list[Merge]:
        """Why the names of the entity with this id are one thing, the surest reasons first."""
        return list(self.store.merges(entity))

    def review(self) -> "Iterator[Question]":
        """The pairs of things that may be one, the most consequential first."""
        from kg.report import review

        return review(self.store)

    def search(self, text: str, limit: int = 20) -> "list[Hit]":
        """The papers and things whose names or texts hold these words."""
        from kg.report import search

        return search(self.store, text, limit)

    def stats(self) -> "Stats":
        """How much there is of everything."""
        from kg.report import stats

        return stats(self.store)

    def leaderboard(
        self, benchmark: str, metric: str | None = None, *, least: float = TRUSTED
    ) -> "Leaderboard":
        """The scores that papers report on a benchmark, ranked where they are sure enough.

        Args:
            benchmark: its name, an alias or its id.
            metric: which metric; by default that of the most scores.
            least: how sure a score has to be to be ranked, between 0 and 1.

        Raises:
            NotFoundError: there is no such benchmark, or no score of the metric on it.
        """
        from kg.report import leaderboard

        return leaderboard(self.store, benchmark, metric, least=least)

    def write_leaderboards(self, folder: str | Path, *, least: float = TRUSTED) -> tuple[Path, ...]:
        """Write all leaderboards as CSV and as JSON in the shape of Papers with Code's.

        Args:
            folder: where to; it is made where it is missing.
            least: how sure a score has to be to be ranked, between 0 and 1.

        Raises:
            ExportError: a file cannot be written.
        """
        from kg.export import write_file
        from kg.report import leaderboards, to_csv, to_evaluation_tables

        boards = list(leaderboards(self.store, least))
        forms = {"leaderboards.csv": to_csv, "evaluation-tables.json": to_evaluation_tables}
        written = []
        for name, form in forms.items():
            content = form(boards)
            written.append(write_file(Path(folder) / name, lambda file, it=content: file.write(it)))  # type: ignore[misc]
        return tuple(written)

    def compare(self, first: str, second: str) -> "Comparison":
        """What is known of two methods, side by side.

        Raises:
            NotFoundError: there is no method of that name.
        """
        from kg.report import compare

        return compare(self.store, first, second)

    def diff(self, new: "KnowledgeGraph") -> "Diff":
        """What another graph added, removed or changed."""
        from kg.report import diff

        return diff(self.store, new.store)

    def validate(self) -> "Validation":
        """Hold the graph, as RDF, against the shapes of ``kg/rdf/shapes.ttl``."""
        from kg.rdf import triples
        from kg.rdf.validate import validate

        return validate(triples(self.store))

    def quote(self, evidence: Evidence) -> str:
        """The sentence that a piece of evidence points at."""
        paper = self.store.paper(evidence.paper)
        start, end = evidence.sentence
        return "" if paper is None else paper.text[start:end]

    def export(
        self,
        format: str,  # noqa: A002  as the option
        file: str | Path | BinaryIO,
        *,
        center: str | None = None,
        hops: int = 1,
        labels: Sequence[Label] = (),
        since: str | None = None,
        evidence: str | None = None,
    ) -> None:
        """Write the graph, or a part of it, in one of the forms of :data:`kg.export.EXPORTERS`.

        Args:
            format: the name of the form.
            file: a path, or an open binary file.
            center: a name, an alias, a title or an id: only what lies around it.
            hops: how many edges away from the center at most.
            labels: the kinds of entity to keep, by default all; papers stay.
            since: a date or the beginning of one, such as ``2024``: only papers published then or
                later, and what they are connected with.
            evidence: how much RDF tells of what statements rest on: none, compact or full; by
                default as the graph was built. Other forms always tell all.

        Raises:
            ExportError: there is no such form, the file cannot be written, or evidence is said of
                what is no form of RDF.
            NotFoundError: nothing has the name given as center.
        """
        from kg.export import write_file

        export = _exporter(format, evidence)
        with self._part(center, hops, tuple(labels), since) as store:
            write = partial(export, store)
            if isinstance(file, str | Path):
                write_file(file, write)
            else:
                write(file)

    def page(self) -> Path:
        """The path of ``graph.html`` beside ``graph.db``; made where it is missing or stale.

        Raises:
            ExportError: it cannot be written.
        """
        path = self.store.path.with_name(PAGE_FILE)
        if not carries(path, self.store.settings.get("content", "")):
            self.export("html", path)
        return path.resolve()

    @contextmanager
    def _part(
        self, center: str | None, hops: int, labels: tuple[Label, ...], since: str | None
    ) -> Iterator[Store]:
        from kg.report.names import find_nodes

        if center is None and not labels and since is None:
            yield self.store
            return
        id = None
        if center is not None:
            meant = find_nodes(self.store, center)[0]
            id = paper_node(meant.id) if isinstance(meant, Paper) else meant.id
        with sliced(self.store, Slice(id, hops, labels, since)) as store:
            yield store

    def _repr_html_(self) -> str:
        """The page, for Jupyter, in a frame of its own; of a large graph the counts alone."""
        counts = self.store.counts()
        if counts["papers"] > _SHOWN_IN_A_CELL:
            return f"<pre>{escape(repr(self))}</pre>"
        page = BytesIO()
        self.export("html", page)
        frame = 'width="100%" height="640" style="border:0" sandbox="allow-scripts allow-downloads"'
        text = escape(page.getvalue().decode())
        return f'<iframe title="Knowledge graph" {frame} srcdoc="{text}"></iframe>'

    def close(self) -> None:
        """Close ``graph.db``."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {what}" for what, count in self.store.counts().items())
        return f"<KnowledgeGraph {self.store.path}: {counts}>"

    @cached_property
    def _triples(self) -> "Graph":
        from kg.sparql import load

        return load(self.store)

    def _count(self, label: Label) -> int:
        return self.store.count_entities(label)


def _exporter(form: str, evidence: str | None) -> "Exporter":
    from kg.export import EXPORTERS, RDF_EXPORTERS

    if form not in EXPORTERS:
        raise ExportError(f"there is no form {form!r}; known: {', '.join(sorted(EXPORTERS))}")
    if evidence is None:
        return EXPORTERS[form]
    if form not in RDF_EXPORTERS:
        raise ExportError(f"{form} is no form of RDF, which alone can leave evidence out")
    if evidence not in list(EvidenceLevel):
        raise ExportError(f"evidence is none, compact or full, not {evidence!r}")
    return partial(RDF_EXPORTERS[form], evidence=EvidenceLevel(evidence))


def load(path: str | Path = "output") -> KnowledgeGraph:
    """Open a built graph for reading.

    Args:
        path: the folder that a build wrote, or its ``graph.db``.

    Raises:
        StoreError: there is no graph, or it is damaged or from another version.
    """
    path = Path(path)
    return KnowledgeGraph(Store.open(path / GRAPH_FILE if path.is_dir() else path))
