import io
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest
from pyoxigraph import RdfFormat, parse

from kg.export.rdf import write_nt, write_ttl
from kg.rdf import triples
from kg.store import Store
from tests.builders import make_store


@pytest.mark.parametrize(
    ("write", "form"), [(write_ttl, RdfFormat.TURTLE), (write_nt, RdfFormat.N_TRIPLES)]
)
def test_an_export_holds_all_triples(
    tmp_path: Path, write: Callable[[Store, BinaryIO], None], form: RdfFormat
) -> None:
    output = io.BytesIO()
    with Store.open(make_store(tmp_path / "graph.db")) as store:
        write(store, output)
        known = set(triples(store))
    assert {quad.triple for quad in parse(output.getvalue(), form)} == known
