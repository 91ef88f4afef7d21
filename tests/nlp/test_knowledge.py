"""Data files are read line by line and checked."""

from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.nlp.knowledge import read_lines, read_objects, read_rows, read_scores


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


def test_each_name_has_a_score(tmp_path: Path) -> None:
    path = tmp_path / "scores.tsv"
    path.write_text("one\t0.5\ntwo\t1\n", encoding="utf-8")
    assert read_scores(path, ("one", "two")) == {"one": 0.5, "two": 1.0}
    with pytest.raises(KnowledgeError, match=r"scores\.tsv: lacks three"):
        read_scores(path, ("one", "two", "three"))


@pytest.mark.parametrize("row", ["one\t0.5", "two\tmuch", "two\t1.5", "two\tnan", "other\t0.5"])
def test_a_row_without_a_score_of_its_own_is_named(tmp_path: Path, row: str) -> None:
    path = tmp_path / "scores.tsv"
    path.write_text(f"one\t0.5\n{row}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"scores\.tsv:2: "):
        read_scores(path, ("one", "two"))
