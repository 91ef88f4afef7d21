"""Leaderboards: one metric and unit, ranked; the rest below; and the files they are written to."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import NotFoundError
from kg.model import TRUSTED, Annotation, Direction, Flag, ResultKind
from kg.report import leaderboard, leaderboards, to_csv, to_evaluation_tables
from kg.store import Store
from tests.builders import annotated, evaluates_on, introduces, make_store, paper, reported


def reading(
    method: str, value: str, metric: str | None = "accuracy", kind: str = "absolute"
) -> Annotation:
    told = paper(
        f"{method}: a method", f"{method} reaches {value} on Omniglot.", published="2020-01"
    )
    number = reported(told, value, method=0, benchmark=1, metric=metric, kind=ResultKind(kind))
    return annotated(told, introduces(method), evaluates_on("Omniglot"), reported=[number])


COLLECTION = [
    reading("MAML", "97.5%"),
    reading("Reptile", "98.1%"),
    reading("ANIL", "97.5%", "average accuracy"),
    reading("Slow", "12", "error"),
    reading("Quick", "3x", "speedup", "speedup"),
    reading("Better", "4%", "accuracy", "gain"),
]


@pytest.fixture(scope="module")
def board_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("boards") / "graph.db", COLLECTION)


@pytest.fixture
def boards(board_file: Path) -> Iterator[Store]:
    with Store.open(board_file) as store:
        yield store


def ranked(store: Store, metric: str | None = None) -> list[tuple[int | None, str]]:
    rows = leaderboard(store, "omniglot", metric).rows
    return [(row.rank, row.method.name) for row in rows if row.method]


def test_the_metric_of_most_scores_is_ranked_and_equals_share_a_rank(boards: Store) -> None:
    found = leaderboard(boards, "Omniglot")
    assert (found.metric, found.unit, found.direction) == ("accuracy", "%", Direction.HIGHER)
    assert ranked(boards) == [(1, "Reptile"), (2, "ANIL"), (2, "MAML")]
    assert found.others == (("error", None, 1),)


def test_gains_and_speedups_stand_below_unranked(boards: Store) -> None:
    below = leaderboard(boards, "Omniglot").below
    assert [(row.rank, row.kind, row.value) for row in below] == [
        (None, "gain", "4%"),
        (None, "speedup", "3x"),
    ]


def test_a_doubtful_score_is_shown_but_not_ranked(tmp_path: Path) -> None:
    read = reading("MAML", "97.5%")
    unsure = replace(read, reported=(replace(read.reported[0], score=TRUSTED - 0.01),))
    with Store.open(make_store(tmp_path / "graph.db", [unsure])) as store:
        found = leaderboard(store, "Omniglot")
        (row,) = leaderboard(store, "Omniglot", least=0.5).rows
        assert leaderboard(store, "Omniglot", "accuracy", least=0.5).below == ()
    assert (row.rank, row.flags) == (1, (Flag.DOUBTFUL,))
    assert found.rows == ()
    assert [(row.rank, row.value, row.flags) for row in found.below] == [
        (None, "97.5%", (Flag.DOUBTFUL,))
    ]


def test_a_metric_of_doubtful_scores_alone_can_be_asked_for_and_is_written_nowhere(
    tmp_path: Path,
) -> None:
    sure = reading("MAML", "97.5%")
    error = reading("Slow", "12", "error")
    unsure = replace(error, reported=(replace(error.reported[0], score=TRUSTED - 0.01),))
    with Store.open(make_store(tmp_path / "graph.db", [sure, unsure])) as store:
        assert leaderboard(store, "Omniglot").metric == "accuracy"
        found = leaderboard(store, "Omniglot", "error")
        assert (found.metric, found.rows, len(found.below)) == ("error", (), 1)
        assert found.others == (("accuracy", "%", 1),)
        assert [board.metric for board in leaderboards(store)] == ["accuracy"]


def test_a_metric_can_be_asked_for(boards: Store) -> None:
    assert ranked(boards, "error") == [(1, "Slow")]
    assert leaderboard(boards, "Omniglot", "error").direction is Direction.LOWER


def test_what_is_not_there_is_said_with_the_nearest(boards: Store) -> None:
    with pytest.raises(NotFoundError, match="Omniglot"):
        leaderboard(boards, "Omniglott")
    with pytest.raises(NotFoundError, match="accuracy"):
        leaderboard(boards, "Omniglot", "accuracie")
    with pytest.raises(NotFoundError):
        leaderboard(boards, "MAML")


def test_a_row_says_where_it_was_read(boards: Store) -> None:
    row = leaderboard(boards, "Omniglot").rows[0]
    assert row.sentence == "Reptile reaches 98.1% on Omniglot."
    assert (row.paper.name, row.published) == ("Reptile: a method", "2020-01")


def test_the_csv_has_a_row_for_each_ranked_score(boards: Store) -> None:
    text = to_csv(leaderboards(boards)).decode()
    rows = list(csv.DictReader(text.splitlines()))
    assert [(row["metric"], row["rank"], row["method"]) for row in rows] == [
        ("accuracy", "1", "Reptile"),
        ("accuracy", "2", "ANIL"),
        ("accuracy", "2", "MAML"),
        ("error", "1", "Slow"),
    ]


def test_the_json_has_the_shape_of_papers_with_code(boards: Store) -> None:
    (task,) = json.loads(to_evaluation_tables(leaderboards(boards)))
    (dataset,) = task["datasets"]
    assert task.keys() >= {"task", "datasets", "subtasks"}
    assert dataset["dataset"] == "Omniglot"
    assert dataset["sota"]["metrics"] == ["accuracy (%)", "error"]
    first = dataset["sota"]["rows"][0]
    assert (first["model_name"], first["metrics"]) == ("Reptile", {"accuracy (%)": "98.1%"})
    assert first["paper_title"] == "Reptile: a method"
