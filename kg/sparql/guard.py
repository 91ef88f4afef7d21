"""What a query may say. Every query passes here before Oxigraph sees it.

Two parsers read each query, rdflib's to judge it and Oxigraph's to run it, and they disagree about
comments and escapes. So the text is brought to one form that leaves nothing to disagree about, the
whole of what rdflib parsed is walked, and, without trusting either parser, the words of the text
are scanned as well.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from kg.errors import QueryError
from kg.rdf.terms import PREFIXES

LONGEST = 100_000
"""The longest query, in characters."""

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
TOKEN = re.compile(
    r"""
      (?P<string> \"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
                | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<comment> \#[^\n]* )
    | (?P<name> [?$@]\w[\w-]* )
    | (?P<prefixed> \w*:\w* )
    | (?P<word> \w+ )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_UPDATES = (
    *("LOAD", "INSERT", "DELETE", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"),
    *("WITH", "USING"),
)
_REFUSED = {
    "SERVICE": "SERVICE asks another server, which a query here may not",
    **{word: f"{word} is an update, and the graph is read-only" for word in _UPDATES},
}


def checked(text: str) -> str:
    """The query in the form in which it may be run.

    Args:
        text: a SPARQL query.

    Raises:
        QueryError: it is malformed, too long, an update, or reaches outside the data set.
    """
    plain = normalised(text)
    scan(plain)
    parts = list(walk(parsed(plain)))
    check(parts)
    return plain


def normalised(text: str) -> str:
    """The text with line ends as line feeds and code-point escapes decoded.

    Raises:
        QueryError: it is too long, or holds a control character, plainly or escaped.
    """
    if len(text) > LONGEST:
        raise QueryError(f"the query is longer than {LONGEST:,} characters")
    decoded = _ESCAPE.sub(_decode, text.removeprefix("\ufeff"))
    plain = decoded.replace("\r\n", "\n").replace("\r", "\n")
    if found := _CONTROL.search(plain) or _ESCAPE.search(plain):
        said = f"U+{ord(found[0]):04X}" if len(found[0]) == 1 else found[0]
        raise QueryError(f"{at(plain, found.start())}: {said} is not allowed in a query")
    return plain


def scan(text: str) -> None:
    """Look for words that a query of ours never needs, outside strings, IRIs and comments.

    Raises:
        QueryError: there is one.
    """
    for token in TOKEN.finditer(text):
        if token.lastgroup not in ("word", "prefixed"):
            continue
        word = token[0].partition(":")[0].upper()
        if "SERVICE" in word:  # also where it is glued to a number before it
            word = "SERVICE"
        if word in _REFUSED:
            raise QueryError(f"{at(text, token.start())}: {_REFUSED[word]}")


def _decode(escape: re.Match[str]) -> str:
    point = int(escape[1] or escape[2], 16)
    if point > 0x10FFFF:
        raise QueryError(f"{escape[0]} is no character")
    return chr(point)


def parsed(text: str) -> Any:
    """What rdflib makes of a query.

    Raises:
        QueryError: nothing; says where it stopped.
    """
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        return parseQuery(text)
    except ParseBaseException as error:
        found = text[error.loc : error.loc + 20].partition("\n")[0]
        said = f"unexpected {found!r}" if found else "the query ends too early"
        raise QueryError(f"{at(text, error.loc)}: {said}") from error
    except RecursionError as error:
        raise QueryError("the query is nested too deeply") from error


def walk(root: Any) -> Iterator[Any]:
    """Every part of a parsed query, however deep it stands."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting = [root]
    while waiting:
        part = waiting.pop()
        if isinstance(part, CompValue):
            yield part
            waiting.extend(dict.values(part))
        elif isinstance(part, ParseResults):
            waiting.extend(part.as_list())
            waiting.extend(part.as_dict().values())
        elif isinstance(part, list | tuple | set | frozenset):
            waiting.extend(part)
        elif isinstance(part, dict):
            waiting.extend(part.values())


def check(parts: Sequence[Any]) -> None:
    """Look through all that rdflib parsed.

    Raises:
        QueryError: it reaches outside the graph, or uses a prefix that nothing declares.
    """
    declared = {dict.get(part, "prefix") for part in parts if part.name == "PrefixDecl"}
    for part in parts:
        if part.name == "ServiceGraphPattern":
            raise QueryError(_REFUSED["SERVICE"])
        if part.name == "DatasetClause":
            raise QueryError("FROM: the graph is one graph and holds no other by name")
        prefix = dict.get(part, "prefix") if part.name == "pname" else None
        if prefix is not None and prefix not in declared and prefix not in PREFIXES:
            raise QueryError(f"the prefix {prefix}: is not known; known are {', '.join(PREFIXES)}")


def at(text: str, position: int) -> str:
    """The line and column of a position, counted from 1."""
    line = text.count("\n", 0, position) + 1
    return f"line {line}, column {position - text.rfind(chr(10), 0, position)}"
