from pathlib import Path

import pytest

from kg.errors import ExportError
from kg.store.beside import carries, parts_in, writing
from kg.store.content import content_hash, paper_digest
from tests.builders import paper


def test_parts_get_their_names_when_all_is_well(tmp_path: Path) -> None:
    with parts_in(tmp_path) as parts:
        parts.add("one").write_text("1")
        assert not (tmp_path / "one").exists()
        assert parts.finish() == (tmp_path / "one",)
    assert [file.name for file in tmp_path.iterdir()] == ["one"]


def test_parts_that_are_not_finished_vanish(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("before")
    with parts_in(tmp_path) as parts:
        parts.add("one").write_text("half")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("one", "before")]


def test_carries_finds_the_hash_wherever_it_stands(tmp_path: Path) -> None:
    content = "ab" * 32
    path = tmp_path / "file"
    assert not carries(path, content)
    for before in (0, 2**20 - 10, 2**20 + 10):
        path.write_text("x" * before + content + "x" * 100)
        assert carries(path, content)
    path.write_text("ab" * 31)
    assert not carries(path, content)


def test_what_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "file"
    with pytest.raises(ExportError, match="cannot be written: No such file"), writing(path):
        path.write_text("x")


def test_the_hash_knows_papers_and_shape_but_no_order() -> None:
    one, other, changed = map(
        paper_digest, (paper("One"), paper("Other"), paper("Other", "changed"))
    )
    known = content_hash([one, other], "shape")
    assert known == content_hash([other, one], "shape")
    assert known != content_hash([one], "shape")
    assert known != content_hash([one, other], "another")
    assert known != content_hash([one, changed], "shape")
