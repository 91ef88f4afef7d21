"""What a request of the SPARQL 1.1 Protocol asks: plain data from a method, headers and a body."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from urllib.parse import parse_qsl

from kg.serve.refusals import RefusedError

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
PATIENCE = 20.0
"""The seconds in which the head of a request must have come, and again its body."""

_FIELDS = 200  # parameters of one request
_QUERY_GRAPHS = ("default-graph-uri", "named-graph-uri")
_UPDATE_GRAPHS = ("using-graph-uri", "using-named-graph-uri")

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query or an update, and the graphs that the protocol's parameters name."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    is_update: bool = False


def read_get(query_string: bytes) -> Asked | None:
    """The query of a GET request; None where it has none, and so asks for the description.

    Raises:
        RefusedError: it is no request of the protocol.
    """
    pairs = _pairs(query_string)
    names = {name for name, _ in pairs}
    if "update" in names:
        raise RefusedError("wrong-method", "an update is sent by POST", {"Allow": "POST"})
    if "query" not in names:
        if names & {*_QUERY_GRAPHS, *_UPDATE_GRAPHS}:
            raise RefusedError("malformed-request", "the request has no query")
        return None
    return _asked(pairs, "query", _QUERY_GRAPHS)


def read_post(query_string: bytes, content_type: str | None, body: bytes) -> Asked:
    """The query or update of a POST request.

    Raises:
        RefusedError: it is no request of the protocol.
    """
    media = _media(content_type)
    pairs = _pairs(query_string)
    if media == FORM:
        pairs = [*pairs, *_pairs(body)]
        if {"query", "update"} <= {name for name, _ in pairs}:
            raise RefusedError("malformed-request", "a request asks or updates, not both")
        if any(name == "update" for name, _ in pairs):
            return _asked(pairs, "update", _UPDATE_GRAPHS)
        return _asked(pairs, "query", _QUERY_GRAPHS)
    if any(name in ("query", "update") for name, _ in pairs):
        raise RefusedError(
            "malformed-request", "the text stands in the body, and in the address as well"
        )
    name, graphs = ("query", _QUERY_GRAPHS) if media == QUERY else ("update", _UPDATE_GRAPHS)
    return _asked([*pairs, (name, _decoded(body))], name, graphs)


def _media(content_type: str | None) -> str:
    said = Message()
    said["content-type"] = (content_type or "none/none").replace("\n", " ")
    media, charset = said.get_content_type(), said.get_content_charset("utf-8")
    if content_type is None or media not in (FORM, QUERY, UPDATE):
        raise RefusedError(
            "wrong-media-type", f"a POST is {FORM}, {QUERY} or {UPDATE}", {"Accept-Post": QUERY}
        )
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise RefusedError("wrong-media-type", "the text of a query is UTF-8")
    return media


def _pairs(data: bytes) -> list[tuple[str, str]]:
    try:
        text = data.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError as error:
        raise RefusedError(
            "malformed-request", "a parameter is not UTF-8, percent-encoded"
        ) from error
    except ValueError as error:
        raise RefusedError("malformed-request", f"more than {_FIELDS} parameters") from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        said = f"the text is not UTF-8 (byte {error.start})"
        raise RefusedError("malformed-request", said) from error


def _asked(pairs: Pairs, name: str, graphs: tuple[str, str]) -> Asked:
    texts = _values(pairs, name)
    if len(texts) != 1:
        said = f"more than one {name}" if texts else "the request has no query and no update"
        raise RefusedError("malformed-request", said)
    other = {*_QUERY_GRAPHS, *_UPDATE_GRAPHS} - set(graphs)
    if wrong := sorted(other & {each for each, _ in pairs}):
        raise RefusedError("malformed-request", f"{wrong[0]} does not go with {name}")
    default, named = (tuple(dict.fromkeys(_values(pairs, each))) for each in graphs)
    return Asked(texts[0], default, named, is_update=name == "update")


def _values(pairs: Pairs, name: str) -> list[str]:
    return [value for each, value in pairs if each == name]
