"""What the page tells of nodes and edges, in few bytes: names of fields are short, texts are once.

Nodes are numbered by their ids in order, edges by subject, predicate and object. Words are cited
by offsets into the papers' texts, counted as a browser counts: in UTF-16 units.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from kg.export.grounds import PaperOf, papers_of, type_of
from kg.ids import paper_node
from kg.model import Decided, Entity, Evidence, Ground, Inferred, Paper, Predicate, Stated
from kg.store import Store

Fact = dict[str, Any]
_NARROW = "\uffff"  # the last character that is one unit of UTF-16
PREDICATES = tuple(predicate.value for predicate in Predicate)


class Facts:
    """All that a store tells, by the numbers of its nodes.

    Attributes:
        ids: the id of each node, sorted.
        number: the number of each node.
        heads: for each node what is shown without asking: ``i`` id, ``n`` name, ``k`` kind, and
            where known ``d`` date and ``a`` other names.
        edges: for each edge the numbers of subject and object, that of the predicate, confidence.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._paper_of: PaperOf = papers_of(store)
        self._wide: dict[str, list[int]] = {}
        heads = list(self._paper_heads())
        heads += [_entity_head(entity) for entity in store.entities()]
        self.heads = sorted(heads, key=lambda head: str(head["i"]))
        self.ids = [head["i"] for head in self.heads]
        self.number = {id: number for number, id in enumerate(self.ids)}
        self.edges = list(self._edges())

    def _paper_heads(self) -> Iterator[Fact]:
        for paper in self._store.papers():
            if wide := wide_places(paper.text):
                self._wide[paper.id] = wide
            yield _paper_head(paper)

    def details(self) -> Iterator[Fact]:
        """What the panel says of each node, the grounds of the edges that start there with it."""
        grounds = self._grounds()
        starts, found = next(grounds, ("", []))
        entities = self._store.entities()
        for id in self.ids:
            thing = self._paper_of(id) if type_of(id) == "paper" else next(entities)
            told = self._detail(thing)
            if id == starts:
                told["g"] = found
                starts, found = next(grounds, ("", []))
            yield told

    def results(self) -> list[Fact]:
        """The reported numbers; ``of`` paper, method, benchmark and baseline."""
        return [
            {
                "of": [
                    self.number.get(end or "", -1)
                    for end in (paper_node(r.paper), r.method, r.benchmark, r.baseline)
                ],
                "v": r.value,
                "x": r.high,
                "u": r.unit,
                "m": r.metric,
                "k": r.kind.value,
                "d": r.direction and r.direction.value,
                "f": [flag.value for flag in r.flags],
                "e": self.to_fact(r.evidence),
            }
            for r in self._store.results()
        ]

    def cite(self, evidence: Evidence) -> list[int]:
        """Number of the paper; begin and end of the sentence and of the words in it."""
        wide = self._wide.get(evidence.paper, [])
        places = (*evidence.sentence, evidence.start, evidence.end)
        return [self._number_of(evidence.paper), *(_utf16(wide, place) for place in places)]

    def to_fact(self, ground: Ground) -> Fact:
        """A ground, as the page shows it."""
        match ground:
            case Evidence():
                return {"at": self.cite(ground), "rule": ground.rule, "s": ground.score}
            case Stated(paper, record, field, score):
                source = f"{record}, {field}"
                return {"p": self._number_of(paper), "from": source, "s": score}
            case Inferred(rule, edges, names, score):
                return {"rule": rule, "edges": edges, "names": names, "s": score}
            case Decided(file, line, score):
                return {"from": f"{file}:{line}", "s": score}

    def _edges(self) -> Iterator[list[Any]]:
        for (subject, predicate, object), confidence in self._store.edges():
            if subject in self.number and object in self.number:
                ends = (self.number[subject], self.number[object])
                yield [*ends, PREDICATES.index(predicate.value), confidence]

    def _grounds(self) -> Iterator[tuple[str, list[list[Fact]]]]:
        relations = (r for r in self._store.relations() if r.object in self.number)
        for subject, group in groupby(relations, lambda relation: relation.subject):
            if subject in self.number:
                yield subject, [[self.to_fact(each) for each in r.evidence] for r in group]

    def _detail(self, thing: Paper | Entity | None) -> Fact:
        if isinstance(thing, Paper):
            return _paper_detail(thing)
        assert thing is not None, "the ids are those of the store"
        told: Fact = {"links": list(thing.links)} if thing.links else {}
        return told | ({"told": self.cite(thing.description)} if thing.description else {})

    def _number_of(self, paper: str) -> int:
        return self.number[paper_node(paper)]


def _paper_head(paper: Paper) -> Fact:
    dated = {"d": paper.published} if paper.published else {}
    return {"i": paper_node(paper.id), "n": paper.title, "k": "paper"} | dated


def _entity_head(entity: Entity) -> Fact:
    also = [alias for alias in entity.aliases if alias != entity.name]
    head = {"i": entity.id, "n": entity.name, "k": type_of(entity.id)}
    return head | ({"a": also} if also else {})


def _paper_detail(paper: Paper) -> Fact:
    told: Fact = {"t": paper.title, "a": paper.abstract}
    if links := list(dict.fromkeys(link for link in (paper.url, *paper.code_links) if link)):
        told["links"] = links
    if paper.venue:
        told["venue"] = paper.venue
    if paper.authors or paper.author_count:
        told["authors"] = ", ".join(paper.authors) or str(paper.author_count)
    return told


def wide_places(text: str) -> list[int]:
    """Where the characters stand that a browser counts as two."""
    if text.isascii() or max(text) <= _NARROW:
        return []
    return [place for place, letter in enumerate(text) if letter > _NARROW]


def _utf16(wide: list[int], place: int) -> int:
    """A place in a text, by its wide places, as a browser counts."""
    return place + bisect_left(wide, place)
