"""What was missed, what was extra."""

from kg.evaluate import Miss, find_misses
from tests.evaluate.test_measures import entity, record


def test_each_paper_lists_the_missed_and_then_the_extra() -> None:
    gold = {
        "a": record(entity("MAML"), entity("PPO", role="introduced"), entity("t", label="TASK")),
        "b": record(entity("DPO")),
    }
    predicted = {"a": record(entity("MAML"), {"label": "METHOD", "name": "LoRA"})}
    assert list(find_misses(gold, predicted, "METHOD")) == [
        Miss("a", extra=False, name="PPO", role="introduced", kind="named"),
        Miss("a", extra=True, name="LoRA", role=None, kind=None),
        Miss("b", extra=False, name="DPO", role="used", kind="named"),
    ]
