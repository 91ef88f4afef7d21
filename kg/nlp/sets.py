"""Sets: the benchmark that plain words put a number on: "93.1% on A", "3% and 2% on A and B"."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from kg.model import Label
from kg.nlp.around import KEPT, find_bracket, find_chain, word_at
from kg.nlp.items import NOBODY, Sentence
from kg.nlp.lists import is_respective
from kg.nlp.numbers import Number

SURE = 0.96  # how often a number is on the benchmark that words put it on
OTHER = 0.5  # what is left of the score of a number on a benchmark whose name was not found
_REACH = 14
_MOST = 48
_LONGEST = 7
_FAR = 40
_OPENED = frozenset((";", ":", ",", "and", "while", "that", "-"))
_YEAR = re.compile(r"(?:19|20)\d\d")
_ON = frozenset(("on", "for", "in", "across", "over"))
_OPENING = frozenset(("the", "both", "all"))
_JOINS = frozenset((",", "and", "/", "&", "or"))
_LIGHT = frozenset(
    ("METRIC", "score", "scores", "points", "point", "absolute", "relative", "average", "mean")
) | {"gain", "gains", "improvement", "improvements", "increase", "increases", "boost", "top"}
_LIGHT |= {"drop", "decrease", "reduction", "higher", "better", "lower", "less", "rate", "error"}
_LIGHT |= {"test", "set", "validation", "val", "dev", "-", "(", ")", "the", "in", "of"}
_ENDS = frozenset((".", ";", ":", "(", ")", "on", "for", "in", "at", "with", "by", "using")) | {
    "while",
    "when",
    "respectively",
}
_SETS = frozenset(
    ("dataset", "datasets", "corpus", "corpora", "benchmark", "benchmarks", "challenge", "set")
)
_SEVERAL = frozenset(("datasets", "corpora", "benchmarks"))
_COUNTS = frozenset(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")) | {
    "several",
    "multiple",
    "various",
    "many",
    "diverse",
    "different",
}
_NAMING = frozenset((",", ":", "(", "namely", "including", "such", "-", "like"))
_TASKS = frozenset(("task", "tasks"))
_TO = frozenset(("to", "\\rightarrow", "\u2192"))


def find_set(sentence: Sentence, place: int) -> tuple[int, float] | None:
    """The group of the benchmark that words put a number on, and how sure that is.

    ``NOBODY`` where they put it on one that was not found, or on several; None where they tell
    nothing, or two things: "On A, we reach 93% on B", where one may be a model.
    """
    told = _find_bracketed(sentence, place)
    if told is not None:
        return told
    if _is_on_several(sentence, place):
        return NOBODY, SURE
    behind, opening = _find_on(sentence, place), _find_opening(sentence, place)
    if behind is not None and opening is not None:
        return behind if behind == opening else None
    return opening if behind is None else behind


def _is_on_several(sentence: Sentence, place: int) -> bool:
    """Whether a number is over several sets without a name: "by 3% across four text datasets"."""
    items = sentence.items
    on = place + 1
    while on < len(items) and (items[on].word in _LIGHT or _is_average(sentence, on)):
        on += 1
    count = on + 1
    while word_at(sentence, count) in _OPENING:
        count += 1
    if word_at(sentence, on) not in _ON or not _is_count(sentence, count):
        return False
    for i, item in enumerate(items[count + 1 : count + _LONGEST], count + 1):
        if item.word in _SEVERAL:
            return word_at(sentence, i + 1) not in _NAMING
        if item.thing is not None or item.word in _JOINS:
            return False
    return False


def _is_average(sentence: Sentence, i: int) -> bool:
    """Whether "on average" begins at a place."""
    return word_at(sentence, i) == "on" and word_at(sentence, i + 1) == "average"


def _is_count(sentence: Sentence, i: int) -> bool:
    item = sentence.items[i] if i < len(sentence.items) else None
    if item is None:
        return False
    number = item.thing if isinstance(item.thing, Number) else None
    is_count = number is not None and number.unit is None and number.value.isdigit()
    return is_count or item.word in _COUNTS


def _find_bracketed(sentence: Sentence, place: int) -> tuple[int, float] | None:
    """The benchmark that a number stands in brackets behind: "MMLU (71.2%)"."""
    at = find_bracket(sentence, find_chain(sentence, place)[0])
    if at < 1:
        return None
    name = sentence.items[at - 1]
    if name.is_benchmark:
        return name.group, SURE
    stranger = _has_bracketed(sentence) and _is_stranger(sentence, at)
    return (NOBODY, OTHER) if stranger else None


@lru_cache(maxsize=KEPT)
def _has_bracketed(sentence: Sentence) -> bool:
    """Whether a number stands in brackets behind a benchmark."""
    places = sentence.labels.get(Label.BENCHMARK, ())
    return any(find_bracket(sentence, i) - 1 in places for i, _ in sentence.numbers)


def _is_stranger(sentence: Sentence, bracket: int) -> bool:
    """Whether a name that was not found stands before a bracket, from the last comma on."""
    named = False
    for item in sentence.items[max(0, bracket - _LONGEST) : bracket][::-1]:
        if item.word in (",", "and", ":"):
            return named
        if item.thing is not None:
            return False
        named = named or item.named
    return False


def _find_on(sentence: Sentence, place: int) -> tuple[int, float] | None:
    """The benchmark behind a number and what is given with it: "93% F1, 88% EM on A"."""
    numbers, start = _find_start(sentence, place)
    listed = _find_listed(sentence, start) if start >= 0 else ()
    if not listed:
        return None
    chain = find_chain(sentence, place)
    if len(listed) == 1:
        return None if len(chain) > 1 and is_respective(sentence) else listed[0]
    if chain[-1] == numbers[-1] and len(chain) == len(listed):
        return listed[chain.index(place)]
    alone = len(chain) == len(numbers) == 1 and not is_respective(sentence)
    return (NOBODY, SURE) if alone else None


def _find_start(sentence: Sentence, place: int) -> tuple[list[int], int]:
    """The numbers from one on that are on the same, and where the names of it begin; else -1."""
    items = sentence.items
    numbers = [place]
    for i in range(place + 1, min(len(items), place + 1 + _REACH)):
        if isinstance(items[i].thing, Number):
            numbers.append(i)
        elif items[i].word in _ON and _begins(sentence, i + 1):
            return numbers, i + 1
        elif items[i].word in _JOINS:
            if not any(isinstance(item.thing, Number) for item in items[i + 1 : i + 3]):
                break
        elif items[i].word not in _LIGHT:
            break
    return numbers, -1


def _begins(sentence: Sentence, i: int) -> bool:
    """Whether what has a name stands at a place, behind "the" or "both"."""
    while word_at(sentence, i) in _OPENING:
        i += 1
    return i < len(sentence.items) and (
        sentence.items[i].is_benchmark or sentence.items[i].is_unknown
    )


@lru_cache(maxsize=KEPT)
def _find_listed(sentence: Sentence, start: int) -> tuple[tuple[int, float], ...]:
    """The benchmarks that are listed from a place on, ``NOBODY`` for one that was not found."""
    parts = _find_parts(sentence, start)
    words = {sentence.items[i].word for part in parts for i in part}
    found: list[tuple[int, float]] = []
    for part in parts:
        if (one := _find_one(sentence, part, words)) is None:
            break
        found.append(one)
    return tuple(found)


def _find_parts(sentence: Sentence, start: int) -> list[list[int]]:
    """What is listed from a place on, each with the places of its words."""
    parts: list[list[int]] = [[]]
    for i, item in enumerate(sentence.items[start : start + _MOST], start):
        if item.word in _JOINS:
            parts.append([])
        elif isinstance(item.thing, Number) or item.word in _ENDS or len(parts[-1]) > _LONGEST:
            break
        elif item.word not in _OPENING:
            parts[-1].append(i)
    return [part for part in parts if part]


def _find_one(
    sentence: Sentence, part: Sequence[int], words: Collection[str]
) -> tuple[int, float] | None:
    """The benchmark that a part of a list is, which has some words; of "A to B" the latter."""
    items = [sentence.items[i] for i in part]
    groups = [item.group for item in items if item.is_benchmark]
    is_one = len(set(groups)) == 1 or not _TO.isdisjoint(item.word for item in items)
    if groups and items[0].is_benchmark:
        return (groups[-1], SURE) if is_one else None
    if groups:
        return None
    is_year = _YEAR.fullmatch(items[0].word) is not None and items[0].thing is None
    nouns = _SETS | _TASKS if items[0].named else _SETS
    named = (items[0].is_unknown or is_year) and not nouns.isdisjoint(words)
    return (NOBODY, OTHER) if named or is_year else None


def _find_opening(sentence: Sentence, place: int) -> tuple[int, float] | None:
    """The one benchmark that the words before a number open with: "On A, we reach 93%"."""
    items = sentence.items
    for i in range(find_chain(sentence, place)[0] - 1, max(-1, place - _FAR), -1):
        if items[i].word == ";":
            return None
        if items[i].is_benchmark:
            return _opens(sentence, i)
    return None


def _opens(sentence: Sentence, at: int) -> tuple[int, float] | None:
    """The benchmark at a place, if words open with it alone: "; on the A dataset, ..."."""
    items = sentence.items
    end = at + 1
    while word_at(sentence, end) in _SETS | _TASKS:
        end += 1
    on = at - 1
    while word_at(sentence, on) in _OPENING:
        on -= 1
    opened = on == 0 or (on > 0 and items[on - 1].word in _OPENED)
    alone = word_at(sentence, end) == "," and not items[min(end + 1, len(items) - 1)].is_benchmark
    return (items[at].group, SURE) if opened and alone and items[on].word in _ON else None
