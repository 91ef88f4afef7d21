"""What was missed and what was extra, paper by paper."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.evaluate.matching import Case
from kg.evaluate.measures import NOTHING
from kg.records import Record


@dataclass(frozen=True, slots=True)
class Miss:
    """An entity without a partner; ``extra`` where it was predicted and is not in the gold."""

    paper: str
    extra: bool
    name: str
    role: str | None
    kind: str | None


def find_misses(
    gold: Mapping[str, Record], predicted: Mapping[str, Record], label: str
) -> Iterator[Miss]:
    """The entities of a label without a partner: in each paper the missed, then the extra."""
    for paper, record in gold.items():
        case = Case(record, predicted.get(paper, NOTHING))
        yield from _alone(paper, record["entities"], label, case.pairs, extra=False)
        entities = case.predicted.get("entities", [])
        yield from _alone(paper, entities, label, case.partners, extra=True)


def _alone(
    paper: str,
    entities: Iterable[Mapping[str, Any]],
    label: str,
    paired: Mapping[int, int],
    *,
    extra: bool,
) -> Iterator[Miss]:
    for place, entity in enumerate(entities):
        if entity["label"] == label and place not in paired:
            yield Miss(paper, extra, entity["name"], entity.get("role"), entity.get("kind"))
