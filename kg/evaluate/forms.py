"""The form under which a predicted and a gold name are the same.

This is the yardstick's own definition and does not follow ``kg.surface``: reading and resolution
may become cleverer about names, but what counts as a match may not move with them.
"""

import re
from functools import lru_cache

_ACCENT = re.compile(r"\\[\"'`^~=.]\s*\{?([A-Za-z])\}?")
_COMMAND = re.compile(r"\\[a-zA-Z]+\s*|[{}$\\]")
_JOINER = re.compile(r"[\u2010-\u2015\-_/]+")
_OTHER = re.compile(r"[^\w\s.+#@*]")
_ARTICLE = re.compile(r"^(?:the|a|an|our) ")
_HEAD = re.compile(
    r" (?:dataset|data set|benchmark|corpus|suite|task|algorithm|method|approach|framework|model"
    r"|system|technique|optimizer|environment)s?$"
)
_PLURAL = re.compile(r"(?<=[a-z]{3})s\b")


@lru_cache(maxsize=1 << 16)
def matching_form(name: str) -> str:
    """A name without case, LaTeX, hyphens, spaces, article, plural and a trailing generic head."""
    bare = _COMMAND.sub("", _ACCENT.sub(r"\1", name))
    words = _JOINER.sub(" ", bare.casefold().replace("&", " and "))
    words = " ".join(_OTHER.sub("", words).split()).strip(" .")
    words = _ARTICLE.sub("", words)
    words = _HEAD.sub("", words) or words
    return _PLURAL.sub("", words).replace(" ", "")
