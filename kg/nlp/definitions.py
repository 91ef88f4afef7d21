"""Definitions of abbreviations: where a text pairs a short form with the long form it stands for.

The algorithm of Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions
in biomedical text" (PSB 2003): a short form in brackets, the words before it, and the letters
matched from right to left. Added for the names of this field: where they can, capitals match the
beginnings of words ("Proximal Policy Optimization (PPO)"); plurals ("CNNs"); the reversed order
("SF (long form)"); "X, or MRT,"; the title "MRT: Meta Reinforcement Fine-Tuning for …"; and an
acronym in the abstract whose words only the title spells out.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.model import Span

MOST_LETTERS = 12
LONGEST = 160
MOST_TAIL = 2
_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,150})[)\]]")
_LEAD = re.compile(
    r"(?:i\.e\.,?|or|called|dubbed|termed|named|denoted(?: as| by)?|abbreviated(?: as)?|namely"
    r"|a\.?k\.?a\.?|referred to as|hereafter|henceforth|in short,?|short for|abbr\.)\s+",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s*[;,:]|\s(?:for short|hereafter|henceforth|in short|and|or)\b")
# Between a long form and its short form, and the other way round.
_CUE = re.compile(
    r"(?:, or|, i\.e\.,?|, namely|dubbed|termed|called|abbreviated(?: as| by)?"
    r"|denoted(?: as| by)?|referred to as) (?=\w)"
    r"|(?P<forward>short for|stands for|standing for) (?:the )?"
)
_CUES = (
    *("short for", "stands for", "standing for", "dubbed", "termed", "called", "abbreviated"),
    *("denoted", "referred to as", ", or ", ", i.e.", ", namely "),
)  # without one of these nothing matches
_AFTER = re.compile(r"([A-Za-z][\w-]*[A-Z][\w-]*)(?=[\s,.;:)])")
_AHEAD = re.compile(r"([A-Za-z][\w-]*[A-Z][\w-]*),?(?: which)?\s+$")
_TITLE = re.compile(r"([A-Za-z][\w+-]{1,15})\s?[:\u2013\u2014]\s+(?:(?:A|An|The) )?(?=\w)")
_BREAK = re.compile(r"[.;:?!]\s|\n\n|[()\[\]]")
_WORD = re.compile(r"[\w'\u2019\\\"-]*\w")
_ACRONYM = re.compile(r"(?<![\w-])[A-Z]{3,8}(?=s?(?![\w]))")
_PLURAL = re.compile(r"[A-Z0-9-]*[A-Z][A-Z0-9-]*s")
_COMMAND = re.compile(r"\\(?:text\w+|emph|mathrm)\{")
_OPENING = "\"'`\u201c\u2018$ \n\t"
_CLOSING = "\"'`\u2019\u201d$},; \n\t\r\u00a0"
_LITTLE = frozenset(
    re.findall(r"\w+", "a an and as at by for from in into of on or the to using via with")
)


class Definition(NamedTuple):
    """A short form and the long form it stands for, each as offsets into the text."""

    short: Span
    long: Span


def find_definitions(text: str) -> Iterator[Definition]:
    """The definitions in a text, title and abstract alike; each short form once."""
    seen: set[str] = set()
    for definition in _find_all(text):
        form = singular(text[slice(*definition.short)])
        if form not in seen:
            seen.add(form)
            yield definition
    yield from _find_spelled_in_title(text, seen)


def _find_all(text: str) -> Iterator[Definition]:
    for match in _BRACKET.finditer(text):
        yield from filter(None, [_in_bracket(text, match)])
    for match in _CUE.finditer(text) if any(cue in text for cue in _CUES) else ():
        yield from filter(None, [_at_cue(text, match)])
    title = _TITLE.match(text.partition("\n\n")[0])
    if title and is_short_form(title[1]) and sum(map(str.isupper, title[1])) > 1:
        yield from filter(None, [_forward(text, title.span(1), title.end())])


def _at_cue(text: str, match: re.Match[str]) -> Definition | None:
    """What a cue such as "dubbed" or "short for" defines."""
    if match["forward"]:
        start = max(0, match.start() - 30)
        ahead = _AHEAD.search(text[start : match.start()])
        if ahead and is_short_form(ahead[1]):
            place = start + ahead.start(1)
            return _forward(text, (place, place + len(ahead[1])), match.end())
    elif (after := _AFTER.match(text, match.end())) and is_short_form(after[1]):
        before = _start_of_clause(text, match.start())
        return _backward(text, after.span(1), before, match.start())
    return None


def is_short_form(form: str) -> bool:
    """Whether a form may be an abbreviation: at most two words, few letters, a capital in it."""
    return (
        1 < len(form) <= MOST_LETTERS
        and len(form.split()) <= 2
        and form[0].isalnum()
        and re.fullmatch(r"[a-z]+ (?![A-Z]{2,}s?$).*|[\w-]+\..*", form) is None
        and any(map(str.isupper, form))
        and not re.fullmatch(r"[\d\W]*[A-Z]?[\d\W]*|[A-Z]?[a-z]+", form)
    )


def singular(form: str) -> str:
    """A short form without the plural's s ("CNNs")."""
    return form[:-1] if _PLURAL.fullmatch(form) else form


def _in_bracket(text: str, match: re.Match[str]) -> Definition | None:
    start, end = match.span(1)
    lead = _LEAD.match(text, start, end)
    cut = _CUT.search(text, lead.end() if lead else start, end)
    inner = _strip(text, lead.end() if lead else start, cut.start() if cut else end)
    if is_short_form(text[slice(*inner)]):
        before = _start_of_clause(text, match.start())
        return _backward(text, inner, before, match.start())
    word = re.search(r"([A-Za-z][\w+-]*)\s*$", text[max(0, match.start() - 30) : match.start()])
    if word and is_short_form(word[1]):
        place = max(0, match.start() - 30) + word.start(1)
        return _whole(text, (place, place + len(word[1])), *_strip(text, start, end))
    return None


def _backward(text: str, short: Span, start: int, end: int) -> Definition | None:
    """The long form before ``end``: by the beginnings of words, else by any letters."""
    form = singular(text[slice(*short)])
    start, end = _strip(text, start, end)
    words = [match.start() + start for match in re.finditer(r"\S+", text[start:end])]
    most = min(len(form) + 5, len(form) * 2)
    start = words[-most] if len(words) > most else start
    for initials in (True, False):
        first = match_letters(form, text, start, end, initials=initials)
        if first is not None and _is_long_form(form, text[first:end], initials=initials):
            return Definition(short, (first, end))
    return None


def match_letters(form: str, text: str, start: int, end: int, *, initials: bool) -> int | None:
    """Where the shortest text that ends at ``end`` and holds the letters in order begins.

    Goes from right to left; the first letter must stand at the start of a word, and with
    ``initials`` every capital too. None where the letters do not fit.
    """
    at = end
    letters = [letter for letter in form if letter.isalnum()]
    for rank in range(len(letters) - 1, -1, -1):
        is_initial = rank == 0 or (initials and letters[rank].isupper())
        letter = letters[rank].lower()
        at -= 1
        while at >= start and not (
            text[at].lower() == letter and _fits(text, at, is_initial, rank == 0)
        ):
            at -= 1
        if at < start:
            return None
    return at


def _fits(text: str, at: int, is_initial: bool, is_first: bool) -> bool:
    """Whether a letter stands where it may: the first at the start of a word."""
    before = text[at - 1] if at else " "
    if is_first:
        return not before.isalnum()
    return not is_initial or not before.isalnum() or text[at].isupper()


def _is_long_form(form: str, long: str, *, initials: bool) -> bool:
    """Whether words that hold the letters are what the letters stand for."""
    words = re.split(r"[\s/-]+", long)
    content = [word for word in words if word.lower() not in _LITTLE]
    letters = sum(map(str.isalnum, form))
    if len(long) <= len(form) + 1 or form.lower() in map(str.lower, words):
        return False
    if long.split(maxsplit=1)[0].lower() in _LITTLE or len(content) > letters + 2 * initials:
        return False
    return not initials or _tail(form, words) <= MOST_TAIL


def _tail(form: str, words: list[str]) -> int:
    """How many words follow the last that a capital of the form begins."""
    capitals = {letter.lower() for letter in form if letter.isupper() or letter.isdigit()}
    if form[-1].islower():
        return 0
    begun = [rank for rank, word in enumerate(words) if word[:1].lower() in capitals]
    return len(words) - 1 - begun[-1] if begun else len(words)


def _forward(text: str, short: Span, start: int) -> Definition | None:
    """The long form that begins at ``start``: the fewest words that begin with its capitals."""
    form = singular(text[slice(*short)])
    stop = _end_of_clause(text, start)
    capitals = sum(map(str.isupper, form))
    ends = [match.end() for match in _WORD.finditer(text, start, stop)]
    for end in ends[: capitals + 4]:
        first = match_letters(form, text, start, end, initials=True)
        if first == start and _is_long_form(form, text[start:end], initials=True):
            return Definition(short, (start, end))
    return None


def _whole(text: str, short: Span, start: int, end: int) -> Definition | None:
    """The long form that a bracket behind the short form holds: all of it, or its beginning."""
    form = singular(text[slice(*short)])
    for initials in (True, False):
        first = match_letters(form, text, start, end, initials=initials)
        if first == start and _is_long_form(form, text[start:end], initials=initials):
            return Definition(short, (start, end))
    found = _forward(text, short, start)
    return found if found and found.long[1] <= end else None


def _find_spelled_in_title(text: str, seen: set[str]) -> Iterator[Definition]:
    """Acronyms of the abstract that are the initials of successive words of the title."""
    gap = max(text.find("\n\n"), 0)
    words = [
        (match.start(), match.end())
        for match in re.finditer(r"\w[\w\\\"'\u2019]*", text[:gap])
        if match[0].lower() not in _LITTLE
    ]
    initials = "".join(text[start] for start, _ in words)
    for match in _ACRONYM.finditer(text, gap):
        at = initials.find(match[0])
        if at < 0 or match[0] in seen:
            continue
        start, end = words[at][0], words[at + len(match[0]) - 1][1]
        if not re.search(r"[^\w\s\\\"'\u2019-]", text[start:end]):
            seen.add(match[0])
            rest = re.compile(r"[\w-]*").match(text, end)
            yield Definition(match.span(), (start, rest.end() if rest else end))


def _start_of_clause(text: str, end: int) -> int:
    least = max(0, end - LONGEST)
    breaks = [match.end() for match in _BREAK.finditer(text, least, end)]
    return breaks[-1] if breaks else least


def _end_of_clause(text: str, start: int) -> int:
    found = _BREAK.search(text, start, start + LONGEST)
    return found.start() if found else min(len(text), start + LONGEST)


def _strip(text: str, start: int, end: int) -> Span:
    """A place without the quotes, spaces and LaTeX around what stands there."""
    part = text[start:end]
    if command := _COMMAND.match(part.lstrip(_OPENING)):
        part = part.lstrip(_OPENING)[command.end() :]
    part = part.lstrip(_OPENING)
    return (end - len(part), end - len(part) + len(part.rstrip(_CLOSING)))
