"""``kg export``: every form, to a file and to standard output."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.export import EXPORTERS
from tests.builders import make_store
from tests.conftest import Kg


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    folder = tmp_path / "graph"
    folder.mkdir()
    make_store(folder / "graph.db")
    return folder


@pytest.mark.parametrize("form", EXPORTERS)
def test_a_file_holds_what_standard_output_shows(
    kg: Kg, graph: Path, tmp_path: Path, form: str
) -> None:
    file = tmp_path / "exported"
    written = kg("export", "--format", form, "-g", graph, "-o", file)
    shown = kg("export", "--format", form, "-g", graph)
    assert (written.code, written.out, written.err) == (0, "", "")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.encode().replace(b"\r\n", b"\n") == file.read_bytes().replace(b"\r\n", b"\n")
    assert "MAML" in shown.out


def test_the_forms_are_what_they_say(kg: Kg, graph: Path) -> None:
    def shown(form: str) -> str:
        return kg("export", "--format", form, "-g", graph).out

    assert json.loads(shown("json"))
    mentions = [json.loads(line) for line in shown("mentions").splitlines()]
    assert {"paper", "entity", "role", "start", "end"} <= mentions[0].keys()
    assert ElementTree.fromstring(shown("graphml")).tag.endswith("graphml")
    assert len({len(row) for row in csv.reader(io.StringIO(shown("csv")))}) == 1
    assert all(line.endswith(" .") for line in shown("nt").splitlines())


def test_help_names_every_form(kg: Kg) -> None:
    shown = " ".join(kg("export", "--help").out.split())
    assert f"One of {', '.join(sorted(EXPORTERS))}." in shown


def test_an_unknown_form_is_wrong_usage(kg: Kg, graph: Path) -> None:
    ran = kg("export", "--format", "klingon", "-g", graph)
    assert (ran.code, ran.out) == (2, "")
    assert "'klingon' is none of csv, " in ran.err


def test_no_name_for_the_file_is_wrong_usage(kg: Kg, graph: Path) -> None:
    ran = kg("export", "--format", "json", "-g", graph, "-o", "")
    assert (ran.code, ran.out) == (2, "")
    assert "name a file, or - for standard output" in ran.err


def test_a_place_that_cannot_be_written(kg: Kg, graph: Path, tmp_path: Path) -> None:
    ran = kg("export", "--format", "ttl", "-g", graph, "-o", tmp_path / "nowhere" / "x.ttl")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("kg: ")
    assert "nowhere/x.ttl" in ran.err
    assert ran.err.count("\n") == 1


def test_a_part_in_any_form(kg: Kg, graph: Path) -> None:
    part = kg("export", "--format", "json", "--center", "reptile", "--hops", "1", "-g", graph)
    assert (part.code, part.err) == (0, "")
    assert "miniImageNet" in part.out
    assert "few-shot learning" not in part.out.replace("for few-shot learning", "")
    tasks = kg("export", "-f", "csv", "--label", "TASK", "--since", "2017-03-09", "-g", graph)
    predicates = {row["predicate"] for row in csv.DictReader(io.StringIO(tasks.out))}
    assert predicates == {"addresses"}


def test_a_center_that_is_not_there(kg: Kg, graph: Path) -> None:
    ran = kg("export", "--format", "html", "--center", "Reptil", "-g", graph)
    assert (ran.code, ran.out) == (1, "")
    assert "Reptile" in ran.err


@pytest.mark.parametrize("date", ["24", "2024-13", "yesterday", "2024-1"])
def test_a_date_that_is_none(kg: Kg, graph: Path, date: str) -> None:
    ran = kg("export", "--format", "html", "--since", date, "-g", graph)
    assert (ran.code, ran.out) == (2, "")
    assert "is no date such as" in ran.err


@pytest.mark.parametrize(
    "options",
    [["--since", "2023-02-30"], ["--since", "2023-13"], ["--since", "soon"], ["--hops", "2"]],
)
def test_a_part_that_makes_no_sense_is_refused(kg: Kg, options: list[str]) -> None:
    assert kg("export", "--format", "nt", *options).code == 2
