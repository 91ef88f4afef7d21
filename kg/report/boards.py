"""Leaderboards as files: CSV, and JSON in the shape of Papers with Code's evaluation tables."""

import csv
import io
import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from kg.report.leaderboard import Leaderboard, Row

COLUMNS = (
    *("benchmark", "metric", "unit", "direction", "rank", "method", "value", "from_value", "kind"),
    *("baseline", "paper", "title", "published", "bound", "score", "flags", "result", "sentence"),
)


def to_csv(boards: Iterable[Leaderboard]) -> bytes:
    """One row a ranked score, in UTF-8 with a header."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for board in boards:
        table.writerows(_cells(board, row) for row in board.rows)
    return text.getvalue().encode("utf-8", "backslashreplace")


def _cells(board: Leaderboard, row: Row) -> tuple[object, ...]:
    direction = board.direction.value if board.direction else None
    return (
        *(board.benchmark.name, board.metric, board.unit, direction, row.rank),
        *(row.method and row.method.name, row.value, row.from_value, row.kind),
        *(row.baseline and row.baseline.name, row.paper.id, row.paper.name, row.published),
        *(row.bound, row.score, " ".join(row.flags), row.result, row.sentence),
    )


def to_evaluation_tables(boards: Iterable[Leaderboard]) -> bytes:
    """The list of tasks with their data sets that Papers with Code published, in UTF-8.

    An abstract does not say which task a score is of, so all data sets stand under one task
    without a name; ``metrics`` of a row holds its one score, and what Papers with Code did not
    have stands under names of its own.
    """
    by_benchmark = groupby(boards, key=lambda board: board.benchmark)
    datasets = [
        {"dataset": benchmark.name, "dataset_id": benchmark.id, "sota": _sota(list(group))}
        for benchmark, group in by_benchmark
    ]
    tables = [{"task": None, "categories": [], "subtasks": [], "datasets": datasets}]
    text = json.dumps(tables, ensure_ascii=False, indent=1)
    return (text + "\n").encode("utf-8", "backslashreplace")


def _sota(boards: Iterable[Leaderboard]) -> dict[str, Any]:
    boards = list(boards)
    return {
        "metrics": [_metric(board) for board in boards],
        "rows": [_row(board, row) for board in boards for row in board.rows],
    }


def _metric(board: Leaderboard) -> str:
    return " ".join(filter(None, (board.metric or "score", board.unit and f"({board.unit})")))


def _row(board: Leaderboard, row: Row) -> dict[str, Any]:
    return {
        "model_name": row.method and row.method.name,
        "model_links": [],
        "code_links": [{"title": None, "url": url} for url in row.code],
        "metrics": {_metric(board): row.value},
        "paper_title": row.paper.name,
        "paper_url": row.url,
        "paper_date": row.published,
        "uses_additional_data": False,
        "paper_id": row.paper.id,
        "bound": row.bound,
        "score": row.score,
        "flags": list(row.flags),
        "sentence": row.sentence,
    }
