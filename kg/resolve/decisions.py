"""The user's decisions: lines of a text file that override whatever resolution would do.

::

    # a comment
    same: GPT-4 (Omni) | GPT-4o
    different: SMART @ one-paper | SMART @ other-paper
    name: GRPO | Group Relative Policy Optimization
    not: PPO                                 no entity of that name, in any paper
    not: some-paper | PPO                    the paper does not name it
    not: some-paper | uses | PPO             an edge of the paper
    add: some-paper | evaluatesOn | GSM8K
    label: in-context deduction | TASK
    role: some-paper | PPO | compared

Names count whatever their spelling; ``name @ paper`` is the thing that this paper means by it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from kg.errors import DecisionError
from kg.model import Annotation, Decided, Label, Mention, Predicate, Role
from kg.resolve.spelling import name_form


class Verb(StrEnum):
    """What a line decides."""

    SAME = "same"
    DIFFERENT = "different"
    NAME = "name"
    NOT = "not"
    ADD = "add"
    LABEL = "label"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the file; ``told`` holds what stands between the bars."""

    verb: Verb
    told: tuple[str, ...]
    file: str
    line: int

    @property
    def source(self) -> str:
        """File and line."""
        return f"{self.file}:{self.line}"

    @property
    def ground(self) -> Decided:
        """The line as evidence."""
        return Decided(self.file, self.line)

    def __str__(self) -> str:
        return f"{self.verb}: {' | '.join(self.told)}"


@dataclass(frozen=True, slots=True)
class Ref:
    """A name, and the paper whose sense of it is meant, if one is."""

    form: str
    paper: str | None

    @classmethod
    def of(cls, told: str) -> "Ref":
        """The reference that stands in a decision.

        >>> Ref.of("SMART @ smart-agents")
        Ref(form='smart', paper='smart-agents')
        """
        name, _, paper = told.partition(" @ ")
        return cls(name_form(name), paper.strip() or None)


_PARTS = {
    Verb.SAME: (2, 99),
    Verb.DIFFERENT: (2, 99),
    Verb.NAME: (2, 2),
    Verb.NOT: (1, 3),
    Verb.ADD: (3, 3),
    Verb.LABEL: (2, 2),
    Verb.ROLE: (3, 3),
}
_LABELS = frozenset(Label) - {Label.REPO, Label.METRIC}


def to_decisions(text: str, file: str) -> tuple[Decision, ...]:
    """The decisions of a file's text, in its order.

    Raises:
        DecisionError: a line decides nothing; names file and line.
    """
    return tuple(
        to_decision(line, file, number)
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip() and not line.lstrip().startswith("#")
    )


def to_decision(line: str, file: str, number: int) -> Decision:
    """The decision that a line holds.

    Raises:
        DecisionError: it holds none.
    """
    said, colon, rest = line.partition(":")
    told = tuple(part.strip() for part in rest.split("|"))
    if not colon or said.strip() not in set(Verb):
        raise DecisionError(f"expected one of {', '.join(Verb)} and a colon", file, number)
    verb = Verb(said.strip())
    least, most = _PARTS[verb]
    if not least <= len(told) <= most or not all(told):
        raise DecisionError(
            f"{verb}: takes {_count(least, most)} parts with | between", file, number
        )
    decision = Decision(verb, told, file, number)
    if wrong := _find_wrong(decision):
        raise DecisionError(wrong, file, number)
    return decision


def _count(least: int, most: int) -> str:
    return str(least) if least == most else f"{least} or more" if most > 9 else f"{least}-{most}"


def _find_wrong(decision: Decision) -> str | None:
    verb, told = decision.verb, decision.told
    if verb is Verb.LABEL and told[1] not in _LABELS:
        return f"{told[1]!r} is no label: {', '.join(sorted(_LABELS))}"
    if verb is Verb.ROLE and told[2] not in set(Role):
        return f"{told[2]!r} is no role: {', '.join(Role)}"
    is_edge = verb is Verb.ADD or (verb is Verb.NOT and len(told) == 3)
    if is_edge and told[1] not in set(Predicate) - {Predicate.REPORTS, Predicate.HAS_REPOSITORY}:
        return f"{told[1]!r} is no relation that can be decided"
    return None


class Decisions:
    """Decisions at work; knows which of them matched something.

    Attributes:
        all: the decisions, in the order of the file.
    """

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self.all = tuple(decisions)
        self._matched: set[Decision] = set()
        self._everywhere = [d for d in self.all if d.verb is Verb.LABEL or _is_global(d)]
        self._by_paper: dict[str, list[Decision]] = {}
        for each in self.all:
            if each.verb is Verb.ROLE or (each.verb is Verb.NOT and len(each.told) == 2):
                self._by_paper.setdefault(each.told[0], []).append(each)

    def of(self, *verbs: Verb) -> Iterator[Decision]:
        """The decisions of these kinds."""
        return (decision for decision in self.all if decision.verb in verbs)

    def match(self, decision: Decision) -> None:
        """Note that a decision matched something."""
        self._matched.add(decision)

    @property
    def unmatched(self) -> tuple[Decision, ...]:
        """The decisions that matched nothing; to be asked when resolution is over."""
        return tuple(decision for decision in self.all if decision not in self._matched)

    def apply(self, annotation: Annotation) -> Annotation:
        """The reading of one paper after ``not:``, ``label:`` and ``role:``."""
        here = [*self._everywhere, *self._by_paper.get(annotation.paper.id, ())]
        mentions: tuple[Mention, ...] = annotation.mentions
        for decision in here:
            mentions = self._apply(decision, mentions)
        return annotation if mentions is annotation.mentions else _with(annotation, mentions)

    def grounds(self, paper: str, group: Iterable[Mention]) -> Iterator[Decided]:
        """The decisions that gave a group of a paper its role or its label."""
        here = (*self._everywhere, *self._by_paper.get(paper, ()))
        forms = {name_form(mention.text) for mention in group} if here else set[str]()
        for decision in here:
            if decision.verb in (Verb.ROLE, Verb.LABEL) and _name(decision) in forms:
                yield decision.ground

    def _apply(self, decision: Decision, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        named = {m.group for m in mentions if name_form(m.text) == _name(decision)}
        if not named:
            return mentions
        self.match(decision)
        if decision.verb is Verb.NOT:
            return tuple(mention for mention in mentions if mention.group not in named)
        changed = (
            {"label": Label(decision.told[1])}
            if decision.verb is Verb.LABEL
            else {"role": Role(decision.told[2])}
        )
        return tuple(replace(m, **changed) if m.group in named else m for m in mentions)


def _is_global(decision: Decision) -> bool:
    return decision.verb is Verb.NOT and len(decision.told) == 1


def _name(decision: Decision) -> str:
    """The normal form of the name that a decision about single papers or labels is about."""
    at = 0 if decision.verb is Verb.LABEL or len(decision.told) == 1 else 1
    return name_form(decision.told[at])


def _with(annotation: Annotation, mentions: tuple[Mention, ...]) -> Annotation:
    """A reading with other mentions; numbers bound to groups that are gone are bound no more."""
    groups = {mention.group for mention in mentions}

    def kept(group: int | None) -> int | None:
        return group if group in groups else None

    reported = tuple(
        replace(r, method=kept(r.method), benchmark=kept(r.benchmark), baseline=kept(r.baseline))
        for r in annotation.reported
    )
    return replace(annotation, mentions=mentions, reported=reported)
