"""Files appear whole or not at all."""

from pathlib import Path

import pytest

from cli.output import writing
from kg.errors import ExportError


def test_a_file_appears_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    with writing(str(path)) as file:
        file.write(b"done")
        assert not path.exists()
    assert path.read_bytes() == b"done"
    assert list(tmp_path.iterdir()) == [path]


def test_after_an_error_the_old_file_stands(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_bytes(b"old")

    def fail() -> None:
        with writing(str(path)) as file:
            file.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_keeps_pointing(tmp_path: Path) -> None:
    path, link = tmp_path / "out.txt", tmp_path / "link.txt"
    path.write_bytes(b"old")
    link.symlink_to(path)
    with writing(str(link)) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with (
        pytest.raises(ExportError, match="cannot be written: Is a directory"),
        writing(str(tmp_path)),
    ):
        raise AssertionError


def test_a_dash_is_standard_output(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with writing("-") as file:
        file.write("é\n".encode())
    assert capsysbinary.readouterr().out == "é\n".encode()
