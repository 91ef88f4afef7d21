"""Data files are read line by line and checked."""

from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.nlp.knowledge import read_lines, read_objects, read_rows


def test_comments_and_empty_lines_say_nothing(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("# words\none\n\ntwo\n", encoding="utf-8")
    assert list(read_lines(path)) == [(2, "one"), (4, "two")]


def test_a_row_with_a_missing_cell_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text("a\tb\nc\t\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"rows\.tsv:2: expected 2 filled columns"):
        list(read_rows(path, columns=2))


@pytest.mark.parametrize("line", ["{", "[1]"])
def test_a_line_that_is_no_object_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "objects.jsonl"
    path.write_text(f'{{"a": 1}}\n{line}\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"objects\.jsonl:2: "):
        list(read_objects(path))


def test_a_missing_file_is_a_knowledge_error(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="cannot be read"):
        list(read_lines(tmp_path / "absent.txt"))
