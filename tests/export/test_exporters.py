import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.export import EXPORTERS
from kg.store import Store
from tests.export.conftest import export_bytes

FORMS = {"ttl", "nt", "nq", "trig", "rdf", "jsonld", "mentions", "html", "graphml", "csv", "json"}
_HEAVY = ("networkx", "pyvis", "pyoxigraph", "rdflib", "numpy")


def test_the_forms() -> None:
    assert set(EXPORTERS) == FORMS


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_is_utf8_and_the_same_each_time(small_store: Path, form: str) -> None:
    first = export_bytes(small_store, form)
    assert first.decode()
    assert export_bytes(small_store, form) == first


@pytest.mark.parametrize("form", sorted(FORMS))
def test_an_empty_store_can_leave_in_every_form(tmp_path: Path, form: str) -> None:
    output = io.BytesIO()
    with Store.create(tmp_path / "graph.db") as store:
        EXPORTERS[form](store, output)
    if form != "mentions":
        assert output.getvalue()


@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_hash_seed_does_not_count(small_store: Path, root: Path, form: str) -> None:
    code = (
        "import sys; from kg.export import EXPORTERS; from kg.store import Store\n"
        "with Store.open(sys.argv[1]) as store: EXPORTERS[sys.argv[2]](store, sys.stdout.buffer)"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code, str(small_store), form],
            cwd=root,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1] == export_bytes(small_store, form)


def test_the_table_is_there_without_what_its_forms_need(root: Path) -> None:
    code = "import sys, kg.export; print(*sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert not set(_HEAVY) & set(told.stdout.split())
