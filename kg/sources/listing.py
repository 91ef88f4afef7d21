"""The listing page: a page as text that prints paper after paper, title above abstract.

Below an abstract may stand who wrote it (``• 4 authors``, or an organisation), a dot and a date,
the date perhaps with a count of comments. Around the papers stand words of the page itself
(``page_words.toml``), the last of which a capture may glue to the first title.
"""

import re
import tomllib
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

from kg.errors import KnowledgeError
from kg.sources.dates import from_printed
from kg.sources.lines import Line
from kg.sources.record import Report, SourceRecord, clean

_WORDS_FILE = "page_words.toml"
_COUNT = re.compile(r"[•·*-]?\s*(\d{1,6}) authors?", re.ASCII)
_DOT = "·"
_ENDED = re.compile("[.!?\u2026][\"'\u201d\u2019)\\]}]*")
_LONG = 200  # characters: longer than titles are
_PROSE_WORDS = 8
_PROSE_LENGTH = 120  # characters: longer than most titles are


def is_listing(lines: Sequence[Line]) -> bool:
    """Whether these first lines are of a listing page."""
    texts = [_text(line) for line in lines if _text(line)]
    if any(_unglued(text, frozenset()) != text for text in texts[:12] if not _is_common(text)):
        return True
    dated = (above == _DOT and from_printed(below) for above, below in pairwise(texts))
    if any(dated) or any(_COUNT.fullmatch(text) for text in texts):
        return True
    marked = any(text.startswith(("#", "<", "{", "[", "```", "<!")) for text in texts)
    alternating = all((len(text) >= _LONG) == bool(i % 2) for i, text in enumerate(texts))
    return len(texts) > 1 and alternating and not marked


def read_listing(lines: Iterator[Line], report: Report) -> Iterator[SourceRecord]:
    """The records of a listing page, one for each time it prints a paper."""
    page = _Page(lines)
    words: set[str] = set()  # of the page, since the last paper
    at_head = True
    while (first := page.peek()) is not None:
        title = _unglued(_text(first), words) if at_head else _text(first)
        if _is_page_line(title) or not title or (at_head and from_printed(title)):
            words.add(_text(page.take()).casefold())
            at_head = True
        elif not page.has_paper():
            page.take()
            if first.fault or not at_head:
                report(first.fault or "a title without an abstract", first.number)
        else:
            record = _take_paper(page, title, report)
            if record is not None:
                yield record
            words, at_head = set(), False


class _Page:
    """The written lines of a page, with a look ahead."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = (line for line in lines if line.fault or _text(line).strip())
        self._ahead: deque[Line] = deque()

    def peek(self, ahead: int = 0) -> Line | None:
        while len(self._ahead) <= ahead:
            line = next(self._lines, None)
            if line is None:
                return None
            self._ahead.append(line)
        return self._ahead[ahead]

    def take(self) -> Line:
        self.peek()
        return self._ahead.popleft()

    def text(self, ahead: int) -> str:
        line = self.peek(ahead)
        return "" if line is None else _text(line)

    def has_paper(self) -> bool:
        """Whether the next line is a title: whether the one below it is its abstract."""
        abstract, below = self.text(1), self.text(2)
        if not abstract or _is_page_line(abstract) or abstract == _DOT:
            return False
        if len(abstract) >= _LONG or _is_details([below, self.text(3), self.text(4)]):
            return True
        return len(below) < _LONG and _is_prose(abstract)


@dataclass(frozen=True, slots=True)
class _Details:
    """What stands below an abstract."""

    author_count: int | None = None
    published: str | None = None


def _take_paper(page: _Page, title: str, report: Report) -> SourceRecord | None:
    above, abstract = page.take(), page.take()
    details = _take_details(page)
    for line in (above, abstract):
        if line.fault:
            report(line.fault, line.number)
            return None
    return SourceRecord(
        line=above.number,
        title=title,
        abstract=_text(abstract),
        published=details.published,
        author_count=details.author_count,
    )


def _take_details(page: _Page) -> _Details:
    count = None
    while _is_details([page.text(0), page.text(1), page.text(2)]):
        text = _text(page.take())
        if published := from_printed(text):
            return _Details(count, published)
        if match := _COUNT.fullmatch(text):
            count = int(match[1])
    return _Details(count)


def _is_details(texts: Sequence[str]) -> bool:
    """Whether the first text is a count, a dot, a date, or an organisation above dot and date."""
    first, below, last = (*texts, "", "", "")[:3]
    if first == _DOT or _COUNT.fullmatch(first) or from_printed(first):
        return True
    return 0 < len(first) < _LONG and below == _DOT and from_printed(last) is not None


def _is_prose(text: str) -> bool:
    if len(text) >= _PROSE_LENGTH:
        return True
    ended = _ENDED.search(text[-4:])
    # A full stop seldom ends a title; a question mark does.
    return ended is not None and len(text.split()) >= (2 if "." in ended[0] else _PROSE_WORDS)


def _text(line: Line) -> str:
    return clean(line.text.strip(" \t"))


@dataclass(frozen=True, slots=True)
class _PageWords:
    """What ``page_words.toml`` holds, in lower case."""

    lines: frozenset[str]
    glued: tuple[str, ...]
    endings: tuple[str, ...]


@cache
def _page_words() -> _PageWords:
    text = resources.files("kg.sources").joinpath(_WORDS_FILE).read_text("utf-8")
    lists = tomllib.loads(text)
    for name in ("lines", "glued", "endings"):
        held = lists.get(name)
        if not isinstance(held, list) or not all(isinstance(word, str) and word for word in held):
            raise KnowledgeError(f"{name!r} is no list of words", _WORDS_FILE)
    glued = sorted(
        (word.casefold() for word in lists["glued"]), key=lambda word: (-len(word), word)
    )
    lines = frozenset(word.casefold() for word in lists["lines"])
    return _PageWords(lines, tuple(glued), tuple(lists["endings"]))


def _is_page_line(text: str) -> bool:
    return text.casefold() in _page_words().lines


def _is_common(text: str) -> bool:
    """Whether a page word is too common to tell a listing page by."""
    return _is_page_line(text) and text.casefold() not in _page_words().glued


def _unglued(text: str, words: set[str] | frozenset[str]) -> str:
    """The text without page words glued to its front; those in ``words`` stood on their own."""
    for word in _page_words().glued:
        rest = text[len(word) :]
        if word not in words and text.casefold().startswith(word) and not _goes_on(rest):
            return _unglued(rest, words)
    return text


def _goes_on(rest: str) -> bool:
    """Whether this, behind a page word, shows that it is a word of a title."""
    letters = re.match("[a-z]*", rest)
    return rest.startswith(" ") or (letters is not None and letters[0] in _page_words().endings)
