"""Strangers: what a number belongs to whose name was not found, or that is another's."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from kg.model import Label, Mention
from kg.nlp.around import (
    CLAUSE,
    KEPT,
    KINDS,
    REACHED,
    cue_of,
    cue_word,
    find_bracket,
    find_chain,
    words_at,
)
from kg.nlp.items import Sentence
from kg.nlp.numbers import Number

NEAR = 8
AGAINST = frozenset(
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

_OTHERS = frozenset(
    ("prior", "previous", "previously", "existing", "competitor", "competitors", "baseline")
) | {"baselines", "competing", "others", "conventional", "original", "humans", "human"}
_SETS = frozenset(("dataset", "datasets", "corpus", "benchmark", "benchmarks", "corpora", "set"))
_PARTS = frozenset(("data", "test", "dev", "development", "validation", "val", "evaluation"))
_ON = frozenset(("on", "in", "for"))
_SOME = frozenset(("a", "an", "our", "own", "existing", "several", "various"))
_BEST = frozenset(("best", "next", "alternative", "art", "sota"))
_OURS = frozenset(("our", "ours", "we", "proposed", "METHOD"))
_COMPARED = frozenset(("compared", "comparable", "versus", "vs", "against"))
_SIGNED = frozenset(("+", "-", "~", "up", "to", "by"))
_YEAR = re.compile(r"(?:19|20)\d\d")
_BREAKS = frozenset((";", "while", "whereas", "but"))
_BY = 2  # how many words may stand between a number and "by" whom it was reached
_THAN = AGAINST - {"to", "relative", "baseline", "baselines"}
_OPENERS = frozenset((",", "that", "and", ":", "("))
_FAR = 16
_WITHOUT = 4  # how far before a thing "without" may stand
_ITS = frozenset(("the", "a", "an", "our", "its", "proposed", "using"))
_LEADING = frozenset(("on", "without", "by", "with", "using", "to", "trained", "in", "for"))
_DOER = 3  # among how many words others have to be named as who does it
_VERBS = frozenset(("more", "less", "fast", "reach"))


def find_strangers(sentence: Sentence, place: int, label: Label) -> Iterator[str]:
    """Whether a number is another's than what is known: of a name not found, or of others."""
    items = sentence.items
    start = max(0, place - 4)
    compared = not _THAN.isdisjoint(words_at(sentence, start, place))
    yield f"compared={compared and 'by' not in words_at(sentence, start, place)}"
    after = items[place + 1 : place + NEAR]
    stop = next((i for i, item in enumerate(after) if item.word in CLAUSE), len(after))
    own = after[:stop]
    yield f"others={not _OTHERS.isdisjoint(item.word for item in own)}"
    if label is Label.METHOD:
        return
    is_set = any(item.word in _SETS for item in own)
    yield f"set={is_set and all(item.word != Label.BENCHMARK.value for item in own)}"
    yield f"named-behind={any(item.named for item in own)}"
    verb = find_verb(sentence, place)
    named = sentence.named[: bisect_left(sentence.named, place)]
    yield f"named-before={bool(named) and named[0] < (verb if verb >= 0 else place)}"
    yield f"named-between={bool(named) and named[-1] >= verb}"


def find_verb(sentence: Sentence, place: int) -> int:
    """The place of the last word before a number that says what is reached or changed; else -1."""
    verbs = _find_verbs(sentence)
    before = bisect_left(verbs, place)
    return verbs[before - 1] if before else -1


@lru_cache(maxsize=KEPT)
def _find_verbs(sentence: Sentence) -> list[int]:
    return [i for i, item in enumerate(sentence.items) if cue_of(item) in _VERBS]


def is_on_other_set(sentence: Sentence, place: int) -> bool:
    """Whether a number is on a set whose name was not found: "97% on the Mac-Morpho corpus"."""
    return any(
        tells(sentence, place) for tells in (_names_set, _is_of_name, _is_later, _opens_with_set)
    )


def _is_of_name(sentence: Sentence, place: int) -> bool:
    """Whether a name that was not found has the number in brackets: "STPLS3D (+11.2 mAP)"."""
    at = place - 1
    while at > 0 and sentence.items[at].word in _SIGNED:
        at -= 1
    name = sentence.items[at - 1] if at > 0 else None
    bracket = sentence.items[at].word == "("
    return bracket and name is not None and name.thing is None and name.named


def _is_later(sentence: Sentence, place: int) -> bool:
    """Whether a number belongs to the set of another year: "50% on VOC 2007 and 2012"."""
    items = sentence.items
    if place == find_chain(sentence, place)[0] or items[place].thing is None:
        return False
    behind = next(
        (i for i, item in enumerate(items) if i > place and item.is_benchmark), len(items)
    )
    after = words_at(sentence, behind + 1, behind + 3)
    return after[:1] == ["and"] and _YEAR.fullmatch(after[-1]) is not None


def _names_set(sentence: Sentence, place: int) -> bool:
    on = False
    for i, item in enumerate(sentence.items[place + 1 : place + 1 + NEAR], place + 1):
        if item.word in _BREAKS or isinstance(item.thing, Number) or item.is_benchmark:
            break
        on = item.word in _ON or (on and item.word not in _SOME)
        if on and _is_new_set(sentence, i):
            return True
    return False


def _is_new_set(sentence: Sentence, at: int) -> bool:
    """Whether a place ends the name of a set that was not found: "the RT04 test set"."""
    if sentence.items[at].word not in _SETS:
        return False
    while at > 0 and sentence.items[at - 1].word in _PARTS:
        at -= 1
    before = sentence.items[at - 1]
    return at > 0 and before.thing is None and before.capital


def _opens_with_set(sentence: Sentence, place: int) -> bool:
    """Whether a sentence opens with a set that was not found: "On the Word dataset, we"."""
    before = sentence.items[:place]
    comma = next((i for i, item in enumerate(before[:NEAR]) if item.word == ","), 0)
    if not comma or before[0].word not in _ON or any(item.is_benchmark for item in before):
        return False
    return _is_new_set(sentence, comma - 1)


def is_of_others(sentence: Sentence, place: int) -> bool:
    """Whether a number is that of another, which no name is beside: "compared to 88% before"."""
    return (
        _is_compared(sentence, place)
        or _is_behind_others(sentence, place)
        or _is_by_others(sentence, place)
        or _is_done_by_others(sentence, place)
    )


def is_left_out(sentence: Sentence, place: int, group: int) -> bool:
    """Whether a number is what is reached without a thing: "without A the error falls by 15%"."""
    places = sentence.groups.get(group, ())
    nearest = min(places, key=lambda at: abs(at - place), default=-1)
    before = words_at(sentence, nearest - _WITHOUT, nearest) if nearest >= 0 else []
    while before and before[-1] in _ITS:
        before.pop()
    return before[-1:] == ["without"]


def _is_done_by_others(sentence: Sentence, place: int) -> bool:
    """Whether others reach a number: "a baseline achieves 51%", "than a baseline, which got 9%"."""
    verb = _find_reach(sentence, place)
    start = _find_start(sentence, verb)
    doer = words_at(sentence, start, verb)
    if doer[:1] == ["which"]:
        start, end = _find_start(sentence, start - 1), start - 1
        doer = words_at(sentence, start, end)
        at = max((i + 1 for i, word in enumerate(doer) if word in _THAN), default=len(doer))
        doer = doer[at + (doer[at : at + 1] == ["to"]) :]
    others = not _OTHERS.isdisjoint(doer[:_DOER])
    own = doer[-1:] == ["it"] or not _LEADING.isdisjoint(doer[:1])
    ours = own or not (_OURS | _THAN).isdisjoint(doer)
    return others and not ours and not any(cue_word(word) in KINDS for word in doer[:_DOER])


def _find_reach(sentence: Sentence, place: int) -> int:
    """The last verb of reaching before a number, numbers and what they are of between; else 0."""
    for i in range(place - 1, max(0, place - _FAR), -1):
        if sentence.items[i].word.startswith((*REACHED, "got", "scor")):
            return i
    return 0


def _find_start(sentence: Sentence, end: int) -> int:
    """Where the clause begins that ends before a place."""
    return next((i + 1 for i in range(end - 1, -1, -1) if _opens(sentence, i)), 0)


def _opens(sentence: Sentence, i: int) -> bool:
    word = sentence.items[i].word
    return word in _OPENERS or word in _BREAKS


def _is_by_others(sentence: Sentence, place: int) -> bool:
    """Whether others have reached a number: "beating the 51.5% achieved by a baseline"."""
    after = sentence.items[place + 1 : place + 1 + NEAR]
    at = next((i for i, item in enumerate(after) if item.word == "by"), -1)
    beside = [item.word for item in after[: max(at - 1, 0)]]
    if not 0 < at <= _BY or not after[at - 1].word.startswith(REACHED) or "is" in beside:
        return False
    behind = takewhile(lambda item: item.word not in CLAUSE, after[at + 1 :])
    words = [item.word for item in behind]
    return _OURS.isdisjoint(words) and not (_OTHERS | _BEST).isdisjoint(words)


def _is_behind_others(sentence: Sentence, place: int) -> bool:
    """Whether others have the number in brackets: "surpasses existing detectors (77.9%)"."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    at = find_bracket(sentence, place)
    for item in sentence.items[max(0, at - NEAR) : max(0, at)][::-1]:
        is_set = item.is_benchmark
        if item.word in CLAUSE or (isinstance(item.thing, Number | Mention) and not is_set):
            break
        if item.word in _OTHERS:
            return number.from_value is None
    return False


def _is_compared(sentence: Sentence, place: int) -> bool:
    before = sentence.items[max(0, place - 4) : place]
    after = sentence.items[place + 1 : place + NEAR]
    stop = next((i for i, item in enumerate(after) if item.word in CLAUSE), len(after))
    beside = (*before, *after[:stop])
    compared = not _COMPARED.isdisjoint(item.word for item in before)
    return compared and all(item.word not in ("by", Label.METHOD.value) for item in beside)
