"""The papers of a gold through the real road."""

from kg.evaluate import read_and_extract
from tests.builders import paper
from tests.evaluate.test_measures import record


def test_only_the_papers_of_the_gold_are_read_and_the_missing_are_named() -> None:
    known = paper("MAML", "We propose MAML, a method evaluated on Omniglot.", id="known")
    stranger = paper("PPO", "We propose PPO.", id="stranger")
    gold = {"absent": record(), "known": record()}
    reading = read_and_extract(gold, [stranger, known])
    assert list(reading.predicted) == ["known"]
    assert reading.missing == ("absent",)
    assert "MAML" in [entity["name"] for entity in reading.predicted["known"]["entities"]]
