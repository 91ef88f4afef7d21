"""What a short form stands for where the paper that uses it does not say.

The papers that define it vote, and the lexicon has two votes. A long form with two thirds of the
votes wins; otherwise each paper is left to its context, and where that says nothing, to itself.
So is who uses a few letters that one paper alone defines and that are somebody's coinage: read by
eye, four of five such papers meant something else by them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.model import Label, Reason
from kg.resolve.bonds import Bond
from kg.resolve.lexicon import Key, known_names, spelled_out
from kg.resolve.names import Names, gist

_MAJORITY = 2 / 3
_LEXICON_VOTES = 2
_MOST_CERTAIN = 0.999
_LONG_WORD = 6  # letters of a word in which one may be wrong
_KNOWN = 3  # other papers that use a coinage from which on they are taken to mean it
_FEW_LETTERS = 5  # of a coinage that is easily coined twice
_DOUBT = 0.3  # chance that a single definition is misread


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a short form: its long forms, and the papers that define it so."""

    longs: tuple[Key, ...]
    papers: frozenset[str]
    votes: int


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short form with its senses, the one with the most votes first.

    ``lexicon_votes`` are those for a meaning that the lexicon knows and no paper defines;
    ``is_coined`` says that nobody bears out the one paper that defines it.
    """

    key: Key
    senses: tuple[Sense, ...]
    lexicon_votes: int = 0
    is_coined: bool = False

    @property
    def meant(self) -> Sense | None:
        """What it stands for throughout the collection; None where that is disputed."""
        first = self.senses[0]
        is_agreed = first.votes >= _MAJORITY * self.votes and not self.is_coined
        return first if is_agreed else None

    @property
    def votes(self) -> int:
        """All votes."""
        return self.lexicon_votes + sum(sense.votes for sense in self.senses)


def find_short_forms(names: Names) -> Iterator[ShortForm]:
    """All short forms that papers define, with what they stand for."""
    users = _Users.of(names)
    for short, longs in sorted(names.defined.items()):
        senses = _senses(names, short, longs)
        known = known_names().get(short)
        # A lexicon that has the short form only does not contradict those who spell it out.
        has_other = known is not None and known.source in spelled_out()
        is_known = has_other and not any(s.votes > len(s.papers) for s in senses)
        is_coined = known is None and len(senses) == 1 and users.coined(short, senses[0])
        yield ShortForm(short, tuple(senses), _LEXICON_VOTES * is_known, is_coined)


@dataclass(frozen=True, slots=True)
class _Users:
    """The papers that use each name, and those that introduce a thing by it."""

    all: dict[Key, set[str]]
    own: dict[Key, set[str]]

    @classmethod
    def of(cls, names: Names) -> "_Users":
        users = cls({}, {})
        for use in names.uses:
            users.all.setdefault(use.key, set()).add(use.paper)
            if use.is_own:
                users.own.setdefault(use.key, set()).add(use.paper)
        return users

    def coined(self, short: Key, sense: Sense) -> bool:
        """Whether a method's short form of few letters is a coinage that few others use.

        One paper alone defines it. It introduces what it defines, or another paper introduces
        something by the short form alone. Benchmarks are used by their short forms; other papers
        mean the same.
        """
        others = self.all.get(short, set()) - sense.papers
        own = set[str]().union(*(self.own.get(long, set()) for long in sense.longs))
        return (
            short[0] is Label.METHOD
            and len(short[1]) <= _FEW_LETTERS
            and len(sense.papers) == 1
            and 0 < len(others) < _KNOWN
            and bool(own & sense.papers or self.own.get(short, set()) & others)
        )


def _senses(names: Names, short: Key, longs: Mapping[Key, set[str]]) -> list[Sense]:
    by_gist: dict[str, list[Key]] = {}
    for long in sorted(longs):
        by_gist.setdefault(gist(names.printed[long]), []).append(long)
    known = known_names().get(short)
    senses = []
    for keys in by_gist.values():
        papers = frozenset[str]().union(*(longs[key] for key in keys))
        is_known = known is not None and any(_means(key, known.source) for key in keys)
        votes = len(papers) + _LEXICON_VOTES * is_known
        senses.append(Sense(tuple(keys), papers, votes))
    return sorted(senses, key=lambda sense: (-sense.votes, sense.longs))


def _means(key: Key, source: str) -> bool:
    known = known_names().get(key)
    return known is not None and known.source == source


def find_definitions(
    names: Names, short_forms: Iterable[ShortForm], own: Mapping[Key, set[str]]
) -> Iterator[Bond]:
    """The bonds between a short form and its long forms, and between wordings of one long form.

    Args:
        names: the names of the collection.
        short_forms: as :func:`find_short_forms` gives them.
        own: the papers that introduce a thing under this key.
    """
    for short_form in short_forms:
        for sense in short_form.senses:
            yield from _wordings(short_form, sense)
        if meant := short_form.meant:
            yield _definition(names, short_form, meant)
            for other in short_form.senses[1:]:
                yield from _odd_definition(names, meant, other, own)


def _wordings(short_form: ShortForm, sense: Sense) -> Iterator[Bond]:
    first, *others = sense.longs
    for other in others:
        told = (Reason.SPELLING, min(sense.papers), len(sense.papers), 0.9)
        yield Bond(first, other, *told)


def _definition(names: Names, short_form: ShortForm, meant: Sense) -> Bond:
    long = max(meant.longs, key=lambda key: (len(names.defined[short_form.key][key]), key))
    papers = names.defined[short_form.key][long]
    votes = short_form.votes
    is_disputed = votes > meant.votes
    reason = Reason.MAJORITY if is_disputed else Reason.ABBREVIATION
    sure = (1 - _DOUBT ** (meant.votes + 1)) * meant.votes / votes
    confidence = round(min(sure, _MOST_CERTAIN), 3)
    return Bond(short_form.key, long, reason, min(papers), len(meant.papers), confidence)


def _odd_definition(
    names: Names, meant: Sense, other: Sense, own: Mapping[Key, set[str]]
) -> Iterator[Bond]:
    """A long form that differs in some words from what the short form means: a slip of the pen."""
    for odd in other.longs:
        if not own.get(odd) and _is_slip(names.printed[odd], names.printed[meant.longs[0]]):
            papers = len(other.papers)
            yield Bond(odd, meant.longs[0], Reason.MAJORITY, min(other.papers), papers, 0.7)


def _is_slip(odd: str, usual: str) -> bool:
    """Whether as many words stand in both, three of four the same and in the same places.

    Of three words one is too much: "distributional" is no slip for "deep" reinforcement learning.
    A word with one letter wrong is the same: "neutral network" is a slip for "neural network".
    """
    one, other = (form.casefold().replace("-", " ").split() for form in (odd, usual))
    same = sum(map(_is_same_word, one, other))
    return len(one) == len(other) and 4 * same >= 3 * len(one)


def _is_same_word(one: str, other: str) -> bool:
    """Whether words are the same, long ones but for a letter too few, too many or another."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < _LONG_WORD or len(long) > len(short) + 1:
        return False
    start = next(
        (at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    return long[start + 1 :] == short[start + (len(short) == len(long)) :]


def find_contexts(
    names: Names, short_forms: Iterable[ShortForm]
) -> dict[tuple[str, Key], tuple[Key, float]]:
    """What disputed short forms mean where a paper's other names settle it.

    The names that a paper uses are held against those that the defining papers of each sense use;
    a sense is taken that shares at least two with the paper and twice as many as any other.

    Returns:
        By paper and short form the long form that is meant, and how sure that is.
    """
    disputed = {each.key: each for each in short_forms if each.meant is None}
    if not disputed:
        return {}
    beside: dict[str, set[Key]] = {}
    for use in names.uses:
        beside.setdefault(use.paper, set()).add(use.key)
    company = {key: _company(short_form, beside) for key, short_form in disputed.items()}
    return {
        (paper, key): found
        for paper, keys in beside.items()
        for key in sorted(keys & disputed.keys())
        if (found := _by_context(keys - {key}, company[key]))
    }


def _company(short_form: ShortForm, beside: Mapping[str, set[Key]]) -> dict[Key, set[Key]]:
    """The names that the papers use which define each sense, by its first long form."""
    return {
        sense.longs[0]: set().union(*(beside.get(paper, set()) for paper in sense.papers))
        for sense in short_form.senses
    }


def _by_context(keys: set[Key], company: Mapping[Key, set[Key]]) -> tuple[Key, float] | None:
    shared = {long: len(keys & others) for long, others in company.items()}
    (first, most), *others = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
    next_most = others[0][1] if others else 0
    if most < 2 or most < 2 * next_most:
        return None
    return first, round(most / (most + next_most + 1), 3)
