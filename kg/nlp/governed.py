"""Governed: the names that words of comparing, beating and bettering govern in a sentence."""

from functools import lru_cache

from kg.model import Label
from kg.nlp.around import KEPT, word_at
from kg.nlp.items import Sentence
from kg.nlp.numbers import Number

METHOD = Label.METHOD.value
_OVER = frozenset(("over", "than", "against", "versus", "vs"))
COMPARING = ("compar", "relative", "respect", "contrast", "superior")
_BEATING = ("outperform", "out-perform", "surpass", "exceed", "beat")
_BETTERING = ("improv", "enhanc", "boost", "accelerat")
_SHRINKING = frozenset(("compress", "compresses", "compressing", "prune", "prunes", "shrinks"))
STOPS = (
    frozenset(("on", "in", "for", "of", "by", "from", "at", "using", "via", "through", "while"))
    | {"which", "that", "as", "whereas", "but", ";", ":", "is", "are", "when", "if", "under"}
    | {"where", "we", "our", "achieving", "without", "."}
)
JOINS = frozenset((",", "and", "or", "&", "/"))
FAR = 16
_SCORES = frozenset(
    ("that", "those", "METRIC", "performance", "speed", "version", "result", "results", "method")
)


@lru_cache(maxsize=KEPT)
def find_governed(sentence: Sentence) -> dict[int, tuple[str, list[int]]]:
    """The words that govern names, by place, with what they tell and the places of the names."""
    found: dict[int, tuple[str, list[int]]] = {}
    for at in sentence.labels.get(Label.METHOD, ()):
        if cue := _find_governor(sentence, at):
            found.setdefault(cue[0], (cue[1], []))[1].append(at)
    return found


def _find_governor(sentence: Sentence, at: int) -> tuple[int, str] | None:
    """The place of the word that governs a name, with what it tells."""
    items = sentence.items
    depth = 0
    for i in range(at - 1, max(-1, at - 1 - FAR), -1):
        word = items[i].word
        depth += (word == ")") - (word == "(")
        if word == METHOD or depth > 0 or (word == "(" and depth == 0):
            continue
        if said := says_of(sentence, i):
            return i, said
        if _is_of_score(sentence, i):
            continue
        if ends(sentence, i) or word in ("to", "with"):
            return None
        if word in JOINS and word_at(sentence, i - 1) not in (METHOD, ",", ")"):
            return None
    return None


def ends(sentence: Sentence, i: int) -> bool:
    """Whether a word or number ends what is named; the "of" in "state-of-the-art" does not."""
    item = sentence.items[i]
    is_inner = word_at(sentence, i - 1) == "-"
    return isinstance(item.thing, Number) or (item.word in STOPS and not is_inner)


def _is_of_score(sentence: Sentence, i: int) -> bool:
    """Whether a word belongs to "the accuracy of" or "that of"."""
    of = i if word_at(sentence, i) == "of" else i + 1
    return word_at(sentence, of) == "of" and word_at(sentence, of - 1) in _SCORES


def says_of(sentence: Sentence, i: int) -> str:
    """What a word says of the names that it governs."""
    word = word_at(sentence, i)
    if word in _OVER:
        return "over"
    if word == "to" and word_at(sentence, i - 1) in ("improvement", "improvements"):
        return "over"
    if word in ("to", "with"):
        return "over" if word_at(sentence, i - 1).startswith(COMPARING) else ""
    if word.startswith(_BEATING):
        return "beat"
    is_verb = word.startswith(_BETTERING) and not word.endswith(("ment", "ments", "ed"))
    return "better" if is_verb or word in _SHRINKING else ""
