"""Title phrases: what a title opens with that is built: "A Quantized Pose Network for Frogs".

Such a phrase is what the paper introduces, though it may not be named again.
"""

from functools import cache
from itertools import takewhile

from kg.nlp.knowledge import FOLDER
from kg.nlp.words import Words, read_words

_OPENS = frozenset(("a", "an", "the", "novel", "new"))
# What tells nothing of how a thing is built.
_PRAISE = frozenset(
    ("efficient", "fast", "simple", "robust", "accurate", "intelligent", "better", "improved")
) | {"general", "unified", "effective", "practical", "scalable", "flexible", "large", "-"}
_BEHIND = frozenset(
    ("for", "with", "via", "using", "by", "on", "in", "of", "under", "to", "from", "based", "at")
) | {"towards", "toward", "through", "that", "and", "or", "as", "against", "capable", "beyond"}
_BEHIND |= {"over", "without", "inside", "within", "across", "between", "into"}
_BEHIND |= {"during", "among", "like", "driven", *":,?!;("}
# What stands in a sentence, and in no name.
_SAYS = frozenset(("when", "which", "how", "why", "what", "who", "can", "do", "does", "not", "no"))
_SAYS |= {"a", "an", "the", "is", "are"}
_LONGEST = 10


@cache
def read_built_heads() -> frozenset[str]:
    """The nouns for what is built: networks, robots."""
    return read_words(FOLDER / "built-heads.txt")


def find_opening(words: Words) -> tuple[int, int] | None:
    """The phrase that a title opens with, where it is something built; without its article.

    Two words have to say what it is, or one before a colon: a "robot" alone is anyone's.
    """
    title = words.lower[: words.abstract]
    start = sum(1 for _ in takewhile(_OPENS.__contains__, title))
    phrase = tuple(takewhile(_goes_on, title[start:]))
    if not 1 < len(phrase) <= _LONGEST or phrase[-1] not in read_built_heads():
        return None
    end = start + len(phrase)
    told = sum(word not in _PRAISE for word in phrase[:-1])
    is_named = words.texts[end : end + 1] == (":",)
    plural = any(word.endswith("s") and word in read_built_heads() for word in phrase[:-1])
    is_clause = phrase[0].endswith("ing") or plural or not _SAYS.isdisjoint(phrase)
    return None if is_clause or told < (1 if is_named else 2) else (start, end)


def _goes_on(word: str) -> bool:
    return word not in _BEHIND and not word.isspace()
