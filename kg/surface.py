"""The normal form of a name: what stays when spelling, case and typesetting are taken away.

Reading uses it to see that two mentions in one paper are the same thing, resolution to see it
across papers.
"""

import re
import unicodedata
from collections.abc import Mapping

from kg.model import Kind

_BARE = re.compile(r"[A-Za-z0-9 ]*")  # nothing to take away but case, articles and heads
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


def plain(name: str) -> str:
    """A name without LaTeX and accents: accented letters lose them, commands and braces go."""
    bare = _COMMAND.sub("", _ACCENT.sub(r"\1", name))
    if bare.isascii():
        return bare
    return "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))


def normal_form(name: str) -> str:
    """The key under which spellings of one name meet.

    Case, LaTeX, hyphens, spaces, articles, a plural and one trailing generic head ("dataset",
    "algorithm") do not count. Empty where the name has no letter or digit.
    """
    words = name.lower()
    if not _BARE.fullmatch(name):
        words = _JOINER.sub(" ", plain(name).casefold().replace("&", " and "))
        words = _OTHER.sub("", words)
    words = " ".join(words.split()).strip(" .")
    if " " in words:
        words = _ARTICLE.sub("", words)
        words = _HEAD.sub("", words) or words
    return _PLURAL.sub("", words).replace(" ", "")


def folded(text: str) -> str:
    """The text without case, accents and compatibility forms: what is typed is compared so."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text).casefold()
    again = unicodedata.normalize("NFKD", apart)
    return "".join(c for c in again if not unicodedata.combining(c))


def best_name(forms: Mapping[str, int], kind: Kind = Kind.NAMED) -> str:
    """The form to call a thing by: of a named thing its proper name, of a concept the full phrase.

    Args:
        forms: each form found and how often; not empty.
        kind: whether the thing has a proper name ("MAML") or an acronym alone ("RL").
    """
    is_named = kind is Kind.NAMED
    return min(
        forms,
        key=lambda form: (_is_proper(form) is not is_named, -forms[form], -len(form), form),
    )


def _is_proper(form: str) -> bool:
    parts = _JOINER.sub(" ", form).split()
    return any(c.isdigit() for c in form) or any(c.isupper() for part in parts for c in part[1:])
