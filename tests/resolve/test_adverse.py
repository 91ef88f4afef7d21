from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.resolve.adverse import read_adverse

RIGHT = "before\trobust to\nend\t;\nturn\tin\n"


def test_phrases_are_read_by_kind(tmp_path: Path) -> None:
    path = tmp_path / "adverse.tsv"
    path.write_text("# a comment\n" + RIGHT + "turn\tfor the\n")
    assert read_adverse(path) == {
        "before": ("robust to",),
        "end": (";",),
        "turn": ("in", "for the"),
    }


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (RIGHT + "after\tthat\n", 4),
        (RIGHT + "before\n", 4),
        (RIGHT + "turn\tin\n", 4),
        (RIGHT + "turn\tin \n", 4),
        ("before\trobust to\n", None),
    ],
)
def test_what_is_no_list_of_phrases_is_refused(tmp_path: Path, text: str, line: int | None) -> None:
    path = tmp_path / "adverse.tsv"
    path.write_text(text)
    with pytest.raises(KnowledgeError) as caught:
        read_adverse(path)
    assert caught.value.line == line
