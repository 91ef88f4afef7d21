"""Changes: of which kind a number is by the words of change beside it, if they tell."""

from collections.abc import Sequence
from functools import lru_cache

from kg.nlp.amounts import (
    ABOUT,
    LOST,
    before_about,
    find_amount,
    find_change_beside,
    is_aim,
)
from kg.nlp.around import (
    BACK,
    CLAUSE,
    CUES,
    EDGE,
    FAR_BACK,
    KEPT,
    KINDS,
    REACHED,
    SIGNS,
    cue_before,
    cue_of,
    cue_word,
    find_chain,
    word_at,
    words_at,
)
from kg.nlp.items import Item, Sentence
from kg.nlp.numbers import PERCENT, TIMES, Number
from kg.nlp.speeds import is_compression, is_cost, may_be_speedup

_NEAR = 5
_BESIDE = 4
_SAVING = ("sav", "reduc", "cut", "decreas", "lower")
_OF = frozenset(("of", "up", "between", "ranging", "goes"))
_BEATING = ("exceed", "outperform", "out-perform", "surpass")
_BETTERING = ("improv", "enhanc", "boost")
_LEAST = 25
_BETTERS = frozenset(("improve", "improves", "improved", "improving"))
_OVER = frozenset(("over", "upon", "on"))
_FAR = 16
_NO_MORE = CLAUSE | frozenset(("NUMBER", "%", "x", "points", "METRIC", "(", ")", "average", "of"))
_COMPARED = ("absolute", "relative")
_THAT_OF = (["that", "of"], ["those", "of"])
_FACTOR = ["factor", "of"]
_AVERAGE = ["an", "average", "of"]
_BY_REACH = 5
_MARGIN = "margin"
# What ends the words beside a number that belong to it.
_OFF = CLAUSE | frozenset(
    ("for", "of", "on", "in", "to", "with", "than", "at", "by", "from", "or", "(", "which", "when")
)


@lru_cache(maxsize=KEPT)
def tell_by_words(sentence: Sentence, place: int) -> str | None:
    """The kind that the words around this number alone tell."""
    chain = find_chain(sentence, place)
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    told = (
        (number.unit == TIMES and is_compression(sentence, chain) and KINDS["less"])
        or _tell_behind(sentence, chain[-1])
        or (number.unit == PERCENT and is_cost(sentence, chain) and KINDS["less"])
        or _tell_before(sentence, place, chain[0])
        or (word_at(sentence, chain[-1] + 1).startswith(_MARGIN) and KINDS["more"])
        or (
            number.unit == TIMES
            and words_at(sentence, chain[-1] + 1, chain[-1] + 3) in _THAT_OF
            and KINDS["more"]
        )
        or (number.unit == TIMES and _said_at(sentence, chain[-1] + 1) == "speed" and KINDS["fast"])
    )
    is_rate = told == KINDS["fast"] and number.unit is None
    return None if is_rate and not may_be_speedup(sentence, place) else told or None


def _said_at(sentence: Sentence, i: int) -> str:
    return sentence.items[i].said if i < len(sentence.items) else EDGE


def find_noun_behind(sentence: Sentence, place: int) -> int | None:
    """The place of the word of change right behind a number: of "gain" in "a 2% gain"."""
    cue = _find_behind(sentence, find_chain(sentence, place)[-1])
    return cue and cue[0]


def _tell_behind(sentence: Sentence, last: int) -> str | None:
    cue = _find_behind(sentence, last)
    return cue and KINDS[cue[1]]


def _find_behind(sentence: Sentence, last: int) -> tuple[int, str] | None:
    """The first word of change behind a number, with its cue."""
    behind = last + 1
    if word_at(sentence, behind) == "of" and word_at(sentence, behind + 1) in _COMPARED:
        behind += 1
    if word_at(sentence, behind) == "(" and word_at(sentence, behind + 2) == ")":
        aside = word_at(sentence, behind + 1)  # "6% (absolute) better"
        behind += 3 if aside in ("METRIC", *_COMPARED) else 0
    for i, item in enumerate(sentence.items[behind : behind + _BESIDE], behind):
        if item.word in _OFF or isinstance(item.thing, Number) or item.word.startswith(_BEATING):
            break
        cue = cue_of(item, word_at(sentence, i + 1))
        if item.metric and cue_word(item.said) == "less":  # "a 1% performance drop"
            cue = "less"
        if item.said == "loss" and sentence.items[i - 1].said in LOST:  # "1% accuracy loss"
            cue = "less"
        if item.word.endswith("er") and word_at(sentence, i + 1) == "than" and cue not in KINDS:
            cue = "more"  # "60% stiffer than"
        if cue in KINDS:
            is_verb = item.word.endswith("ing") and item.word != "saving"  # "80% greatly reducing"
            return None if is_verb else (i, cue)
    return None


def _tell_before(sentence: Sentence, place: int, first: int) -> str | None:
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    before = [item.said for item in sentence.items[max(0, first - _NEAR) : first]]
    if is_aim(sentence, first):
        return None
    by = _is_by(sentence, first) or _by_a_margin(sentence, first) or before[-2:] == _FACTOR
    cue = cue_before(sentence, first, KINDS if by else CUES, FAR_BACK if by else BACK)
    near = by or _cue_then(sentence.items[max(0, first - _NEAR) : first])
    if cue in KINDS and near:
        return KINDS[cue]
    if noun := find_amount(sentence, first, number.unit):
        return KINDS[noun]
    if before[-1:] and before[-1] in SIGNS and not _is_hyphen(sentence, first - 1):
        return KINDS[SIGNS[before[-1]]]
    if number.unit == PERCENT and (_beats_with(sentence, first) or _betters(sentence, first)):
        return KINDS["more"]
    if number.unit and (change := find_change_beside(sentence, first, number.unit)):
        return KINDS[change]
    of_score = word_at(sentence, first - 2) == "METRIC"  # "shows outstanding accuracy by 8%"
    over = cue == "none" and (of_score or "over" in words_at(sentence, first - BACK, first))
    if (before[-1:] == ["by"] and over) or (
        before[-2:] == ["up", "to"] and _beats(sentence, first, number)
    ):
        return KINDS["more"]
    if before[-2:] == ["up", "to"]:  # "reduces the cost of walking up to 50%"
        before = [item.said for item in sentence.items[max(0, first - 2 * _NEAR) : first]]
    return KINDS["less"] if number.unit in (PERCENT, TIMES) and _saves(before) else None


def _is_by(sentence: Sentence, place: int) -> bool:
    """Whether a number says by how much, no other between: "by 3%", "by an average of over 3%"."""
    near = sentence.items[max(0, place - _NEAR - 1) : place]
    words = [item.said for item in near]
    at = max((i for i, word in enumerate(words) if word == "by"), default=None)
    if at is None or any(isinstance(item.thing, Number) for item in near[at:]):
        return False
    if any(word.startswith(REACHED) for word in words[at:]):  # "by achieving an F1 of 69"
        return False
    return len(words) - at <= _BY_REACH or words[at + 1 : at + 4] == _AVERAGE


def _by_a_margin(sentence: Sentence, place: int) -> bool:
    """Whether a margin is what the number says more of: "by a large margin, i.e., 16.1%".

    It is none where something is reached between: "by a large margin, achieving 59%".
    """
    words = words_at(sentence, place - 9, place)
    at = next((i for i, word in enumerate(words) if word.startswith(_MARGIN)), len(words))
    return at < len(words) and not any(word.startswith(REACHED) for word in words[at:])


def _cue_then(before: Sequence[Item]) -> bool:
    """Whether how much follows right on the last cue: "a gain of up to", "gains up to"."""
    words = [item.word for item in before]
    at = max((i for i, item in enumerate(before) if cue_of(item) in KINDS), default=len(words))
    return not _OF.isdisjoint(words[at + 1 : at + 2]) or words[at + 1 :] == ["over"]


def _beats(sentence: Sentence, place: int, number: Number) -> bool:
    """Whether the last cue before a number is a verb of being better: "surpassing it up to 9%".

    What improves "up to" much may be improved to so much.
    """
    words = words_at(sentence, place - BACK, place)
    last = next((each for each in reversed(words) if cue_word(each)), "")
    little = number.unit is not None and (number.unit == TIMES or number.high < _LEAST)
    return last.startswith((*_BEATING, *(_BETTERING if little else ())))


def _is_hyphen(sentence: Sentence, i: int) -> bool:
    """Whether a sign is the hyphen of a word: "a near-100% rate"."""
    word, sign = sentence.items[max(0, i - 1)], sentence.items[i]
    return sign.word == "-" and word.word.isalpha() and word.end == sign.start


def _betters(sentence: Sentence, place: int) -> bool:
    """Whether a number is right behind a verb of bettering: "improves at most 9%"."""
    before = before_about(words_at(sentence, place - _NEAR - 1, place))
    return not _BETTERS.isdisjoint(before[-1:])


def _beats_with(sentence: Sentence, place: int) -> bool:
    """Whether others are beaten with so much: "outperforms others with 6.8% in F-measure"."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    before = words_at(sentence, place - _FAR, place)
    about = len(before) - len(before_about(before))
    over = "over" in before[len(before) - about :]
    near = before[: len(before) - about]
    if not over and (near[-1:] not in (["with"], ["in"]) or number.high >= _LEAST):
        return False
    verb = max((i for i, word in enumerate(near) if _is_beating(near, i)), default=-1)
    between = near[verb + 1 :]
    told = any(word in _NO_MORE or word.startswith(REACHED) for word in between)
    return 0 <= verb < len(near) - 1 and not told and not _is_error(sentence, place + 1)


def _is_beating(words: Sequence[str], i: int) -> bool:
    """Whether a word says that others are beaten: "outperforms", "improves over"."""
    over = not _OVER.isdisjoint(words[i + 1 : i + 2])
    return words[i].startswith(_BEATING) or (words[i] in _BETTERS and over)


def _is_error(sentence: Sentence, i: int) -> bool:
    return "error" in _said_at(sentence, i)


def _saves(before: list[str]) -> bool:
    """Whether the last cue is a verb of saving: "saves up to 66%"; "lower than" is none."""
    words = [n for n, each in enumerate(before) if each not in ABOUT]
    cues = [n for n in words if cue_word(before[n]) not in ("", "cost")]
    last = cues[-1] if cues else None
    if last is None or before[last : last + 2] == ["lower", "than"]:
        return False
    return before[last].startswith(_SAVING)
