"""What annotated papers teach about results, and what the shipped weights make of them."""

from pathlib import Path

import pytest

from kg.evaluate import evaluate, read_gold
from kg.extraction import to_extraction
from kg.nlp.items import find_sentences
from kg.nlp.results import KINDS, NUMBERS, PAIRS, find_reported
from kg.train.linear import Choice, Example
from kg.train.results import (
    BOUND,
    LABELLED,
    LOST,
    READINGS,
    as_read,
    find_examples,
    fit_tables,
    match_numbers,
    read_annotations,
)
from tests.builders import annotated, compares_with, evaluates_on, introduces, paper, reported


def test_each_gold_result_is_one_number() -> None:
    told = paper("A title", "MAML reaches 97% on Omniglot with 12 layers, and 97% elsewhere.")
    number = reported(told, "97%", method=0, benchmark=1)
    gold = annotated(told, introduces("MAML"), evaluates_on("Omniglot"), reported=[number])
    sentences = find_sentences(told.text, gold.sentences, gold.mentions, gold.links)
    assert [found for _, found in match_numbers(sentences, gold.reported)] == [number, None, None]
    examples = [example for table, example in find_examples(gold) if table == NUMBERS]
    labels = [example.label for example in examples if isinstance(example, Example)]
    assert labels == ["yes", "no", "no"]
    fitted = fit_tables([gold, gold, gold])
    assert fitted[NUMBERS].classes == ("no", "yes")
    assert fitted["result-method-weights"].classes == ("weight",)


def test_papers_that_were_read_for_numbers_alone_teach_no_binding() -> None:
    told = paper("A title", "MAML reaches 97% on Omniglot, 3% over PPO.")
    numbers = [reported(told, "97%", method=0, benchmark=1), reported(told, "3%")]
    gold = annotated(told, introduces("MAML"), evaluates_on("Omniglot"), reported=numbers)
    fitted = fit_tables([], readings=[gold, gold, gold])
    assert NUMBERS in fitted
    assert fitted.keys() <= {NUMBERS, KINDS}
    assert fit_tables([], numbers=[gold, gold, gold]).keys() == {NUMBERS}


@pytest.mark.parametrize(("path", "least"), [(READINGS, 1000), (LABELLED, 700)])
def test_the_read_results_are_records_of_the_form(path: Path, least: int) -> None:
    records = read_gold(path)
    assert sum(len(record["results"]) for record in records.values()) > least
    assert all(not record["entities"] for record in records.values())


def test_bound_results_are_of_the_things_beside_them() -> None:
    records = read_gold(BOUND)
    assert sum(len(record["results"]) for record in records.values()) > 1000
    for record in records.values():
        names = {entity["name"] for entity in record["entities"]}
        told = (result[slot] for result in record["results"] for slot in PAIRS)
        assert names == {name for name in told if name is not None}, record["id"]


def test_results_move_to_what_a_model_found() -> None:
    told = paper("A title", "Model-Agnostic Meta (MAML) reaches 97% on Omniglot, 3% over PPO.")
    numbers = [reported(told, "97%", method=0, benchmark=1), reported(told, "3%", baseline=2)]
    names = [introduces("MAML"), evaluates_on("Omniglot"), compares_with("PPO")]
    gold = annotated(told, *names, reported=numbers)
    read = annotated(told, evaluates_on("Omniglot"), introduces("MAML"))
    one, other = as_read(gold, read).reported
    assert (one.method, one.benchmark) == (1, 0)
    assert (other.method, other.baseline) == (None, LOST)
    examples = [example for _, example in find_examples(as_read(gold, read))]
    chosen = [example.chosen for example in examples if isinstance(example, Choice)]
    assert chosen == [1, 1, 0, 0, 0]  # nothing of the baseline that was lost


@pytest.mark.shared
def test_with_the_gold_entities_binding_is_as_good_as_it_was(shared: Path) -> None:
    gold, papers = shared / "gold" / "dev.jsonl", shared / "gold" / "dev_papers.jsonl"
    predicted = {}
    for read in read_annotations(str(papers), str(gold)):
        found = find_reported(read.paper.text, read.sentences, read.mentions, read.links)
        bound = type(read)(read.paper, read.sentences, read.mentions, read.links, tuple(found))
        predicted[read.paper.id] = to_extraction(bound)
    tallies = evaluate(read_gold(gold), predicted)
    assert tallies["results strict"].f1 >= 0.66
    assert tallies["results lenient"].f1 >= 0.83
