"""The part of ``kg evaluate`` that scores joining."""

import json as to_json
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from cli.console import note, show, show_table, tracking
from kg.model import Mention, Paper
from kg.records import Record
from kg.settings import MODEL, Settings

if TYPE_CHECKING:
    from kg.evaluate import ClusterScores, Rates


class MentionSource(StrEnum):
    """Whose mentions are joined."""

    FOUND = "found"
    GOLD = "gold"


def show_clusters(
    gold: Mapping[str, Record],
    clusters: Path,
    mentions: MentionSource,
    source: Iterable[Paper] | Path,
    said: Settings,
    *,
    split: bool,
    json: bool,
) -> None:
    """Score joining and print the figures; ``source`` is papers to read, or a graph's folder."""
    from kg.evaluate import find_meanings, of_half, read_clusters, score_clusters
    from kg.evaluate.gold import HALVES

    known = read_clusters(clusters)
    join = _join_gold if mentions is MentionSource.GOLD else _join_found
    meanings = find_meanings(gold, join(gold, source, said))
    parts = {"all": known} | ({half: of_half(known, half) for half in HALVES} if split else {})
    scores = {part: score_clusters(some, meanings) for part, some in parts.items()}
    if json:
        figures = {part: _figures(score) for part, score in scores.items()}
        show(to_json.dumps(figures if split else figures["all"]))
        return
    for part, score in scores.items():
        title = f"{part}: {score.found} of {score.members} members found"
        rows = [_row(name, rates) for name, rates in _rates(score).items()]
        show_table(["", "F1", "P", "R"], rows, title)


def _join_gold(
    gold: Mapping[str, Record], source: Iterable[Paper] | Path, said: Settings
) -> Iterator[tuple[str, Mention, str]]:
    from kg.evaluate import join_gold

    papers = _papers_in(source, gold) if isinstance(source, Path) else list(source)
    if lacking := gold.keys() - {paper.id for paper in papers}:
        note(f"kg: no text of {len(lacking)} of {len(gold)} papers; their names stand for it")
    return join_gold(gold, papers)


def _papers_in(folder: Path, gold: Mapping[str, Record]) -> list[Paper]:
    from kg.errors import StoreError
    from kg.knowledge_graph import load

    try:
        with load(folder) as graph:
            return [paper for id in gold if (paper := graph.store.paper(id))]
    except StoreError:
        return []


def _join_found(
    gold: Mapping[str, Record], source: Iterable[Paper] | Path, said: Settings
) -> Iterator[tuple[str, Mention, str]]:
    from kg.evaluate import join_found
    from kg.knowledge_graph import load

    if isinstance(source, Path):
        with load(source) as graph:
            yield from graph.store.mentions()
        return
    with tracking() as track:
        model, processes = said.model or MODEL, said.processes or 1
        yield from join_found(source, model=model, processes=processes, track=track)


def _rates(score: "ClusterScores") -> dict[str, "Rates"]:
    return {"b3": score.b_cubed, "b3 found": score.b_cubed_found, "pairs found": score.pairs}


def _row(name: str, rates: "Rates") -> list[object]:
    return [name, *(f"{rate:.3f}" for rate in (rates.f1, rates.precision, rates.recall))]


def _figures(score: "ClusterScores") -> dict[str, object]:
    rates = {
        name: {key: round(getattr(each, key), 4) for key in ("precision", "recall", "f1")}
        for name, each in _rates(score).items()
    }
    return {"members": score.members, "found": score.found, **rates}
