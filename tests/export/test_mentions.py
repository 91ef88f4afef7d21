import json
from pathlib import Path

from kg.extraction import to_extraction
from kg.store import Store
from tests.builders import annotated, introduces, make_store, measures, paper
from tests.export.conftest import Exported, export_bytes


def test_a_mention_is_a_line_with_its_paper_and_entity(exported: Exported) -> None:
    first, *_ = (json.loads(line) for line in exported("mentions").splitlines())
    assert first == {
        "paper": "maml-fast-adaptation-for-few-shot-learning",
        "start": 0,
        "end": 4,
        "text": "MAML",
        "label": "METHOD",
        "kind": "named",
        "role": "introduced",
        "rule": "test-rule",
        "score": 0.9,
        "group": 0,
        "entity": "method/maml",
    }


def test_the_keys_are_those_of_extract_and_two_more(small_store: Path, exported: Exported) -> None:
    with Store.open(small_store) as store:
        spans = [
            {"paper": annotation.paper.id, **span}
            for annotation in store.annotations()
            for span in to_extraction(annotation, spans=True)["mentions"]
        ]
    lines = [json.loads(line) for line in exported("mentions").splitlines()]
    assert [{key: line[key] for key in line if key != "entity"} for line in lines] == spans


def test_metrics_are_left_out(tmp_path: Path) -> None:
    read = annotated(
        paper("A", "We propose X. Its accuracy is high."), introduces("X"), measures("accuracy")
    )
    lines = export_bytes(make_store(tmp_path / "graph.db", [read]), "mentions").splitlines()
    assert [json.loads(line)["text"] for line in lines] == ["X"]
