"""Opponents: which of the names that a word governs a number is over, if it is one."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from kg.model import Kind, Mention
from kg.nlp.around import KEPT, find_chain, word_at, words_at
from kg.nlp.governed import JOINS, METHOD, STOPS, ends, find_governed
from kg.nlp.items import NOBODY, Item, Sentence
from kg.nlp.numbers import Number

SET_NOUNS = frozenset(
    ("methods", "approaches", "solutions", "baselines", "techniques", "strategies", "models")
) | {"algorithms", "counterparts", "systems", "frameworks", "variants", "schemes"}
_TOPS = frozenset(("most", "best", "fastest"))
_OTHERS = frozenset(
    ("existing", "previous", "prior", "current", "other", "recent", "alternative", "art", "sota")
)
_WITH = frozenset(("with", "from", "using", "by"))
_NEAR = 4
_HELPING = ("allow", "enabl")
_NOUNS = frozenset(("method", "model", "approach", "baseline", "framework", "algorithm"))


def choose_opponent(sentence: Sentence, place: int, cue: int) -> int | None:
    """Which of the names that a word governs belongs to a number."""
    chain = find_chain(sentence, place)
    if len(chain) > 1 and (listed := _find_objects(sentence, cue, len(chain))):
        at = listed[chain.index(place)]
        return NOBODY if at is None else sentence.items[at].group
    _, places = find_governed(sentence)[cue]
    anew = (i for i, at in enumerate(places) if i and _begins_anew(sentence, at))
    places = _find_meant(sentence, places[: next(anew, None)])
    distinct = {sentence.items[at].group for at in places}
    if len(distinct) > 1:
        return NOBODY if len(chain) == 1 and _are_listed(sentence, places) else None
    if _is_own(sentence, min(distinct), cue):
        return None
    return _judge(sentence, cue, places)


def _find_meant(sentence: Sentence, places: list[int]) -> list[int]:
    """The places without a technique whose name stands in brackets: "the best motor (A)"."""
    if len(places) != 2 or word_at(sentence, places[1] - 1) != "(":
        return places
    mention = sentence.items[places[0]].thing
    assert isinstance(mention, Mention)
    follows = places[1] - places[0] <= _NEAR and word_at(sentence, places[1] + 1) == ")"
    return places[1:] if follows and mention.kind is Kind.CONCEPT else places


def _are_listed(sentence: Sentence, places: Sequence[int]) -> bool:
    """Whether nothing but commas, joins and brackets stands between names: "A, B (2020) and C"."""
    return all(
        _is_joined(sentence, one, other)
        for one, other in pairwise(places)
        if sentence.items[one].group != sentence.items[other].group
    )


def _is_joined(sentence: Sentence, one: int, other: int) -> bool:
    depth, joined = 0, False
    for word in words_at(sentence, one + 1, other):
        depth += (word == "(") - (word == ")")
        if depth == 0 and word not in JOINS and word not in (")", "the"):
            return False
        joined = joined or (depth == 0 and word in JOINS)
    return joined


@lru_cache(maxsize=KEPT)
def _is_own(sentence: Sentence, group: int, cue: int) -> bool:
    """Whether a name is that of the paper's own: "our A beats the A of others"."""
    before = (word_at(sentence, i - 1) for i in sentence.groups[group] if i < cue)
    return any(word in ("our", "proposed") for word in before)


def _begins_anew(sentence: Sentence, at: int) -> bool:
    """Whether a name is in no list with those before it: "Compared to A, B is 3% better"."""
    behind = word_at(sentence, _find_end(sentence, at))
    return word_at(sentence, at - 1) == "," and behind not in JOINS


@lru_cache(maxsize=KEPT)
def _find_objects(sentence: Sentence, cue: int, count: int) -> list[int | None]:
    """The places of so many names listed behind a word, None for one not found; else nothing."""
    parts: list[list[int]] = [[]]
    depth, last = 0, -1
    for i, item in enumerate(sentence.items[cue + 1 :], cue + 1):
        depth += (item.word == "(") - (item.word == ")")
        if depth or item.word == ")":
            continue
        if item.word in JOINS:
            if parts[-1]:
                parts.append([])
            last = len(parts) if item.word == "and" else last
        elif ends(sentence, i) or item.word == "respectively":
            break
        else:
            parts[-1].append(i)
    parts = [part for part in parts if part]
    named = all(any(is_named(sentence, i) for i in part) for part in parts[:count])
    whole = len(parts) == count or (len(parts) > count and last == count)
    return [find_name(sentence, part) for part in parts[:count]] if named and whole else []


def is_named(sentence: Sentence, i: int) -> bool:
    """Whether a word is a method that was found, or has the form of a name that was not."""
    item = sentence.items[i]
    return item.word == METHOD or item.is_unknown


def find_name(sentence: Sentence, part: Sequence[int]) -> int | None:
    """The place of the one name that a part of a list is, if it was found whole."""
    named = [i for i in part if is_named(sentence, i)]
    if len(named) != 1 or word_at(sentence, named[0]) != METHOD:
        return None
    mention = sentence.items[named[0]].thing
    assert isinstance(mention, Mention)
    of_set = not SET_NOUNS.isdisjoint(words_at(sentence, named[0], part[-1] + 1))
    return None if of_set and mention.kind is Kind.CONCEPT else named[0]


def _judge(sentence: Sentence, cue: int, places: Sequence[int]) -> int | None:
    """A name, unless it is but a part of what a number is over."""
    at, last = places[0], places[-1]
    mention = sentence.items[at].thing
    assert isinstance(mention, Mention)
    before = sentence.items[at - 1]
    if before.is_unknown:
        return NOBODY
    if _is_of_others(sentence, cue, at, mention):
        return NOBODY
    after = _find_end(sentence, last)
    if word_at(sentence, last + 1) == "-":
        words = words_at(sentence, last + 1, last + 6)
        return NOBODY if not SET_NOUNS.isdisjoint(words) else None
    of_set = not SET_NOUNS.isdisjoint(words_at(sentence, last + 1, last + 3))
    if of_set or _goes_on(sentence, after):
        return None
    return mention.group


def _is_of_others(sentence: Sentence, cue: int, at: int, mention: Mention) -> bool:
    """Whether a name says only what others are like: "existing caching methods"."""
    words = words_at(sentence, cue + 1, at)
    others = not _OTHERS.isdisjoint(words)
    if others and mention.text.lower().split()[-1] in SET_NOUNS:
        return True
    behind = list(takewhile(lambda word: word not in STOPS, words_at(sentence, at + 1, at + 5)))
    of_set = not SET_NOUNS.isdisjoint(behind if others else behind[:1])
    return mention.kind is Kind.CONCEPT and (of_set or not _TOPS.isdisjoint(words))


def _find_end(sentence: Sentence, at: int) -> int:
    """The place behind a name, and behind what stands in brackets or as its noun on it."""
    items = sentence.items
    i = at + 1
    if word_at(sentence, i) in _NOUNS:
        i += 1
    if word_at(sentence, i) == "(":
        i = next((j + 1 for j in range(i, len(items)) if items[j].word == ")"), len(items))
    return i


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether more is named behind a name: "A with B", "A, C" where C was not found."""
    if word_at(sentence, at) in _WITH:
        behind = takewhile(_is_no_number, sentence.items[at + 1 : at + 4])
        if any(item.word == METHOD for item in behind):
            return True
    at += word_at(sentence, at) in JOINS
    at += word_at(sentence, at) in JOINS
    item = sentence.items[at] if at < len(sentence.items) else None
    return item is not None and item.is_unknown


def _is_no_number(item: Item) -> bool:
    return not isinstance(item.thing, Number)


def is_modifier(sentence: Sentence, group: int) -> bool:
    """Whether a sentence names a technique only for what others are like: "A-based methods"."""
    places = sentence.groups.get(group, ())
    return bool(places) and all(_modifies(sentence, at) for at in places)


def is_helped(sentence: Sentence, group: int) -> bool:
    """Whether a sentence only tells what a name can do thanks to another: "allowing A to"."""
    places = sentence.groups.get(group, ())
    return bool(places) and all(_is_helped(sentence, at) for at in places)


def _is_helped(sentence: Sentence, at: int) -> bool:
    return word_at(sentence, at - 1).startswith(_HELPING) and word_at(sentence, at + 1) == "to"


def _modifies(sentence: Sentence, at: int) -> bool:
    """Whether a noun for a set of methods follows on the name of a technique."""
    mention = sentence.items[at].thing
    assert isinstance(mention, Mention)
    words = words_at(sentence, at + 1, at + 6)
    is_based = "based" in words[:2]
    of_set = not SET_NOUNS.isdisjoint(words if is_based else words[:1])
    return mention.kind is Kind.CONCEPT and of_set
