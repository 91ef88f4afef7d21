"""The papers of a gold, read and extracted by the real road."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.extraction import to_extraction
from kg.model import Paper
from kg.nlp import read
from kg.progress import Track, silently
from kg.records import Record
from kg.settings import MODEL


@dataclass(frozen=True, slots=True)
class Reading:
    """What was predicted for the papers of a gold, and which of them the input lacks."""

    predicted: dict[str, Record]
    missing: tuple[str, ...]


def read_and_extract(
    gold: Mapping[str, Record],
    papers: Iterable[Paper],
    *,
    model: str = MODEL,
    processes: int = 1,
    track: Track = silently,
) -> Reading:
    """Read the papers that the gold has; others are not read.

    Args:
        gold: gold records by paper id.
        papers: the collection, one paper per id.
        model: as in :func:`kg.nlp.read`.
        processes: as in :func:`kg.nlp.read`.
        track: told of the stage "reading".

    Raises:
        ModelError: the model is missing or unusable.
    """
    judged = [paper for paper in papers if paper.id in gold]
    annotations = track(read(judged, model=model, processes=processes), "reading", len(judged))
    predicted = {each.paper.id: to_extraction(each, spans=True) for each in annotations}
    missing = tuple(paper for paper in gold if paper not in predicted)
    return Reading(predicted, missing)
