from pathlib import Path

import pytest

from kg.errors import NotFoundError
from kg.model import Decided, Entity, Inferred, Label, Predicate, Relation
from kg.report import Card, Fact, Named, Neighbour, Support, card
from kg.store import Store

MAML = Named("method/maml", "method", "MAML")
OMNIGLOT = Named("benchmark/omniglot", "benchmark", "Omniglot")
PAPER = Named(
    "paper/reptile-a-scalable-meta-learning-algorithm",
    "paper",
    "Reptile: a scalable meta-learning algorithm",
)
SAID = "Reptile is compared with MAML on Omniglot and on miniImageNet, and reaches 97.68%."


def around(card: Card) -> list[tuple[str, bool, str]]:
    return [(n.predicate.value, n.outgoing, n.node.name) for n in card.neighbours]


@pytest.mark.parametrize(
    "name", ["MAML", "maml", "method/maml", "Model-Agnostic Meta-Learning", "the MAML algorithm"]
)
def test_a_method_by_any_of_its_names(store: Store, name: str) -> None:
    found = card(store, name)
    assert found.node == MAML
    assert found.aliases == ("Model-Agnostic Meta-Learning",)
    assert found.text == "We propose Model-Agnostic Meta-Learning (MAML) for few-shot learning."
    assert around(found) == [
        ("measuredOn", True, "Omniglot"),
        ("usedFor", True, "few-shot learning"),
        ("implementedBy", True, "cbfinn/maml"),
        ("introduces", False, "MAML: fast adaptation for few-shot learning"),
        ("comparesWith", False, PAPER.name),
    ]
    assert found.neighbours[-1] == Neighbour(
        Predicate.COMPARES_WITH,
        False,
        PAPER,
        0.9,
        (Support("text", PAPER.id.removeprefix("paper/"), SAID, "test-rule", 0.9),),
    )
    assert found.homonyms == ()


@pytest.mark.parametrize(
    "name", [PAPER.id, PAPER.id.removeprefix("paper/"), PAPER.name, PAPER.name.upper()]
)
def test_a_paper_by_id_or_title(store: Store, name: str) -> None:
    found = card(store, name)
    assert found.node == PAPER
    assert found.text == SAID
    assert dict(found.properties)["published"] == "2018-03"
    assert found.links == ("https://github.com/openai/supervised-reptile",)
    assert ("introduces", True, "Reptile") in around(found)
    assert found.results == (
        Fact(PAPER.id, "Reptile", "Omniglot", None, "97.68%", "absolute", (), SAID),
    )


def test_a_number_stands_with_its_method_and_its_benchmark(store: Store) -> None:
    for name in ("Reptile", "Omniglot"):
        assert [fact.value for fact in card(store, name).results] == ["97.68%"]


def test_a_repository_is_stated_by_a_record(store: Store) -> None:
    found = card(store, "openai/supervised-reptile")
    neighbour, method = found.neighbours
    assert (neighbour.node, method.node.id) == (PAPER, "method/reptile")
    assert neighbour.support == (Support("record", "page.txt:2", "github", "", 1.0),)


def test_what_is_inferred_or_decided_says_so(tmp_path: Path) -> None:
    edge = ("paper/a", Predicate.INTRODUCES, "method/x")
    grounds = (Inferred("short-form", (edge,), ("X",), 0.5), Decided("decisions.toml", 7))
    relation = Relation("method/x", Predicate.VARIANT_OF, "method/y", grounds, 0.75)
    entities = [
        Entity("method/x", Label.METHOD, "X", ("X",)),
        Entity("method/y", Label.METHOD, "Y"),
    ]
    with Store.create(tmp_path / "graph.db") as store:
        with store.transaction():
            store.write_derived(entities, [relation], [], lambda *_: None)
        (neighbour,) = card(store, "X").neighbours
    assert neighbour.support == (
        Support("rule", "", "paper/a introduces method/x; X", "short-form", 0.5),
        Support("decision", "decisions.toml:7", "", "", 1.0),
    )


def test_homonyms_stand_behind_the_most_connected(tmp_path: Path) -> None:
    entities = [
        Entity("benchmark/go", Label.BENCHMARK, "Go", ("Go",)),
        Entity("method/go", Label.METHOD, "GO", ("GO",)),
        Entity("task/go", Label.TASK, "go", ("go",)),
        Entity("method/y", Label.METHOD, "Y", ("Y",)),
    ]
    relation = Relation("method/y", Predicate.USED_FOR, "task/go", (Decided("d", 1),), 1.0)
    with Store.create(tmp_path / "graph.db") as store:
        with store.transaction():
            store.write_derived(entities, [relation], [], lambda *_: None)
        by_spelling = card(store, "GO")
        by_edges = card(store, "gO")
    assert by_spelling.node.id == "method/go"
    assert by_edges.node.id == "task/go"
    assert [other.id for other in by_edges.homonyms] == ["benchmark/go", "method/go"]


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("MALM", "MAML"),
        ("omniglott", "Omniglot"),
        ("Reptille: scalable meta-learning", PAPER.name),
        ("Ömniglöt2", "Omniglot"),
    ],
)
def test_the_nearest_names_are_suggested(store: Store, name: str, nearest: str) -> None:
    with pytest.raises(NotFoundError, match="did you mean") as caught:
        card(store, name)
    assert caught.value.suggestions[0] == nearest


@pytest.mark.parametrize("name", ["", "  ", "§§§", "zzzzzzzz"])
def test_nothing_like_it_suggests_nothing(store: Store, name: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        card(store, name)
    assert caught.value.suggestions == ()
