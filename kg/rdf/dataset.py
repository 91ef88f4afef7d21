"""What the data set says of itself, in VoID and DCAT: a function of the records, no clock."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg.model import Label
from kg.rdf.terms import ONTOLOGY_VERSION, PREFIXES, integer, node, published, term
from kg.store import Store

_A = term("rdf:type")
_DESCRIPTION = (
    "Papers, the methods, benchmarks and tasks that they name, the numbers that they report, and"
    " the words that say so."
)
_VOCABULARIES = ("dc", "dcat", "dcterms", "kg", "mls", "oa", "prov", "schema", "skos", "void")
_CLASSES = {
    Label.METHOD: "kg:Method",
    Label.BENCHMARK: "kg:Benchmark",
    Label.TASK: "kg:Task",
    Label.REPO: "kg:Repository",
}
_VERSION_LENGTH = 12


def make_dataset(base: str, store: Store) -> Iterator[Triple]:
    """The description of the whole: what it is of, and how much there is of it."""
    this, settings = node(base, "dataset"), store.settings
    yield Triple(this, _A, term("void:Dataset"))
    yield Triple(this, _A, term("dcat:Dataset"))
    yield Triple(this, term("dcterms:title"), Literal("paper-kg"))
    yield Triple(this, term("dcterms:description"), Literal(_DESCRIPTION))
    yield Triple(this, term("dc:creator"), Literal("paper-kg"))
    if content := settings.get("content"):
        yield Triple(this, term("kg:recordsDigest"), Literal(content))
        yield Triple(this, term("dcat:version"), Literal(content[:_VERSION_LENGTH]))
    if captured := settings.get("captured"):
        yield Triple(this, term("dcterms:created"), published(captured))
    yield Triple(this, term("dcterms:conformsTo"), NamedNode(ONTOLOGY_VERSION))
    yield Triple(this, term("void:uriSpace"), Literal(base))
    for prefix in _VOCABULARIES:
        yield Triple(this, term("void:vocabulary"), NamedNode(PREFIXES[prefix]))
    yield from _period(base, store)
    yield from _parts(base, store)


def _period(base: str, store: Store) -> Iterator[Triple]:
    first, last = store.published_between()
    if first and last:
        period = node(base, "dataset/period")
        yield Triple(node(base, "dataset"), term("dcterms:temporal"), period)
        yield Triple(period, _A, term("dcterms:PeriodOfTime"))
        yield Triple(period, term("dcat:startDate"), published(first))
        yield Triple(period, term("dcat:endDate"), published(last))


def _parts(base: str, store: Store) -> Iterator[Triple]:
    """How many nodes there are of each class, and how many edges of each predicate."""
    counts = store.counts()
    things = {name: store.count_entities(label) for label, name in _CLASSES.items()}
    classes = {"kg:Paper": counts["papers"], **things, "kg:Result": counts["results"]}
    yield Triple(node(base, "dataset"), term("void:entities"), integer(sum(classes.values())))
    for name, count in classes.items():
        yield from _part(base, name, count, ("classPartition", "class", "entities"))
    for predicate, count in store.count_relations().items():
        name = f"kg:{predicate.value}"
        yield from _part(base, name, count, ("propertyPartition", "property", "triples"))


def _part(base: str, name: str, count: int, words: tuple[str, str, str]) -> Iterator[Triple]:
    partition, kind, counted = words
    this = node(base, f"dataset/{kind}/{name.removeprefix('kg:')}")
    yield Triple(node(base, "dataset"), term(f"void:{partition}"), this)
    yield Triple(this, _A, term("void:Dataset"))
    yield Triple(this, term(f"void:{kind}"), term(name))
    yield Triple(this, term(f"void:{counted}"), integer(count))
