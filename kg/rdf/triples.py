"""The triples of a record store, one after the other, in an order that only the records decide.

First the data set, then papers, entities, relations (all of one subject, then what they rest on)
and results.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Triple

from kg.ids import paper_node
from kg.model import Entity, Label, MatchKind, Paper, Predicate, Relation, Result
from kg.rdf.evidence import make_evidence
from kg.rdf.terms import PREFIXES, address, decimal, integer, node, published, term, text
from kg.store import Store

BASE_IRI = "urn:paper-kg:"

_A = term("rdf:type")
_CLASSES = {
    Label.METHOD: (term("kg:Method"), term("skos:Concept")),
    Label.BENCHMARK: (term("kg:Benchmark"), term("schema:Dataset")),
    Label.TASK: (term("kg:Task"), term("skos:Concept")),
    Label.REPO: (term("kg:Repository"), term("schema:SoftwareSourceCode")),
}
_PREDICATES = {predicate: term(f"kg:{predicate.value}") for predicate in Predicate}


def triples(store: Store, base_iri: str | None = None) -> Iterator[Triple]:
    """All that a store holds, as RDF.

    Args:
        store: the records.
        base_iri: what stands before the id of every node; by default what the store was built with.

    Raises:
        SettingsError: ``base_iri`` is no absolute IRI.
    """
    base = base_iri or base_iri_of(store)
    yield from _dataset(base, store.settings)
    for paper in store.papers():
        yield from _paper(base, paper)
    paper_of = lru_cache(maxsize=512)(store.paper)
    for entity in store.entities():
        matches = {match.target: match.kind for match in store.matches(entity.id)}
        yield from _entity(base, entity, paper_of, matches)
    for _, relations in groupby(store.relations(), lambda relation: relation.subject):
        yield from _relations(base, list(relations), paper_of)
    for result in store.results():
        yield from _result(base, result, paper_of)


def base_iri_of(store: Store) -> str:
    """The base IRI that a store was built with."""
    return store.settings.get("base_iri", BASE_IRI)


def _dataset(base: str, settings: dict[str, str]) -> Iterator[Triple]:
    this = node(base, "dataset")
    yield Triple(this, _A, term("void:Dataset"))
    yield Triple(this, term("dcterms:title"), Literal("paper-kg"))
    yield Triple(this, term("void:uriSpace"), Literal(base))
    for prefix in ("dcterms", "kg", "oa", "prov", "schema", "skos"):
        yield Triple(this, term("void:vocabulary"), NamedNode(PREFIXES[prefix]))
    if "content" in settings:
        yield Triple(this, term("kg:recordsDigest"), Literal(settings["content"]))


def _paper(base: str, paper: Paper) -> Iterator[Triple]:
    this = node(base, paper_node(paper.id))
    yield Triple(this, _A, term("kg:Paper"))
    yield Triple(this, _A, term("schema:ScholarlyArticle"))
    yield Triple(this, term("dcterms:identifier"), text(paper.id))
    yield Triple(this, term("dcterms:title"), text(paper.title))
    yield from _each(this, "schema:abstract", map(text, filter(None, [paper.abstract])))
    yield from _each(this, "schema:datePublished", map(published, filter(None, [paper.published])))
    yield from _each(this, "kg:venue", map(text, filter(None, [paper.venue])))
    yield from _each(this, "schema:url", map(address, filter(None, [paper.url])))
    yield from _each(this, "dc:creator", map(text, dict.fromkeys(paper.authors)))
    if paper.author_count is not None:
        yield Triple(this, term("kg:authorCount"), integer(paper.author_count))
    yield from _each(this, "dc:source", map(text, dict.fromkeys(paper.sources)))


def _entity(
    base: str,
    entity: Entity,
    paper_of: Callable[[str], Paper | None],
    matches: Mapping[str, MatchKind],
) -> Iterator[Triple]:
    this = node(base, entity.id)
    for kind in _CLASSES[entity.label]:
        yield Triple(this, _A, kind)
    yield Triple(this, term("skos:prefLabel"), text(entity.name))
    others = [alias for alias in entity.aliases if alias != entity.name]
    yield from _each(this, "skos:altLabel", map(text, others))
    link = "schema:codeRepository" if entity.label is Label.REPO else "schema:url"
    yield from _each(this, link, (address(url) for url in entity.links if url not in matches))
    for target, match in matches.items():
        yield Triple(this, term(f"skos:{match.value}"), NamedNode(target))
    if entity.description and (paper := paper_of(entity.description.paper)):
        told = text(paper.text[slice(*entity.description.sentence)])
        edge = (this, term("skos:definition"), told)
        yield Triple(*edge)
        yield from make_evidence(base, edge, entity.description, paper_of)


def _relations(
    base: str, relations: list[Relation], paper_of: Callable[[str], Paper | None]
) -> Iterator[Triple]:
    # What a paper reports is written with its results: see _result.
    edges = [
        (node(base, r.subject), _PREDICATES[r.predicate], node(base, r.object), r.evidence)
        for r in relations
        if r.predicate is not Predicate.REPORTS
    ]
    for subject, predicate, object, _ in edges:
        yield Triple(subject, predicate, object)
    for subject, predicate, object, grounds in edges:
        for ground in dict.fromkeys(grounds):
            yield from make_evidence(base, (subject, predicate, object), ground, paper_of)


def _result(base: str, result: Result, paper_of: Callable[[str], Paper | None]) -> Iterator[Triple]:
    paper, this = node(base, paper_node(result.paper)), node(base, result.id)
    reports = (paper, _PREDICATES[Predicate.REPORTS], this)
    yield Triple(*reports)
    yield Triple(this, _A, term("kg:Result"))
    for name in ("method", "benchmark", "baseline"):
        if (bound := getattr(result, name)) is not None:
            yield Triple(this, term(f"kg:{name}"), node(base, bound))
    yield from _measurement(this, result)
    yield from make_evidence(base, reports, result.evidence, paper_of)


def _measurement(this: NamedNode, result: Result) -> Iterator[Triple]:
    yield Triple(this, term("kg:value"), text(result.value))
    yield Triple(this, term("kg:low"), decimal(result.low))
    yield Triple(this, term("kg:high"), decimal(result.high))
    yield Triple(this, term("kg:reading"), Literal(result.kind.value))
    yield from _each(this, "kg:metric", map(text, filter(None, [result.metric])))
    yield from _each(this, "kg:unit", map(text, filter(None, [result.unit])))
    yield from _each(this, "kg:fromValue", map(text, filter(None, [result.from_value])))
    if result.direction is not None:
        yield Triple(this, term("kg:direction"), Literal(result.direction.value))
    yield from _each(this, "kg:flag", map(text, result.flags))


def _each(subject: NamedNode, predicate: str, objects: Iterable[Literal]) -> Iterator[Triple]:
    said = term(predicate)
    return (Triple(subject, said, object) for object in objects)
