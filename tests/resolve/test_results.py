"""Results: bound to entities, their direction, and what is flagged and left as it was read."""

from dataclasses import replace

import pytest

from kg.model import TRUSTED, Annotation, Direction, Flag, Predicate, Result, ResultKind
from kg.resolve import resolve
from tests.builders import annotated, compares_with, evaluates_on, introduces, paper, reported


def reading(id: str, value: str, **known: object) -> Annotation:
    told = paper(f"Paper {id}", f"MAML reaches {value} accuracy on Omniglot.", id=id)
    number = reported(told, value, method=0, benchmark=1, **known)  # type: ignore[arg-type]
    maml = introduces("MAML") if id == "a" else compares_with("MAML")
    return annotated(told, maml, evaluates_on("Omniglot"), reported=[number])


def results(*annotations: Annotation) -> list[Result]:
    return list(resolve(list(annotations)).results())


def test_a_result_knows_which_way_is_better() -> None:
    (result,) = results(reading("a", "97.5%", metric="accuracy"))
    assert (result.direction, result.flags) == (Direction.HIGHER, ())
    (result,) = results(reading("a", "97.5%"))
    assert result.direction is None


def test_an_accuracy_above_100_is_flagged_and_not_repaired() -> None:
    (result,) = results(reading("a", "975%", metric="accuracy"))
    assert (result.value, result.high, result.flags) == ("975%", 975.0, ("above-limit",))
    (result,) = results(reading("a", "975%", metric="latency"))
    assert result.flags == ()
    (result,) = results(reading("a", "120%", metric="cost", kind=ResultKind.REDUCTION))
    assert result.flags == ("above-limit",)


@pytest.mark.parametrize(("score", "flags"), [(TRUSTED, ()), (TRUSTED - 0.001, (Flag.DOUBTFUL,))])
def test_a_number_that_reading_was_not_sure_of_is_flagged(
    score: float, flags: tuple[Flag, ...]
) -> None:
    read = reading("a", "97.5%", metric="accuracy")
    unsure = replace(read, reported=(replace(read.reported[0], score=score),))
    (result,) = results(unsure)
    assert (result.value, result.flags) == ("97.5%", flags)


def test_two_values_of_one_cell_are_flagged() -> None:
    first, second = reading("a", "97.5%", metric="accuracy"), reading("b", "91%", metric="accuracy")
    assert [result.flags for result in results(first, second)] == [("differing",)] * 2
    same, gain = reading("b", "97.50%", metric="accuracy"), ResultKind.GAIN
    assert [result.flags for result in results(first, same)] == [(), ()]
    other = reading("b", "5%", metric="accuracy", kind=gain)
    assert [result.flags for result in results(first, other)] == [(), ()]


def test_a_doubtful_value_makes_no_other_differ() -> None:
    first, second = reading("a", "97.5%", metric="accuracy"), reading("b", "91%", metric="accuracy")
    unsure = replace(second, reported=(replace(second.reported[0], score=TRUSTED - 0.1),))
    assert [result.flags for result in results(first, unsure)] == [(), (Flag.DOUBTFUL,)]


def test_an_unbound_number_is_kept_with_its_evidence() -> None:
    told = paper("A study", "Accuracy rises by 12%.", id="study")
    read = annotated(told, reported=[reported(told, "12%", kind=ResultKind.GAIN)])
    resolution = resolve([read])
    (result,) = resolution.results()
    assert (result.method, result.benchmark) == (None, None)
    assert told.text[slice(*result.evidence.sentence)] == "Accuracy rises by 12%."
    (edge,) = (r.edge for r in resolution.relations())
    assert edge == ("paper/study", Predicate.REPORTS, result.id)
