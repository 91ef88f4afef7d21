"""The measures: what counts as found, as extra and as missed in one paper.

Every figure is micro-averaged: the tallies of all papers are added, then divided.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from kg.evaluate.forms import matching_form
from kg.evaluate.matching import Case, Tally, forms_of
from kg.model import TRUSTED
from kg.records import Record

Entity: TypeAlias = Mapping[str, Any]
Test: TypeAlias = Callable[[Entity], bool]
Measure: TypeAlias = Callable[[Case], Tally]

NOTHING: Record = {"entities": [], "repos": [], "results": []}


def evaluate(gold: Mapping[str, Record], predicted: Mapping[str, Record]) -> dict[str, Tally]:
    """Each measure over all papers of the gold.

    Args:
        gold: gold records by paper id.
        predicted: predicted records by paper id; a gold paper that is not among them counts as
            one in which nothing was found, one that is not in the gold is ignored.
    """
    cases = [Case(record, predicted.get(paper, NOTHING)) for paper, record in gold.items()]
    return {
        name: sum((measure(case) for case in cases), Tally()) for name, measure in MEASURES.items()
    }


def find_entities(test: Test) -> Measure:
    """Entities that pass the test: found where paired, whatever the partner passes."""

    def measure(case: Case) -> Tally:
        gold, predicted = _passing(case, test)
        found = sum(place in case.pairs for place in gold)
        extra = sum(place not in case.partners for place in predicted)
        return Tally(found, extra, len(gold) - found)

    return measure


def find_roles(test: Test) -> Measure:
    """Entities that pass the test: found where the partner has the same role."""

    def measure(case: Case) -> Tally:
        gold, predicted = _passing(case, test)
        found = sum(_same_role(case, place) for place in gold)
        return Tally(found, len(predicted) - found, len(gold) - found)

    return measure


def find_links(*, kind: bool) -> Measure:
    """Links, told apart by their normal URL and, where asked for, found only with their kind."""

    def measure(case: Case) -> Tally:
        gold, predicted = _links(case.gold), _links(case.predicted)
        common = gold.keys() & predicted.keys()
        found = sum(not kind or gold[url] == predicted[url] for url in common)
        return Tally(found, len(predicted) - found, len(gold) - found)

    return measure


def find_results(
    identity: Callable[[Entity, "_Names"], Hashable], test: Test = lambda result: True
) -> Measure:
    """Results that are equal under an identity, as often as they stand.

    Args:
        identity: what has to be the same.
        test: which of the predicted results count; the gold's all do.
    """

    def measure(case: Case) -> Tally:
        gold_names = _Names(case.gold["entities"], {place: place for place in case.pairs})
        names = _Names(case.predicted.get("entities", []), case.partners)
        gold = Counter(identity(result, gold_names) for result in case.gold["results"])
        found = filter(test, case.predicted.get("results", []))
        predicted = Counter(identity(result, names) for result in found)
        right = (gold & predicted).total()
        return Tally(right, predicted.total() - right, gold.total() - right)

    return measure


def _passing(case: Case, test: Test) -> tuple[list[int], list[int]]:
    return _places(case.gold["entities"], test), _places(case.predicted.get("entities", []), test)


def _places(entities: Iterable[Entity], test: Test) -> list[int]:
    return [place for place, entity in enumerate(entities) if test(entity)]


def _same_role(case: Case, place: int) -> bool:
    if place not in case.pairs:
        return False
    partner = case.predicted["entities"][case.pairs[place]]
    return bool(partner.get("role") == case.gold["entities"][place]["role"])


def _labelled(label: str) -> Test:
    return lambda entity: entity["label"] == label


def _method(kind: str) -> Test:
    return lambda entity: entity["label"] == "METHOD" and entity.get("kind", "named") == kind


def _introduced(entity: Entity) -> bool:
    return bool(entity.get("role") == "introduced")


def _introduced_named(entity: Entity) -> bool:
    return _introduced(entity) and entity.get("kind", "named") == "named"


def _edge(entity: Entity) -> bool:
    return bool(entity["label"] != "TASK")


def _links(record: Record) -> dict[str, str | None]:
    return {normal_url(repo["url"]): repo.get("kind") for repo in record.get("repos", [])}


def normal_url(url: str) -> str:
    """A URL without scheme, ``www.``, case, a final ``.git`` and what punctuation follows it."""
    bare = re.sub(r"^https?://(www\.)?", "", url.strip().rstrip("/.,;)}{"))
    return bare.removesuffix(".git").casefold()


def normal_value(value: object) -> str:
    """A value's digits: ``50.0`` and ``50`` are one; a range keeps its hyphen."""
    printed = str(value)
    if "." not in printed:
        return re.sub(r"[^\d-]", "", printed)
    return re.sub(r"[^\d.-]", "", printed).strip("-").rstrip("0").rstrip(".")


class _Names:
    """What the names in a record's results refer to."""

    def __init__(self, entities: Sequence[Entity], gold_places: Mapping[int, int]) -> None:
        self._places = {form: i for i, entity in enumerate(entities) for form in forms_of(entity)}
        self._gold_places = gold_places

    def __call__(self, name: str | None) -> Hashable:
        """The gold entity that is meant, else the name's normal form, else None."""
        if not name:
            return None
        form = matching_form(name)
        place = self._places.get(form, -1)
        return self._gold_places.get(place, form)


def _strict(result: Entity, names: _Names) -> Hashable:
    method, benchmark = names(result.get("method")), names(result.get("benchmark"))
    return normal_value(result["value"]), method, benchmark, result.get("kind")


def _lenient(result: Entity, names: _Names) -> Hashable:
    method, benchmark = names(result.get("method")), names(result.get("benchmark"))
    return normal_value(result["value"]), benchmark if method is None else method


def _value(result: Entity, _names: _Names) -> Hashable:
    return normal_value(result["value"])


def _is_trusted(result: Entity) -> bool:
    """Whether a predicted result is not doubtful; one without a score is certain."""
    return bool(result.get("score", 1.0) >= TRUSTED)


MEASURES: dict[str, Measure] = {
    "METHOD": find_entities(_labelled("METHOD")),
    "BENCHMARK": find_entities(_labelled("BENCHMARK")),
    "TASK": find_entities(_labelled("TASK")),
    "METHOD/named": find_entities(_method("named")),
    "METHOD/concept": find_entities(_method("concept")),
    "introduced": find_roles(_introduced),
    "introduced/named": find_roles(_introduced_named),
    "edges (entity+role)": find_roles(_edge),
    "repos": find_links(kind=False),
    "repos+kind": find_links(kind=True),
    "results strict": find_results(_strict),
    "results strict, trusted": find_results(_strict, _is_trusted),
    "results lenient": find_results(_lenient),
    "results value": find_results(_value),
}
