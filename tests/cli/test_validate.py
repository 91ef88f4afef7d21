"""``kg validate``."""

from pathlib import Path

import pytest

from tests.cli.graphs import make_graph, run

BROKEN = """\
@prefix kg: <urn:paper-kg:ontology#> .
<urn:x:{0}> a kg:Method, <http://www.w3.org/2004/02/skos/core#Concept> ;
  kg:foldedName "x" .
"""


def test_a_built_graph_conforms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("validate", "-g", make_graph(tmp_path)) == 0
    said = capsys.readouterr().out
    assert said.startswith("conforms: ")
    assert said.count("\n") == 1


def test_violations_stand_by_shape(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "broken.ttl"
    file.write_text("".join(BROKEN.format(number) for number in range(7)))
    assert run("validate", str(file)) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Method-prefLabel: 7"
    assert lines[1].startswith("  urn:x:0: Less than 1 values")
    assert lines[6:] == ["  … and 2 more: --all", "7 violations in 21 statements"]
    assert run("validate", str(file), "--all") == 1
    assert len(capsys.readouterr().out.splitlines()) == 9


def test_a_number_that_is_none_is_a_violation_and_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "odd.nt"
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    file.write_text(
        f'<urn:x:s> <http://www.w3.org/ns/oa#start> "none"^^<{integer}> .\n'
        f'<urn:x:s> <http://www.w3.org/ns/oa#end> "3"^^<{integer}> .\n'
        "<urn:x:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
        " <http://www.w3.org/ns/oa#TextPositionSelector> .\n"
    )
    assert run("validate", str(file)) == 1
    shown = capsys.readouterr()
    assert "TextPositionSelector-start" in shown.out
    assert shown.err == ""


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("no.ttl", None, "no.ttl: cannot be read: "),
        ("x.csv", "a,b", "x.csv: its ending tells no form of RDF; known are .ttl, .nt"),
        ("x.ttl", "<urn:a> <urn:b> .\n", "x.ttl:1: "),
        ("x.nt", '<urn:a> <urn:b> "c .\n', "x.nt:1: "),
        ("x.rdf", "<rdf", "x.rdf: syntax error: "),
        ("y.rdf", '<!DOCTYPE r [<!ENTITY a "b">]>\n<r>&a;</r>', "y.rdf:1: <!DOCTYPE is not read"),
        ("x.jsonld", "{", "x.jsonld:1: "),
        ("y.jsonld", '{"@context": "http://127.0.0.1:9/", "a": "b"}', "y.jsonld"),
        ("y.ttl", "<urn:a> <urn:b> <<( <urn:c> <urn:d> <urn:e> )>> .", "y.ttl"),
    ],
)
def test_what_cannot_be_read_is_one_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: str | None,
    said: str,
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_text(content)
    assert run("validate", str(file)) == 1
    shown = capsys.readouterr()
    assert shown.err.startswith(f"kg: {tmp_path}/{said}")
    assert (shown.out, shown.err.count("\n")) == ("", 1)
