"""Scoring of joining, by hand and beside the script that defines the figures."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.evaluate import (
    Cluster,
    find_meanings,
    find_pairs,
    join_gold,
    of_half,
    read_clusters,
    read_gold,
    score_clusters,
)
from kg.evaluate.clusters import Member
from kg.evaluate.gold import HALVES
from kg.model import Kind, Label, Mention, Role
from kg.records import Record, to_record
from kg.sources import read_papers


def member(paper: str) -> Member:
    return (paper, "METHOD", "X")


CLUSTERS = [
    Cluster("one", "METHOD", tuple(map(member, "abc"))),
    Cluster("two", "METHOD", (member("d"),)),
]


def test_a_perfect_join_scores_one() -> None:
    score = score_clusters(CLUSTERS, {member(p): "1" for p in "abc"} | {member("d"): "2"})
    assert (score.members, score.found) == (4, 4)
    assert [r.f1 for r in (score.b_cubed, score.b_cubed_found, score.pairs)] == [1, 1, 1]


def test_what_was_merged_costs_precision_and_what_was_split_recall() -> None:
    # Found: {a, b} and {c, d}; the gold has {a, b, c} and {d}.
    meanings = {member("a"): "1", member("b"): "1", member("c"): "2", member("d"): "2"}
    score = score_clusters(CLUSTERS, meanings)
    assert score.b_cubed.precision == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert score.b_cubed.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert (score.pairs.precision, score.pairs.recall) == (1 / 2, 1 / 3)


def test_what_was_not_found_stands_alone_for_recall_and_says_nothing_else() -> None:
    meanings = {member("a"): "1", member("b"): "1", member("c"): None, member("d"): "2"}
    score = score_clusters(CLUSTERS, meanings)
    assert (score.members, score.found) == (4, 3)
    assert score.b_cubed.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert (score.b_cubed_found.f1, score.pairs.f1) == (1, 1)


def test_wrong_pairs_are_named() -> None:
    meanings = {member("a"): "1", member("b"): "1", member("c"): "2", member("d"): "2"}
    wrong = list(find_pairs(CLUSTERS, meanings))
    assert (True, member("c"), member("d")) in wrong
    assert [pair for pair in wrong if not pair[0]] == [
        (False, member("a"), member("c")),
        (False, member("b"), member("c")),
    ]


def test_a_member_means_what_most_of_its_mentions_mean() -> None:
    entity = {"label": "METHOD", "name": "RL", "aliases": ["reinforcement learning"]}
    gold: dict[str, Record] = {"p": {"entities": [entity]}}

    def mention(text: str, label: Label = Label.METHOD) -> Mention:
        return Mention(0, 1, text, label, Kind.NAMED, Role.USED, "rule", 1.0, 0)

    said = [
        ("p", mention("Reinforcement-Learning"), "x"),
        ("p", mention("RL"), "x"),
        ("p", mention("RL"), "y"),
        ("p", mention("RL", Label.TASK), "z"),
        ("q", mention("RL"), "y"),
    ]
    assert find_meanings(gold, said) == {("p", "METHOD", "RL"): "x"}
    assert find_meanings(gold, said[3:]) == {("p", "METHOD", "RL"): None}


def test_the_halves_hold_all_members_once() -> None:
    halves = [m for half in HALVES for each in of_half(CLUSTERS, half) for m in each.members]
    assert sorted(halves) == sorted(m for each in CLUSTERS for m in each.members)


@pytest.mark.parametrize("line", ["{", "[]", '{"canonical": "x", "label": "METHOD"}'])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "clusters.jsonl"
    path.write_text(f"\n{line}\n")
    with pytest.raises(SourceError, match=r"clusters.jsonl:2: is no cluster"):
        read_clusters(path)


def test_the_names_of_a_record_stand_for_a_text_that_is_missing() -> None:
    entity = {"label": "METHOD", "name": "MAML", "aliases": ["MAML", "meta-learning"]}
    told = {"kind": "named", "role": "used"}
    record = {"id": "p", "entities": [{**entity, **told}], "repos": [], "results": []}
    (meant,) = {id for _, _, id in join_gold({"p": record}, [])}
    assert meant == "method/maml"


@pytest.mark.shared
def test_our_figures_are_those_of_the_script(shared: Path, seeds: Path, tmp_path: Path) -> None:
    folder = shared / "gold"
    gold, clusters = read_gold(folder / "dev.jsonl"), read_clusters(folder / "dev_clusters.jsonl")
    joined = list(join_gold(gold, read_papers([seeds], on_problem=lambda _: None)))
    for seed in range(6):
        chance = random.Random(seed)
        # What one normal form of a paper means is moved as a whole, so that no vote is tied.
        moved = {id: chance.choice([id, id, "method/x", f"{id}/{seed}"]) for _, _, id in joined}
        kept = {paper for paper in gold if chance.random() > 0.2 * (seed > 0)}
        said = [(p, m, moved[id] if seed else id) for p, m, id in joined if p in kept]
        path = tmp_path / f"{seed}.jsonl"
        path.write_text(
            "".join(
                json.dumps({"paper": p, **to_record(m), "entity": id}) + "\n" for p, m, id in said
            )
        )
        script = [sys.executable, str(folder / "score_clusters.py")]
        names = [str(folder / "dev_clusters.jsonl"), str(folder / "dev.jsonl"), str(path)]
        ran = subprocess.run(
            [*script, *names, "--json"], capture_output=True, text=True, check=True
        )
        theirs = json.loads(ran.stdout)
        score = score_clusters(clusters, find_meanings(gold, said))
        assert (score.members, score.found) == (theirs["members"], theirs["found"])
        for name, rates in (
            ("b3", score.b_cubed),
            ("b3 found", score.b_cubed_found),
            ("pairs found", score.pairs),
        ):
            figures = {"p": rates.precision, "r": rates.recall, "f1": rates.f1}
            assert theirs[name] == pytest.approx(figures, abs=1e-3), name
