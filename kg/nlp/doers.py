"""Doers: what a sentence says has done what its number measures: "…, and A achieves 3%"."""

from kg.model import Label, Mention
from kg.nlp.around import EDGE, FAR_BACK, cue_word, word_at, words_at
from kg.nlp.items import Sentence

METHOD = Label.METHOD.value
# What a clause begins behind, and what of its own it may have before a name.
_OPENS = frozenset((EDGE, ",", ";", ":", ")", "that", "and", "while", "whereas", "where", "but"))
_BEFORE = frozenset(("the", "our", "proposed", "a", "an", "this", "pretrained", "full", "base"))
# What may stand between a name and its verb, beside adverbs in "ly".
_LIGHT = frozenset(
    ("can", "also", "further", "thus", "even", "only", "could", "has", "have", "still", "then")
) | {"will", "again", "already", "alone", "itself", "on", "average", "model", "method"}
_LIGHT |= {"approach", "algorithm", "framework", "system", "network", "training"}
# What ends what the name does, or begins what another does.
_ENDS = frozenset(("while", "whereas", "but", ";", "than", "over", "versus", "vs", "against"))
_ENDS |= {"compared", "relative", "with", "where", "which", "that", "when", "from", "we", "our"}
_ENDS |= {"(", "respectively", "beating", "outperforming", "surpassing", "exceeding"}
_FINITE = ("s", "ed", "e", "n", "t", "w")


def find_doer(sentence: Sentence, place: int) -> int | None:
    """The group of the one method that a verb before a number has right before it."""
    for i in range(place - 1, max(-1, place - 1 - FAR_BACK), -1):
        item = sentence.items[i]
        if item.word in _ENDS:
            return None
        if isinstance(item.thing, Mention) and item.word == METHOD:
            return item.thing.group if _acts(sentence, i, place) else None
    return None


def _acts(sentence: Sentence, at: int, place: int) -> bool:
    """Whether a name opens a clause alone, and a verb of reaching or changing follows it."""
    verb = next((i for i in range(at + 1, place) if not _is_light(word_at(sentence, i))), place)
    word = word_at(sentence, verb)
    if verb == place or not cue_word(word) or not word.endswith(_FINITE):
        return False
    before = next((i for i in range(at - 1, -1, -1) if word_at(sentence, i) not in _BEFORE), -1)
    is_listed = METHOD in words_at(sentence, before - 2, max(before, 0))
    return word_at(sentence, before) in _OPENS and not is_listed


def _is_light(word: str) -> bool:
    return word in _LIGHT or word.endswith("ly")
