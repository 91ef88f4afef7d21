"""Gold files: what is read, what is refused, and the halves."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import SourceError
from kg.evaluate import half_of, read_gold, split_gold
from tests.evaluate.test_measures import entity, record


def line(**parts: Any) -> str:
    return json.dumps({"id": "a", "entities": [], "repos": [], "results": [], **parts})


def write(folder: Path, *lines: str) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_records_come_by_id_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, line(id="b"), "", line(id="a", entities=[entity("Caf\u2028é")]))
    records = read_gold(path)
    assert list(records) == ["b", "a"]
    assert records["a"]["entities"][0]["name"] == "Caf\u2028é"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not JSON"),
        ("[]", "is no object with an 'id'"),
        ('{"id": 3}', "is no object with an 'id'"),
        ('{"id": "a", "entities": []}', "'a' has no list 'repos'"),
        (line(repos=["x"]), "'repos' holds 'x', which is no object"),
        (line(repos=[{"url": "x"}]), "'repos' holds an object without 'kind'"),
        (line(entities=[entity("A", role="best")]), "an object whose 'role' is 'best'"),
        (line(entities=[entity("A", label="METRIC")]), "an object whose 'label' is 'METRIC'"),
    ],
)
def test_a_line_that_is_no_record_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, line(id="first"), text)
    with pytest.raises(SourceError, match=message) as caught:
        read_gold(path)
    assert (caught.value.path, caught.value.line) == (str(path), 2)


def test_an_id_stands_once(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gold\.jsonl:2: 'a' was annotated before"):
        read_gold(write(tmp_path, line(), line()))


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file"):
        read_gold(tmp_path / "gold.jsonl")
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes("é".encode("latin-1"))
    with pytest.raises(SourceError, match="is not UTF-8"):
        read_gold(latin)
    with pytest.raises(SourceError, match="holds no gold annotation"):
        read_gold(write(tmp_path, ""))


def test_the_first_digit_of_the_hash_parts_the_halves() -> None:
    # SHA-256 of "a" begins with c (12), of "b" with 3, of "c" with 2.
    assert [half_of(paper) for paper in "abc"] == ["rules", "aside", "rules"]


def test_the_halves_are_the_whole() -> None:
    gold = {paper: record() for paper in "abc"}
    halves = split_gold(gold)
    assert {half: list(records) for half, records in halves.items()} == {
        "rules": ["a", "c"],
        "aside": ["b"],
    }
