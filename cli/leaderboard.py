"""``kg leaderboard``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from cli.console import note, show, show_table
from cli.options import DEFAULT_GRAPH, GraphDir, Json
from kg.model import TRUSTED

if TYPE_CHECKING:
    from kg.report import Leaderboard, Row

_RANKED = ("rank", "method", "value", "date", "bound", "flags", "paper")
_BELOW = ("kind", "metric", "method", "value", "baseline", "date", "bound", "flags", "paper")


def leaderboard(
    benchmark: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="[BENCHMARK]", help="A benchmark's name, alias or id."),
    ] = None,
    graph: GraphDir = DEFAULT_GRAPH,
    metric: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--metric", metavar="NAME", help="Which metric, not that of most scores."),
    ] = None,
    least: Annotated[
        float,
        typer.Option(
            "--least", metavar="SCORE", min=0, max=1, help="How sure a score is that is ranked."
        ),
    ] = TRUSTED,
    everything: Annotated[
        bool, typer.Option("--all", help="Write all leaderboards into a folder.")
    ] = False,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("-o", "--output", metavar="DIR", help="The folder, with --all."),
    ] = None,
    json: Json = False,
) -> None:
    """Rank the scores that papers report on a benchmark, with where each was read.

    Scores of one metric and unit are ranked; gains, speedups and reductions stand below, and so do
    scores that are doubtful, unless --least asks for less. With --all, leaderboards.csv and
    evaluation-tables.json (the form of Papers with Code) are written, with what is ranked.

    Example:
        kg leaderboard GSM8K
        kg leaderboard GSM8K --metric accuracy --json
        kg leaderboard GSM8K --least 0.5
        kg leaderboard --all -o leaderboards
    """
    from kg.knowledge_graph import load

    if everything != (benchmark is None) or everything != (output is not None):
        raise typer.BadParameter("give a BENCHMARK, or --all with -o DIR")
    with load(graph) as built:
        if output is not None:
            for path in built.write_leaderboards(output, least=least):
                show(path)
            return
        found = built.leaderboard(benchmark or "", metric, least=least)
    if json:
        _print_json(found)
    else:
        _print(found)


def _print_json(board: "Leaderboard") -> None:
    from dataclasses import asdict
    from json import dumps

    show(dumps(asdict(board), ensure_ascii=False, indent=2))


def _print(board: "Leaderboard") -> None:
    told = " ".join(filter(None, (board.metric or "metric not named", board.unit)))
    better = f"{board.direction.value} is better" if board.direction else "direction unknown"
    title = f"{board.benchmark.name} · {told} · {better}"
    if board.rows:
        show_table(_RANKED, map(_ranked, board.rows), title)
    else:
        show(title)
        unsure = [row.score for row in board.below if row.kind == "absolute" and row.method]
        told = f"the surest is so by {max(unsure):g}: see --least" if unsure else "there is none"
        note(f"no score to rank; {told}")
    if board.below:
        show()
        show_table(_BELOW, map(_unranked, board.below), "not ranked")
    for metric, unit, count in board.others:
        what = " ".join(filter(None, (metric or "metric not named", unit)))
        note(f"{count} more of: {what}")


def _ranked(row: "Row") -> tuple[object, ...]:
    method = row.method.name if row.method else None
    return (row.rank, method, _value(row), row.published, _bound(row), _flags(row), row.paper.name)


def _unranked(row: "Row") -> tuple[object, ...]:
    method, baseline = (named.name if named else None for named in (row.method, row.baseline))
    told = (row.kind, row.metric, method, _value(row), baseline, row.published)
    return (*told, _bound(row), _flags(row), row.paper.name)


def _value(row: "Row") -> str:
    return f"{row.value}{row.unit or ''}" if row.unit != "points" else f"{row.value} points"


def _bound(row: "Row") -> str:
    return f"{row.bound} {row.score:g}"


def _flags(row: "Row") -> str:
    return ", ".join(row.flags)
