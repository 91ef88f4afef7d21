"""The user's decisions about names and edges, once it is known which names there are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from kg.ids import entity_node, paper_node
from kg.model import Decided, Edge, Entity, Label, Merge, Predicate, Reason
from kg.resolve.bonds import Bond
from kg.resolve.decisions import Decision, Decisions, Ref, Verb
from kg.resolve.entities import Known
from kg.resolve.lexicon import Key
from kg.resolve.names import Names
from kg.resolve.relations import Claim
from kg.resolve.senses import Sense
from kg.resolve.spelling import name_form

_LABEL_OF = {
    Predicate.ADDRESSES: Label.TASK,
    Predicate.EVALUATES_ON: Label.BENCHMARK,
    Predicate.TRAINS_ON: Label.BENCHMARK,
    Predicate.MEASURED_ON: Label.BENCHMARK,
    Predicate.USED_FOR: Label.TASK,
}


@dataclass
class Settled:
    """What decisions say about names, senses and edges.

    Attributes:
        bonds: names that are one thing.
        apart: names that are not.
        new_entities: what ``add:`` names and no paper does.
    """

    decisions: Decisions
    names: Names
    bonds: list[Bond] = field(default_factory=list)
    apart: list[tuple[Key, Key]] = field(default_factory=list)
    new_entities: list[Entity] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._renamed: dict[Sense, tuple[str, Decision]] = {}
        self._added: list[tuple[Edge, Decision]] = []
        self._ruled_out: dict[Edge, Decision] = {}
        self._keys: dict[str, list[Key]] = {}
        for key in sorted(self.names.printed):
            self._keys.setdefault(key[1], []).append(key)
        for decision in self.decisions.of(Verb.SAME, Verb.DIFFERENT):
            refs = list(map(Ref.of, decision.told))
            for one, other in combinations(refs, 2):
                if not (one.paper or other.paper):
                    self._pair(decision, one, other)

    def _pair(self, decision: Decision, one: Ref, other: Ref) -> None:
        for key in self._keys.get(one.form, ()):
            for same in self._keys.get(other.form, ()):
                if key[0] is same[0] and key != same:
                    self.decisions.match(decision)
                    if decision.verb is Verb.SAME:
                        told = (Reason.DECISION, decision.source, 0, 1.0)
                        self.bonds.append(Bond(key, same, *told))
                    else:
                        self.apart.append((key, same))

    def senses(self, found: dict[tuple[str, int], Sense]) -> dict[tuple[str, int], Sense]:
        """The sense of each use, where need be another: for ``name @ paper`` is one use."""
        senses = dict(found)
        for decision in self.decisions.of(Verb.SAME, Verb.DIFFERENT):
            refs = list(map(Ref.of, decision.told))
            if not any(ref.paper for ref in refs):
                continue
            places = [self._places(ref, senses) for ref in refs]
            if all(places):
                self.decisions.match(decision)
                (self._same if decision.verb is Verb.SAME else self._different)(places, senses)
        return senses

    def decided_pairs(
        self, senses: Mapping[tuple[str, int], Sense], ids: Mapping[Sense, str]
    ) -> set[tuple[str, str]]:
        """The pairs of entities that a user keeps apart, the lesser id first."""
        pairs: set[tuple[str, str]] = set()
        for decision in self.decisions.of(Verb.DIFFERENT):
            refs = map(Ref.of, decision.told)
            sides = [{ids[senses[place]] for place in self._places(ref, senses)} for ref in refs]
            for some, others in combinations(sides, 2):
                pairs |= {(min(a, b), max(a, b)) for a in some for b in others}
        return pairs

    def _places(self, ref: Ref, senses: Mapping[tuple[str, int], Sense]) -> list[tuple[str, int]]:
        return [
            (use.paper, use.group)
            for use in self.names.uses
            if ref.paper in (None, use.paper)
            and ref.form in {name_form(form) for form, _ in use.forms}
            and (use.paper, use.group) in senses
        ]

    @staticmethod
    def _same(places: list[list[tuple[str, int]]], senses: dict[tuple[str, int], Sense]) -> None:
        """Whatever shares a sense with one of these means what the first means."""
        meant = senses[places[0][0]]
        old = {
            senses[place] for some in places for place in some if senses[place][0][0] is meant[0][0]
        }
        senses.update({place: meant for place, sense in senses.items() if sense in old})

    @staticmethod
    def _different(
        places: list[list[tuple[str, int]]], senses: dict[tuple[str, int], Sense]
    ) -> None:
        """Uses that share a sense with another side mean their own papers' things."""
        meant = [{senses[place] for place in some} for some in places]
        shared = {sense for one, other in combinations(meant, 2) for sense in one & other}
        for place in (place for some in places for place in some):
            if senses[place] in shared:
                senses[place] = (senses[place][0], place[0])

    def name(self, known: Mapping[Sense, Known]) -> None:
        """Give things the names that the user chose."""
        chosen = {name_form(d.told[0]): d for d in self.decisions.of(Verb.NAME)}
        if not chosen:
            return
        for sense in sorted(known):
            for form in sorted(map(name_form, known[sense].forms)):
                if decision := chosen.get(form):
                    self.decisions.match(decision)
                    self._renamed[sense] = (known[sense].name, decision)
                    known[sense].decided_name = decision.told[1]

    def renamed(self, id: str, sense: Sense) -> Iterator[Merge]:
        """Why a thing bears a name that no paper need use."""
        if found := self._renamed.get(sense):
            before, decision = found
            told = (Reason.DECISION, decision.source, 0, 1.0)
            yield Merge(id, decision.told[1], before, *told)

    def find_edges(self, known: Mapping[Sense, Known], ids: Mapping[Sense, str]) -> None:
        """Find the ends of the edges that ``add:`` and ``not:`` name."""
        edges = [d for d in self.decisions.of(Verb.ADD, Verb.NOT) if len(d.told) == 3]
        if not edges:
            return
        by_name: dict[str, list[str]] = {}
        for sense in sorted(known):
            for form in sorted(set(map(name_form, known[sense].forms))):
                by_name.setdefault(form, []).append(ids[sense])
        papers = {use.paper for use in self.names.uses}
        for decision in edges:
            self._find_edge(decision, by_name, papers)

    def _find_edge(
        self, decision: Decision, by_name: Mapping[str, list[str]], papers: set[str]
    ) -> None:
        who, said, what = decision.told
        predicate = Predicate(said)
        subjects = [paper_node(who)] if who in papers else by_name.get(name_form(who), [])
        objects = by_name.get(name_form(what), [])
        if decision.verb is Verb.ADD and subjects:
            label = _LABEL_OF.get(predicate, Label.METHOD)
            fitting = [id for id in objects if id.startswith(f"{label.lower()}/")] or objects
            object = fitting[0] if fitting else self._new(label, what)
            self._added.append(((subjects[0], predicate, object), decision))
            self.decisions.match(decision)
        elif decision.verb is Verb.NOT:
            for subject in subjects:
                for object in objects:
                    self._ruled_out[subject, predicate, object] = decision

    def _new(self, label: Label, name: str) -> str:
        id = entity_node(label, name_form(name))
        if id not in {entity.id for entity in self.new_entities}:
            self.new_entities.append(Entity(id, label, name, (name,)))
        return id

    def is_ruled_out(self, edge: Edge) -> bool:
        """Whether a decision says that there is no such edge."""
        if decision := self._ruled_out.get(edge):
            self.decisions.match(decision)
            return True
        return False

    def ruled_out(self) -> dict[str, list[Edge]]:
        """By subject the edges of which a decision says that there are none."""
        found: dict[str, list[Edge]] = {}
        for edge in self._ruled_out:
            found.setdefault(edge[0], []).append(edge)
        return found

    def is_addition(self, ground: Decided) -> bool:
        """Whether a ground is a line that adds an edge."""
        return any(decision.ground == ground for decision in self.decisions.of(Verb.ADD))

    def claims(self) -> Iterator[Claim]:
        """The edges that decisions add."""
        for edge, decision in self._added:
            yield edge, decision.ground
