"""Amounts: words of change, and which numbers say how much of them there is."""

from collections.abc import Iterable, Sequence

from kg.nlp.around import CLAUSE, REACHED, SPEED, cue_word, words_at
from kg.nlp.items import Item, Sentence
from kg.nlp.numbers import PERCENT, POINTS, TIMES, Number

_FAR = 15
ABOUT = frozenset(
    (
        *("on", "average", "averagely", "typically", "up", "over", "above", "by", "as"),
        *("high", "much", "more", "than", "about", "approximately", "around", "roughly"),
        *("nearly", "almost", "only", "just", "merely", "less", "no", ">", "<"),
    )
)
_BOUNDS = (["at", "least"], ["at", "most"], ["up", "to"])
# What is before "to" where no change comes to a number.
_NO_AIM = frozenset(
    ("up", "lead", "leads", "leading", "led", "amounts", "amounting", "corresponds")
)
_CHANGES = (
    *("improving", "improvement", "increas", "gain", "boost"),
    *("drop", "decreas", "declin", "lose", "losing"),
)
_VERBS = ("improve", "reduce", "compress")
# What stands between a change and brackets that do not say how much it is.
_AMID = frozenset(("and", ")", "NUMBER"))
_UNITS = frozenset(("NUMBER", PERCENT, POINTS, TIMES))
# What stands between a number and a noun that is not the number's.
_NO_OWN = frozenset((")", "the", "an", "average"))
# What is lost where a loss is said.
LOST = frozenset(("accuracy", "performance", "precision", "quality", "score", "rate"))
# What a noun of change is followed by where a number says how much it is, and before that.
_EQUALS = (
    *(["of"], ["is"], ["was"], ["are"], ["were"], ["between"]),
    *(["remains"], ["reaches"], ["goes"], ["went"]),
    *(["ranging", "from"], ["range", "from"], ["ranges", "from"]),
)
_NOUNS = (
    *("improvement", "gain", "increase", "increment", "boost", "rise", "enhancement"),
    *("speedup", "speed-up", "acceleration"),
    *("reduction", "drop", "decrease", "decline", "degradation", "saving"),
)
# Nouns that are changes where they are so many percent.
_OF_SHARES = {"loss": "less", "losses": "less", "jump": "more", "lead": "more"}
_LINKS = frozenset(("in", "of", "for", "over", "on", "from"))
_ENDS = CLAUSE | frozenset((")", "which", "by", "at"))


def find_amount(sentence: Sentence, place: int, unit: str | None) -> str:
    """The cue of a noun of change that is so much: "a reduction in word error rate of"; or none."""
    items = _without_asides(sentence.items[max(0, place - _FAR) : place])
    words = before_about(item.said for item in items)
    ends = next((n for n in (1, 2) if words[-n:] in _EQUALS), 0)
    for at in range(len(words) - ends - 1 if ends else -1, -1, -1):
        if words[at + 1] in (*_LINKS, words[-ends]) and (cue := _noun_cue(words, at, unit)):
            return "" if _has_own(words, at) else cue
        told = cue_word(words[at]) in ("more", "less") or words[at].startswith(REACHED)
        if told or words[at] in _ENDS or isinstance(items[at].thing, Number):
            return ""
    return ""


def _noun_cue(words: Sequence[str], at: int, unit: str | None) -> str:
    """The cue of a noun of change; some are none but of shares and scores: "a loss of 3%"."""
    word = words[at]
    if word.startswith(_NOUNS) and not word.endswith("ed"):
        return cue_word(word)
    lost = unit in (PERCENT, POINTS) or not LOST.isdisjoint(words[max(0, at - 1) : at])
    return _OF_SHARES.get(word, "") if lost else ""


def find_change_beside(sentence: Sentence, place: int, unit: str) -> str:
    """The cue of a word of change right before a number, or before the brackets it is in."""
    words = before_about(item.said for item in sentence.items[max(0, place - _FAR) : place])
    stems = (*_CHANGES, *SPEED) if unit == TIMES else _CHANGES
    if words[-1:] == ["("]:
        return _before_brackets(words[:-1], (*stems, "reduction"))
    if words[-1:] == [","] and words_at(sentence, place - 2, place) == ["up", "to"]:
        words.pop()  # "large improvements, up to 30%"
    elif unit == TIMES:
        return ""
    return cue_word(words[-1]) if words and words[-1].startswith(stems) else ""


def _before_brackets(words: Sequence[str], stems: tuple[str, ...]) -> str:
    """The cue of the change before brackets: "improves (7%)", "gains in accuracy (7%)"."""
    last = len(words) - 1
    much = last >= 0 and words[last].endswith("ly")  # "improves it significantly (7%)"
    told = (*stems, *_VERBS) if much else stems
    near = [at for at, word in enumerate(words) if word.startswith(told)]
    if last >= 0 and words[last].startswith(_VERBS):
        near.append(last)
    if not near or not _AMID.isdisjoint(words[near[-1] :]):
        return ""
    return "" if near[-1] < last and _has_own(words, near[-1]) else cue_word(words[near[-1]])


def is_aim(sentence: Sentence, place: int) -> bool:
    """Whether a number is what a change comes to: "improves it to 85%", but not "up to 85%"."""
    words = before_about(words_at(sentence, place - _FAR, place))
    return words[-1:] == ["to"] and _NO_AIM.isdisjoint(words[-2:-1])


def before_about(words: Iterable[str]) -> list[str]:
    """Words without those at their end that only say "about": "up to", "at least"."""
    kept = list(words)
    while kept and (kept[-1] in ABOUT or kept[-2:] in _BOUNDS):
        del kept[-2 if kept[-2:] in _BOUNDS else -1 :]
    return kept


def _has_own(words: Sequence[str], at: int) -> bool:
    """Whether how much a noun is stands before it: "a 6% improvement"."""
    near = words[max(0, at - 2) : at]
    return not _UNITS.isdisjoint(near) and _NO_OWN.isdisjoint(near)


def _without_asides(items: Sequence[Item]) -> list[Item]:
    """The items without single words in brackets: "word error rate (WER) of"."""
    opened = {i for i in range(len(items) - 2) if (items[i].word, items[i + 2].word) == ("(", ")")}
    return [item for i, item in enumerate(items) if opened.isdisjoint((i, i - 1, i - 2))]
