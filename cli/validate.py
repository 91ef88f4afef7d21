"""``kg validate``: whether RDF has the shapes that it should have."""

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from cli.console import show
from cli.options import DEFAULT_GRAPH, GraphDir

if TYPE_CHECKING:
    from kg.rdf.validate import Violation

_SHOWN = 5

File = Annotated[
    Optional[Path],  # noqa: UP045  typer reads it at run time on 3.11
    typer.Argument(
        metavar="FILE",
        help="RDF to look at: .ttl, .nt, .nq, .trig, .rdf or .jsonld.  [default: the built graph]",
    ),
]


def validate(
    file: File = None,
    graph: GraphDir = DEFAULT_GRAPH,
    everything: Annotated[
        bool, typer.Option("--all", help=f"Show all violations, not {_SHOWN} of each shape.")
    ] = False,
) -> None:
    """Hold a built graph, or an RDF file, against the shapes of kg/rdf/shapes.ttl.

    Says what is wrong, by shape; the exit status is 1 where something is.

    Example:
        kg validate
        kg validate output/graph.ttl
        kg validate mine.nq --all
    """
    from kg.knowledge_graph import load
    from kg.rdf.read import read_triples
    from kg.rdf.validate import validate as hold

    if file is not None:
        found = hold(read_triples(file))
    else:
        with load(graph) as built:
            found = built.validate()
    for shape, group in groupby(found.violations, lambda violation: violation.shape):
        _print(shape, list(group), None if everything else _SHOWN)
    if found.violations:
        show(f"{len(found.violations):,} violations in {found.triples:,} statements")
        raise typer.Exit(1)
    show(f"conforms: {found.triples:,} statements")


def _print(shape: str, violations: "list[Violation]", limit: int | None) -> None:
    show(f"{shape}: {len(violations)}")
    for each in violations[:limit]:
        show(f"  {each.node}: {each.message}")
    if limit is not None and len(violations) > limit:
        show(f"  … and {len(violations) - limit} more: --all")
