"""URLs in running text, with or without a scheme, free of what typesetting left on them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_COMMON = "com|org|net|io|ai|edu|gov|dev|app"
_RARER = (
    "co|cn|de|uk|fr|eu|jp|kr|ch|ca|it|nl|ac|me|us|at|au|se|sg|in|be|id|il|tw|es|dk|fi|no|pl|pt|ru"
    "|info|tech|cloud|xyz|science|site|page|wiki|ml|tv|gg|run|zone|tools|data|world|space|online"
    "|li|ly|gl|ms"
)
_PATH = r"[^\s<>\"|^`]"
_COLON = r"\s?:?\s{0,2}/\s?/\s?"
_START = r"(?<![\w@./\\-])"
_CANDIDATE = re.compile(
    # a scheme, and a space that typesetting put into or after it
    rf"https?{_COLON}(?:[\w-]+\.)+\s(?:[\w-]+\.)*(?:{_COMMON})/{_PATH}+"
    rf"|https?{_COLON}(?=[\w\[-])(?!https?:){_PATH}+"
    rf"|{_START}www\.(?:[\w-]+\.\s?)+(?:{_COMMON}|{_RARER})(?![\w-]){_PATH}*"
    rf"|{_START}(?:[a-z0-9][\w-]*\.)+(?:{_COMMON}|{_RARER})(?::\d+)?/{_PATH}*"
    rf"|{_START}(?:[a-z0-9][a-z0-9-]*\.)+(?:{_COMMON})(?![\w-])(?!\.\w)",
    re.IGNORECASE,
)
_HINT = re.compile(r"\.\s?[a-z]{2}|/\s?/")
_SCHEME = re.compile(rf"(https?){_COLON}", re.IGNORECASE)
# Where an address in text ends though no space follows: at markup, or at the next address.
_END = re.compile(
    r"\]\(|\]|\}|\{|\\\\|\\(?:url|href|and|newline|footnote|keywords|text\w+)\b"
    r"|[.,;:)(\]]*(?=https?:)"
)
_SENTENCE = re.compile(r"[.,;:](?=[A-Z][a-z]*$)")
_GOES_ON = re.compile(r"\s[a-z]|\s*$")
_ESCAPE = re.compile(r"\\([_%#&~$])")
_TRAILING = ".,;:!?)]}>'\"*\u2019\u201d\\$~"
# A bare host name is a link where it belongs to a hosting service or where the text offers it.
_HOSTED = re.compile(r"(?:github|gitlab|readthedocs)\.io$|(?:netlify|vercel)\.app$", re.IGNORECASE)
_OFFER = re.compile(
    r"\b(?:available|accessible|released?|found|visit|website|webpage|page|code|demo|data|project"
    r"|see|hosted|published|source|videos?)\b[^.]{0,40}$|\([^.()]{0,3}$",
    re.IGNORECASE,
)
_OFFER_LENGTH = 80


class Url(NamedTuple):
    """A URL and where it stands: ``text[start:end]`` is what was printed of it."""

    start: int
    end: int
    url: str


@lru_cache(maxsize=4)
def find_urls(text: str) -> tuple[Url, ...]:
    """The URLs of a text, in order and without overlap; tokenizer and links both ask for them."""
    return tuple(_find_urls(text))


def _find_urls(text: str) -> Iterator[Url]:
    if not _HINT.search(text):
        return
    place = 0
    while match := _CANDIDATE.search(text, place):
        printed = _trim(match.group(), text, match)
        place = match.start() + max(len(printed), 1)
        url = clean(printed)
        if _is_link(url, text[: match.start()]):
            yield Url(match.start(), place, url)
        elif place < match.end():
            place = match.end()


def clean(printed: str) -> str:
    """The address that was printed: no LaTeX escapes, no inner spaces, no ``.git``."""
    url = _SCHEME.sub(lambda m: m[1].lower() + "://", printed, count=1)
    url = _ESCAPE.sub(r"\1", url).replace("\\", "").replace("\u223c", "~")
    return "".join(url.split()).removesuffix(".git")


def _trim(printed: str, text: str, match: re.Match[str]) -> str:
    """What of a candidate is the address: not the markup, bracket or sentence that follows it."""
    scheme = _SCHEME.match(printed)
    ended = _END.search(printed, scheme.end() if scheme else 1)
    if ended:
        printed = printed[: ended.start()]
    elif _GOES_ON.match(text, match.end()) and (glued := _SENTENCE.search(printed)):
        printed = printed[: glued.start()]
    printed = _without_tail(printed)
    if printed.endswith("_") and text[: match.start()].endswith("_"):
        printed = printed.rstrip("_")  # Markdown's emphasis
    return printed


def _without_tail(printed: str) -> str:
    if "(" in printed and ")" not in printed:
        printed = printed[: printed.index("(")]
    while printed and printed[-1] in _TRAILING:
        if printed[-1] == ")" and printed.count("(") >= printed.count(")"):
            break
        printed = printed[:-1]
    return printed


def _is_link(url: str, before: str) -> bool:
    host = url.partition("://")[2] if "://" in url else url
    if "." not in host.partition("/")[0]:
        return False
    if "://" in url or "/" in url or url.startswith("www."):
        return True
    is_offered = url.islower() and _OFFER.search(before[-_OFFER_LENGTH:])
    return bool(_HOSTED.search(url) or is_offered)
