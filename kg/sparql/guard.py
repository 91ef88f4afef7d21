"""What a query may say. Every query passes here before Oxigraph sees it.

Two parsers read each query, rdflib's to judge it and Oxigraph's to run it, and they disagree about
comments and escapes. So the text is brought to one form that leaves nothing to disagree about, the
whole of what rdflib parsed is walked, and, without trusting either parser, the words of the text
are scanned as well.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

from kg.errors import Fault, QueryError
from kg.rdf.terms import PREFIXES

LONGEST = 100_000
"""The longest query, in characters."""
_REMEMBERED = 128  # texts that were found good

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_TOKENS = r"""
      (?P<escape> \\. )
    | (?P<string> \"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
                | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<comment> \#[^{end}]* )
    | (?P<name> [?$]\w+ | @\w[\w-]* )
    | (?P<prefixed> (?:\w[\w.-]*)?:(?:[\w:%]|[.-](?=[\w:%.-]))* )
    | (?P<word> \w+ )
    | (?P<other> . )
"""
# Readers disagree about where a comment ends.
_READINGS = tuple(
    re.compile(_TOKENS.replace("{end}", end), re.VERBOSE | re.DOTALL) for end in (r"\n", r"\n\r")
)
TOKEN = _READINGS[0]
_UPDATES = (
    *("LOAD", "INSERT", "DELETE", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"),
    *("WITH", "USING"),
)
_REFUSED = {
    "SERVICE": "SERVICE asks another server, which a query here may not",
    **{word: f"{word} is an update, and the graph is read-only" for word in _UPDATES},
}


def _no_graph(_: str) -> bool:
    return False


def checked(text: str, has: Callable[[str], bool] = _no_graph) -> str:
    """The query in the form in which it may be run.

    Args:
        text: a SPARQL query.
        has: whether the data set has a graph of this name.

    Raises:
        QueryError: it is malformed, too long, an update, or reaches outside the data set.
    """
    plain, graphs = _judged(text)
    for graph in graphs:
        if not has(graph):
            said = f"FROM: there is no graph <{graph}> here, and none is fetched"
            raise QueryError(said, Fault.REFUSED)
    return plain


@lru_cache(maxsize=_REMEMBERED)
def _judged(text: str) -> tuple[str, tuple[str, ...]]:
    """The query in its one form, and the graphs that it names; a text is judged once."""
    plain = normalised(text)
    scan(plain)
    return plain, check(list(walk(parsed(plain))))


def normalised(text: str) -> str:
    """The text with line ends as line feeds and code-point escapes decoded.

    Raises:
        QueryError: it is too long, or holds a control character, plainly or escaped.
    """
    if len(text) > LONGEST:
        said = f"the query is longer than {LONGEST:,} characters"
        raise QueryError(said, Fault.TOO_LONG)
    decoded = _ESCAPE.sub(_decode, text.removeprefix("\ufeff"))
    plain = decoded.replace("\r\n", "\n").replace("\r", "\n")
    if found := _CONTROL.search(plain) or _ESCAPE.search(plain):
        said = f"U+{ord(found[0]):04X}" if len(found[0]) == 1 else found[0]
        raise QueryError(f"{at(plain, found.start())}: {said} is not allowed in a query")
    return plain


def scan(text: str) -> None:
    """Look for words that a query of ours never needs.

    Raises:
        QueryError: there is one.
    """
    for word, is_name, start in words(text):
        if word in _REFUSED and (word == "SERVICE" or not is_name):  # no update begins with a name
            raise QueryError(f"{at(text, start)}: {_REFUSED[word]}", Fault.REFUSED)


def words(text: str) -> Iterator[tuple[str, bool, int]]:
    """The words outside strings, IRIs and comments, in capitals, and names up to their colon.

    Wherever a comment may be thought to end, at a line feed alone or at a carriage return as well.

    Yields:
        The word; whether it is the prefix of a name; where it stands.
    """
    readings = _READINGS if "\r" in text else _READINGS[:1]
    for token in (token for reading in readings for token in reading.finditer(text)):
        if token.lastgroup in ("word", "prefixed"):
            word, colon, _ = token[0].upper().partition(":")
            # Also where it is glued to a number before it.
            yield "SERVICE" if "SERVICE" in word else word, bool(colon), token.start()


def _decode(escape: re.Match[str]) -> str:
    point = int(escape[1] or escape[2], 16)
    if point > 0x10FFFF:
        raise QueryError(f"{escape[0]} is no character")
    return chr(point)


def parsed(text: str, kind: Literal["query", "update"] = "query") -> Any:
    """What rdflib makes of a query or an update.

    Raises:
        QueryError: nothing; says where it stopped.
    """
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery, parseUpdate

    try:
        return parseQuery(text) if kind == "query" else parseUpdate(text)
    except ParseBaseException as error:
        found = text[error.loc : error.loc + 20].partition("\n")[0]
        said = f"unexpected {found!r}" if found else f"the {kind} ends too early"
        raise QueryError(f"{at(text, error.loc)}: {said}") from error
    except RecursionError as error:
        raise QueryError(f"the {kind} is nested too deeply") from error


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


def check(parts: Sequence[Any]) -> tuple[str, ...]:
    """Look through all that rdflib parsed.

    Returns:
        The graphs of FROM and FROM NAMED.

    Raises:
        QueryError: it asks another server, or uses a prefix that nothing declares.
    """
    prefixes = checked_prefixes(parts)
    for part in parts:
        if part.name == "ServiceGraphPattern":
            raise QueryError(_REFUSED["SERVICE"], Fault.REFUSED)
    return tuple(_graph(part, prefixes) for part in parts if part.name == "DatasetClause")


def checked_prefixes(parts: Sequence[Any]) -> Mapping[str, str]:
    """The prefixes that a text may use: ours, and those that it declares.

    Raises:
        QueryError: it uses another.
    """
    declared = [part for part in parts if part.name == "PrefixDecl"]
    own = {dict.get(part, "prefix") or "": str(dict.get(part, "iri")) for part in declared}
    prefixes = {**PREFIXES, **own}
    for part in parts:
        prefix = dict.get(part, "prefix") if part.name == "pname" else None
        if prefix is not None and prefix not in prefixes:
            raise QueryError(f"the prefix {prefix}: is not known; known are {', '.join(PREFIXES)}")
    return prefixes


def _graph(clause: Any, prefixes: Mapping[str, str]) -> str:
    name: Any = dict.get(clause, "default") or dict.get(clause, "named")
    if getattr(name, "name", None) == "pname":
        name = prefixes[dict.get(name, "prefix") or ""] + (dict.get(name, "localname") or "")
    return str(name)


def at(text: str, position: int) -> str:
    """The line and column of a position, counted from 1."""
    line = text.count("\n", 0, position) + 1
    return f"line {line}, column {position - text.rfind(chr(10), 0, position)}"
