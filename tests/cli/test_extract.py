"""``kg extract``."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cli.main import main
from kg.records import Record

PAPERS = [
    {"id": "maml", "title": "MAML for few-shot learning", "abstract": "We propose MAML."},
    {"id": "none", "title": "An essay", "abstract": "It is short."},
    {
        "id": "ppo",
        "title": "Code",
        "abstract": "We use PPO. Code: https://github.com/a/b, https://github.com/a/b.git.",
    },
]


def write_papers(folder: Path, *broken: str) -> str:
    path = folder / "papers.jsonl"
    path.write_text("".join(f"{line}\n" for line in [*map(json.dumps, PAPERS), *broken]))
    return str(path)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    code = ended.value.code
    assert isinstance(code, int)
    return code


def to_records(lines: str) -> list[Record]:
    return [json.loads(line) for line in lines.splitlines()]


def test_one_object_a_paper_on_standard_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("extract", write_papers(tmp_path)) == 0
    captured = capsys.readouterr()
    maml, none, ppo = to_records(captured.out)
    assert maml["entities"][0] == {
        "label": "METHOD",
        "name": "MAML",
        "aliases": ["MAML"],
        "kind": "named",
        "role": "introduced",
    }
    assert none == {"id": "none", "entities": [], "repos": [], "results": []}
    assert ppo["repos"] == [{"url": "https://github.com/a/b", "kind": "code"}]
    assert captured.err == "kg: 3 papers, 0 problems\n"


def test_spans_add_mentions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("extract", write_papers(tmp_path), "--spans", "-o", "-") == 0
    first = to_records(capsys.readouterr().out)[0]["mentions"][0]
    assert (first["start"], first["end"], first["text"], first["group"]) == (0, 4, "MAML", 0)
    assert set(first) == {
        *("start", "end", "text", "label", "kind", "role", "score", "rule", "group")
    }


def test_a_file_appears_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "out" / "extraction.jsonl"
    output.parent.mkdir()
    assert run("extract", write_papers(tmp_path), "-o", str(output)) == 0
    assert [record["id"] for record in to_records(output.read_text())] == ["maml", "none", "ppo"]
    assert list(output.parent.iterdir()) == [output]
    assert capsys.readouterr().out == ""


def test_bad_records_are_named_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_papers(tmp_path, "{")
    assert run("extract", path) == 0
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 3
    warning, count = captured.err.splitlines()
    assert warning.startswith("kg: warning: ")
    assert "papers.jsonl:4: " in warning
    assert count == "kg: 3 papers, 1 problem"


def test_strict_stops_and_leaves_the_old_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "extraction.jsonl"
    output.write_text("old")
    path = write_papers(tmp_path, "{")
    assert run("extract", path, "--strict", "-o", str(output)) == 1
    assert output.read_text() == "old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["extraction.jsonl", "papers.jsonl"]
    assert "papers.jsonl:4: " in capsys.readouterr().err


def test_nowhere_to_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = str(tmp_path / "absent" / "extraction.jsonl")
    assert run("extract", write_papers(tmp_path), "-o", output) == 1
    assert capsys.readouterr().err == (
        f"kg: {output}: cannot be written: No such file or directory\n"
    )


def test_a_device_is_written_in_place(tmp_path: Path) -> None:
    assert run("extract", write_papers(tmp_path), "-o", "/dev/null") == 0
    assert Path("/dev/null").is_char_device()


def test_nothing_to_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("extract", str(tmp_path / "absent.jsonl")) == 1
    assert "absent.jsonl" in capsys.readouterr().err


def test_processes_do_not_change_a_byte(tmp_path: Path, seeds: Path) -> None:
    page = str(min(seeds.glob("*.txt"), key=lambda path: path.stat().st_size))
    texts = []
    for processes in ("1", "2"):
        output = tmp_path / f"{processes}.jsonl"
        options = ("--spans", "--processes", processes, "-o", str(output))
        assert run("extract", page, *options) == 0
        texts.append(output.read_bytes())
    assert len(texts[0].splitlines()) > 20
    assert texts[0] == texts[1]


@pytest.mark.shared
def test_the_form_check_and_the_score_accept_the_seeds(
    shared: Path, seeds: Path, tmp_path: Path
) -> None:
    output = tmp_path / "extraction.jsonl"
    assert run("extract", str(seeds), "-o", str(output)) == 0
    assert len(output.read_text().splitlines()) == 227
    papers = shared / "gold" / "dev_papers.jsonl"
    known = {record["id"] for record in to_records(papers.read_text())}
    lines = [line for line in output.read_text().splitlines() if json.loads(line)["id"] in known]
    output.write_text("\n".join(lines) + "\n")
    checked = _script(shared, "check.py", str(papers), str(output))
    assert checked.stdout == "137 of 137 papers, 0 problems\n"
    scored = _script(shared, "score.py", str(shared / "gold" / "dev.jsonl"), str(output))
    assert scored.stdout.startswith("137 gold papers, 137 of them predicted\n")


def _script(shared: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(shared / "gold" / name), *arguments]
    return subprocess.run(command, capture_output=True, text=True)
