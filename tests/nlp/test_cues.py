"""Cues are data, and the longer of two of one kind counts."""

from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.nlp.cues import CUES, read_cues
from tests.nlp.reader import annotated


def test_every_cue_has_phrases() -> None:
    cues = read_cues()
    assert set(cues) == CUES
    assert all(cues.values())


@pytest.mark.parametrize(
    ("row", "complaint"), [("wish\twe hope", "unknown cue"), ("use\tvia", "stands twice")]
)
def test_a_bad_cue_is_named(tmp_path: Path, row: str, complaint: str) -> None:
    path = tmp_path / "cues.tsv"
    path.write_text(f"use\tvia\n{row}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=complaint) as caught:
        read_cues(path)
    assert caught.value.line == 2


def test_the_longer_cue_counts() -> None:
    doc = annotated("A title", "The model is evaluated on data.")
    found = [span.text for span in doc.spans["cues"] if span.label_ == "evaluate"]
    assert found == ["evaluated on"]
