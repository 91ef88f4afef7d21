import csv
import io
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg.export.table import COLUMNS, _harmless
from kg.store import Store
from tests.builders import annotated, evaluates_on, introduces, make_store, paper
from tests.export.conftest import Exported, export_bytes


def read_table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_each_ground_of_each_edge_is_a_row(small_store: Path, exported: Exported) -> None:
    rows = read_table(exported("csv"))
    with Store.open(small_store) as store:
        known = [
            (*relation.edge, str(ground.score))
            for relation in store.relations()
            for ground in relation.evidence
        ]
    found = [(row["subject"], row["predicate"], row["object"], row["score"]) for row in rows]
    assert found == known


def test_a_row_tells_the_edge_and_the_words(exported: Exported) -> None:
    rows = read_table(exported("csv"))
    row = next(row for row in rows if row["predicate"] == "comparesWith")
    assert tuple(row) == COLUMNS
    assert (row["subject_type"], row["subject_name"]) == (
        "paper",
        "Reptile: a scalable meta-learning algorithm",
    )
    assert (row["object"], row["object_type"], row["object_name"]) == (
        "method/maml",
        "method",
        "MAML",
    )
    assert (row["ground"], row["words"], row["rule"]) == ("text", "MAML", "test-rule")
    assert row["sentence"].startswith("Reptile is compared with MAML")


def test_a_row_tells_a_record(exported: Exported) -> None:
    rows = read_table(exported("csv"))
    stated = next(row for row in rows if row["ground"] == "record")
    assert (stated["predicate"], stated["source"]) == ("hasRepository", "page.txt:2 github")


def test_a_row_tells_a_rule_and_what_it_rests_on(tmp_path: Path) -> None:
    read = annotated(
        paper("A", "We propose X. Tests on Omniglot follow."),
        introduces("X"),
        evaluates_on("Omniglot"),
    )
    rows = read_table(export_bytes(make_store(tmp_path / "graph.db", [read]), "csv"))
    (inferred,) = (row for row in rows if row["ground"] == "rule")
    assert (inferred["predicate"], inferred["rule"]) == ("measuredOn", "same-paper")
    assert json.loads(inferred["source"]) == [
        ["paper/a", "introduces", "method/x"],
        ["paper/a", "evaluatesOn", "benchmark/omniglot"],
    ]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    read = annotated(paper('=HYPERLINK("x")', "+1 is what we call @X."), introduces("@X"))
    (row,) = read_table(export_bytes(make_store(tmp_path / "graph.db", [read]), "csv"))
    assert row["subject_name"] == '\'=HYPERLINK("x")'
    assert row["object_name"] == row["words"] == "'@X"
    assert row["sentence"] == "'+1 is what we call @X."


@given(st.text())
def test_only_what_looks_like_a_formula_is_changed(text: str) -> None:
    made = str(_harmless(text))
    assert made.removeprefix("'") == text.removeprefix("'") or made == text
    assert made[:1] not in {"=", "+", "-", "@", "\t", "\r"}
