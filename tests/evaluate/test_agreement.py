"""Our figures beside those of the script that defines them."""

import copy
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.evaluate import evaluate, read_and_extract, read_gold
from kg.records import Record
from kg.sources import read_papers

pytestmark = pytest.mark.shared
Figures = dict[str, dict[str, float]]


def reference(script: Path, gold: Path, predicted: dict[str, Record], folder: Path) -> Figures:
    """What the script says about these predictions."""
    path = folder / "predicted.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in predicted.values()))
    command = [sys.executable, str(script), str(gold), str(path), "--json"]
    finished = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: Figures = json.loads(finished.stdout)
    return figures


def ours(gold: dict[str, Record], predicted: dict[str, Record]) -> Figures:
    """The figures of the measures that both know."""
    return {
        name: {
            "p": round(tally.precision, 4),
            "r": round(tally.recall, 4),
            "f1": round(tally.f1, 4),
            "gold": tally.gold,
            "pred": tally.predicted,
        }
        for name, tally in evaluate(gold, predicted).items()
        if name != "results strict, trusted"
    }


def drop(chance: random.Random, record: Record) -> None:
    for part in ("entities", "repos", "results"):
        record[part] = [item for item in record[part] if chance.random() > 0.2]


def rename(chance: random.Random, record: Record) -> None:
    for entity in some(chance, record["entities"]):
        name = entity["name"]
        spellings = [
            name.upper(),
            f"the {name}s",
            f"{name} dataset",
            f"x{name}",
            name.replace(" ", "-"),
            "--",
        ]
        entity["name"] = chance.choice(spellings)
        entity["aliases"] = chance.choice([[], [entity["name"]], entity["aliases"]])


def relabel(chance: random.Random, record: Record) -> None:
    for entity in some(chance, record["entities"]):
        entity["label"] = chance.choice(["METHOD", "BENCHMARK", "TASK"])


def change_roles(chance: random.Random, record: Record) -> None:
    for entity in some(chance, record["entities"]):
        entity["role"] = chance.choice(["introduced", "used", "compared", "evaluated", "mentioned"])
        entity["kind"] = chance.choice(["named", "concept"])
    for entity in some(chance, record["entities"]):
        del entity["kind"]


def swap_aliases(chance: random.Random, record: Record) -> None:
    entities = record["entities"]
    if len(entities) > 1:
        one, other = chance.sample(entities, 2)
        one["aliases"], other["aliases"] = other["aliases"], one["aliases"]
    if entities:
        entities.append(copy.deepcopy(chance.choice(entities)))
    chance.shuffle(entities)


def mangle_urls(chance: random.Random, record: Record) -> None:
    for repo in some(chance, record["repos"]):
        url = repo["url"]
        spellings = [
            url.upper(),
            f"{url}/",
            f"{url}.git",
            f"{url}).",
            f"http://www.{url}",
            f"{url}x",
        ]
        repo["url"] = chance.choice(spellings)
        repo["kind"] = chance.choice(["code", "data", "project"])
    record["repos"] += copy.deepcopy(list(some(chance, record["repos"])))


def change_results(chance: random.Random, record: Record) -> None:
    names = [entity["name"] for entity in record["entities"]]
    for result in some(chance, record["results"]):
        value = result["value"]
        result["value"] = chance.choice([f"{value}.0", f"{value}0", f"-{value}", f"{value}%", "7"])
        result["kind"] = chance.choice(["absolute", "gain"])
    for result in some(chance, record["results"]):
        field = chance.choice(["method", "benchmark"])
        result[field] = chance.choice([None, "", "stranger", *names, *map(str.upper, names)])
    record["results"] += copy.deepcopy(list(some(chance, record["results"])))


def some(chance: random.Random, items: list[Any]) -> list[Any]:
    return [item for item in items if chance.random() < 0.4]


CORRUPTIONS: list[Callable[[random.Random, Record], None]] = [
    drop,
    rename,
    relabel,
    change_roles,
    swap_aliases,
    mangle_urls,
    change_results,
]


def corrupt(gold: dict[str, Record], seed: int) -> dict[str, Record]:
    """The gold with some papers left out and some kinds of damage, each in half of the papers."""
    chance = random.Random(seed)
    damages = chance.sample(CORRUPTIONS, chance.randint(1, len(CORRUPTIONS)))
    predicted = {paper: copy.deepcopy(gold[paper]) for paper in gold if chance.random() > 0.05}
    for record in predicted.values():
        for damage in damages:
            if chance.random() < 0.5:
                damage(chance, record)
    return predicted


def test_on_fifty_corruptions_of_the_gold(shared: Path, tmp_path: Path) -> None:
    path = shared / "gold" / "dev.jsonl"
    gold = read_gold(path)
    perfect = ours(gold, gold)
    seen = set()
    for seed in range(50):
        predicted = corrupt(gold, seed)
        figures = ours(gold, predicted)
        assert figures == reference(shared / "gold" / "score.py", path, predicted, tmp_path), seed
        seen |= {name for name in figures if figures[name] != perfect[name]}
    assert seen == set(perfect), "every measure was moved by some corruption"


def test_on_what_we_read(shared: Path, tmp_path: Path) -> None:
    path = shared / "gold" / "dev.jsonl"
    gold = read_gold(path)
    reading = read_and_extract(gold, read_papers([shared / "seeds"]))
    assert reading.missing == ()
    figures = ours(gold, reading.predicted)
    assert figures == reference(shared / "gold" / "score.py", path, reading.predicted, tmp_path)
