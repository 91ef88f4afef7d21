"""docs/ontology.md, .html and .svg are what scripts/ontology.py makes of the ontology."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from kg.rdf.vocabulary import KG

DOCS = Path(__file__).parent.parent / "docs"


def test_the_documents_are_those_of_the_ontology(root: Path) -> None:
    command = [sys.executable, "scripts/ontology.py", "--check"]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_the_documents_name_every_term() -> None:
    page, tables = ((DOCS / f"ontology.{end}").read_text("utf-8") for end in ("html", "md"))
    for name in KG.__annotations__:
        if not name.startswith("_"):
            assert f'id="{name}"' in page
            assert f"| `kg:{name}` |" in tables


def test_the_picture_shows_classes_and_relations() -> None:
    picture = ElementTree.parse(DOCS / "ontology.svg")  # our own file
    words = {text.text or "" for text in picture.iter("{http://www.w3.org/2000/svg}text")}
    assert {"kg:Paper", "kg:Method", "kg:Benchmark", "kg:Task", "kg:Repository"} <= words
    shown = " ".join(words)
    for relation in ("introduces", "evaluatesOn", "usedFor", "measuredOn", "variantOf", "reports"):
        assert relation in shown
