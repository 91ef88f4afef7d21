"""Reading as a whole: paths, formats, problems."""

import gzip
import io
import logging
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg.errors import NothingToReadError, SettingsError, SourceError
from kg.sources import read_papers
from kg.sources.lines import LONGEST_LINE
from tests.sources.reading import read_all, write_files

JSONL = '{"title": "One", "abstract": "A."}\n'
CSV = "title,abstract\nTwo,B.\n"
LISTING = f"Daily Papers\n\nThree\n\n{'A method learns. ' * 20}\n"


def sources(*paths: Path | str) -> dict[str, tuple[str, ...]]:
    papers, problems = read_all(paths)
    assert problems == []
    return {paper.title: paper.sources for paper in papers}


def test_a_folder_is_read_in_order_and_what_is_no_input_passed_over(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "z.jsonl": JSONL,
            "b/two.csv": CSV,
            "a/page.txt": LISTING,
            "README.md": "# Papers\n\nSome.\n",
            "LICENSE": "Do as you like.\n",
            "picture.png": b"\x89PNG\r\n\x1a\n\x00",
            "__init__.py": "",
            ".hidden.jsonl": JSONL,
            ".git/x.jsonl": JSONL,
        },
    )
    found = sources(tmp_path)
    assert list(found.items()) == [
        ("Three", ("a/page.txt:3",)),
        ("Two", ("b/two.csv:2",)),
        ("One", ("z.jsonl:1",)),
    ]


@pytest.mark.parametrize("text", [JSONL, CSV, LISTING])
@pytest.mark.parametrize("name", ["papers.dat", "papers.jsonl", "papers.txt.gz"])
@pytest.mark.parametrize("packed", [False, True])
def test_content_and_not_the_name_tells_the_format(
    tmp_path: Path, text: str, name: str, packed: bool
) -> None:
    data = gzip.compress(text.encode(), mtime=0) if packed else text.encode()
    found = sources(write_files(tmp_path, {name: data}) / name)
    assert len(found) == 1
    assert next(iter(found.values()))[0].startswith(f"{name}:")


def test_globs(tmp_path: Path) -> None:
    write_files(tmp_path, {"a/1.jsonl": JSONL, "b/c/2.csv": CSV, "b/3.md": LISTING})
    assert sources(tmp_path / "**" / "*.csv") == {"Two": ("2.csv:2",)}
    assert sources(f"{tmp_path}/[ab]") == {
        "One": ("1.jsonl:1",),
        "Three": ("3.md:3",),
        "Two": ("c/2.csv:2",),
    }


def test_a_file_given_twice_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"a/1.jsonl": JSONL})
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "a" / "1.jsonl")
    monkeypatch.chdir(tmp_path)
    for paths in ([tmp_path, "a/1.jsonl"], ["a/1.jsonl", tmp_path], ["./a", "a/../a/*"]):
        assert sources(*paths) == {"One": ("1.jsonl:1",)}


@pytest.mark.parametrize("text", [JSONL, CSV, LISTING])
@pytest.mark.parametrize("packed", [False, True])
def test_standard_input(text: str, packed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    data = gzip.compress(text.encode(), mtime=0) if packed else text.encode()
    read, write = os.pipe()
    with open(read, "rb") as stream:  # noqa: PTH123  a descriptor
        os.write(write, data)
        os.close(write)
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=stream))
        ((place,),) = sources("-").values()
    assert place.startswith("-:")


def test_the_same_paper_remembers_all_its_sources(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.jsonl": JSONL * 2, "b.csv": "title,abstract\none,A\n"})
    assert sources(tmp_path) == {"One": ("a.jsonl:1", "a.jsonl:2", "b.csv:2")}


def test_the_format_can_be_said(tmp_path: Path) -> None:
    path = write_files(tmp_path, {"x.txt": "Two plain\nlines of text\n" + JSONL}) / "x.txt"
    problems: list[SourceError] = []
    (paper,) = read_papers([path], format="jsonl", on_problem=problems.append)
    assert paper.title == "One"
    assert [problem.line for problem in problems] == [1, 2]
    with pytest.raises(SettingsError, match="no format 'bibtex'"):
        list(read_papers([path], format="bibtex"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "bad.txt: the file is empty"),
        (b"\n \n", "bad.txt: the file is empty"),
        (b"\ngr\xfc\xdfe\n", "bad.txt:2: not UTF-8: byte 0xfc at byte 3 of the line"),
        ("title".encode("utf-16"), "bad.txt:1: not UTF-8: byte 0xff at byte 1 of the line"),
        (b"Just some words.\n", "bad.txt:1: no known format"),
        (b"[\n{}\n]\n", "bad.txt:1: no known format"),
        (b'{\n"title": "T"\n}\n', "bad.txt:1: no known format"),
        (gzip.compress(b"x" * 9, mtime=0)[:15], "bad.txt: cannot be read: Compressed file ended"),
        (b'{"title": "T"}\n{"a": \n', "bad.txt:2: not JSON"),
    ],
)
def test_a_bad_file_is_named_and_the_others_read(tmp_path: Path, data: bytes, message: str) -> None:
    write_files(tmp_path, {"bad.txt": data, "good.jsonl": JSONL})
    papers, problems = read_all([tmp_path])
    assert "One" in {paper.title for paper in papers}
    (problem,) = problems
    assert str(problem).startswith(f"{tmp_path}/{message}")
    with pytest.raises(SourceError) as raised:
        list(read_papers([tmp_path], strict=True))
    assert str(raised.value) == str(problem)


def test_what_came_before_a_file_broke_off_is_kept(tmp_path: Path) -> None:
    text = "".join(
        f'{{"title": "T{i}", "abstract": "{os.urandom(40).hex()}"}}\n' for i in range(5000)
    )
    write_files(tmp_path, {"cut.jsonl.gz": gzip.compress(text.encode(), mtime=0)[:-5000]})
    papers, problems = read_all([tmp_path])
    assert 4000 < len(papers) < 5000
    assert len(problems) == 1


def test_a_line_too_long_is_skipped(tmp_path: Path) -> None:
    long = b'{"title": "' + b"x" * LONGEST_LINE + b'"}\n'
    path = write_files(tmp_path, {"x.jsonl": JSONL.encode() + long + CSV.encode()}) / "x.jsonl"
    path.write_bytes(JSONL.encode() + long + b'{"title": "Two"}\n')
    papers, problems = read_all([path])
    assert [paper.title for paper in papers] == ["One", "Two"]
    assert [(problem.line, problem.message) for problem in problems] == [
        (2, "the line is longer than 16 MiB")
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="needs names of any bytes")
def test_a_name_of_any_bytes_is_a_label_that_can_be_stored(tmp_path: Path) -> None:
    names = (b"caf\xe9.jsonl", "größe.jsonl".encode())
    for name in names:
        (tmp_path / os.fsdecode(name)).write_text(JSONL)
    label = ("caf\ufffd.jsonl:1", "größe.jsonl:1")
    assert sources(tmp_path) == {"One": label}
    assert sources(*(tmp_path / os.fsdecode(name) for name in names)) == {"One": label}


@pytest.mark.skipif(sys.platform != "linux", reason="needs names of any bytes")
def test_labels_are_the_same_in_every_locale(tmp_path: Path) -> None:
    (tmp_path / "größe.jsonl").write_text(JSONL)
    script = (
        "import sys; from kg.sources import read_papers\n"
        "for paper in read_papers(sys.argv[1:]): print(*map(ascii, paper.sources))"
    )
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for locale in (plain, {"PYTHONUTF8": "1"}):
        ran = subprocess.run(
            [sys.executable, "-c", script, tmp_path],
            env={**os.environ, **locale},
            capture_output=True,
            text=True,
            check=True,
        )
        assert ran.stdout == "'gr\\xf6\\xdfe.jsonl:1'\n"


def test_closed_standard_input_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SourceError, match=r"^-: standard input is closed$"):
        read_all(["-"])


def test_an_empty_path_is_not_the_folder_one_is_in() -> None:
    with pytest.raises(SourceError, match=r"^'': a path without a name"):
        read_all([""])


@pytest.mark.parametrize("path", ["absent.jsonl", "absent/*.jsonl"])
def test_a_path_that_is_not_there_is_an_error(tmp_path: Path, path: str) -> None:
    write_files(tmp_path, {"good.jsonl": JSONL})
    with pytest.raises(SourceError, match="no ") as raised:
        list(read_papers([tmp_path, tmp_path / path]))
    assert raised.value.path == str(tmp_path / path)


def test_nothing_usable_is_an_error(tmp_path: Path) -> None:
    for paths in ([], [tmp_path], [write_files(tmp_path, {"empty.jsonl": ""}) / "empty.jsonl"]):
        with pytest.raises(NothingToReadError, match="no usable paper"):
            read_all(paths)


def test_problems_are_logged_by_default(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = write_files(tmp_path, {"x.jsonl": JSONL + "{\n"}) / "x.jsonl"
    with caplog.at_level(logging.WARNING, logger="kg"):
        assert len(list(read_papers([path]))) == 1
    assert [record.getMessage()[: len(f"{path}:2: not")] for record in caplog.records] == [
        f"{path}:2: not"
    ]


def test_a_reading_given_up_leaves_nothing_open(tmp_path: Path) -> None:
    path = write_files(tmp_path, {"x.jsonl": JSONL + CSV}) / "x.jsonl"
    papers = read_papers([path], on_problem=lambda problem: None)
    assert next(papers).title == "One"
    papers.close()  # type: ignore[attr-defined]


@pytest.mark.shared
def test_many_abstracts_are_all_read(shared: Path) -> None:
    file = shared / "data" / "abstracts.jsonl.gz"
    with gzip.open(file, "rb") as packed:
        head = io.BytesIO(b"".join(next(packed) for _ in range(3000)))
    problems: list[SourceError] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", SimpleNamespace(buffer=head))
        papers = list(read_papers(["-"], on_problem=problems.append))
    assert len(papers) == 3000
    assert problems == []
    assert all(paper.published and paper.venue and paper.abstract for paper in papers)
