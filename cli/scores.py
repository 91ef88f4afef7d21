"""How figures against a gold are shown: as rows of a table, or as JSON."""

import json as json_
from pathlib import Path
from typing import TYPE_CHECKING

from cli.console import show, show_table
from kg.settings import MODEL, Settings

if TYPE_CHECKING:
    from kg.evaluate import Tally

Interval = tuple[float, float]


def to_row(name: str, tally: "Tally", interval: Interval) -> list[object]:
    """The row of one measure."""
    within = "{:.2f}-{:.2f}".format(*interval)
    rates = [f"{tally.f1:.3f}", within, f"{tally.precision:.3f}", f"{tally.recall:.3f}"]
    return [name, *rates, tally.gold, tally.predicted, tally.found]


def to_figures(tally: "Tally", interval: Interval) -> dict[str, float]:
    """The figures of one measure, for JSON."""
    return {
        "p": round(tally.precision, 4),
        "r": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
        "low": round(interval[0], 4),
        "high": round(interval[1], 4),
        "gold": tally.gold,
        "pred": tally.predicted,
    }


def show_sentences(gold: Path, said: Settings, *, json: bool) -> None:
    """Read annotated sentences and show how many of their spans were found."""
    from kg.evaluate import evaluate_sentences, read_sentences

    sentences = read_sentences(gold)
    processes = said.processes or 1
    scores = evaluate_sentences(sentences, model=said.model or MODEL, processes=processes)
    found = {name: (score.tally, score.interval) for name, score in scores.items()}
    if json:
        show(json_.dumps({name: to_figures(*figures) for name, figures in found.items()}))
        return
    columns = ["", "F1", "95 %", "P", "R", "gold", "predicted", "found"]
    rows = [to_row(name, *figures) for name, figures in found.items()]
    show_table(columns, rows, f"{gold.name}: {len(sentences)} sentences, spans whole")
