"""What is said of each node: papers, entities and results as triples of the default graph."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg.ids import paper_node
from kg.model import Entity, Label, Match, Paper, Predicate, Result
from kg.rdf.terms import address, decimal, integer, node, published, term, text
from kg.surface import folded

_A = term("rdf:type")
_CLASSES = {
    Label.METHOD: (term("kg:Method"), term("skos:Concept")),
    Label.BENCHMARK: (term("kg:Benchmark"), term("schema:Dataset")),
    Label.TASK: (term("kg:Task"), term("skos:Concept")),
    Label.REPO: (term("kg:Repository"), term("schema:SoftwareSourceCode")),
}
PREDICATES = {predicate: term(f"kg:{predicate.value}") for predicate in Predicate}


def make_paper(base: str, paper: Paper) -> Iterator[Triple]:
    """What a paper is, but for what it does."""
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


def make_entity(base: str, entity: Entity, matches: Iterable[Match]) -> Iterator[Triple]:
    """What an entity is, and what it is elsewhere; its definition is what a paper says."""
    this = node(base, entity.id)
    for kind in _CLASSES[entity.label]:
        yield Triple(this, _A, kind)
    yield Triple(this, term("skos:prefLabel"), text(entity.name))
    others = [alias for alias in entity.aliases if alias != entity.name]
    yield from _each(this, "skos:altLabel", map(text, others))
    names = dict.fromkeys(map(folded, (entity.name, *entity.aliases)))
    yield from _each(this, "kg:foldedName", map(text, names))
    elsewhere = {match.target: match.kind for match in matches}
    link = "schema:codeRepository" if entity.label is Label.REPO else "schema:url"
    yield from _each(this, link, (address(url) for url in entity.links if url not in elsewhere))
    for target, match in elsewhere.items():
        yield Triple(this, term(f"skos:{match.value}"), NamedNode(target))


def make_result(base: str, result: Result) -> Iterator[Triple]:
    """What a result says."""
    this = node(base, result.id)
    yield Triple(this, _A, term("kg:Result"))
    yield Triple(this, _A, term("mls:ModelEvaluation"))
    for name in ("method", "benchmark", "baseline"):
        if (bound := getattr(result, name)) is not None:
            yield Triple(this, term(f"kg:{name}"), node(base, bound))
    yield Triple(this, term("kg:value"), text(result.value))
    yield Triple(this, term("kg:low"), decimal(result.low))
    yield Triple(this, term("kg:high"), decimal(result.high))
    yield Triple(this, term("kg:reading"), Literal(result.kind.value))
    yield from _each(this, "kg:metric", map(text, filter(None, [result.metric])))
    yield from _each(this, "kg:unit", map(text, filter(None, [result.unit])))
    yield from _each(this, "kg:fromValue", map(text, filter(None, [result.from_value])))
    if result.direction is not None:
        yield Triple(this, term("kg:direction"), Literal(result.direction.value))
    yield from _each(this, "kg:flag", (text(flag.value) for flag in result.flags))


def _each(subject: NamedNode, predicate: str, objects: Iterable[Literal]) -> Iterator[Triple]:
    said = term(predicate)
    return (Triple(subject, said, object) for object in objects)
