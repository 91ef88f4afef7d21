"""``kg export``: a built graph in another form."""

from typing import Annotated

import typer

from cli.options import DEFAULT_GRAPH, GraphDir, OutputFile
from cli.output import STANDARD, writing
from kg.export import EXPORTERS

FORMS = ", ".join(sorted(EXPORTERS))


def _known(form: str) -> str:
    if form not in EXPORTERS:
        raise typer.BadParameter(f"{form!r} is none of {FORMS}")
    return form


Form = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        callback=_known,
        help=f"One of {FORMS}.",
    ),
]


def export(form: Form, graph: GraphDir = DEFAULT_GRAPH, output: OutputFile = STANDARD) -> None:
    """Write a built graph in another form, to standard output or a file.

    Example:
        kg export --format graphml -o graph.graphml
        kg export --format mentions | head -1
    """
    from kg.knowledge_graph import load

    with load(graph) as built, writing(output) as file:
        built.export(form, file)
