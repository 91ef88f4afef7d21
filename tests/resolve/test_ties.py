"""Uses that no chain of ties connects could stand in different collections."""

from collections.abc import Iterable

import pytest

from kg.model import Annotation
from kg.resolve import resolve, ties_in, ties_of_decisions, to_decisions
from tests.builders import Named, annotated, evaluates_on, introduces, paper, uses


def said_in(id: str, *named: Named) -> Annotation:
    words = ". ".join(word for thing in named for word in thing.words)
    return annotated(paper(f"Paper {id}", words, id=id), *named)


def ties(annotation: Annotation, lines: str = "") -> set[str]:
    return {tie for tie, _, _ in ties_in([annotation], to_decisions(lines, "decisions.txt"))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (uses("SMART"), uses("smart")),
        (uses("optimisation"), uses("optimization")),
        (uses("deep RL"), uses("Deep Reinforcement Learning")),
        (uses("GPT-4 (Omni)"), uses("GPT-4o")),
        (uses("motion planner"), uses("planning motion")),
        (uses("MPO", "Meta Plan Optimization"), uses("MPO", "Meta Policy Optimization")),
        (introduces("SMART"), evaluates_on("SMART")),
    ],
)
def test_names_that_may_bear_on_each_other_share_a_tie(one: Named, other: Named) -> None:
    assert ties(said_in("a", one)) & ties(said_in("b", other))


def test_other_names_share_none() -> None:
    assert not ties(said_in("a", uses("Adam"))) & ties(said_in("b", uses("Reptile")))


def test_what_a_decision_takes_out_is_found_by_it_still() -> None:
    lines = "not: Foo\nlabel: bar | TASK\nsame: Baz @ a | Qux"
    wanted = ties_of_decisions(to_decisions(lines, "decisions.txt"))
    for name in ("Foo", "bar", "Baz", "Qux"):
        assert ties(said_in("a", uses(name)), lines) & wanted


def places(annotations: Iterable[Annotation]) -> set[tuple[str, int]]:
    return {(read.paper.id, mention.group) for read in annotations for mention in read.mentions}


def test_what_is_resolved_of_a_part_is_what_is_resolved_of_all() -> None:
    part = [said_in("a", introduces("SMART")), said_in("b", introduces("SMART"), uses("Adam"))]
    whole = resolve([*part, said_in("c", uses("Adam", "AdamW"))])
    elsewhere = {("b", 1): "method/adam"}
    within = resolve(part).within(places(part) - elsewhere.keys(), (), elsewhere, ())
    assert within.meant.items() <= {**whole.meant, **elsewhere}.items()
    assert [entity.id for entity in within.entities] == ["method/smart/a", "method/smart/b"]
    assert within.doubts == whole.doubts
