import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from kg.errors import SettingsError
from kg.rdf.terms import PREFIXES, address, decimal, integer, node, prefixed, published, term, text

XSD = PREFIXES["xsd"]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2017-03-09", "date"),
        ("2018-03", "gYearMonth"),
        ("2018", "gYear"),
        ("--05-28", "gMonthDay"),
        ("--02-29", "gMonthDay"),
        ("2018-02-29", "string"),
        ("2018-13", "string"),
        ("--02-30", "string"),
        ("spring 2018", "string"),
    ],
)
def test_a_date_has_the_type_of_its_precision(value: str, kind: str) -> None:
    assert published(value) == Literal(value, datatype=NamedNode(XSD + kind))


@pytest.mark.parametrize(
    ("value", "digits"),
    [(0.9, "0.9"), (1.0, "1.0"), (97.68, "97.68"), (100, "100.0"), (1e-7, "0.0000001"),
     (1e21, "1000000000000000000000"), (-0.5, "-0.5")],
)  # fmt: skip
def test_a_number_is_a_decimal_in_its_shortest_form(value: float, digits: str) -> None:
    assert decimal(value) == Literal(digits, datatype=NamedNode(XSD + "decimal"))


def test_what_no_decimal_holds_is_a_double() -> None:
    assert decimal(float("inf")) == Literal("INF", datatype=NamedNode(XSD + "double"))


def test_a_prefixed_name_is_what_a_term_came_from() -> None:
    for name in ("schema:abstract", "kg:Method", "dc:creator", "dcterms:title", "rdfs:label"):
        assert prefixed(term(name).value) == name
    assert prefixed("urn:paper-kg:method/maml") is None


def test_integers_addresses_and_terms() -> None:
    assert integer(12) == Literal("12", datatype=NamedNode(XSD + "integer"))
    assert address("http://a b/<x>").datatype == NamedNode(XSD + "anyURI")
    assert term("skos:prefLabel").value == "http://www.w3.org/2004/02/skos/core#prefLabel"


def test_an_unknown_prefix_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        term("foaf:name")


def test_a_base_that_is_no_iri_is_the_users_to_mend() -> None:
    with pytest.raises(SettingsError, match="no base for IRIs"):
        node("my graph/", "method/maml")


@given(st.text())
def test_text_keeps_every_position(value: str) -> None:
    kept = text(value).value
    assert len(kept) == len(value)
    assert all(a == b or b == "\N{REPLACEMENT CHARACTER}" for a, b in zip(value, kept, strict=True))


def test_text_replaces_what_xml_cannot_hold() -> None:
    assert text("a\x00b\ud800c\ttab\nline").value == "a\ufffdb\ufffdc\ttab\nline"
