r"""The tokenizer: names stay whole.

spaCy's English rules split the field's names (``GSM8K``, ``SWE-bench``, ``Qwen2.5-7B``). Here a
token is what stands between spaces, without the punctuation around it; brackets, slashes, colons
and dashes divide it, a hyphen only before words such as "based" ("RAG-based"), and a full stop only
where a sentence is glued to the one before. A link, a formula (``$\pi_0$``) and a letter with a
LaTeX accent (``G\"odel``) stay whole; the marks of Markdown around a name (``**CoBSAT**``) do not
belong to it, the star of ``A*`` does.
"""

import re
from collections.abc import Iterator

from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, no stubs
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.nlp.urls import find_urls
from kg.nlp.words import keep_text

_PREFIX = re.compile(
    "[(\\[{\"'`\u201c\u2018\u00ab,;:~]|\\.{2,}|\u2026"
    r"|\$(?![^$]*\$)|\\(?:textsc|textbf|textit|texttt|emph|text|url|footnote)\{"
)
_SUFFIX = re.compile("(?:\\.{2,}|[)\\]}\"'`\u201d\u2019\u00bb,;:.?!\u2026$]|['\u2019]s)$")
_INFIX = re.compile(
    '[()\\[\\]{}/\u2014;"]|--+|(?<!\\d)[,:\u2013]|[,:\u2013](?!\\d)'
    r"|(?<=[a-z])[.?!](?=[A-Z])|(?<=[A-Z]{2})[.?!](?=[A-Z][a-z])"
    r"|(?<=[\d)\]}%])[.?!](?=[A-Z][a-z]+(?:[^A-Za-z\d]|$))"
    r"|(?<=\w)-(?=(?:based|like|style|powered|driven|generated|inspired|enhanced|equipped|optimized"
    r"|guided|assisted)\b)"
)
_ACCENT = re.compile(r"\{?\\(?:[\"'`^~=.]\{?[A-Za-z]\}?|[Hbcdkrtuv]\{[A-Za-z]\})\}?")
_FORMULA = re.compile(r"[\w-]*\$[^$\s]+\$[\w-]*$")
_EMPHASIS = re.compile(
    r"(?<![\w*$\\])(?P<mark>\*{1,3}|_)(?=[^\s*_])[^*\n$]{1,100}?(?<=[^\s*_])(?P=mark)(?![\w*])"
)
_CHUNKS = 1 << 16  # how many chunks between spaces are divided once for all; spaCy's 10,000 fill up
ABBREVIATED = ("e.g.", "i.e.", "w.r.t.", "cf.", "vs.", "al.", "resp.", "approx.", "etc.")


def find_prefix(chunk: str) -> re.Match[str] | None:
    """What to take off the front of a chunk between spaces."""
    return None if _ACCENT.match(chunk) else _PREFIX.match(chunk)


def find_suffix(chunk: str) -> re.Match[str] | None:
    """What to take off its end: no dollar sign that closes, no brace of an accent."""
    found = _SUFFIX.search(chunk)
    if found is None or (found[0] == "$" and chunk.count("$") % 2 == 0):
        return None
    if found[0] == "}" and any(m.end() == len(chunk) for m in _ACCENT.finditer(chunk)):
        return None
    return found


def find_infixes(chunk: str) -> Iterator[re.Match[str]]:
    """What divides it."""
    accents = [match.span() for match in _ACCENT.finditer(chunk)] if "\\" in chunk else []
    for found in _INFIX.finditer(chunk):
        if not any(start <= found.start() < end for start, end in accents):
            yield found


def find_whole(text: str) -> list[tuple[int, int]]:
    """Where tokens stand that the rules for chunks could not make: links and marks of emphasis."""
    links = [(url.start, url.end) for url in find_urls(text)]
    if "*" not in text and "_" not in text:
        return links
    marks = []
    for found in _EMPHASIS.finditer(text):
        if not any(start < found.end() and found.start() < end for start, end in links):
            size = len(found["mark"])
            marks += [
                (found.start(), found.start() + size),
                (found.end() - size, found.end()),
            ]
    return sorted(links + marks)


class WholeTokenizer(Tokenizer):  # type: ignore[misc]  # compiled, no stubs
    """A tokenizer that makes one token of each link of a text, and of each mark of emphasis."""

    def __call__(self, string: str) -> Doc:
        """Tokenize a text."""
        whole = find_whole(string)
        if not whole:
            return keep_text(super().__call__(string), string)
        words: list[str] = []
        spaces: list[bool] = []
        place = 0
        for start, end in whole:
            self._add(string[place:start], words, spaces)
            words.append(string[start:end])
            spaces.append(string[end : end + 1] == " ")
            place = end + spaces[-1]
        self._add(string[place:], words, spaces)
        return keep_text(Doc(self.vocab, words=words, spaces=spaces), string)

    def _add(self, part: str, words: list[str], spaces: list[bool]) -> None:
        for token in super().__call__(part):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))


def make_tokenizer(vocab: Vocab) -> Tokenizer:
    """Our tokenizer over a vocabulary."""
    return WholeTokenizer(
        vocab,
        rules={form: [{"ORTH": form}] for form in ABBREVIATED},
        prefix_search=find_prefix,
        suffix_search=find_suffix,
        infix_finditer=find_infixes,
        token_match=_FORMULA.match,
        max_cache_size=_CHUNKS,
    )
