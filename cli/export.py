"""``kg export``: a built graph in another form."""

import re
from contextlib import suppress
from datetime import date
from typing import Annotated, Optional

import typer

from cli.options import DEFAULT_GRAPH, Evidence, GraphDir, OutputFile
from cli.output import STANDARD, writing
from kg.export import EXPORTERS
from kg.model import Label

FORMS = ", ".join(sorted(EXPORTERS))
_LABELS = "METHOD, BENCHMARK, TASK or REPO"
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


def _known(form: str) -> str:
    if form not in EXPORTERS:
        raise typer.BadParameter(f"{form!r} is none of {FORMS}")
    return form


def _dated(text: str | None) -> str | None:
    if text is not None and not (_DATE.fullmatch(text) and _exists(text)):
        raise typer.BadParameter(f"{text!r} is no date such as 2024, 2024-05 or 2024-05-31")
    return text


def _exists(text: str) -> bool:
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    with suppress(ValueError):
        return bool(date(year, month, day))
    return False


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


Center = Annotated[
    Optional[str],  # noqa: UP045  typer reads it at run time on 3.11
    typer.Option("--center", metavar="NAME", help="Only what lies around this name, title or id."),
]
Hops = Annotated[
    int | None,
    typer.Option("--hops", min=0, help="How many edges away from the center at most (1)."),
]
Labels = Annotated[
    Optional[list[Label]],  # noqa: UP045
    typer.Option("--label", metavar="LABEL", help=f"Keep {_LABELS}; several may be given."),
]
Since = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--since",
        metavar="DATE",
        callback=_dated,
        help="Only papers of this year, month or day and later, and what they are connected with.",
    ),
]


def export(
    form: Form,
    graph: GraphDir = DEFAULT_GRAPH,
    output: OutputFile = STANDARD,
    center: Center = None,
    hops: Hops = None,
    label: Labels = None,
    since: Since = None,
    evidence: Evidence = None,
) -> None:
    """Write a built graph, or a part of it, in another form, to standard output or a file.

    Example:
        kg export --format graphml -o graph.graphml
        kg export --format mentions | head -1
        kg export --format nq --evidence full -o graph.nq
        kg export --format html --center GRPO --hops 2 --label METHOD --since 2024 -o grpo.html
    """
    if hops is not None and center is None:
        raise typer.BadParameter("--hops counts from a node: name it with --center")
    from kg.knowledge_graph import load

    steps = 1 if hops is None else hops
    with load(graph) as built, writing(output) as file:
        built.export(
            form,
            file,
            center=center,
            hops=steps,
            labels=label or (),
            since=since,
            evidence=evidence,
        )
