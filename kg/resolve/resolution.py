"""Resolving a collection: two walks over its readings, the joining of names between them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import chain, groupby
from operator import attrgetter, itemgetter
from typing import TypeAlias

from kg.ids import paper_at, paper_node
from kg.model import (
    Annotation,
    Decided,
    Doubt,
    Edge,
    Entity,
    Evidence,
    Ground,
    Inferred,
    Match,
    Mention,
    Merge,
    Relation,
    Result,
    Stated,
)
from kg.resolve.bonds import Bond, Joined
from kg.resolve.decided import Settled
from kg.resolve.decisions import Decision, Decisions
from kg.resolve.doubts import find_doubts
from kg.resolve.entities import Known, find_doubtful, gather, mint_ids, to_entity
from kg.resolve.joining import find_bonds
from kg.resolve.links import Link, find_matches
from kg.resolve.merges import Explained
from kg.resolve.names import Names
from kg.resolve.relations import Claim, find_claims, make_relation
from kg.resolve.repositories import Addresses, repository_node
from kg.resolve.results import find_differing, find_results, flag
from kg.resolve.senses import Sense, find_senses
from kg.resolve.short_forms import find_contexts, find_short_forms
from kg.resolve.sorting import sort
from kg.resolve.ties import Tie, find_ties
from kg.resolve.variants import BearerOf, Spelled, find_bearers, find_sought, find_variants
from kg.spool import Spool

Place: TypeAlias = tuple[str, int]  # paper and group
Meaning: TypeAlias = list[tuple[int, str, bool] | Edge]


@dataclass(frozen=True)
class _Decided:
    """The readings after the user's decisions, to be walked as often as needed."""

    annotations: Iterable[Annotation]
    decisions: Decisions

    def __iter__(self) -> Iterator[Annotation]:
        return map(self.decisions.apply, self.annotations)

    def ruled(self) -> Iterator[Annotation]:
        """Those readings, as they were read, in which a decision changes something."""
        if self.decisions.all:
            for annotation in self.annotations:
                if self.decisions.apply(annotation) is not annotation:
                    yield annotation


class Resolution:
    """What the mentions of a collection mean, and what follows.

    Attributes:
        entities: all entities, repositories among them, sorted by id.
        matches: what they are in the tables of links.
    """

    def __init__(
        self,
        annotations: Iterable[Annotation],
        decisions: Sequence[Decision] = (),
        links: Sequence[Link] = (),
    ) -> None:
        self._decisions = Decisions(decisions)
        self._annotations = _Decided(annotations, self._decisions)
        self._names, addresses = Names.empty(), Addresses()
        for annotation in self._annotations:
            self._names.add(annotation)
            addresses.add(annotation)
        self._names.sort()
        self._settled = Settled(self._decisions, self._names)
        self._join(self._names)
        self._settled.find_edges(self._known, self._ids)
        self._made = [to_entity(id, sense, self._known[sense]) for sense, id in self._ids.items()]
        bearers = {(label, form): id for label, form, id in self.bearers()}
        self._bearer_of: BearerOf = lambda label, form: bearers.get((label, form))
        everything = [*self._made, *self._settled.new_entities, *addresses.entities()]
        self.matches = tuple(sorted(find_matches(links, everything), key=attrgetter("entity")))
        self.entities = sorted(self._linked(everything), key=attrgetter("id"))

    def _join(self, names: Names) -> None:
        short_forms = list(find_short_forms(names))
        bonds: list[Bond] = [*find_bonds(names, short_forms), *self._settled.bonds]
        joined = Joined(bonds, self._settled.apart)
        contexts = find_contexts(names, short_forms)
        agreed = [bond.one for bond in self._settled.bonds]
        senses = self._settled.senses(find_senses(names, joined, contexts, agreed))
        self._known: dict[Sense, Known] = gather(names, senses)
        self._settled.name(self._known)
        self._ids = mint_ids(self._known)
        self._meant = {place: self._ids[sense] for place, sense in senses.items()}
        self._doubtful = find_doubtful(self._known, self._ids)
        self._explained = Explained(names, joined)
        doubts = find_doubts(names, joined, short_forms, self._known, self._ids)
        decided = self._settled.decided_pairs(senses, self._ids)
        self._doubts = [each for each in doubts if (each.one, each.other) not in decided]

    def entity_of(self, paper: str, group: int) -> str | None:
        """The entity that a group of a paper means; None for a metric, or what a user ruled out."""
        return self._meant.get((paper, group))

    def relations(self) -> Iterator[Relation]:
        """All relations, sorted by subject, predicate, object."""
        everything = chain(self.claims(), self.claims_beside())
        for edge, claims in groupby(sort(everything, itemgetter(0)), itemgetter(0)):
            if not self.is_ruled_out(edge):
                yield make_relation(edge, [ground for _, ground in claims])

    def results(self) -> Iterator[Result]:
        """All results, sorted by id."""
        with Spool(self._results()) as results:
            differing = find_differing(results)
            yield from sort((flag(result, differing) for result in results), attrgetter("id"))

    def _results(self) -> Iterator[Result]:
        for annotation in self._annotations:
            yield from find_results(annotation, self.entity_of)

    def mentions(self) -> Iterator[tuple[str, Mention, str]]:
        """Paper id, mention and entity id of every mention that means one."""
        for annotation in self._annotations:
            for mention in annotation.mentions:
                if entity := self.entity_of(annotation.paper.id, mention.group):
                    yield annotation.paper.id, mention, entity

    def merges(self) -> Iterator[Merge]:
        """Why the names of each entity are one thing."""
        for sense, id in self._ids.items():
            known = self._known[sense]
            yield from self._explained.merges(id, sense, known)
            yield from self._settled.renamed(id, sense)

    @property
    def doubts(self) -> list[Doubt]:
        """The pairs that may be one, the most consequential first."""
        return self._doubts

    @property
    def unmatched(self) -> tuple[Decision, ...]:
        """The decisions that match nothing; complete once the relations were walked."""
        return self._decisions.unmatched

    def over(self, annotations: Iterable[Annotation]) -> "Resolution":
        """The same, as if the collection held these papers only; they must be of it."""
        part = copy(self)
        part._annotations = _Decided(annotations, self._decisions)
        return part

    def within(
        self,
        uses: Iterable[Place],
        repositories: Iterable[str],
        elsewhere: Mapping[Place, str],
        doubtful: Iterable[str],
    ) -> "Resolution":
        """The same of a part of a collection, of which it resolved a few papers more.

        Args:
            uses: those that no tie connects with papers that it does not know.
            repositories: those of which it knows all papers.
            elsewhere: what the other uses of its papers are known to mean.
            doubtful: the entities among these that are doubtful.
        """
        part = copy(self)
        meant = {place: self._meant[place] for place in uses if place in self._meant}
        own = set(meant.values())
        part._meant = {**elsewhere, **meant}
        part._ids = {sense: id for sense, id in self._ids.items() if id in own}
        part._made = [entity for entity in self._made if entity.id in own]
        part._doubtful = (self._doubtful & own).union(doubtful)
        part._doubts = [each for each in self._doubts if {each.one, each.other} <= own]
        kept = own.union(repositories, (entity.id for entity in self._settled.new_entities))
        part.entities = [entity for entity in self.entities if entity.id in kept]
        return part

    def beside(self, others: Iterable[Entity], bearer_of: BearerOf) -> "Resolution":
        """The same beside other entities of the collection, of which variants are sought as well.

        Args:
            others: those whose families and genera may have changed.
            bearer_of: what alone bears a name in the whole collection.
        """
        part = copy(self)
        part._made, part._bearer_of = [*self._made, *others], bearer_of
        return part

    def claims(self) -> Iterator[Claim]:
        """What papers say, each relation with a ground that is a function of one paper."""
        for annotation in self._annotations:
            grounds = self._decisions.grounds
            entity_of, doubtful = self.entity_of, self._doubtful
            yield from find_claims(annotation, entity_of, repository_node, grounds, doubtful)

    def claims_beside(self) -> Iterator[Claim]:
        """What no single paper says: edges that the user added, variants."""
        yield from self._settled.claims()
        yield from find_variants(self._made, self._bearer_of)

    def says_of(self, edge: Edge, ground: Ground) -> str | None:
        """The paper that a ground of an edge is a function of; None for one beside papers."""
        match ground:
            case Evidence() | Stated():
                return ground.paper
            case Inferred():
                return paper_at(ground.edges[0][0]) if ground.edges else None
            case Decided():
                return None if self._settled.is_addition(ground) else paper_at(edge[0])

    def ruled_out(self) -> set[Edge]:
        """The edges of which the user decided that there are none."""
        return {edge for edges in self._settled.ruled_out().values() for edge in edges}

    def is_ruled_out(self, edge: Edge) -> bool:
        """Whether the user decided that there is no such edge."""
        return self._settled.is_ruled_out(edge)

    def meanings(self) -> dict[str, Meaning]:
        """By paper all that decides, its reading and the decisions aside, what it says.

        What each group means and whether that is doubtful, and the edges that the paper may say
        and a user ruled out. Where that is as it was, so are its claims, results and mentions.
        """
        found: dict[str, Meaning] = {}
        for (paper, group), entity in sorted(self._meant.items()):
            found.setdefault(paper, []).append((group, entity, entity in self._doubtful))
        for paper, edges in self.ruled().items():
            found.setdefault(paper, []).extend(edges)
        return found

    @property
    def meant(self) -> Mapping[Place, str]:
        """The entity that each group of each paper means."""
        return self._meant

    @property
    def doubtful(self) -> set[str]:
        """The entities of which it is not sure enough what they are."""
        return self._doubtful

    def ties(self) -> Iterator[Tie]:
        """What connects the uses: each tie with a paper and a group, some more than once."""
        return find_ties(self._names, self._annotations.ruled())

    def bearers(self) -> Iterator[Spelled]:
        """The spellings that one entity alone bears, by label."""
        return find_bearers(self._known, self._ids)

    def sought(self) -> Iterator[Spelled]:
        """The spellings by which each entity looks for what it is a variant of."""
        return find_sought(self._made)

    def ruled(self) -> dict[str, list[Edge]]:
        """By paper the edges that it may say and of which a user decided that there are none."""
        by_subject = self._settled.ruled_out()
        if not by_subject:
            return {}
        found: dict[str, set[Edge]] = {}
        for (paper, _), entity in self._meant.items():
            for node in by_subject.keys() & {paper_node(paper), entity}:
                found.setdefault(paper, set()).update(by_subject[node])
        return {paper: sorted(edges) for paper, edges in found.items()}

    def _linked(self, entities: Iterable[Entity]) -> Iterator[Entity]:
        from dataclasses import replace

        targets: dict[str, list[Match]] = {}
        for match in self.matches:
            targets.setdefault(match.entity, []).append(match)
        for entity in entities:
            links = [match.target for match in targets.get(entity.id, ())]
            known = tuple(dict.fromkeys((*entity.links, *links)))
            yield replace(entity, links=known) if links else entity


def resolve(
    annotations: Iterable[Annotation],
    decisions: Sequence[Decision] = (),
    links: Sequence[Link] = (),
) -> Resolution:
    """Find what the mentions of all papers mean.

    Args:
        annotations: the readings of a collection, in any order. They are walked more than once,
            so pass something that can be: a list, or a view of a store.
        decisions: what the user decided; :func:`kg.resolve.decisions.to_decisions` reads them.
        links: rows of a table of ids elsewhere; :func:`kg.resolve.links.to_links` reads them.
    """
    return Resolution(annotations, decisions, links)
