"""The seeds through the real road, scored on the regression set: no measure below its floor."""

import tomllib
from pathlib import Path

from kg.evaluate import MEASURES, Tally, evaluate, read_and_extract, read_gold, split_gold
from kg.sources import read_papers

DATA = Path(__file__).parents[1] / "data"
SEEDS = Path(__file__).parents[2] / "seeds"


def test_no_measure_falls_below_its_floor() -> None:
    floors = tomllib.loads((DATA / "floors.toml").read_text())
    gold = read_gold(DATA / "dev.jsonl")
    reading = read_and_extract(gold, read_papers([SEEDS]))
    assert reading.missing == ()
    precisions = floors.pop("precision")
    parts = {"dev": gold, **split_gold(gold)}
    assert floors.keys() == parts.keys()
    measured = {part: evaluate(records, reading.predicted) for part, records in parts.items()}
    fallen = {
        f"{part} {name}": (round(measured[part][name].f1, 4), floor)
        for part in floors
        for name, floor in floors[part].items()
        if measured[part][name].f1 < floor
    }
    fallen |= {
        f"precision of {name}": (round(measured["dev"][name].precision, 4), floor)
        for name, floor in precisions.items()
        if measured["dev"][name].precision < floor
    }
    assert not fallen


def test_the_regression_set_is_whole() -> None:
    gold = read_gold(DATA / "dev.jsonl")
    counted = evaluate(gold, gold)
    assert len(gold) == 137
    assert {name: tally.gold for name, tally in counted.items() if name in _SIZES} == _SIZES
    assert set(counted.values()) == {Tally(found=tally.gold) for tally in counted.values()}


def test_floors_are_those_of_known_measures() -> None:
    floors = tomllib.loads((DATA / "floors.toml").read_text())
    for part in floors.values():
        assert part.keys() <= MEASURES.keys()
        assert all(0 < floor < 1 for floor in part.values())
    assert floors["dev"].keys() >= {"METHOD/named", "BENCHMARK", "introduced/named", "repos"}


_SIZES = {"METHOD": 605, "BENCHMARK": 100, "TASK": 272, "repos": 32, "results strict": 81}
