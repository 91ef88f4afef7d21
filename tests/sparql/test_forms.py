"""What leaves is never longer than it may be, in any form, and says whether it is all."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from kg.sparql.forms import TABLE_FORMS, TRIPLE_FORMS, Caps, Found, write

_READ = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
_HEAVY = '<&"é\t' * 5  # longer in some forms than in others
_TRIPLES = [
    Triple(NamedNode(f"urn:s{n // 4}"), NamedNode("urn:property"), Literal(f"{n}{_HEAVY}"))
    for n in range(40)
]
_ALL = "CONSTRUCT WHERE { ?s ?p ?o }"


def found(text: str, triples: list[Triple] = _TRIPLES) -> Found:
    store = Store()
    store.extend(Quad(*triple) for triple in triples)
    return store.query(text)


def triples_in(data: bytes, form: str) -> set[Triple]:
    return {quad.triple for quad in parse(data, _READ[form])}


@pytest.mark.parametrize("form", TRIPLE_FORMS)
def test_triples_are_cut_by_the_bytes_of_their_form(form: str) -> None:
    whole = write(found(_ALL), (form,), Caps())
    one = write(found(f"{_ALL} LIMIT 1"), (form,), Caps())
    assert triples_in(whole.data, form) == set(_TRIPLES)
    longest = 300  # of one of them
    for size in range(len(one.data) + 8, len(whole.data), 97):
        cut = write(found(_ALL), (form,), Caps(size=size))
        assert not cut.complete
        assert size - longest < len(cut.data) <= size
        assert triples_in(cut.data, form) < set(_TRIPLES)
    exact = write(found(_ALL), (form,), Caps(size=len(whole.data)))
    assert (exact.data, exact.complete) == (whole.data, True)


@pytest.mark.parametrize("form", TABLE_FORMS)
def test_rows_are_cut_by_the_bytes_of_their_form(form: str) -> None:
    rows = "SELECT * { ?s ?p ?o }"
    whole = write(found(rows), (form,), Caps())
    empty = write(found("SELECT * { ?s ?p ?o } LIMIT 0"), (form,), Caps())
    for size in range(len(empty.data) + 20, len(whole.data) - 20, 97):
        cut = write(found(rows), (form,), Caps(size=size))
        assert (cut.complete, len(cut.data) <= size) == (False, True)
    assert write(found(rows), (form,), Caps(size=len(whole.data) + 20)).complete


def test_triples_that_many_solutions_give_count_once() -> None:
    text = "CONSTRUCT { <urn:one> <urn:two> 3 } WHERE { ?s ?p ?o }"
    one = write(found(text), ("nt",), Caps())
    assert one.data.count(b"\n") == 1
    capped = write(found(text), ("nt",), Caps(rows=1, size=len(one.data)))
    assert (capped.data, capped.complete) == (one.data, True)


def test_what_is_short_in_its_form_is_whole_though_long_as_n_triples() -> None:
    iri = "urn:" + "long" * 100
    about = [Triple(NamedNode(iri), NamedNode("urn:p"), Literal(n)) for n in range(3)]
    turtle = write(found(_ALL, about), ("ttl",), Caps())
    assert len(turtle.data) < len(serialize(about, format=RdfFormat.N_TRIPLES) or b"")
    assert write(found(_ALL, about), ("ttl",), Caps(size=len(turtle.data))).complete


def test_a_cap_counts_bytes_not_characters() -> None:
    about = [Triple(NamedNode("urn:s"), NamedNode("urn:p"), Literal("é" * 100))]
    cut = write(found(_ALL, about), ("nt",), Caps(size=200))
    assert (cut.data, cut.complete) == (b"", False)
