"""Which methods take a benchmark that their paper names elsewhere, and which tasks are theirs."""

import pytest

from kg.model import Annotation, Edge, Evidence, Ground, Inferred, Predicate
from kg.resolve.pairs import find_pairs
from kg.resolve.things import find_things
from tests.builders import (
    Named,
    addresses,
    annotated,
    compares_with,
    evaluates_on,
    introduces,
    paper,
    reported,
)


def pairs(title: str, abstract: str, *named: Named) -> dict[Edge, Ground]:
    return pairs_of(annotated(paper(title, abstract, id="p"), *named))


def pairs_of(read: Annotation) -> dict[Edge, Ground]:
    names = {mention.group: mention.text for mention in reversed(read.mentions)}
    things = list(find_things(read, lambda _, group: names[group]))
    return dict(find_pairs(read, things))


def measured(found: dict[Edge, Ground]) -> set[str]:
    """The methods that are measured on Test."""
    return {edge[0] for edge in found if edge[1:] == (Predicate.MEASURED_ON, "Test")}


def tasks(found: dict[Edge, Ground]) -> set[str]:
    """The tasks that New is used for."""
    return {edge[2] for edge in found if edge[:2] == ("New", Predicate.USED_FOR)}


SYSTEM = "We propose New. It has a Block. New is best on Test."


def test_a_part_does_not_take_what_the_system_takes() -> None:
    found = pairs("One", SYSTEM, introduces("New"), introduces("Block"), evaluates_on("Test"))
    assert measured(found) == {"New"}


def test_a_part_does_not_take_what_a_result_gives_the_system() -> None:
    one = paper("One", "We propose New. It has a Block. It is best. New has 9 on Test.", id="p")
    number = reported(one, "9", method=0, benchmark=2)
    named = introduces("New"), introduces("Block"), evaluates_on("Test")
    assert measured(pairs_of(annotated(one, *named, reported=[number]))) == {"New"}


def test_what_the_title_names_takes_it_too() -> None:
    found = pairs("A Block", SYSTEM, introduces("New"), introduces("Block"), evaluates_on("Test"))
    assert measured(found) == {"New", "Block"}
    ground = found["Block", Predicate.MEASURED_ON, "Test"]
    assert isinstance(ground, Inferred)
    assert ground.rule == "same-paper"


def test_another_form_of_the_system_takes_it_too() -> None:
    text = "We propose New. There is New-Large. New is best on Test."
    found = pairs("One", text, introduces("New"), introduces("New-Large"), evaluates_on("Test"))
    assert measured(found) == {"New", "New-Large"}


def test_where_nothing_says_who_takes_it_all_do() -> None:
    text = "We propose New. We propose Other. There are tests. Test is hard."
    named = introduces("New"), introduces("Other"), evaluates_on("Test")
    assert measured(pairs("One", text, *named)) == {"New", "Other"}


def test_a_baseline_that_is_measured_takes_nothing_away() -> None:
    one = paper("One", "We propose New. Old has 9 on Test.", id="p")
    number = reported(one, "9", method=1, benchmark=2)
    named = introduces("New"), compares_with("Old"), evaluates_on("Test")
    assert measured(pairs_of(annotated(one, *named, reported=[number]))) == {"New", "Old"}


@pytest.mark.parametrize(
    ("title", "takers"),
    [
        ("New: a way to go", {"New"}),
        ("New: by a Block", {"New", "Block"}),
        ("New and good", {"New", "Block"}),
        ("It is New: a way to go", {"New", "Block"}),
    ],
)
def test_the_one_word_that_a_title_begins_with_before_a_colon_is_the_system(
    title: str, takers: set[str]
) -> None:
    text = "It has a Block. We use Test."
    named = introduces("New"), introduces("Block"), evaluates_on("Test")
    assert measured(pairs(title, text, *named)) == takers


@pytest.mark.parametrize(
    ("text", "is_for"),
    [
        ("New is robust to sorting.", False),
        ("New is robust against noisy and late sorting.", False),
        ("New has robustness to noise or sorting.", False),
        ("New ends the need for costly sorting.", False),
        ("New works without the need for sorting.", False),
        ("New shows the need for better sorting.", True),
        ("New is trained without the need for labels, while it does sorting.", True),
        ("Robust to noise, we let New do the sorting.", True),
        ("New is robust to noise, and good at sorting.", True),
        ("New is robust to noise; it does sorting.", True),
        ("New is robust to noise in sorting.", True),
        ("Robust to noise, New is there for the sorting.", True),
        ("New is all you need for sorting.", True),
        ("New is robust. It is new. New does sorting.", True),
    ],
)
def test_a_method_is_not_for_what_it_withstands_or_spares(text: str, is_for: bool) -> None:
    found = pairs("One", text, introduces("New"), addresses("sorting"))
    assert tasks(found) == ({"sorting"} if is_for else set())


def test_a_task_that_is_withstood_once_may_be_named_as_a_task_elsewhere() -> None:
    text = "New is robust to sorting. New is for sorting."
    found = pairs("One", text, introduces("New"), addresses("sorting"))
    ground = found["New", Predicate.USED_FOR, "sorting"]
    assert isinstance(ground, Evidence)
    assert ground.sentence[0] == text.index("New is for") + len("One\n\n")


@pytest.mark.parametrize(
    ("title", "is_for"), [("Robustness to sorting", False), ("A way of sorting", True)]
)
def test_nor_for_what_its_title_says_is_withstood(title: str, is_for: bool) -> None:
    found = pairs(title, "We propose New.", introduces("New"), addresses("sorting"))
    assert tasks(found) == ({"sorting"} if is_for else set())


def test_what_a_benchmark_stands_behind_says_nothing_of_it() -> None:
    text = "New is robust to noise of Test."
    assert measured(pairs("One", text, introduces("New"), evaluates_on("Test"))) == {"New"}
