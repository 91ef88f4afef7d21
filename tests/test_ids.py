"""Identifiers: stable, unique by kind, fit for an IRI."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import ids
from kg.model import Label

# What RFC 3987 allows in a path, percent-encoded octets included.
_PATH = re.compile(r"(?:[A-Za-z0-9\-._~:@+,;=/]|%[0-9A-F]{2})+")
texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Attention Is All You Need", "attention-is-all-you-need"),
        ("  $\\pi_0$: A VLA -- Flow!  ", "pi-0-a-vla-flow"),
        ("Größe & Maß", "gr-e-ma"),
        ("???", ""),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    assert ids.slug(title) == slug


def test_a_paper_id_is_cut_at_80_and_not_stripped_again() -> None:
    title = "a" * 79 + " and more"
    assert ids.paper_id(title) == "a" * 79 + "-"


def test_papers_of_one_cut_slug_get_different_ids() -> None:
    one, two = "word " * 20 + "one", "word " * 20 + "two"
    assert ids.paper_id(one) == ids.paper_id(two)
    assert ids.distinct_paper_id(one) != ids.distinct_paper_id(two)
    assert re.fullmatch(re.escape(ids.paper_id(one)) + r"-[0-9a-f]{6}", ids.distinct_paper_id(one))


@given(texts)
def test_a_node_tells_its_paper(id: str) -> None:
    assert ids.paper_at(ids.paper_node(id)) == id
    assert ids.paper_at(ids.entity_node(Label.TASK, id)) is None


def test_nodes_read_as_paths() -> None:
    assert ids.paper_node("arXiv:2301.00001") == "paper/arXiv:2301.00001"
    assert ids.entity_node(Label.METHOD, "maml") == "method/maml"
    assert ids.entity_node(Label.REPO, "github.com/a/b") == "repo/github.com/a/b"
    assert ids.entity_node(Label.METHOD, "dart", "some-paper") == "method/dart/some-paper"
    assert ids.result_node("some-paper", 120) == "result/some-paper/120"


@pytest.mark.parametrize(
    ("id", "node"),
    [
        ("..", "paper/%2E%2E"),
        (".", "paper/%2E"),
        ("a/../b/.", "paper/a/%2E%2E/b/%2E"),
        ("a..b/...", "paper/a..b/..."),
    ],
)
def test_no_reader_takes_a_part_for_a_folder(id: str, node: str) -> None:
    assert ids.paper_node(id) == node
    assert ids.paper_node(id) != ids.paper_node(id.replace(".", "%2E"))


@given(texts)
def test_nodes_are_fit_for_an_iri(name: str) -> None:
    nodes = (ids.paper_node(name), ids.entity_node(Label.METHOD, name), ids.evidence_graph(name))
    for node in nodes:
        assert _PATH.fullmatch(node)


@given(texts, texts)
def test_different_keys_give_different_nodes(one: str, two: str) -> None:
    assert (ids.paper_node(one) == ids.paper_node(two)) == (one == two)


def test_evidence_ids_depend_on_every_part_and_its_place() -> None:
    made = {ids.evidence_node(*parts) for parts in [("a", "b"), ("ab",), ("b", "a"), ("a", "b", 1)]}
    assert len(made) == 4
    assert all(re.fullmatch(r"evidence/[0-9a-f]{20}", node) for node in made)


def test_a_reading_is_kept_under_text_and_pipeline() -> None:
    key = ids.reading_key("text", "fast-1")
    assert re.fullmatch(r"[0-9a-f]{64}", key)
    assert key != ids.reading_key("text", "fast-2")
    assert key != ids.reading_key("other", "fast-1")
    assert key == ids.reading_key("text", "fast-1")
