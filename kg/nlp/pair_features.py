"""What stands between a number and what it may belong to, as names of features.

They tell whether it is the number of a method, on a benchmark, against a baseline, or nobody's.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.model import Label, Mention
from kg.nlp.around import (
    CLAUSE,
    KEPT,
    find_bracket,
    word_at,
    words_at,
)
from kg.nlp.items import Sentence
from kg.nlp.lists import find_aligned, find_alike, find_lists, is_respective
from kg.nlp.standing import describe_elsewhere, describe_standing
from kg.nlp.strangers import AGAINST, NEAR, find_verb
from kg.nlp.subjects import Rivals, Subject, find_inside

_SELF = frozenset(
    ("we", "our", "ours", "it", "its", "this", "proposed", "ensemble", "approach", "method")
) | {"framework"}
_SEVERAL = frozenset(
    ("average", "averaged", "averagely", "across", "datasets", "benchmarks", "tasks", "various")
) | {"multiple", "several", "all", "overall", "mean"}
_TIES = frozenset(("on", "in", "for", "of", "over", "than", "by", "at", "from"))
_THINGS = frozenset(("NUMBER", "METRIC", "METHOD", "BENCHMARK", "%", "x", "points"))
_PLAIN = _TIES | _THINGS | {"the", "a", "and", ",", "(", ")"}
_BUCKETS = (1, 2, 3, 5, 8, 13, 21)


def describe_pair(
    sentence: Sentence,
    place: int,
    kind: str,
    subject: Subject,
    rivals: Rivals,
    strangers: Sequence[str] = (),
) -> list[str]:
    """The features of a number and what it may belong to, among all of one label.

    ``strangers`` are those of the number alone, as :func:`find_strangers` tells them.
    """
    here = sentence.groups.get(subject.group, ())
    role = subject.role.value
    inside = find_inside(sentence, rivals)
    found: dict[str, None] = {"bias": None}
    base = [f"role={role}", f"kind={subject.mentions[0].kind.value}", f"result={kind}"]
    base += [f"here={bool(here)}", f"rivals-here={min(len(inside), 3)}"]
    for name in (*base, *describe_standing(subject, rivals), *strangers):
        found[name] = None
        found[f"{bool(here):d}&{bool(inside):d}&{name}"] = None
        found[f"{role}&{bool(here):d}&{bool(inside):d}&{name}"] = None
    if here:
        nearest = _nearest(here, place)
        for name in (
            *_between(sentence, place, nearest, inside),
            *_among(sentence, place, nearest),
        ):
            found[name] = None
            found[f"{role}&{name}"] = None
            found[f"{kind}&{name}"] = None
    else:
        found.update((f"absent&{role}&{name}", None) for name in _selves(sentence, place))
        for name in describe_elsewhere(sentence, subject, rivals):
            found[name] = None
            found[f"{role}&{name}"] = None
            found[f"{role}&{bool(inside):d}&{name}"] = None
    return list(found)


def describe_none(
    sentence: Sentence,
    place: int,
    kind: str,
    rivals: Rivals,
    strangers: Sequence[str] = (),
) -> list[str]:
    """The features that speak for a number's belonging to none of the rivals."""
    inside = find_inside(sentence, rivals)
    roles = sorted({one.role.value for one in rivals})
    here = sorted({one.role.value for one in inside})
    found: dict[str, None] = {"none": None}
    base = [f"result={kind}", f"rivals-here={min(len(inside), 3)}", f"rivals={min(len(rivals), 4)}"]
    base += [f"roles={'+'.join(roles)}", f"roles-here={'+'.join(here)}"]
    base += _selves(sentence, place)
    base += strangers
    for name in base:
        found[f"none&{name}"] = None
        found[f"none&{bool(inside):d}&{name}"] = None
    for item in sentence.items[max(0, place - NEAR) : place + NEAR]:
        if item.word[0].isalpha():
            found[f"none&near:{item.word[:7]}"] = None
            found[f"none&{bool(inside):d}&near:{item.word[:7]}"] = None
    return list(found)


def _between(sentence: Sentence, place: int, at: int, inside: Sequence[Subject]) -> Iterator[str]:
    side = "<" if at < place else ">"
    low, high = sorted((at, place))
    gap = words_at(sentence, low + 1, high)
    mention = sentence.items[at].thing
    assert isinstance(mention, Mention)
    same = _count_between(sentence.labels[mention.label], low, high)
    yield f"side={side}"
    yield f"distance={side}{sum(len(gap) >= bound for bound in _BUCKETS)}"
    yield f"prep={side}{word_at(sentence, at - 1)}"
    yield f"prep2={side}{word_at(sentence, at - 2)} {word_at(sentence, at - 1)}"
    yield f"next={side}{word_at(sentence, at + 1)}"
    yield f"apart={side}{is_apart(sentence, place, at)}"
    yield f"against={side}{not AGAINST.isdisjoint(words_at(sentence, at - 5, at))}"
    yield f"same-between={side}{min(same, 2)}"
    numbers = _count_between(_find_numbers(sentence), low, high)
    yield f"numbers-between={side}{min(numbers, 2)}&{min(same, 2)}"
    yield f"clauses={side}{min(_count_between(_find_clauses(sentence), low, high), 3)}"
    if len(gap) <= 3:
        yield f"gap={side}{' '.join(gap)}"
    for word in gap[:12]:
        if word.isalpha():
            yield f"gap:{side}{word[:7]}"
    yield f"first={side}{at == sentence.labels[mention.label][0]}"
    yield f"opening={at <= 2}"
    if mention.label is Label.BENCHMARK:
        yield f"direct={side}{_how_direct(gap)}"
    yield f"bracket={side}{at < place and find_bracket(sentence, place) == at + 1}"
    yield f"aligned={_aligned(sentence, place, at, mention.label)}"
    yield from _selves(sentence, place)


def _count_between(places: Sequence[int], low: int, high: int) -> int:
    """How many of some places in order lie between two others."""
    return max(0, bisect_left(places, high) - bisect_right(places, low))


@lru_cache(maxsize=KEPT)
def _find_numbers(sentence: Sentence) -> list[int]:
    return [i for i, _ in sentence.numbers]


@lru_cache(maxsize=KEPT)
def _find_clauses(sentence: Sentence) -> list[int]:
    return [i for i, item in enumerate(sentence.items) if item.word in CLAUSE]


def _how_direct(gap: Sequence[str]) -> str:
    """How many words between a number and a name do more than tie them: none in "3% F1 on"."""
    odd = sum(word not in _PLAIN for word in gap)
    return f"{min(odd, 3)}&{not _TIES.isdisjoint(gap)}"


def is_apart(sentence: Sentence, place: int, at: int) -> bool:
    """Whether a name stands in brackets with another number: "4% (8% on MMLU), at 27% less"."""
    if "(" not in sentence.words:
        return False
    opened = next((i for i in range(at, -1, -1) if sentence.items[i].word in "()"), -1)
    if opened < 0 or sentence.items[opened].word != "(":
        return False
    items = enumerate(sentence.items[at:], at)
    closed = next((i for i, item in items if item.word == ")"), len(sentence.items))
    numbers = [i for i, _ in sentence.numbers if opened < i < closed]
    return bool(numbers) and place not in numbers


def _among(sentence: Sentence, place: int, at: int) -> Iterator[str]:
    """How a name stands among the others of its label in the sentence."""
    mention = sentence.items[at].thing
    assert isinstance(mention, Mention)
    side = "<" if at < place else ">"
    places = sentence.labels[mention.label]
    yield f"nearest={side}{at == _nearest(places, place)}"
    listed = min(len(next(run for run in find_lists(sentence, mention.label) if at in run)), 3)
    alike = min(len(find_alike(sentence, place)), 3)
    yield f"listed={side}{listed}"
    yield f"listed={side}{listed}&{alike}"
    verb = find_verb(sentence, place)
    said = _standing_to(sentence, at, place, verb)
    yield f"verb={said}"
    if said == "before":
        yield f"subject={at == places[bisect_left(places, verb) - 1]}"
        yield f"subject-first={at == places[0]}"
        self = not _SELF.isdisjoint(words_at(sentence, at + 1, verb))
        yield f"subject-self={self}"
    yield f"whole={_whole_of(sentence, place)}"
    yield f"whole={side}{_whole_of(sentence, place)}&{listed}"


def _nearest(places: Sequence[int], place: int) -> int:
    """The nearest of some places in order; of two at the same distance the first."""
    after = bisect_left(places, place)
    return min(places[max(0, after - 1) : after + 1], key=lambda i: (abs(i - place), i))


def _standing_to(sentence: Sentence, at: int, place: int, verb: int) -> str:
    if verb < 0:
        return "none"
    if at > place:
        return "behind"
    return "before" if at < verb else "between"


def _whole_of(sentence: Sentence, place: int) -> bool:
    """Whether words beside the number say that it is over several things: "on average"."""
    near = sentence.items[max(0, place - NEAR) : place + NEAR]
    return any(item.word in _SEVERAL for item in near)


def _aligned(sentence: Sentence, place: int, at: int, label: Label) -> str:
    """Whether the number stands where the name stands, in two lists of one length."""
    respectively = is_respective(sentence)
    numbers, names = find_aligned(sentence, place, label)
    if not numbers:
        return "single"
    if at not in names:
        return f"odd{respectively:d}"
    return f"{numbers.index(place) == names.index(at)}{respectively:d}"


def _selves(sentence: Sentence, place: int) -> Iterator[str]:
    yield f"self={_first_self(sentence) < place}"
    if not sentence.mentions:
        yield "nobody"


@lru_cache(maxsize=KEPT)
def _first_self(sentence: Sentence) -> int:
    items = sentence.items
    return next((i for i, item in enumerate(items) if item.word in _SELF), len(items))
