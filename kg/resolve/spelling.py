"""The form under which spelling variants meet: wider than ``kg.surface.normal_form``.

British and American spelling, plurals of every kind, a long form with its abbreviation behind it,
who made a thing, and short forms inside longer names ("deep RL") do not count. Two names that meet
here are joined, with that as the reason; ids and names never show the form.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from kg.errors import KnowledgeError
from kg.surface import normal_form, plain

FOLDER = Path(__file__).parent / "knowledge"
_SPLIT = re.compile(r"[\s\-\u2010-\u2015_/]+")
_BEHIND = re.compile(r"^(.+?)\s*\(([^()]+)\)$")
_ACRONYMS = re.compile(r"\b([A-Z]{2,})s\b")
_SHORT = 12  # characters of the longest abbreviation
_SHORTER = 3  # by how many letters an abbreviation saves at least


def read_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The filled lines of a data file, with their numbers from 1, cut at tabs.

    Raises:
        KnowledgeError: the file cannot be read, or a cell is empty.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"cannot be read: {error}", str(path)) from error
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            cells = line.split("\t")
            if not all(cell.strip() == cell != "" for cell in cells):
                raise KnowledgeError("a cell is empty or has outer spaces", str(path), number)
            yield number, cells


@lru_cache(maxsize=1 << 18)
def name_form(name: str) -> str:
    """The normal form of a name, where a small s makes the plural of an acronym.

    >>> name_form("GPs"), name_form("GPS")
    ('gp', 'gps')
    """
    return normal_form(_ACRONYMS.sub(r"\1", name))


@lru_cache(maxsize=1 << 17)
def spelling_form(name: str) -> str:
    """The form under which spellings and wordings of one name meet; empty where it has none.

    >>> spelling_form("Deep RL") == spelling_form("deep reinforcement-learning")
    True
    >>> spelling_form("hyperparameter optimisation") == spelling_form("Hyperparameter Optimization")
    True
    """
    behind = _BEHIND.match(name)
    if behind and abbreviates(behind[2], behind[1]):
        name = behind[1]
    words = [word for word in _SPLIT.split(plain(name)) if word]
    if len(words) > 1 and words[0] in _makers():
        words = words[1:]
    if len(words) > 1:
        words = [_words().get(word) or _words().get(word.removesuffix("s"), word) for word in words]
    return name_form(" ".join(map(_respelled, words)))


def abbreviates(short: str, long: str) -> bool:
    """Whether one form can be the abbreviation of the other: its letters, in order, from the first.

    >>> abbreviates("MAML", "Model-Agnostic Meta-Learning")
    True
    """
    if len(short) > _SHORT or " " in short.strip():
        return False
    letters = re.sub(r"[^a-z0-9]", "", short.casefold())
    if not letters or (long.isascii() and len(long) < len(letters) + _SHORTER):
        return False
    spelled = re.sub(r"[^a-z0-9 ]", "", re.sub(r"[\s\-_/]+", " ", plain(long).casefold()))
    if len(_SPLIT.split(long)) == 1 and contains(name_form(short), name_form(long)):
        return False  # a version of it, as GPT-4o is of GPT-4
    if len(spelled) < len(letters) + _SHORTER or spelled[0] != letters[0]:
        return False
    rest: Iterator[str] = iter(spelled)
    return all(letter in rest for letter in letters.removesuffix("s"))


def contains(one: str, other: str) -> bool:
    """Whether one form is the other with more words, as a kind of thing is called by its genus."""
    return one in other or other in one


@lru_cache(maxsize=1 << 17)
def _respelled(word: str) -> str:
    folded = word.casefold()
    for cut in range(1, len(folded) - 1):  # the longest ending first
        if (other := _endings().get(folded[cut:])) is not None:
            return folded[:cut] + other
    return word


@cache
def _endings() -> Mapping[str, str]:
    return _pairs("endings.tsv")


@cache
def _words() -> Mapping[str, str]:
    return _pairs("words.tsv")


@cache
def _makers() -> frozenset[str]:
    return frozenset(cells[0] for _, cells in read_lines(FOLDER / "makers.txt"))


def _pairs(name: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for number, cells in read_lines(FOLDER / name):
        if len(cells) != 2 or cells[0] in pairs:
            raise KnowledgeError("expected two cells, the first new", str(FOLDER / name), number)
        pairs[cells[0]] = cells[1]
    return pairs
