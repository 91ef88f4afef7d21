"""``kg build``: from files to a graph."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from cli.console import note, show, show_table, tracking
from cli.options import (
    DEFAULT_GRAPH,
    Captured,
    Config,
    Evidence,
    FromFormat,
    Model,
    Processes,
    Strict,
)
from cli.reading import Problems

if TYPE_CHECKING:
    from kg.build import BuildReport
    from kg.knowledge_graph import KnowledgeGraph

_COUNTED = ("papers", "methods", "benchmarks", "tasks", "repositories", "edges")
_MOST = 5

InputPaths = Annotated[
    Optional[list[str]],  # noqa: UP045  typer reads it at run time on 3.11
    typer.Argument(
        metavar="PATHS",
        help="Files, folders or globs to read; - is standard input. May be left out with --fresh.",
    ),
]
OutputDir = Annotated[
    Path, typer.Option("-o", "--output", metavar="DIR", help="The folder to write to.")
]
BaseIri = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--base-iri", metavar="IRI", help="What every IRI of the graph begins with."),
]
Add = Annotated[bool, typer.Option("--add", help="Keep the papers that the graph holds already.")]
Decisions = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--decisions",
        metavar="FILE",
        help="Your decisions on names and edges.  [default: decisions.txt beside the first path]",
    ),
]
Links = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--links", metavar="FILE", help="What things are elsewhere: a CSV or SSSOM table of ids."
    ),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Derive everything again from what was read.")]


def build(
    paths: InputPaths = None,
    output: OutputDir = DEFAULT_GRAPH,
    add: Add = False,
    fresh: Fresh = False,
    decisions: Decisions = None,
    links: Links = None,
    base_iri: BaseIri = None,
    evidence: Evidence = None,
    captured: Captured = None,
    from_format: FromFormat = None,
    strict: Strict = False,
    model: Model = None,
    processes: Processes = None,
    config: Config = None,
) -> None:
    """Build the graph of some papers.

    The folder gets graph.db, graph.ttl and graph.html. The files given are the whole collection;
    papers of an earlier build that they no longer hold leave the graph, unless --add says
    otherwise. Only what is new is read.

    Example:
        kg build seeds
        kg build papers/*.jsonl more.csv.gz -o mine --base-iri https://example.org/kg/
        kg build new.csv -o mine --add
        kg build papers.csv --decisions mine.txt --links wikidata.csv
    """
    from kg.build import build as build_graph
    from kg.settings import Settings, read_settings

    if not paths and not fresh:
        raise typer.BadParameter("name the files to read; only --fresh does without")
    problems = Problems()
    with tracking() as track:
        graph = build_graph(
            paths or [],
            output,
            settings=read_settings(config) if config else Settings(),
            format=from_format,
            add=add,
            fresh=fresh,
            decisions=decisions,
            links=links,
            track=track,
            on_problem=problems,
            base_iri=base_iri,
            evidence=evidence,
            captured=captured.date() if captured else None,
            strict=strict or None,
            model=model,
            processes=processes,
        )
    with graph:
        for line in graph.report.unmatched if graph.report else ():
            note(f"kg: warning: {line}: matches nothing")
        _show_built(graph, problems, output)


def _show_built(graph: "KnowledgeGraph", problems: Problems, output: Path) -> None:
    report = graph.report
    assert report is not None
    if not report.changed and not report.written:
        show("nothing changed")
    show_table(["", "count"], [(what, report.counts[what]) for what in _COUNTED])
    _show_most_connected(graph)
    if problems.count:
        show(f"{problems} in the input")
    _show_paths(report, output)


def _show_most_connected(graph: "KnowledgeGraph") -> None:
    from kg.model import Label

    for label in (Label.METHOD, Label.BENCHMARK):
        most = graph.store.most_connected(label, _MOST)
        if most:
            show()
            rows = [(entity.name, papers) for entity, papers in most]
            show_table([f"most connected {label.value.lower()}s", "papers"], rows)
    show()


def _show_paths(report: "BuildReport", output: Path) -> None:
    if report.changed:
        show(f"read {report.read} of {report.papers} papers, {report.removed} left the graph")
    for path in report.written:
        show(f"wrote {path}")
    if not report.written:
        show(f"up to date: {output}")
