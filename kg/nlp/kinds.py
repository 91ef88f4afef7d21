"""Kinds: which kind of result the words around a number make it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from kg.nlp.around import (
    BACK,
    CLAUSE,
    CUES,
    EDGE,
    FAR_BACK,
    KEPT,
    SIGNS,
    SPEED,
    cue_after,
    cue_before,
    cue_of,
    cue_word,
    find_chain,
    find_cue_words,
    find_gaps,
    find_same_before,
    find_windows,
    word_at,
    words_at,
)
from kg.nlp.items import Item, Sentence
from kg.nlp.numbers import PERCENT, TIMES, Number

_NEAR = 5
_BESIDE = 4
_SAVING = ("sav", "reduc", "cut", "decreas", "lower")
_APART = CLAUSE | {"with"}
_OF = frozenset(("of", "up", "between", "ranging", "goes"))
_ABOUT = frozenset(
    ("on", "average", "up", "to", "over", "about", "approximately", "around", "by")
) | {
    "averagely",
    "nearly",
    "more",
    "than",
    "as",
    "high",
    "much",
    "typically",
    "above",
}
_CHANGES = (
    "improving",
    "improvement",
    "increas",
    "gain",
    "boost",
    "drop",
    "decreas",
    "declin",
    "lose",
    "losing",
)
_BEATING = ("exceed", "outperform", "surpass")
_RATES = frozenset(("throughput", "speed", "fps", "compute", "bandwidth"))
_TIMES = frozenset(("time", "times", "steps", "cost", "costs", "latency", "runtime"))
_COMPARED = ("absolute", "relative")
_IN_BRACKETS = ["(", "METRIC", ")"]
_ASIDE = frozenset(("(", ")", "METRIC", ",", "and", "BENCHMARK", "on", "in", *_COMPARED))
_BOUNDS = (["at", "least"], ["at", "most"])
_FACTOR = ["factor", "of"]
_LOST = (["accuracy"], ["performance"], ["precision"], ["quality"], ["score"], ["rate"])
_EQUALS = (["of"], ["is"], ["was"], ["are"], ["were"])
_COMPRESSION = "compression"
_MARGIN = "margin"
_LITTLE = frozenset(("only", "just", "merely", "less", "fewer"))
_RANGING = (["ranging", "from"], ["range", "from"], ["ranges", "from"])
_REACHED = ("achiev", "reach", "obtain", "attain", "with")
_SCORED = frozenset(("of", "at", "is", "=", ":"))
# What ends the words beside a number that belong to it.
_OFF = CLAUSE | frozenset(
    ("for", "of", "on", "in", "to", "with", "than", "at", "by", "from", "or", "(", "which")
)
KINDS = {"more": "gain", "less": "reduction", "fast": "speedup"}
ABSOLUTE = "absolute"


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
    if _is_reached(sentence, place):
        return ABSOLUTE
    if told := tell_by_words(sentence, place):
        return _fast(sentence, place, told) if number.unit == TIMES else told
    if _is_score(sentence, place):
        return ABSOLUTE
    before = find_same_before(sentence, place)
    if before is not None:
        return tell_kind(sentence, before)
    behind = _same_behind(sentence, place)
    return None if behind is None else tell_by_words(sentence, behind)


@lru_cache(maxsize=KEPT)
def tell_by_words(sentence: Sentence, place: int) -> str | None:
    """The kind that the words around this number alone tell."""
    chain = find_chain(sentence, place)
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    told = (
        (number.unit == TIMES and _is_compression(sentence, chain) and KINDS["less"])
        or _tell_behind(sentence, chain[-1])
        or (number.unit == PERCENT and is_cost(sentence, chain) and KINDS["less"])
        or _tell_before(sentence, place, chain[0])
        or (word_at(sentence, chain[-1] + 1).startswith(_MARGIN) and KINDS["more"])
        or (number.unit == TIMES and _said_at(sentence, chain[-1] + 1) == "speed" and KINDS["fast"])
    )
    is_rate = told == KINDS["fast"] and number.unit is None
    return None if is_rate and not may_be_speedup(sentence, place) else told or None


def _said_at(sentence: Sentence, i: int) -> str:
    return sentence.items[i].said if i < len(sentence.items) else EDGE


def _is_reached(sentence: Sentence, place: int) -> bool:
    """Whether a number is a metric's by the words beside it: "achieves 61% accuracy"."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    if number.unit not in (None, PERCENT):
        return False
    if words_at(sentence, place - 2, place) == ["METRIC", "is"]:
        return True
    reached = word_at(sentence, place - 1).startswith(_REACHED)
    if not reached or word_at(sentence, place + 1) != "METRIC":
        return False
    if cue_word(sentence.items[place + 1].said) == "less":
        return False
    return not any(cue_word(word) in KINDS for word in words_at(sentence, place + 2, place + 4))


def _is_score(sentence: Sentence, place: int) -> bool:
    """Whether a number is a metric's that was reached: "achieves 61% accuracy", "an F1 of 61"."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    if number.unit not in (None, PERCENT):
        return False
    first = find_chain(sentence, place)[0]
    at = first - 1
    if word_at(sentence, place + 1) == "METRIC":
        if cue_word(sentence.items[place + 1].said) == "less":
            return False
        at = first
    elif word_at(sentence, at) not in _SCORED or word_at(sentence, at - 1) != "METRIC":
        return False
    for i in range(at - 1, max(-1, at - _NEAR - 1), -1):
        if sentence.items[i].word.startswith(_REACHED):
            return True
        if cue_word(sentence.items[i].word) in KINDS or isinstance(sentence.items[i].thing, Number):
            return False
    return False


def _is_compression(sentence: Sentence, chain: list[int]) -> bool:
    """Whether numbers say how much was compressed: "10x compression", "a compression of 10x"."""
    around = sentence.items[max(0, chain[0] - _BESIDE) : chain[-1] + _BESIDE]
    return any((item.metric or item.word).startswith(_COMPRESSION) for item in around)


def is_cost(sentence: Sentence, chain: list[int]) -> bool:
    """Whether numbers say to how little a cost fell: "with only 35% of the computation"."""
    after = [item.said for item in sentence.items[chain[-1] + 1 : chain[-1] + _NEAR + 1]]
    little = not _LITTLE.isdisjoint(words_at(sentence, chain[0] - 3, chain[0]))
    return little and after[:1] == ["of"] and any(cue_word(word) == "cost" for word in after)


def _tell_behind(sentence: Sentence, last: int) -> str | None:
    behind = last + 1
    if word_at(sentence, behind) == "of" and word_at(sentence, behind + 1) in _COMPARED:
        behind += 1
    if words_at(sentence, behind, behind + len(_IN_BRACKETS)) == _IN_BRACKETS:
        behind += len(_IN_BRACKETS)
    for i, item in enumerate(sentence.items[behind : behind + _BESIDE], behind):
        if item.word in _OFF or isinstance(item.thing, Number) or item.word.startswith(_BEATING):
            break
        cue = cue_of(item, word_at(sentence, i + 1))
        if item.metric and cue_word(item.said) == "less":  # "a 1% performance drop"
            cue = "less"
        if item.word.endswith("er") and word_at(sentence, i + 1) == "than" and cue not in KINDS:
            cue = "more"  # "60% stiffer than"
        if cue in KINDS:
            return KINDS[cue]
    return None


def _tell_before(sentence: Sentence, place: int, first: int) -> str | None:
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    before = [item.said for item in sentence.items[max(0, first - _NEAR) : first]]
    by = "by" in before[-4:] or _by_a_margin(sentence, first) or before[-2:] == _FACTOR
    cue = cue_before(sentence, first, KINDS if by else CUES, FAR_BACK if by else BACK)
    near = by or "by" in before or _cue_then(sentence.items[max(0, first - _NEAR) : first])
    if cue in KINDS and near:
        return KINDS[cue]
    if noun := _cue_in_of(sentence, first):
        return KINDS[noun]
    if before[-1:] and before[-1] in SIGNS:
        return KINDS[SIGNS[before[-1]]]
    if number.unit and (change := _changes(sentence, first, number.unit)):
        return KINDS[change]
    if _is_loss(sentence, first):
        return KINDS["less"]
    over = cue == "none" and "over" in words_at(sentence, first - BACK, first)
    if (before[-1:] == ["by"] and over) or (
        before[-2:] == ["up", "to"] and _beats(sentence, first)
    ):
        return KINDS["more"]
    if before[-2:] == ["up", "to"]:  # "reduces the cost of walking up to 50%"
        before = [item.said for item in sentence.items[max(0, first - 2 * _NEAR) : first]]
    return KINDS["less"] if number.unit in (PERCENT, TIMES) and _saves(before) else None


def _is_loss(sentence: Sentence, place: int) -> bool:
    """Whether a number says how much of a metric is lost: "an accuracy loss of 0.3%"."""
    words = _before_about(item.said for item in sentence.items[max(0, place - 2 * _NEAR) : place])
    return words[-2:] == ["loss", "of"] and words[-3:-2] in _LOST


def _beats(sentence: Sentence, place: int) -> bool:
    """Whether the last cue before a number is a verb of being better: "surpassing it up to 9%"."""
    words = words_at(sentence, place - BACK, place)
    return next((each for each in reversed(words) if cue_word(each)), "").startswith(_BEATING)


def _fast(sentence: Sentence, place: int, told: str) -> str:
    """What is so many times more or less: of throughput or time it is a speedup."""
    before = sentence.items[max(0, place - _NEAR - 1) : place]
    start = max((i + 1 for i, item in enumerate(before) if item.word in _APART), default=0)
    near = (*before[start:], *sentence.items[place : place + _NEAR + 1])
    words = {item.said for item in near}
    sooner = not words.isdisjoint(_TIMES) and any(word.startswith("improv") for word in words)
    if told == KINDS["more"] and (sooner or not words.isdisjoint(_RATES)):
        return KINDS["fast"]
    return KINDS["fast"] if told == KINDS["less"] and not words.isdisjoint(_TIMES) else told


def _changes(sentence: Sentence, place: int, unit: str) -> str:
    """The cue of a word of change right before a number, or before the parenthesis it is in."""
    words = _before_about(item.said for item in sentence.items[max(0, place - 2 * _NEAR) : place])
    stems = (*_CHANGES, *SPEED) if unit == TIMES else _CHANGES
    if words[-1:] == ["("]:
        much = len(words) > 1 and words[-2].endswith("ly")  # "improves it significantly (7%)"
        told = (*stems, "improve") if much else stems
        near = [i for i, word in enumerate(words) if word.startswith(told)]
        closed = near and "and" not in words[near[-1] :] and "NUMBER" not in words[near[-1] :]
        return cue_word(words[near[-1]]) if closed else ""
    right = unit != TIMES and words and words[-1].startswith(stems)
    return cue_word(words[-1]) if right else ""


def _before_about(words: Iterable[str]) -> list[str]:
    """Words without those at their end that only say "about": "up to", "at least"."""
    kept = list(words)
    while kept and (kept[-1] in _ABOUT or kept[-2:] in _BOUNDS):
        del kept[-1 if kept[-1] in _ABOUT else -2 :]
    return kept


def _same_behind(sentence: Sentence, place: int) -> int | None:
    """The number right behind one: "6.1 points (accuracy) and 7.7 points (F1) gain"."""
    behind = next((i for i, _ in sentence.numbers if i > place), None)
    if behind is None or find_same_before(sentence, behind) != place:
        return None
    between = words_at(sentence, place + 1, behind)
    return behind if set(between) <= _ASIDE else None


def _saves(before: list[str]) -> bool:
    """Whether the last cue is a verb of saving: "saves up to 66%"."""
    words = [each for each in before if each not in _ABOUT and cue_word(each) not in ("", "cost")]
    last = words[-1] if words else ""
    return last.startswith(_SAVING)


def may_be_speedup(sentence: Sentence, place: int) -> bool:
    """Whether a number can say how many times faster: it is so many times, or a factor."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    near = sentence.items[max(0, place - _NEAR) : place]
    return number.unit == TIMES or any(item.said.startswith((*SPEED, "factor")) for item in near)


def _by_a_margin(sentence: Sentence, place: int) -> bool:
    """Whether a margin is what the number says more of: "by a large margin, i.e., 16.1%"."""
    return any(each.startswith("margin") for each in words_at(sentence, place - 9, place))


def _cue_then(before: Sequence[Item]) -> bool:
    """Whether how much follows right on the last cue: "a gain of up to", "gains up to"."""
    words = [item.word for item in before]
    at = max((i for i, item in enumerate(before) if cue_of(item) in KINDS), default=len(words))
    return not _OF.isdisjoint(words[at + 1 : at + 2]) or words[at + 1 :] == ["over"]


def _cue_in_of(sentence: Sentence, place: int) -> str:
    """The cue of "a reduction in word error rate of", or none."""
    words = _before_about(words_at(sentence, place - 2 * _NEAR, place))
    if words[-1:] not in _EQUALS and words[-2:] not in _RANGING:
        return ""
    at = max((i for i, word in enumerate(words) if cue_word(word) in CUES), default=-1)
    is_noun = words[at + 1 : at + 2] in (["in"], ["of"]) and cue_word(words[at]) in KINDS
    return cue_word(words[at]) if at >= 0 and is_noun else ""
