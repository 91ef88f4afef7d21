"""Around: what stands around a number in its sentence: cues, chains of words, windows."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from kg.errors import KnowledgeError
from kg.nlp.items import Item, Sentence
from kg.nlp.knowledge import FOLDER, read_rows
from kg.nlp.numbers import Number

EDGE = "#"
CLAUSE = frozenset((",", ";", "while", "whereas", "and", "but"))
_LIST = frozenset((",", "and", "or", "/", "&", "+", "-"))
BACK, FAR_BACK = 24, 40
FAR_LIST = 18
_ABOUT_REACH = 3
_ABOUT = frozenset(("+", "-", "~", "up", "to", "by", "about", "around", "over", "only", "just"))
SIGNS = {
    "+": "more",
    "|": "more",
    "\u2191": "more",
    "\\uparrow": "more",
    "-": "less",
    "\u2193": "less",
} | {
    "\u2212": "less",
    "\\downarrow": "less",
}
SPEED = ("speedup", "speed-up")
# What begins something new after a number, so that the next is not given in the same way.
_NEW = frozenset((";", "while", "whereas", "but", "which", "reaching", "at", "under"))
_SAID = frozenset(("more", "less", "fast", "reach"))
KEPT = 1 << 11  # of how many numbers is kept what was found of them
CUES = ("more", "less", "fast", "reach", "cost")
NO_CUE = "none"
# The kind of result that a cue of change tells, and how verbs begin that tell of a score.
KINDS = {"more": "gain", "less": "reduction", "fast": "speedup"}
REACHED = ("achiev", "reach", "obtain", "attain")


@cache
def read_result_cues(path: Path = FOLDER / "result-cues.tsv") -> Mapping[str, str]:
    """The cue that a word with this beginning is; empty where it only begins as one does.

    Raises:
        KnowledgeError: a row is malformed, names an unknown cue or stands twice.
    """
    found: dict[str, str] = {}
    for number, (cue, stem) in read_rows(path, columns=2):
        if cue not in (*CUES, NO_CUE) or stem in found:
            raise KnowledgeError(f"unknown cue or twice: {cue!r} {stem!r}", str(path), number)
        found[stem] = "" if cue == NO_CUE else cue
    return found


@lru_cache(maxsize=1 << 14)
def cue_word(word: str) -> str:
    """The cue that a word is, by its longest known beginning; empty for none."""
    cues = read_result_cues()
    return next((cues[word[:n]] for n in range(len(word), 0, -1) if word[:n] in cues), "")


def cue_of(item: Item, after: str = "") -> str:
    """The cue that an item is, before another word: of metrics a speedup and "speed up" are one."""
    if not item.metric:
        return cue_word(item.word)
    is_speed = item.said.startswith(SPEED) or (item.said == "speed" and after == "up")
    return cue_word(item.said if is_speed else item.word)


@lru_cache(maxsize=KEPT)
def find_same_before(sentence: Sentence, place: int, known: int | None = None) -> int | None:
    """The number before one that is given in the same way, with nothing new said between them.

    What stands at the place ``known`` is nothing new.
    """
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    here = True  # nothing is between that ends the words of this number
    for i in range(place - 1, max(-1, place - 1 - FAR_LIST), -1):
        item = sentence.items[i]
        if here and item.word == "with":
            return None
        here = here and item.word not in CLAUSE
        if isinstance(item.thing, Number):
            alike = item.thing.unit == number.unit and not item.thing.from_value
            signed = {word_at(sentence, i - 1) in SIGNS, word_at(sentence, place - 1) in SIGNS}
            if alike and len(signed) == 1:
                return i
            if not _in_brackets(sentence, i) and not _is_count(item.thing, number):
                return None
        is_said = cue_word(item.word) in _SAID and word_at(sentence, i - 1) != "in"
        if item.word in _NEW or (is_said and i != known):  # "4% in correctness" says nothing new
            return None
    return None


def find_number_before(sentence: Sentence, place: int) -> int | None:
    """The last number before a place, not far from it."""
    near = range(place - 1, max(-1, place - 1 - FAR_LIST), -1)
    return next((i for i in near if isinstance(sentence.items[i].thing, Number)), None)


def _is_count(one: Number, number: Number) -> bool:
    """Whether a number counts things beside one that has a unit: "5% on A with 20 classes"."""
    return number.unit is not None and one.unit is None and one.value.isdigit()


def _in_brackets(sentence: Sentence, place: int) -> bool:
    return "(" in words_at(sentence, place - 3, place)


@lru_cache(maxsize=KEPT)
def find_chain(sentence: Sentence, place: int) -> list[int]:
    """The places of the numbers that are listed with this one, itself among them."""
    items = sentence.items
    chain = [place]
    for step in (-1, 1):
        i = place + step
        while 0 <= i < len(items) and (
            items[i].word in _LIST or isinstance(items[i].thing, Number)
        ):
            if isinstance(items[i].thing, Number):
                chain.append(i)
            i += step
    return sorted(chain)


def find_bracket(sentence: Sentence, place: int) -> int:
    """The place of the bracket that a number is the first in, "(up to 3%"; else -1."""
    at = place - 1
    while at > 0 and sentence.items[at].word in _ABOUT:
        at -= 1
    return at if word_at(sentence, at) == "(" else -1


def cue_before(
    sentence: Sentence, place: int, among: Collection[str] = CUES, back: int = BACK
) -> str:
    """The nearest of some cues before a number; none where there is none."""
    for i in range(place - 1, max(-1, place - 1 - back), -1):
        item = sentence.items[i]
        cue = cue_of(item, word_at(sentence, i + 1)) if item.metric else cue_word(item.word)
        if cue in among:
            about = word_at(sentence, i + 1) == "than" and place - i <= _ABOUT_REACH
            if not about:  # "more than 3%" is about 3%
                return cue
    return "none"


def cue_after(sentence: Sentence, place: int) -> str:
    """The first cues right behind a number, before anything else is said."""
    found = []
    for item in sentence.items[place + 1 : place + 6]:
        if item.word in CLAUSE or isinstance(item.thing, Number):
            break
        if cue := cue_word(item.word):
            found.append(cue)
    return "+".join(found[:2])


def find_gaps(sentence: Sentence, place: int, last: int) -> Iterator[str]:
    """The few words between a number and the cues beside it."""
    for i in range(place - 1, max(-1, place - 6), -1):
        if cue := cue_word(sentence.items[i].word):
            yield f"gap<{cue} {' '.join(words_at(sentence, i + 1, place))}"
            yield f"distance<{cue}{place - i}"
            break
    for i, item in enumerate(sentence.items[last + 1 : last + 6]):
        if item.word in CLAUSE or isinstance(item.thing, Number):
            break
        if (cue := cue_word(item.word)) in ("more", "less", "fast"):
            yield f"first>{cue}"
            yield f"first>{cue}{i}"
            break


def find_cue_words(sentence: Sentence, place: int, last: int) -> Iterator[str]:
    """The beginnings of the words with a cue that stand near."""
    near = sentence.items[max(0, place - 8) : place]
    yield from (f"<{item.word[:6]}" for item in near if cue_word(item.word))
    near = sentence.items[last + 1 : last + 5]
    yield from (f">{item.word[:6]}" for item in near if cue_word(item.word))
    for i, item in enumerate(sentence.items[:place]):
        if item.word == "METRIC" and place - i < 12:
            yield "<METRIC"


def find_windows(sentence: Sentence, place: int, last: int) -> Iterator[str]:
    """The words right before one place and right behind another, as features."""
    before = [word_at(sentence, place - i) for i in (1, 2, 3)]
    after = [word_at(sentence, last + i) for i in (1, 2, 3)]
    for i in range(3):
        yield f"<{i}{before[i]}"
        yield f">{i}{after[i]}"
    yield f"<<{before[1]} {before[0]}"
    yield f">>{after[0]} {after[1]}"
    yield f"{before[0]} _ {after[0]}"
    yield f"<<<{before[2]} {before[1]} {before[0]}"


def words_at(sentence: Sentence, start: int, end: int) -> list[str]:
    """The words from a place to before another."""
    return [item.word for item in sentence.items[max(0, start) : end]]


def word_at(sentence: Sentence, i: int) -> str:
    """The word at a place; # beyond the sentence."""
    return sentence.items[i].word if 0 <= i < len(sentence.items) else EDGE
