"""What stands around a number, and between it and a name, as names of features.

``describe_number`` serves the question whether a number is a result and of which kind,
``describe_pair`` whether it is the number of a method, on a benchmark, against a baseline.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Label, Mention, Role
from kg.nlp.around import (
    cue_after,
    cue_before,
    find_chain,
    find_windows,
    tell_kind,
    word_at,
    words_at,
)
from kg.nlp.items import Sentence
from kg.nlp.numbers import Number

_NEAR = 8
_SELF = frozenset(
    ("we", "our", "ours", "it", "its", "this", "proposed", "ensemble", "approach", "method")
) | {"framework"}
_AGAINST = frozenset(
    (
        "over",
        "than",
        "compared",
        "vs",
        "versus",
        "against",
        "baseline",
        "baselines",
        "relative",
        "to",
    )
)
_CLAUSE = frozenset((",", ";", "while", "whereas", "and", "but"))
_BUCKETS = (1, 2, 3, 5, 8, 13, 21)


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a number may belong to: all its mentions in the paper."""

    group: int
    label: Label
    mentions: tuple[Mention, ...]

    @property
    def role(self) -> Role:
        """What the paper does with it."""
        return self.mentions[0].role


def describe_number(sentence: Sentence, place: int, last: int) -> list[str]:
    """The features of the number at a place; ``last`` is the number of the last sentence."""
    found: dict[str, None] = {"bias": None}
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    unit = number.unit or "none"
    chain = find_chain(sentence, place)
    windows = (*find_windows(sentence, place, place), *find_windows(sentence, chain[0], chain[-1]))
    for name in (*_shape(number), *windows, f"chain={min(len(chain), 4)}"):
        found[name] = None
        found[f"{unit}:{name}"] = None
    found[f"cues={cue_before(sentence, place)}&{cue_after(sentence, place)}"] = None
    found[f"told={tell_kind(sentence, place)}"] = None
    found[f"{unit}:before={cue_before(sentence, place)}"] = None
    found[f"{unit}:after={cue_after(sentence, place)}"] = None
    for name in (*_bag(sentence, place), *_whole(sentence, place, last)):
        found[name] = None
    return list(found)


def _shape(number: Number) -> Iterator[str]:
    yield f"unit={number.unit}"
    yield f"decimals={len(number.value.partition('.')[2])}"
    yield f"digits={len(number.value.partition('.')[0])}"
    yield f"range={number.low != number.high}"
    yield f"from={number.from_value is not None}"
    yield f"size={sum(number.high >= bound for bound in (1, 2, 10, 50, 100.01, 1000))}"


def _bag(sentence: Sentence, place: int) -> Iterator[str]:
    for i, item in enumerate(sentence.items):
        if i == place or not item.word[0].isalpha():
            continue
        word = item.word[:7]
        yield f"in:{word}"
        if 0 < abs(place - i) <= _NEAR:
            yield f"near{'<' if i < place else '>'}{word}"


def _whole(sentence: Sentence, place: int, last: int) -> Iterator[str]:
    numbers = sentence.numbers
    yield f"numbers={min(len(numbers), 5)}"
    yield f"percents={min(sum(n.unit == '%' for _, n in numbers), 3)}"
    yield f"title={sentence.number == 0}"
    yield f"late={sentence.number * 4 // (last + 1)}"
    units = sorted({n.unit or "none" for i, n in numbers if i != place})
    yield f"others={'+'.join(units)}"


def describe_pair(
    sentence: Sentence, place: int, kind: str, subject: Subject, rivals: Sequence[Subject]
) -> list[str]:
    """The features of a number and what it may belong to, among all of one label."""
    here = [(i, m) for i, m in sentence.mentions if m.group == subject.group]
    role = subject.role.value
    inside = [o for o in rivals if any(m.group == o.group for _, m in sentence.mentions)]
    found: dict[str, None] = {"bias": None}
    base = [f"role={role}", f"kind={subject.mentions[0].kind.value}", f"result={kind}"]
    base += [f"here={bool(here)}", f"rivals-here={min(len(inside), 3)}"]
    for name in (*base, *_standing(subject, rivals)):
        found[name] = None
        found[f"{bool(here):d}&{bool(inside):d}&{name}"] = None
        found[f"{role}&{bool(here):d}&{bool(inside):d}&{name}"] = None
    if here:
        nearest = min(here, key=lambda each: (abs(each[0] - place), each[0]))[0]
        for name in _between(sentence, place, nearest, inside):
            found[name] = None
            found[f"{role}&{name}"] = None
            found[f"{kind}&{name}"] = None
    else:
        found.update((f"absent&{role}&{name}", None) for name in _selves(sentence, place))
        for name in _elsewhere(sentence, subject, rivals):
            found[name] = None
            found[f"{role}&{name}"] = None
            found[f"{role}&{bool(inside):d}&{name}"] = None
    return list(found)


def _standing(subject: Subject, rivals: Sequence[Subject]) -> Iterator[str]:
    alike = [other for other in rivals if other.role is subject.role]
    yield f"rank={min(alike.index(subject), 3)}"
    yield f"alike={min(len(alike), 3)}"
    yield f"rivals={min(len(rivals), 4)}"
    yield f"mentions={min(len(subject.mentions), 3)}"
    named = [o for o in alike if o.mentions[0].kind.value == "named"]
    yield f"only-named={named == [subject]}"
    most = max(len(other.mentions) for other in alike)
    yield f"most={len(subject.mentions) == most}"


def _between(sentence: Sentence, place: int, at: int, inside: Sequence[Subject]) -> Iterator[str]:
    side = "<" if at < place else ">"
    low, high = sorted((at, place))
    gap = [item.word for item in sentence.items[low + 1 : high]]
    mention = sentence.items[at].thing
    assert isinstance(mention, Mention)
    label = mention.label.value
    yield f"side={side}"
    yield f"distance={side}{sum(len(gap) >= bound for bound in _BUCKETS)}"
    yield f"prep={side}{word_at(sentence, at - 1)}"
    yield f"prep2={side}{word_at(sentence, at - 2)} {word_at(sentence, at - 1)}"
    yield f"next={side}{word_at(sentence, at + 1)}"
    yield f"against={side}{not _AGAINST.isdisjoint(words_at(sentence, at - 5, at))}"
    yield f"same-between={side}{min(gap.count(label), 2)}"
    numbers = sum(low < i < high for i, _ in sentence.numbers)
    yield f"numbers-between={side}{min(numbers, 2)}&{min(gap.count(label), 2)}"
    yield f"clauses={side}{min(sum(word in _CLAUSE for word in gap), 3)}"
    if len(gap) <= 3:
        yield f"gap={side}{' '.join(gap)}"
    for word in gap[:12]:
        if word.isalpha():
            yield f"gap:{side}{word[:7]}"
    first = min(i for i, m in sentence.mentions if m.label is mention.label)
    yield f"first={side}{at == first}"
    yield f"opening={at <= 2}"
    yield f"aligned={_aligned(sentence, place, at, mention.label)}"
    yield from _selves(sentence, place)


def _aligned(sentence: Sentence, place: int, at: int, label: Label) -> str:
    """Whether the number stands where the name stands, in two lists of one length."""
    numbers = find_chain(sentence, place)
    if len(numbers) < 2:
        number = sentence.items[place].thing
        assert isinstance(number, Number)
        numbers = [i for i, n in sentence.numbers if n.unit == number.unit]
    places: dict[int, int] = {}
    for i, mention in sentence.mentions:
        if mention.label is label:
            places.setdefault(mention.group, i)
    names = list(places.values())
    if len(numbers) < 2 or len(names) < 2:
        return "single"
    if len(numbers) != len(names) or at not in names:
        return "odd"
    respectively = any(item.word == "respectively" for item in sentence.items)
    return f"{numbers.index(place) == names.index(at)}{respectively:d}"


def _selves(sentence: Sentence, place: int) -> Iterator[str]:
    before = set(words_at(sentence, 0, place))
    yield f"self={not _SELF.isdisjoint(before)}"
    if not sentence.mentions:
        yield "nobody"


def _elsewhere(sentence: Sentence, subject: Subject, rivals: Sequence[Subject]) -> Iterator[str]:
    start = sentence.span[0]
    yield f"title={subject.mentions[0].start < rivals[0].mentions[0].start + 1}"
    before = [_last_before(other, start) for other in rivals]
    mine = _last_before(subject, start)
    yield f"latest={mine == max(before) and mine >= 0}"
    yield f"lines={min(max(0, start - mine) // 150, 5) if mine >= 0 else 'later'}"
    alike = [_last_before(o, start) for o in rivals if o.role is subject.role]
    yield f"latest-alike={mine == max(alike) and mine >= 0}"


def _last_before(subject: Subject, place: int) -> int:
    return max((m.start for m in subject.mentions if m.start < place), default=-1)
