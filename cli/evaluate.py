"""``kg evaluate``: how well papers are read, and how well their names are joined."""

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from cli.clusters import MentionSource, show_clusters
from cli.console import note, show, show_table, tracking
from cli.options import (
    DEFAULT_GRAPH,
    Captured,
    Config,
    FromFormat,
    GraphDir,
    Json,
    Model,
    Processes,
    Strict,
)
from cli.reading import Problems, read_input, settings_of
from cli.scores import show_sentences, to_figures, to_row
from kg.records import Record
from kg.settings import MODEL, Settings

if TYPE_CHECKING:
    from kg.evaluate import Reading


class EntityLabel(StrEnum):
    """The labels that misses can be asked for."""

    METHOD = "METHOD"
    BENCHMARK = "BENCHMARK"
    TASK = "TASK"


Gold = Annotated[Path, typer.Argument(metavar="GOLD", help="Gold annotations, JSON Lines.")]
More = Annotated[Optional[list[str]], typer.Argument(metavar="PATHS", hidden=True)]  # noqa: UP045
PaperPaths = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(
        "--papers", metavar="PATHS...", help="Files, folders or globs that hold the gold's papers."
    ),
]
Misses = Annotated[
    Optional[EntityLabel],  # noqa: UP045
    typer.Option("--misses", case_sensitive=False, help="List what was missed and what was extra."),
]
Split = Annotated[
    bool,
    typer.Option("--split", help="Score the halves too: one to write rules by, one set aside."),
]
Clusters = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--clusters",
        metavar="CLUSTERS",
        help="Score joining instead: which of the gold's entities are one thing, JSON Lines.",
    ),
]
Mentions = Annotated[
    MentionSource,
    typer.Option("--mentions", help="With --clusters: join what was found, or the gold's names."),
]


def evaluate(
    gold: Gold,
    papers: PaperPaths = None,
    more: More = None,
    clusters: Clusters = None,
    mentions: Mentions = MentionSource.FOUND,
    graph: GraphDir = DEFAULT_GRAPH,
    misses: Misses = None,
    split: Split = False,
    as_json: Json = False,
    from_format: FromFormat = None,
    captured: Captured = None,
    strict: Strict = False,
    model: Model = None,
    processes: Processes = None,
    config: Config = None,
) -> None:
    """Score what is found in papers, or how it is joined, against gold annotations.

    The table has F1 with the interval in which it lies on 95 % of such samples of papers, precision
    and recall of each measure; docs/extraction.md says what counts as found, docs/resolution.md how
    joining is scored. Annotated sentences (SciER's JSON Lines, TDMSci's columns) need no --papers:
    their spans count whole or not at all. With --clusters, mentions and texts are those
    of the graph that -g names; where --papers are given, those are read and joined instead. Papers
    that the gold does not have are ignored.

    Example:
        kg evaluate tests/data/dev.jsonl --papers seeds
        kg evaluate tests/data/dev.jsonl --papers seeds --misses BENCHMARK
        kg evaluate gold.jsonl --clusters clusters.jsonl --mentions gold
        kg evaluate scier_dev.jsonl
    """
    from kg.evaluate import is_sentences, read_gold, split_gold

    paths = [*(papers or []), *(more or [])]
    said = settings_of(config, captured=captured, model=model, processes=processes, strict=strict)
    if not paths and clusters is None:
        if is_sentences(gold):
            show_sentences(gold, said, json=as_json)
            return
        raise typer.BadParameter("name the gold's papers with --papers, or its --clusters")
    if misses and (as_json or clusters):
        raise typer.BadParameter("--misses goes neither with --json nor with --clusters")
    records = read_gold(gold)
    if clusters is not None:
        found = read_input(paths, from_format, said, Problems()) if paths else None
        show_clusters(records, clusters, mentions, found or graph, said, split=split, json=as_json)
        return
    predicted = _read(records, paths, from_format, said)
    if misses:
        _show_misses(records, predicted, misses)
    parts = {"all": records} | (split_gold(records) if split else {})
    if as_json:
        figures = {part: _figures(half, predicted) for part, half in parts.items()}
        show(json.dumps(figures if split else figures["all"]))
    else:
        _show_tables(parts, predicted)


def _read(
    gold: Mapping[str, Record], paths: list[str], from_format: str | None, said: Settings
) -> dict[str, Record]:
    from kg.evaluate import read_and_extract

    problems = Problems()
    found = read_input(paths, from_format, said, problems)
    with tracking() as track:
        reading = read_and_extract(
            gold,
            found,
            model=said.model or MODEL,
            processes=said.processes or 1,
            track=track,
        )
    _note_missing(reading)
    if problems.count:
        note(f"kg: {problems}")
    return reading.predicted


def _note_missing(reading: "Reading") -> None:
    if reading.missing:
        named = ", ".join(reading.missing)
        note(f"kg: not in the input, counted as if nothing was found in them: {named}")


def _show_misses(
    gold: Mapping[str, Record], predicted: Mapping[str, Record], label: EntityLabel
) -> None:
    from kg.evaluate import find_misses

    for miss in find_misses(gold, predicted, label.value):
        what = "extra " if miss.extra else "missed"
        show(f"{what}  {miss.paper}  {miss.name}  ({miss.role}, {miss.kind})")
    show()


def _show_tables(
    parts: Mapping[str, Mapping[str, Record]], predicted: Mapping[str, Record]
) -> None:
    from kg.evaluate import evaluate as score
    from kg.evaluate import find_intervals

    for part, gold in parts.items():
        read = len(gold.keys() & predicted.keys())
        intervals = find_intervals(gold, predicted)
        found = score(gold, predicted).items()
        rows = [to_row(name, tally, intervals[name]) for name, tally in found]
        columns = ["", "F1", "95 %", "P", "R", "gold", "predicted", "found"]
        show_table(columns, rows, f"{part}: {read} of {len(gold)} gold papers read")


def _figures(
    gold: Mapping[str, Record], predicted: Mapping[str, Record]
) -> dict[str, dict[str, float]]:
    from kg.evaluate import evaluate as score
    from kg.evaluate import find_intervals

    intervals = find_intervals(gold, predicted)
    found = score(gold, predicted).items()
    return {name: to_figures(tally, intervals[name]) for name, tally in found}
