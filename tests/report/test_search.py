from pathlib import Path

import pytest

from kg.model import Entity, Label, Paper
from kg.report import search
from kg.store import Store


def ids(store: Store, text: str, limit: int = 20) -> list[str]:
    return [hit.node.id for hit in search(store, text, limit)]


def test_names_come_before_titles_and_abstracts(store: Store) -> None:
    assert ids(store, "few-shot") == [
        "task/fewshotlearning",
        "paper/maml-fast-adaptation-for-few-shot-learning",
        "paper/omniglot-friends",
    ]


def test_the_very_name_is_best(store: Store) -> None:
    best = search(store, "omniglot")[0]
    assert (best.node.id, best.score, best.where) == ("benchmark/omniglot", 1.0, "Omniglot")


def test_an_alias_is_found_and_named(store: Store) -> None:
    (hit, *_) = search(store, "model agnostic")
    assert (hit.node.id, hit.where) == ("method/maml", "Model-Agnostic Meta-Learning")


def test_all_words_count_as_beginnings(store: Store) -> None:
    assert ids(store, "scal meta rept") == ["paper/reptile-a-scalable-meta-learning-algorithm"]
    assert ids(store, "shot hop") == []
    assert ids(store, "eptile") == []


def test_an_abstract_is_shown_in_part(store: Store) -> None:
    (hit,) = search(store, "alphabets")
    assert hit.where == "…Omniglot, a benchmark of <b>few-shot learning</b> over 50 alphabets."
    assert hit.score == 0.3


def test_a_long_abstract_is_cut_between_words(tmp_path: Path) -> None:
    abstract = f"{'before ' * 20}Décolage at last {'afterwards ' * 20}"
    with Store.create(tmp_path / "graph.db") as store:
        with store.transaction():
            store.write_papers([(Paper("x", "A title", abstract), "")])
        (plain,) = search(store, "last")
        (accented,) = search(store, "decolage")
    assert plain.where == (f"…{'before ' * 6}Décolage at last {'afterwards ' * 6}".rstrip() + "…")
    assert accented.where.startswith("before before")


@pytest.mark.parametrize("text", ["", " ", "…", "--"])
def test_no_words_find_nothing(store: Store, text: str) -> None:
    assert search(store, text) == []


def test_the_limit_keeps_the_best(store: Store) -> None:
    assert ids(store, "few-shot", 1) == ["task/fewshotlearning"]


def test_case_and_accents_do_not_count(tmp_path: Path) -> None:
    entity = Entity("method/decolaje", Label.METHOD, "Décolâge", ("Décolâge",))
    with Store.create(tmp_path / "graph.db") as store:
        with store.transaction():
            store.write_derived([entity], [], [], lambda *_: None)
        assert ids(store, "DECOLAGE") == ids(store, "décolage") == ["method/decolaje"]
