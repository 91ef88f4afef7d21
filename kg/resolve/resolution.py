"""Resolving a collection: two walks over its readings, the alias table between them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter, itemgetter

from kg.ids import entity_node
from kg.model import Annotation, Entity, Label, Relation, Result
from kg.resolve.aliases import AliasTable, Slot
from kg.resolve.entities import make_entities
from kg.resolve.relations import Claim, find_claims, make_relation
from kg.resolve.repositories import KINDS, repository_key, repository_name, repository_url
from kg.resolve.results import find_differing, find_results, flag
from kg.resolve.sorting import sort


class Resolution:
    """What the mentions of a collection mean, and what follows.

    Attributes:
        entities: all entities, repositories among them, sorted by id.
    """

    def __init__(
        self,
        annotations: Iterable[Annotation],
        entities: Iterable[Entity],
        slots: dict[str, dict[int, Slot]],
        ids: dict[Slot, str],
    ) -> None:
        self.entities = sorted(entities, key=attrgetter("id"))
        self._annotations = annotations
        self._slots = slots
        self._ids = ids

    def entity_of(self, paper: str, group: int) -> str | None:
        """The entity that a group of a paper means; None for a metric."""
        slot = self._slots.get(paper, {}).get(group)
        return None if slot is None else self._ids[slot]

    def relations(self) -> Iterator[Relation]:
        """All relations, sorted by subject, predicate, object."""
        for edge, claims in groupby(sort(self._claims(), itemgetter(0)), itemgetter(0)):
            yield make_relation(edge, [ground for _, ground in claims])

    def results(self) -> Iterator[Result]:
        """All results, sorted by id."""
        differing = find_differing(self._results())
        found = (flag(result, differing) for result in self._results())
        return sort(found, attrgetter("id"))

    def _results(self) -> Iterator[Result]:
        for annotation in self._annotations:
            yield from find_results(annotation, self.entity_of)

    def _claims(self) -> Iterator[Claim]:
        for annotation in self._annotations:
            yield from find_claims(annotation, self.entity_of, repository_node)


def resolve(annotations: Iterable[Annotation]) -> Resolution:
    """Find what the mentions of all papers mean.

    Args:
        annotations: the readings of a collection, in any order. They are walked more than once,
            so pass something that can be: a list, or a view of a store.
    """
    table = AliasTable()
    addresses: dict[str, Counter[str]] = {}
    for annotation in annotations:
        table.add(annotation)
        for url in _repository_urls(annotation):
            addresses.setdefault(repository_node(url), Counter())[url] += 1
    entities, ids = make_entities(table)
    repositories = (_repository(id, urls) for id, urls in addresses.items())
    return Resolution(annotations, [*entities, *repositories], table.slots, ids)


def repository_node(url: str) -> str:
    """The id of the repository that a URL leads into."""
    return entity_node(Label.REPO, repository_key(url))


def _repository_urls(annotation: Annotation) -> Iterator[str]:
    yield from (link.url for link in annotation.links if link.kind in KINDS)
    yield from annotation.paper.code_links


def _repository(id: str, urls: Counter[str]) -> Entity:
    usual = min(urls, key=lambda url: (-urls[url], url))
    name = repository_name(usual)
    aliases = tuple(sorted({name, *urls}))
    return Entity(id, Label.REPO, name, aliases, None, (repository_url(usual),))
