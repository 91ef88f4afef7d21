"""Compared: what plain words tell a change to be over: "3% over A", "beats A by 3%"."""

from functools import lru_cache

from kg.model import Label
from kg.nlp.around import (
    EDGE,
    KEPT,
    find_bracket,
    find_chain,
    find_number_before,
    word_at,
    words_at,
)
from kg.nlp.governed import COMPARING, FAR, JOINS, METHOD, STOPS, find_governed, says_of
from kg.nlp.items import NOBODY, Sentence
from kg.nlp.numbers import Number
from kg.nlp.opponents import SET_NOUNS, choose_opponent, find_name, is_named

_BREAKS = frozenset((";", ":", "while", "whereas", "but", "which", "where", "when"))
_ANEW = frozenset((";", ":", "whereas", "but"))
_GOES_ON = frozenset((",", "while", "with", "by"))
_OPENING = 3
_OPENED = frozenset((":", ";", ",", "that", "when", "while"))
_MOST = 8
_NOTHING = range(0), -1
_KNOWN = frozenset((METHOD, Label.BENCHMARK.value, "our", "ours", "we", "former", "latter"))
_REACH = 30
_BESIDE = 6
_BEST = frozenset(("sota", "state-of-the-art", "art", "llm", "llms"))
_OVER_ENDS = STOPS | {"by", EDGE}


def find_compared(sentence: Sentence, place: int) -> int | None:
    """The group of the name that words tell a change to be over.

    ``NOBODY`` where they tell that it has no name, or one that was not found; else None.
    """
    for told in (_find_bracketed(sentence, place), _find_second(sentence, place)):
        if told is not None:
            return told
    cue = _find_cue(sentence, place)
    if cue is None:
        return None
    if cue not in find_governed(sentence):
        return NOBODY
    return choose_opponent(sentence, place, cue)


def is_over_unknown(sentence: Sentence, place: int) -> bool:
    """Whether what a change is over has the form of a name that was not found: "5% over NILE"."""
    part, _ = _find_part(sentence, place)
    cue = _find_cue(sentence, place)
    near = part or (range(0) if cue is None else range(cue + 1, cue + 1 + _BESIDE))
    for i in near:
        if word_at(sentence, i) in _OVER_ENDS:
            break
        item = sentence.items[i]
        if item.is_unknown and item.word not in _BEST:
            return True
    return False


def find_rival(sentence: Sentence, place: int) -> int | None:
    """The group of the name that words hold a score against: "Compared to A, B reaches 93%"."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    if find_bracket(sentence, place) >= 0:  # "than A (93%)" is the score of A, "(93% vs. 88%)" not
        return _find_bracketed(sentence, place) if number.from_value else None
    cue = _find_right_behind(sentence, place)
    if cue is None:
        cue = _find_opening(sentence, place)
    if cue is None or cue not in find_governed(sentence):
        return None
    rival = choose_opponent(sentence, place, cue)
    return None if rival == NOBODY else rival


def _find_right_behind(sentence: Sentence, place: int) -> int | None:
    """The place of a comparing word behind a number, with no bracket or number between."""
    cue = _find_behind(sentence, place)
    if cue is None:
        return None
    between = sentence.items[find_chain(sentence, place)[-1] + 1 : cue]
    apart = any(item.word == ")" or isinstance(item.thing, Number) for item in between)
    return None if apart else cue


def _find_cue(sentence: Sentence, place: int) -> int | None:
    """The place of the word that says what a number is over; what is bettered comes last."""
    before = _find_before(sentence, place)
    governed = find_governed(sentence)
    if before is not None and (before not in governed or governed[before][0] != "better"):
        return before
    others = (
        _find_behind(sentence, place),
        _find_opening(sentence, place),
        _find_sole(sentence, place),
    )
    return next((cue for cue in others if cue is not None), before)


def _find_behind(sentence: Sentence, place: int) -> int | None:
    """The place of a comparing word behind a number and the few numbers listed with it."""
    governed = find_governed(sentence)
    items = sentence.items
    shared = False
    for i in range(find_chain(sentence, place)[-1] + 1, min(len(items), place + _REACH)):
        word = items[i].word
        if said := says_of(sentence, i):
            if said != "over":
                return None
            if isinstance(items[min(i + 1, len(items) - 1)].thing, Number):
                continue  # "for more than 90% of", "over 5 datasets"
            return i if i in governed or _is_unknown(sentence, i) else None
        if word in _BREAKS or word == "(" or word == METHOD:
            return None
        if word == "," and not word_at(sentence, i + 1).startswith(COMPARING):
            return None
        if isinstance(items[i].thing, Number) and not shared:
            return None
        shared = shared or word == "and"
    return None


def _is_unknown(sentence: Sentence, cue: int) -> bool:
    """Whether what a comparing word is followed by was not found, or has no name."""
    words = words_at(sentence, cue + 1, cue + FAR)
    return _KNOWN.isdisjoint(words)


def _find_before(sentence: Sentence, place: int) -> int | None:
    """The place of a word of beating or bettering before a number that says by how much."""
    governed = find_governed(sentence)
    items = sentence.items
    first = find_chain(sentence, place)[0]
    by = False
    for i in range(first - 1, max(-1, first - _REACH), -1):
        word = items[i].word
        if i in governed:
            numbers = any(isinstance(item.thing, Number) for item in items[max(0, i - 3) : i])
            return i if by and not numbers else None
        if word == "by":
            by = True
        if by and says_of(sentence, i) == "beat" and _is_nameless(sentence, i, first):
            return i
        if word in _BREAKS or isinstance(items[i].thing, Number) or says_of(sentence, i):
            return None
    return None


def _is_nameless(sentence: Sentence, cue: int, first: int) -> bool:
    """Whether what is beaten was not found, or is but so many others."""
    words = words_at(sentence, cue + 1, first)
    return _KNOWN.isdisjoint(words) and not SET_NOUNS.isdisjoint(words)


def _find_bracketed(sentence: Sentence, place: int) -> int | None:
    """The name that a number stands in brackets behind: "better than A (+3%)"."""
    at = find_bracket(sentence, place) - 1
    return sentence.items[at].group if at >= 0 and at in _find_others(sentence) else None


@lru_cache(maxsize=KEPT)
def _find_others(sentence: Sentence) -> frozenset[int]:
    """The places of the names that something is over."""
    governed = find_governed(sentence).values()
    return frozenset(at for said, places in governed if said != "better" for at in places)


def _find_second(sentence: Sentence, place: int) -> int | None:
    """What a further number is over: B in "beats A by 3% and B by 5%"."""
    part, before = _find_part(sentence, place)
    if not part or not _is_in_row(sentence, before):
        return None
    at = find_name(sentence, part)
    return NOBODY if at is None else sentence.items[at].group


def _is_in_row(sentence: Sentence, place: int) -> bool:
    """Whether a number is one of a row by which something is better, from the first on."""
    for _ in range(_MOST):
        if _find_before(sentence, place) is not None:
            return True
        part, place = _find_part(sentence, place)
        if not part:
            break
    return False


def _find_part(sentence: Sentence, place: int) -> tuple[range, int]:
    """What a further number is over as a part of the sentence, with the number before it."""
    items = sentence.items
    first = find_chain(sentence, place)[0]
    by = next((i for i in range(first - 1, max(0, first - 6), -1) if items[i].word == "by"), -1)
    join = next((i for i in range(by - 1, max(0, by - 8), -1) if items[i].word in JOINS), -1)
    before = find_number_before(sentence, join) if join > 0 else None
    part = range(join + 1, by)
    if before is None or before < join - 8:
        return _NOTHING
    if any(says_of(sentence, i) or items[i].word in STOPS for i in part):
        return _NOTHING
    named = any(is_named(sentence, i) or items[i].word in SET_NOUNS for i in part)
    return (part, before) if named else _NOTHING


def _find_opening(sentence: Sentence, place: int) -> int | None:
    """The place of the comparing word that a sentence opens with: "Compared to A, B is"."""
    opening = _find_comparing(sentence)
    return opening if opening is not None and opening < place else None


@lru_cache(maxsize=KEPT)
def _find_comparing(sentence: Sentence) -> int | None:
    governed = [i for i, (said, _) in find_governed(sentence).items() if said != "better"]
    if len(governed) != 1:
        return None
    opener = governed[0] - 2
    opener -= word_at(sentence, opener) == "in"  # "in comparison with"
    opens = governed[0] <= _OPENING or word_at(sentence, opener) in _OPENED
    compares = word_at(sentence, governed[0] - 1).startswith(COMPARING)
    return governed[0] if opens and compares else None


def _find_sole(sentence: Sentence, place: int) -> int | None:
    """The place of the one comparing word of a sentence, which goes on: "beats A, with 3% more"."""
    governed = [i for i, (said, _) in find_governed(sentence).items() if said != "better"]
    if len(governed) != 1 or governed[0] > place:
        return None
    last = find_governed(sentence)[governed[0]][1][-1]
    between = sentence.items[last + 1 : find_chain(sentence, place)[0]]
    if not between or any(isinstance(item.thing, Number) for item in between):
        return None
    words = {item.word for item in between}
    return None if words & _ANEW or not words & _GOES_ON else governed[0]
