"""Lists: numbers and names that are listed alike, and which go together."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from kg.model import Label, Mention
from kg.nlp.around import KEPT, find_bracket, find_chain, word_at, words_at
from kg.nlp.items import Sentence
from kg.nlp.numbers import Number

_FEW = 2
_JOINS = frozenset(
    (",", "and", "or", "&", "/", "+", "the", "dataset", "datasets", "(", ")", "both")
)


@lru_cache(maxsize=KEPT)
def find_lists(sentence: Sentence, label: Label) -> list[list[int]]:
    """The places of the names of one label, those that are listed together in one list."""
    lists: list[list[int]] = []
    for i, mention in sentence.mentions:
        if mention.label is not label:
            continue
        gap = words_at(sentence, lists[-1][-1] + 1, i) if lists else []
        if lists and set(gap) <= _JOINS:
            lists[-1].append(i)
        else:
            lists.append([i])
    return lists


def find_alike(sentence: Sentence, place: int) -> list[int]:
    """The places of the numbers that are given in the same way, this one among them."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    return _by_way(sentence)[_way(sentence, place, number)]


@lru_cache(maxsize=KEPT)
def _by_way(sentence: Sentence) -> dict[tuple[str | None, bool], list[int]]:
    """The places of the numbers by the way that they are given in."""
    ways: dict[tuple[str | None, bool], list[int]] = {}
    for i, number in sentence.numbers:
        ways.setdefault(_way(sentence, i, number), []).append(i)
    return ways


def _way(sentence: Sentence, place: int, number: Number) -> tuple[str | None, bool]:
    return number.unit, word_at(sentence, place - 1) in ("(", "+")


@lru_cache(maxsize=KEPT)
def find_aligned(sentence: Sentence, place: int, label: Label) -> tuple[list[int], list[int]]:
    """The numbers that are given with this one and as many names of one label; else none."""
    chain = find_chain(sentence, place)
    lists, whole = _find_distinct(sentence, label)
    for numbers in (chain, find_alike(sentence, place)):
        sure = numbers == chain or len(numbers) > _FEW or is_respective(sentence)
        for names in lists if sure else ():
            if len(numbers) == len(names) > 1 and not _among_numbers(numbers, names):
                return numbers, names
        if len(numbers) == len(whole) > 1 and _alternate(sentence, numbers, whole):
            return numbers, whole
    return [], []


def is_respective(sentence: Sentence) -> bool:
    """Whether a sentence says that what it lists goes together one by one."""
    return "respectively" in sentence.words


def _go_together(
    sentence: Sentence, numbers: Sequence[int], names: Sequence[int], label: Label
) -> bool:
    """Whether numbers and names are two lists, each in one piece, with "respectively"."""
    lists, _ = _find_distinct(sentence, label)
    said = is_respective(sentence)
    return said and list(names) in lists and list(numbers) == find_chain(sentence, numbers[0])


def _among_numbers(numbers: Sequence[int], names: Sequence[int]) -> bool:
    """Whether a list of names stands amid the numbers, so that it is not all of theirs."""
    return numbers[0] < names[0] and names[-1] < numbers[-1]


def _alternate(sentence: Sentence, numbers: Sequence[int], names: Sequence[int]) -> bool:
    """Whether numbers and names take turns, or the sentence says that they go together."""
    if is_respective(sentence):
        return True
    turns = sorted([(i, True) for i in numbers] + [(i, False) for i in names])
    return all(one[1] != other[1] for one, other in pairwise(turns))


def find_beside(sentence: Sentence, place: int, label: Label) -> int | None:
    """The group of the name that two lists of one length put beside a number.

    Of methods only lists that are said to go together count.
    """
    numbers, names = find_aligned(sentence, place, label)
    if label is Label.METHOD and not _go_together(sentence, numbers, names, label):
        return None
    if not numbers:
        return None
    mention = sentence.items[names[numbers.index(place)]].thing
    assert isinstance(mention, Mention)
    return mention.group


def find_bracketed(sentence: Sentence, place: int, label: Label) -> int | None:
    """The group of the name that a number alone in brackets stands behind: "GPT-4 (2.92%)"."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    at = find_bracket(sentence, place)
    if at < 1 or number.from_value:
        return None
    name = sentence.items[at - 1].thing
    return name.group if isinstance(name, Mention) and name.label is label else None


@lru_cache(maxsize=KEPT)
def _find_distinct(sentence: Sentence, label: Label) -> tuple[list[list[int]], list[int]]:
    """The lists of names of one label and all of them as one, each name in it once."""
    lists = find_lists(sentence, label)
    whole = [i for each in lists for i in each]
    return [_distinct(sentence, each) for each in lists], _distinct(sentence, whole)


def _distinct(sentence: Sentence, places: Sequence[int]) -> list[int]:
    """The first place of each name among some."""
    first: dict[int, int] = {}
    for i in places:
        mention = sentence.items[i].thing
        assert isinstance(mention, Mention)
        first.setdefault(mention.group, i)
    return list(first.values())
