"""All that is known of one node, as one would print it on a card."""

from dataclasses import dataclass

from kg.ids import paper_node
from kg.model import (
    Decided,
    Entity,
    Evidence,
    Flag,
    Ground,
    Inferred,
    Paper,
    Predicate,
    Relation,
    Result,
    Stated,
)
from kg.report.names import Named, find_nodes, named_entity, named_node, named_paper
from kg.store import Store

_ORDER = list(Predicate)


@dataclass(frozen=True, slots=True)
class Support:
    """What a fact rests on.

    ``source`` is a paper's id, or the file and line of a record or a decision, or empty;
    ``text`` the sentence, the field, or the edges and names that a rule combines.
    """

    kind: str
    source: str
    text: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A node one relation away; ``outgoing`` where the relation starts at the card's node."""

    predicate: Predicate
    outgoing: bool
    node: Named
    confidence: float
    support: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A reported number, with the names of what it is bound to."""

    paper: str
    method: str | None
    benchmark: str | None
    metric: str | None
    value: str
    kind: str
    flags: tuple[Flag, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Card:
    """One node. ``properties`` are pairs such as ``("published", "2023-05")``."""

    node: Named
    aliases: tuple[str, ...]
    text: str
    properties: tuple[tuple[str, str], ...]
    links: tuple[str, ...]
    neighbours: tuple[Neighbour, ...]
    results: tuple[Fact, ...]
    homonyms: tuple[Named, ...]


def card(store: Store, name: str) -> Card:
    """The card of the node with this name.

    Args:
        store: the records.
        name: a node's id, a paper's id or title, a name or an alias; where several nodes bear it,
            the most connected is meant and the others are its ``homonyms``.

    Raises:
        NotFoundError: no node has the name; carries the nearest names.
    """
    meant, *others = find_nodes(store, name)
    homonyms = tuple(_named(other) for other in others)
    if isinstance(meant, Paper):
        return _paper_card(store, meant, homonyms)
    return _entity_card(store, meant, homonyms)


def _paper_card(store: Store, paper: Paper, homonyms: tuple[Named, ...]) -> Card:
    node = named_paper(paper)
    known = (
        ("id", paper.id),
        ("published", paper.published),
        ("venue", paper.venue),
        ("authors", ", ".join(paper.authors) or paper.author_count),
        ("read from", ", ".join(paper.sources)),
    )
    properties = tuple((key, str(value)) for key, value in known if value)
    links = tuple(dict.fromkeys(link for link in (paper.url, *paper.code_links) if link))
    around = _neighbours(store, node.id)
    facts = _facts(store, paper.id)
    return Card(node, (), paper.abstract, properties, links, around, facts, homonyms)


def _entity_card(store: Store, entity: Entity, homonyms: tuple[Named, ...]) -> Card:
    aliases = tuple(alias for alias in entity.aliases if alias != entity.name)
    told = entity.description
    text = _sentence(store, told) if told else ""
    properties = (("described in", told.paper),) if told else ()
    around = _neighbours(store, entity.id)
    facts = _facts(store, entity.id)
    return Card(
        named_entity(entity), aliases, text, properties, entity.links, around, facts, homonyms
    )


def _neighbours(store: Store, node: str) -> tuple[Neighbour, ...]:
    # Numbers stand under the card's results, in words.
    relations = (r for r in store.relations_of(node) if r.predicate is not Predicate.REPORTS)
    found = (_neighbour(store, node, relation) for relation in relations)
    return tuple(sorted(found, key=_place))


def _place(neighbour: Neighbour) -> tuple[bool, int, float, str, str]:
    predicate = _ORDER.index(neighbour.predicate)
    named = neighbour.node
    return (not neighbour.outgoing, predicate, -neighbour.confidence, named.name, named.id)


def _neighbour(store: Store, node: str, relation: Relation) -> Neighbour:
    outgoing = relation.subject == node
    other = named_node(store, relation.object if outgoing else relation.subject)
    support = tuple(_support(store, ground) for ground in relation.evidence)
    return Neighbour(relation.predicate, outgoing, other, relation.confidence, support)


def _support(store: Store, ground: Ground) -> Support:
    match ground:
        case Evidence():
            said = _sentence(store, ground)
            return Support("text", ground.paper, said, ground.rule, ground.score)
        case Stated(_, record, field, score):
            return Support("record", record, field, "", score)
        case Inferred(rule, edges, names, score):
            rests = [" ".join(edge) for edge in edges] + list(names)
            return Support("rule", "", "; ".join(rests), rule, score)
        case Decided(file, line, score):
            return Support("decision", f"{file}:{line}", "", "", score)


def _facts(store: Store, id: str) -> tuple[Fact, ...]:
    return tuple(_fact(store, result) for result in store.results_of(id))


def _fact(store: Store, result: Result) -> Fact:
    method, benchmark = (
        named_node(store, id).name if id else None for id in (result.method, result.benchmark)
    )
    sentence = _sentence(store, result.evidence)
    told = (result.metric, result.value, result.kind.value, result.flags, sentence)
    return Fact(paper_node(result.paper), method, benchmark, *told)


def _sentence(store: Store, evidence: Evidence) -> str:
    paper = store.paper(evidence.paper)
    return paper.text[slice(*evidence.sentence)] if paper else ""


def _named(thing: Paper | Entity) -> Named:
    return named_paper(thing) if isinstance(thing, Paper) else named_entity(thing)
