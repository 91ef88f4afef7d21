"""Stores made beside the old and switched to, whole."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.store.generations import making, read_current, reading, shows, sweep


def make(folder: Path, content: str) -> Path:
    """A finished generation; its folder."""
    with making(folder) as draft:
        write(draft.data, content)
        draft.content, draft.base_iri, draft.shape = content, "urn:paper-kg:", "shape"
        assert draft.finish() == folder
        return draft.own


def write(data: Path, content: str) -> None:
    data.mkdir()
    (data / "1.sst").write_text(content)


def generations(folder: Path) -> list[str]:
    return [each.name for each in folder.glob("generation-*")]


def test_the_new_one_is_read_and_the_old_one_goes(tmp_path: Path) -> None:
    make(tmp_path, "one")
    new = make(tmp_path, "two")
    assert generations(tmp_path) == [new.name]
    with reading(tmp_path) as (generation, data):
        assert (generation.content, (data / "1.sst").read_text()) == ("two", "two")
    assert shows(tmp_path, "two")
    assert not shows(tmp_path, "one")


def test_the_old_one_stays_until_its_last_reader_has_left(tmp_path: Path) -> None:
    old = make(tmp_path, "one")
    with reading(tmp_path):
        with reading(tmp_path) as (_, data):
            new = make(tmp_path, "two")
            assert (data / "1.sst").read_text() == "one"
        assert old.exists()
    assert generations(tmp_path) == [new.name]


def test_a_reader_that_is_killed_holds_nothing_back(tmp_path: Path) -> None:
    old = make(tmp_path, "one")
    code = f"""
from pathlib import Path
from kg.store.generations import reading
with reading(Path({str(tmp_path)!r})):
    print("reading", flush=True)
    input()
"""
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == b"reading\n"
        make(tmp_path, "two")
        assert old.exists()
        reader.kill()
    sweep(tmp_path)
    assert not old.exists()


def test_what_was_not_finished_is_never_read_and_goes(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with pytest.raises(ZeroDivisionError), making(folder) as draft:
        write(draft.data, str(1 // 0))
    assert not folder.exists()
    kept = make(folder, "one")
    with making(folder) as draft:
        write(draft.data, "two")
        sweep(folder)
        assert draft.own.exists()  # while its maker lives
    assert generations(folder) == [kept.name]


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder, own: (own / "data" / "1.sst").write_text("cut"),
        lambda folder, own: (own / "data" / "1.sst").unlink(),
        lambda folder, own: (folder / "current.json").unlink(),
        lambda folder, own: (folder / "current.json").write_text("{"),
        lambda folder, own: (folder / "current.json").write_text("[]"),
        lambda folder, own: (folder / "current.json").write_text('{"name": "x", "odd": 1}'),
        lambda folder, own: (own / "lock").unlink(),
    ],
)
def test_what_is_not_whole_is_not_read(tmp_path: Path, damage: object) -> None:
    own = make(tmp_path, "whole")
    damage(tmp_path, own)  # type: ignore[operator]  # one of the above
    with pytest.raises(StoreError, match="there is no store here"), reading(tmp_path):
        pass


def test_one_of_another_format_is_stale(tmp_path: Path) -> None:
    make(tmp_path, "one")
    pointer = tmp_path / "current.json"
    pointer.write_text(json.dumps(json.loads(pointer.read_text()) | {"format": 0}))
    assert read_current(tmp_path) is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    from kg.errors import ExportError

    tmp_path.chmod(0o500)
    with pytest.raises(ExportError, match="cannot be written"), making(tmp_path / "store"):
        pass
