"""Turtle written again from what did not change is Turtle written anew."""

import io
from collections.abc import Collection
from pathlib import Path

import pytest

from kg.model import Annotation
from kg.rdf import Before, rewrite_turtle, write_turtle
from kg.store import Store
from tests.builders import annotated, evaluates_on, introduces, make_store, paper, small_collection

FOURTH = annotated(
    paper("A fourth paper", "We propose Fourth. We test it on Omniglot.", id="fourth"),
    introduces("Fourth"),
    evaluates_on("Omniglot"),
)


def anew(store: Store) -> bytes:
    output = io.BytesIO()
    write_turtle(store, output)
    return output.getvalue()


def check_written(path: Path, old: Path | None = None, changed: Collection[str] = ()) -> None:
    """Write a graph beside its index, with the help of an older one."""
    file, index = path.with_suffix(".ttl"), path.with_suffix(".json")
    before = Before(old.with_suffix(".ttl"), old.with_suffix(".json"), changed) if old else None
    with Store.open(path) as store:
        with file.open("wb") as output:
            rewrite_turtle(store, output, index, before)
        assert file.read_bytes() == anew(store)


def digests(path: Path) -> dict[str, int]:
    with Store.open(path) as store:
        return store.digests()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = make_store(tmp_path / "old.db")
    check_written(path)
    return path


@pytest.mark.parametrize(
    "read",
    [[*small_collection(), FOURTH], small_collection()[:2], small_collection(), [FOURTH]],
    ids=["one more", "one less", "the same", "others"],
)
def test_what_changed_is_made_anew(old: Path, tmp_path: Path, read: list[Annotation]) -> None:
    new = make_store(tmp_path / "new.db", read)
    before, after = digests(old), digests(new)
    changed = {unit for unit in before | after if before.get(unit) != after.get(unit)}
    check_written(new, old, changed)


def test_what_did_not_change_is_taken_over(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, index = old.with_suffix(".ttl"), old.with_suffix(".json")
    output = io.BytesIO()
    monkeypatch.setattr(Store, "edges_from", lambda *_: pytest.fail("it is made anew"))
    with Store.open(old) as store:
        rewrite_turtle(store, output, tmp_path / "index.json", Before(file, index, ()))
    assert output.getvalue() == file.read_bytes()
    assert (tmp_path / "index.json").read_bytes() == index.read_bytes()


@pytest.mark.parametrize("harm", ["edited", "missing", "no index", "{", "[]", '{"digest": ""}'])
def test_a_file_that_is_not_what_its_index_tells_of_is_not_used(
    old: Path, tmp_path: Path, harm: str
) -> None:
    file, index = old.with_suffix(".ttl"), old.with_suffix(".json")
    if harm == "edited":
        file.write_bytes(file.read_bytes().replace(b"Omniglot", b"Omnigl0t"))
    elif harm == "missing":
        file.unlink()
    elif harm == "no index":
        index.unlink()
    else:
        index.write_text(harm)
    check_written(make_store(tmp_path / "new.db"), old)
