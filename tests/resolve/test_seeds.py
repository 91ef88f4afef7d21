"""The traps as they stand in the seed papers, read and joined by the whole road."""

from pathlib import Path

import pytest

from kg.knowledge_graph import load
from kg.model import Entity, Label, Predicate


def called(built: Path, name: str) -> list[Entity]:
    with load(built) as graph:
        return [each for each in graph.store.find(name) if each.label is not Label.REPO]


COINED = [("MPO", 3), ("SMART", 2), ("MIND", 2), ("Meta Prompting", 2)]


@pytest.mark.parametrize(("name", "things"), COINED)
def test_what_different_papers_coined_stays_apart(built: Path, name: str, things: int) -> None:
    found = called(built, name)
    assert len(found) == things
    assert all(len(entity.id.split("/")) == 3 for entity in found if entity.description)


@pytest.mark.parametrize(("name", "things"), COINED)
def test_what_different_papers_coined_stays_apart_by_rules(
    built_by_rules: Path, name: str, things: int
) -> None:
    found = called(built_by_rules, name)
    assert len(found) == things
    assert all(len(entity.id.split("/")) == 3 for entity in found if entity.description)


@pytest.mark.parametrize("name", ["GRPO", "GPT-4", "GPT-4o", "GPT-4-Turbo", "Deep RL", "RL"])
def test_what_all_mean_alike_is_one_thing(built: Path, name: str) -> None:
    methods = [entity for entity in called(built, name) if entity.label is Label.METHOD]
    assert len(methods) == 1


def test_versions_and_kinds_know_what_they_are_variants_of(built: Path) -> None:
    with load(built) as graph:
        edges = {r.edge for r in graph.relations if r.predicate is Predicate.VARIANT_OF}
    assert {
        ("method/gpt4o", Predicate.VARIANT_OF, "method/gpt4"),
        ("method/deepreinforcementlearning", Predicate.VARIANT_OF, "method/reinforcementlearning"),
    } <= edges


def test_an_odd_definition_of_grpo_does_not_make_a_second_one(built: Path) -> None:
    (grpo,) = called(built, "Group Relative Preference Optimization")
    assert "Group Relative Policy Optimization" in grpo.aliases


def test_every_name_of_the_graph_is_explained(built: Path) -> None:
    with load(built) as graph:
        for entity in graph.entities:
            if entity.label is not Label.REPO and len(entity.aliases) > 1:
                named = {n for m in graph.why(entity.id) for n in (m.name, m.other)}
                assert set(entity.aliases) <= named, entity.id
