"""Our vocabulary, closed: a misspelt term raises.

Only what no well-known vocabulary has is ours; the rest is schema.org, SKOS, Dublin Core, PROV and
Web Annotation. ``ontology.ttl`` defines the same terms; a test keeps the two equal.
"""

# ruff: noqa: N815  the terms are spelt as RDF spells properties

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

ONTOLOGY = "urn:paper-kg:ontology#"


class KG(DefinedNamespace):
    """The classes and properties of ``urn:paper-kg:ontology#``."""

    _NS = Namespace(ONTOLOGY)
    _fail = True

    # Classes
    Paper: URIRef
    Entity: URIRef
    Method: URIRef
    Benchmark: URIRef
    Task: URIRef
    Repository: URIRef
    Result: URIRef
    Evidence: URIRef

    # Relations: one for each kg.model.Predicate, and the inverse
    introduces: URIRef
    introducedBy: URIRef
    uses: URIRef
    comparesWith: URIRef
    mentions: URIRef
    evaluatesOn: URIRef
    trainsOn: URIRef
    addresses: URIRef
    hasRepository: URIRef
    reports: URIRef
    measuredOn: URIRef
    usedFor: URIRef
    variantOf: URIRef
    partOf: URIRef
    implementedBy: URIRef

    # What a thing is found by
    foldedName: URIRef

    # What is known of a paper
    authorCount: URIRef
    venue: URIRef

    # What a result says
    method: URIRef
    benchmark: URIRef
    baseline: URIRef
    metric: URIRef
    value: URIRef
    low: URIRef
    high: URIRef
    unit: URIRef
    reading: URIRef
    fromValue: URIRef
    direction: URIRef
    flag: URIRef

    # What a fact rests on
    confidence: URIRef
    rule: URIRef
    record: URIRef
    field: URIRef
    decision: URIRef
    restsOn: URIRef
    restsOnName: URIRef
    recordsDigest: URIRef
