"""Kinds: which kind of result the words around a number make it."""

from kg.nlp.amounts import is_aim
from kg.nlp.around import (
    EDGE,
    FAR_LIST,
    cue_after,
    cue_before,
    find_chain,
    find_cue_words,
    find_gaps,
    find_number_before,
    find_same_before,
    find_windows,
    word_at,
    words_at,
)
from kg.nlp.changes import find_noun_behind, tell_by_words
from kg.nlp.items import Sentence
from kg.nlp.numbers import PERCENT, TIMES, Number
from kg.nlp.scores import is_kept, is_ratio, is_reached, is_score, runs_at
from kg.nlp.speeds import to_speedup

ABSOLUTE = "absolute"
_ASIDE = frozenset(
    ("(", ")", "METRIC", ",", "and", "BENCHMARK", "on", "in", "absolute", "relative")
)
_GOES_ON = frozenset(("on", "in", "for", "over", ".", ",", "respectively", EDGE))
_LISTED = frozenset((",", "and", "or", "a", "by"))


def describe_kind(sentence: Sentence, place: int) -> list[str]:
    """The features that the kind of a result is read from."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    unit = number.unit or "none"
    chain = find_chain(sentence, place)
    first, last = chain[0], chain[-1]
    before, after = cue_before(sentence, first), cue_after(sentence, last)
    by = any(word == "by" for word in words_at(sentence, first - 4, first))
    of = word_at(sentence, first - 1)
    big = f"{number.high >= 50}{'.' in number.value}"
    found: dict[str, None] = dict.fromkeys(("bias", f"from={number.from_value is not None}"))
    base: tuple[str, ...] = (
        f"before={before}",
        f"after={after}",
        f"both={before}{after}",
        f"last={of}",
    )
    base += (f"by={by}", f"by={by}{before}", f"by={by}{before}{after}", f"big={big}")
    base += (f"last={of}&{before}", f"last={of}&{after}", f"big={big}&{before}{after}")
    base += tuple(f"cue-word={item}" for item in find_cue_words(sentence, first, last))
    for name in (*base, *find_gaps(sentence, first, last), *find_windows(sentence, first, last)):
        found[name] = None
        found[f"{unit}:{name}"] = None
    return list(found)


def tell_kind(sentence: Sentence, place: int) -> str | None:
    """The kind that the words beside a number tell: "3% higher", "a gain of 3%", "+3%".

    Of numbers that are given one after the other in the same way all have the kind of the first.
    """
    for i, _ in sentence.numbers[len(sentence.kinds) :]:
        if i > place:
            break
        sentence.kinds[i] = _tell_kind(sentence, i)
    return sentence.kinds[place]


def _tell_kind(sentence: Sentence, place: int) -> str | None:
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    if number.from_value:
        return None
    if any(each(sentence, place) for each in (is_reached, is_ratio, is_kept)):
        return ABSOLUTE
    if told := tell_by_words(sentence, place):
        return to_speedup(sentence, place, told) if number.unit == TIMES else told
    if is_score(sentence, place) or runs_at(sentence, place):
        return ABSOLUTE
    if is_aim(sentence, place):
        return None
    if (before := _find_alike(sentence, place)) is not None:
        return tell_kind(sentence, before)
    behind = _same_behind(sentence, place)
    return None if behind is None else tell_by_words(sentence, behind)


def _find_alike(sentence: Sentence, place: int) -> int | None:
    """The number before one that has its kind too, if there is one."""
    ways = (_beside_brackets, find_same_before, _after_noun)
    found = (find(sentence, place) for find in ways)
    return next((before for before in found if before is not None), None)


def _beside_brackets(sentence: Sentence, place: int) -> int | None:
    """The number that one in brackets gives in another unit: "by 2.5 points (7%)"."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    opened = word_at(sentence, place - 1) == "(" and word_at(sentence, place + 1) == ")"
    before = find_number_before(sentence, place)
    if before is None or not opened or number.unit != PERCENT:
        return None
    between = words_at(sentence, before + 1, place - 1)
    is_other = word_at(sentence, before) != PERCENT and "METRIC" not in between
    return before if is_other and len(between) < 2 else None


def _after_noun(sentence: Sentence, place: int) -> int | None:
    """The number before one whose noun goes for both: "a 2% improvement on A and 3% on B"."""
    if word_at(sentence, place - 1) not in _LISTED or word_at(sentence, place + 1) not in _GOES_ON:
        return None
    before = find_number_before(sentence, place)
    while before is not None and place - before <= FAR_LIST:
        noun = find_noun_behind(sentence, before)
        if noun is not None:
            return before if find_same_before(sentence, place, noun) == before else None
        before = find_number_before(sentence, before)
    return None


def _same_behind(sentence: Sentence, place: int) -> int | None:
    """The number right behind one: "6.1 points (accuracy) and 7.7 points (F1) gain"."""
    behind = next((i for i, _ in sentence.numbers if i > place), None)
    if behind is None or find_same_before(sentence, behind) != place:
        return None
    between = words_at(sentence, place + 1, behind)
    return behind if set(between) <= _ASIDE else None
