"""``kg compare``."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from cli.console import show, show_table
from cli.options import DEFAULT_GRAPH, GraphDir, Json

if TYPE_CHECKING:
    from kg.report import Comparison, Row


def compare(
    first: Annotated[str, typer.Argument(metavar="METHOD", help="A method's name, alias or id.")],
    second: Annotated[str, typer.Argument(metavar="METHOD", help="Another.")],
    graph: GraphDir = DEFAULT_GRAPH,
    json: Json = False,
) -> None:
    """Put two methods side by side: benchmarks in common, results, papers, code.

    Example:
        kg compare PPO GRPO
        kg compare PPO GRPO --json
    """
    from kg.knowledge_graph import load

    with load(graph) as built:
        found = built.compare(first, second)
    if json:
        _print_json(found)
    else:
        _print(found)


def _print_json(found: "Comparison") -> None:
    from dataclasses import asdict
    from json import dumps

    show(dumps(asdict(found), ensure_ascii=False, indent=2))


def _print(found: "Comparison") -> None:
    names = (found.first.method.name, found.second.method.name)
    show_table(["", *names], _sides(found))
    if found.cells:
        show()
        cells = (
            (
                cell.benchmark.name if cell.benchmark else None,
                cell.metric,
                _told(cell.first),
                _told(cell.second),
            )
            for cell in found.cells
        )
        show_table(["benchmark", "metric", *names], cells, "results")


def _sides(found: "Comparison") -> Iterator[tuple[object, ...]]:
    sides = (found.first, found.second)
    yield ("id", *(side.method.id for side in sides))
    yield ("papers", *(str(side.papers) for side in sides))
    introduced = ("; ".join(paper.name for paper in side.introduced_in) for side in sides)
    yield ("introduced in", *introduced)
    yield ("code", *(", ".join(side.code) for side in sides))
    yield ("benchmarks", *(", ".join(named.name for named in side.benchmarks) for side in sides))
    common = ", ".join(named.name for named in found.benchmarks)
    yield ("benchmarks in common", common, common)
    both = "; ".join(paper.name for paper in found.papers)
    yield ("papers that name both", both, both)


def _told(rows: "tuple[Row, ...]") -> str:
    return ", ".join(
        f"{row.value}{row.unit or ''} ({', '.join((row.kind, *row.flags))})" for row in rows
    )
