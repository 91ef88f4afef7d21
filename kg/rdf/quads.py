"""The quads of a record store, one after the other, in an order that only the records decide.

What is said of papers, things, edges and results stands in the default graph, so that a plain query
finds it in every engine. What that rests on stands in named graphs: ``graph/paper/ID`` for the text
and the record of a paper, ``graph/rules`` and ``graph/decisions`` for what follows from rules and
decisions.

The default graph comes first, then one named graph after the other. :func:`quads` gives once each
quad of :func:`dataset_quads`, and of :func:`paper_quads` and :func:`entity_quads` of each paper and
each entity.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import chain
from typing import NamedTuple, TypeAlias, TypeVar

from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from kg.ids import DECISIONS_GRAPH, RULES_GRAPH, evidence_graph, paper_node
from kg.model import Decided, Edge, Entity, Evidence, Ground, Paper
from kg.rdf.dataset import make_dataset
from kg.rdf.evidence import Statement, make_evidence
from kg.rdf.nodes import PREDICATES, make_entity, make_paper, make_result
from kg.rdf.terms import node, term, text
from kg.settings import BASE_IRI, EVIDENCE, EvidenceLevel
from kg.store import Store

T = TypeVar("T")
PaperOf: TypeAlias = Callable[[str], Paper | None]

_DEFAULT = DefaultGraph()
_BESIDE = ((RULES_GRAPH, False), (DECISIONS_GRAPH, True))  # graph, and whether a user decided


class Piece(NamedTuple):
    """Some of the triples of a graph.

    Attributes:
        unit: the node of the paper or entity that all of it is a function of; of what is said of
            the data set, which changes with each paper, empty.
        name: which of the pieces of the unit.
        graph: where the triples stand.
        triples: found when they are walked, which can be done once.
    """

    unit: str
    name: str
    graph: NamedNode | DefaultGraph
    triples: Iterator[Triple]


def quads(
    store: Store, base_iri: str | None = None, evidence: EvidenceLevel | None = None
) -> Iterator[Quad]:
    """All that a store holds, as RDF.

    Args:
        store: the records.
        base_iri: what stands before the id of every node; by default what the store was built with.
        evidence: how much to tell of what statements rest on; by default what the store was built
            with.

    Raises:
        SettingsError: ``base_iri`` is no absolute IRI.
    """
    for piece in pieces(store, base_iri, evidence):
        yield from _in(piece.graph, piece.triples)


def pieces(
    store: Store,
    base_iri: str | None = None,
    evidence: EvidenceLevel | None = None,
    *,
    few: bool = False,
) -> Iterator[Piece]:
    """All that a store holds in pieces, each a function of one paper or one entity.

    Args:
        store: the records.
        base_iri: as in :func:`quads`.
        evidence: as in :func:`quads`.
        few: whether only few are walked; papers and entities are then looked up where they are.

    Raises:
        SettingsError: ``base_iri`` is no absolute IRI.
    """
    base, level = base_iri or base_iri_of(store), evidence or evidence_of(store)
    yield Piece("", "dataset", _DEFAULT, make_dataset(base, store))
    for unit, paper in _papers(store, few=few):
        yield Piece(unit, "said", _DEFAULT, _walk(_asserted, paper, base, store))
    paper_of = lru_cache(maxsize=512)(store.paper)
    for unit, entity in _entities(store, few=few):
        yield Piece(unit, "known", _DEFAULT, _walk(_known, entity, base, store, paper_of))
    if level is EvidenceLevel.NONE:
        return
    for unit, paper in _papers(store, few=few):
        told = _walk(_grounds_in, paper, base, store, level)
        yield Piece(unit, "grounds", node(base, f"graph/{unit}"), told)
    for name, is_decided in _BESIDE:
        for subject in store.subjects_beside():
            told = _beside(base, store.grounds_beside(subject), level, is_decided=is_decided)
            yield Piece(subject, name, node(base, name), told)


def dataset_quads(store: Store, base_iri: str | None = None) -> Iterator[Quad]:
    """What the data set says of itself; its counts change with every paper.

    Args:
        store: the records.
        base_iri: as in :func:`quads`.

    Raises:
        SettingsError: ``base_iri`` is no absolute IRI.
    """
    return _in(_DEFAULT, make_dataset(base_iri or base_iri_of(store), store))


def paper_quads(
    store: Store,
    paper_id: str,
    base_iri: str | None = None,
    evidence: EvidenceLevel | None = None,
) -> Iterator[Quad]:
    """All that one paper asserts: what it is, does and reports, and what that rests on.

    What the user decided of its edges is among it, in the graph of decisions. Edges between things
    and definitions of things that rest on words of the paper are among it, in the default graph,
    where other papers may assert them too. Nothing for an unknown paper.

    Args:
        store: the records.
        paper_id: the id of the paper.
        base_iri: as in :func:`quads`.
        evidence: as in :func:`quads`.

    Raises:
        SettingsError: ``base_iri`` is no absolute IRI.
    """
    base, level = base_iri or base_iri_of(store), evidence or evidence_of(store)
    if (paper := store.paper(paper_id)) is None:
        return
    yield from _in(_DEFAULT, _asserted(paper, base, store))
    this = paper_node(paper.id)
    elsewhere = dict.fromkeys(edge for edge, _ in store.grounds_in(paper.id) if edge[0] != this)
    yield from (Quad(*_statement(base, edge), _DEFAULT) for edge in elsewhere)
    for entity, told in store.descriptions_in(paper.id):
        yield Quad(*_definition(base, entity, told, paper), _DEFAULT)
    if level is not EvidenceLevel.NONE:
        graph = node(base, evidence_graph(paper.id))
        yield from _in(graph, _grounds_in(paper, base, store, level))
    yield from _all_beside(base, store, this, level)


def entity_quads(
    store: Store,
    entity_id: str,
    base_iri: str | None = None,
    evidence: EvidenceLevel | None = None,
) -> Iterator[Quad]:
    """What one thing is, the edges that start at it, and what of them rests on no paper.

    Args:
        store: the records.
        entity_id: the id of the entity.
        base_iri: as in :func:`quads`.
        evidence: as in :func:`quads`.

    Raises:
        SettingsError: ``base_iri`` is no absolute IRI.
    """
    base, level = base_iri or base_iri_of(store), evidence or evidence_of(store)
    if (entity := store.entity(entity_id)) is None:
        return
    yield from _in(_DEFAULT, _known(entity, base, store, store.paper))
    yield from _all_beside(base, store, entity.id, level)


def triples(
    store: Store, base_iri: str | None = None, evidence: EvidenceLevel | None = None
) -> Iterator[Triple]:
    """The quads of a store with all graphs merged into one."""
    for piece in pieces(store, base_iri, evidence):
        yield from piece.triples


def base_iri_of(store: Store) -> str:
    """The base IRI that a store was built with."""
    return store.settings.get("base_iri", BASE_IRI)


def evidence_of(store: Store) -> EvidenceLevel:
    """How much a store was built to tell of what statements rest on."""
    return EvidenceLevel(store.settings.get("evidence", EVIDENCE))


def _in(graph: NamedNode | DefaultGraph, found: Iterable[Triple]) -> Iterator[Quad]:
    return (Quad(each.subject, each.predicate, each.object, graph) for each in found)


def _papers(store: Store, *, few: bool) -> Iterator[tuple[str, Callable[[], Paper | None]]]:
    """The node of each paper, and how to come by the paper."""
    if few:
        return ((unit, partial(store.paper, unit)) for unit in store.paper_nodes())
    return ((paper_node(paper.id), partial(_itself, paper)) for paper in store.papers())


def _entities(store: Store, *, few: bool) -> Iterator[tuple[str, Callable[[], Entity | None]]]:
    if few:
        return ((unit, partial(store.entity, unit)) for unit in store.entity_ids())
    return ((entity.id, partial(_itself, entity)) for entity in store.entities())


def _itself(thing: T) -> T:
    return thing


def _walk(
    tell: Callable[..., Iterator[Triple]], find: Callable[[], object], *rest: object
) -> Iterator[Triple]:
    """What is told of a thing, which is looked up when the first of it is wanted."""
    yield from tell(find(), *rest)


def _asserted(paper: Paper, base: str, store: Store) -> Iterator[Triple]:
    yield from make_paper(base, paper)
    yield from _edges(base, store.edges_from(paper_node(paper.id)))
    for result in store.results_in(paper.id):
        yield from make_result(base, result)


def _known(entity: Entity, base: str, store: Store, paper_of: PaperOf) -> Iterator[Triple]:
    yield from make_entity(base, entity, store.matches(entity.id))
    told = entity.description
    if told is not None and (paper := paper_of(told.paper)):
        yield Triple(*_definition(base, entity.id, told, paper))
    yield from _edges(base, store.edges_from(entity.id))


def _edges(base: str, edges: Iterable[Edge]) -> Iterator[Triple]:
    return (Triple(*_statement(base, edge)) for edge in edges)


def _statement(base: str, edge: Edge) -> Statement:
    subject, predicate, object = edge
    return (node(base, subject), PREDICATES[predicate], node(base, object))


def _definition(base: str, entity: str, told: Evidence, paper: Paper) -> Statement:
    sentence = text(paper.text[slice(*told.sentence)])
    return (node(base, entity), term("skos:definition"), sentence)


def _grounds_in(paper: Paper, base: str, store: Store, level: EvidenceLevel) -> Iterator[Triple]:
    told = paper.text if level is EvidenceLevel.FULL else None
    grounds = ((_statement(base, edge), ground) for edge, ground in store.grounds_in(paper.id))
    definitions = (
        (_definition(base, entity, evidence, paper), evidence)
        for entity, evidence in store.descriptions_in(paper.id)
    )
    for statement, ground in dict.fromkeys(chain(grounds, definitions)):
        yield from make_evidence(base, statement, ground, told)


def _all_beside(base: str, store: Store, subject: str, level: EvidenceLevel) -> Iterator[Quad]:
    """What no paper says of the edges that start at a node: what rules and the user say."""
    if level is EvidenceLevel.NONE:
        return
    for name, is_decided in _BESIDE:
        told = _beside(base, store.grounds_beside(subject), level, is_decided=is_decided)
        yield from _in(node(base, name), told)


def _beside(
    base: str, found: Iterable[tuple[Edge, Ground]], level: EvidenceLevel, *, is_decided: bool
) -> Iterator[Triple]:
    told = "" if level is EvidenceLevel.FULL else None
    seen: tuple[Edge, Ground] | None = None
    for edge, ground in found:
        if isinstance(ground, Decided) is is_decided and (edge, ground) != seen:
            yield from make_evidence(base, _statement(base, edge), ground, told)
            seen = (edge, ground)
