"""What the groups of a paper mean, and what the paper does with them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from kg.model import Annotation, Label, Mention, Predicate, Role
from kg.resolve.groups import Group, find_groups

EntityOf: TypeAlias = Callable[[str, int], str | None]

_PREDICATES = {
    (Label.METHOD, Role.INTRODUCED): Predicate.INTRODUCES,
    (Label.METHOD, Role.USED): Predicate.USES,
    (Label.METHOD, Role.COMPARED): Predicate.COMPARES_WITH,
    (Label.BENCHMARK, Role.INTRODUCED): Predicate.INTRODUCES,
    (Label.BENCHMARK, Role.EVALUATED): Predicate.EVALUATES_ON,
    (Label.BENCHMARK, Role.TRAINED): Predicate.TRAINS_ON,
    (Label.TASK, Role.ADDRESSED): Predicate.ADDRESSES,
}


@dataclass(frozen=True, slots=True)
class Thing:
    """What a group of a paper means, what the paper does with it, and the mention to show it by."""

    group: Group
    entity: str
    predicate: Predicate
    best: Mention

    @property
    def is_own_method(self) -> bool:
        """Whether it is a method that the paper introduces."""
        return self.group.label is Label.METHOD and self.predicate is Predicate.INTRODUCES


def find_things(annotation: Annotation, entity_of: EntityOf) -> Iterator[Thing]:
    """The things of a paper that mean an entity."""
    for group in find_groups(annotation):
        if entity := entity_of(annotation.paper.id, group.number):
            predicate = _PREDICATES.get((group.label, group.role), Predicate.MENTIONS)
            yield Thing(group, entity, predicate, group.best)
