"""The domain model is frozen, slotted and hashable."""

import dataclasses
import inspect

import pytest

from kg import model
from kg.model import Evidence, Label, Paper, Predicate, Relation, Role

TYPES = [
    kind for _, kind in inspect.getmembers(model, inspect.isclass) if dataclasses.is_dataclass(kind)
]


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_types_are_frozen_slotted_and_hashable(kind: type) -> None:
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]  # set by dataclass
    assert "__slots__" in vars(kind)
    assert kind.__hash__ is not None


def test_the_types_are_those_of_the_architecture() -> None:
    names = {kind.__name__ for kind in TYPES}
    road = {"Paper", "Mention", "Link", "Reported", "Annotation", "Entity", "Relation", "Result"}
    grounds = {"Evidence", "Stated", "Inferred", "Decided"}
    assert names == road | grounds | {"Merge", "Doubt", "Match"}


def test_the_text_of_a_paper_is_title_two_newlines_abstract() -> None:
    assert Paper("x", "A title", "An abstract.").text == "A title\n\nAn abstract."


def test_a_paper_cannot_be_changed() -> None:
    paper = Paper("x", "A title", "An abstract.")
    with pytest.raises(dataclasses.FrozenInstanceError):
        paper.title = "Another"  # type: ignore[misc]  # that is the point


def test_the_edge_of_a_relation_leaves_out_what_supports_it() -> None:
    ground = Evidence("x", (0, 7), 2, 7, "cue", 0.9)
    relation = Relation("paper/x", Predicate.USES, "method/maml", (ground,), 0.9)
    assert relation.edge == ("paper/x", Predicate.USES, "method/maml")


def test_names_are_those_of_the_outputs() -> None:
    assert [label.value for label in Label] == ["METHOD", "BENCHMARK", "TASK", "REPO", "METRIC"]
    assert Role("introduced") is Role.INTRODUCED
    assert Predicate("comparesWith") is Predicate.COMPARES_WITH
    assert "introducedBy" not in list(Predicate)
