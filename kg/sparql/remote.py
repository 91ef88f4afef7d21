"""Another store, over HTTP: who asks there, and asking it.

This is for the store that a user runs and names; it has nothing to do with what queries may reach.
"""

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from os import SEEK_END
from pathlib import Path
from typing import BinaryIO
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    OpenerDirector,
    Request,
    build_opener,
)

from pyoxigraph import (
    Literal,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from kg.errors import Fault, QueryError, SettingsError
from kg.rdf.terms import PREFIXES
from kg.sparql.forms import (
    TABLE_FORMS,
    TRIPLE_FORMS,
    Caps,
    Written,
    media_type,
    no_form,
    write,
    write_graph,
)
from kg.sparql.guard import words

_SPACE = re.compile(r"[\x00-\x20\x7f]")
FAILURES = (HTTPError, URLError, HTTPException, OSError, ValueError)  # of a request
LARGEST = 256 * 2**20  # bytes of an answer
_CHUNK = 2**16
_SECONDS = 600.0  # in which a request must be answered
TURTLE = "text/turtle"  # N-Triples are Turtle, and more stores read that
_TURTLES = ("application/n-triples", TURTLE, "text/plain")
_MEDIA = {form: media_type(form).partition(";")[0] for form in (*TABLE_FORMS, *TRIPLE_FORMS)}
_FORM = "application/x-www-form-urlencoded"
_BUILDING = ("CONSTRUCT", "DESCRIBE")
_ROWS = {
    _MEDIA["json"]: QueryResultsFormat.JSON,
    _MEDIA["xml"]: QueryResultsFormat.XML,
}
# How Virtuoso answers ASK: by a row, of 1 or 0.
_ASKED, _TRUE, _BOOLEAN = "__ASK_RETVAL", Literal(1), b'{"head":{},"boolean":%s}'
_HINTS = {401: "the store wants to know who asks: say it by --user, or by --token-file"}


@dataclass(frozen=True, slots=True)
class Remote:
    """A store and how to speak with it.

    Attributes:
        url: the address of its endpoint, or of its graph store.
        user: who asks, where it wants to know.
        password: the secret of the user.
        token: a bearer token, in the place of both.
        seconds: how long one request may take.

    Raises:
        SettingsError: the address is none of the web.
    """

    url: str
    user: str | None = None
    password: str | None = None
    token: str | None = None
    seconds: float = _SECONDS

    def __post_init__(self) -> None:
        if not _is_of_web(self.url):
            raise SettingsError(f"{self.url!r} is no address that begins with http:// or https://")

    def opened(self) -> OpenerDirector:
        """What sends its requests."""
        if self.user is None:
            return build_opener()
        known = HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, self.url, self.user, self.password or "")
        return build_opener(HTTPDigestAuthHandler(known), HTTPBasicAuthHandler(known))

    def request(self, method: str, url: str, body: "bytes | Body", **headers: str) -> Request:
        """A request to it, with the token, which goes nowhere that it redirects to."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        made = Request(url, body, told, method=method)  # noqa: S310  the scheme was seen to
        if self.token is not None:
            made.add_unredirected_header("Authorization", f"Bearer {self.token}")
        return made


def _is_of_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        has_place = bool(parts.hostname) and parts.port != 0  # a port that is none is a ValueError
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and has_place and _SPACE.search(url) is None


def make_remote(
    url: str,
    user: str | None = None,
    password_file: Path | None = None,
    token_file: Path | None = None,
    seconds: float = _SECONDS,
) -> Remote:
    """The store at an address, with what files hold of who asks.

    Raises:
        SettingsError: the address is none of the web, or a file cannot be read.
    """
    return Remote(url, user, _secret(password_file), _secret(token_file), seconds)


def _secret(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read") from error


def ask(remote: Remote, text: str, forms: Sequence[str]) -> Written:
    """What a store answers to a query; the usual prefixes are known.

    It is asked for what all stores write alike; the other forms are written here.

    Args:
        remote: the store's endpoint.
        text: the query.
        forms: what the answer may come as, the best first.

    Raises:
        QueryError: no form can hold the answer, the store gives none, or what it says is none.
    """
    known, sent = _kinds(text)
    form = next((form for form in forms if form in known), None)
    if form is None:
        raise no_form(known)
    kind, data, complete = _asked(remote, text, sorted(sent, key=lambda each: each != _MEDIA[form]))
    if kind not in sent:
        raise QueryError(f"{remote.url}: answers with {kind}, which is no answer", Fault.FAILED)
    try:
        read = _read_rows(data, kind, form) if known is TABLE_FORMS else _read_triples(data, form)
    except (SyntaxError, ValueError) as error:
        said = " ".join(str(error).split())[:200]
        trouble = f"{remote.url}: the answer cannot be read: {said}"
        raise QueryError(trouble, Fault.FAILED) from error
    return Written(read, form, complete)


def _kinds(text: str) -> tuple[Mapping[str, str], Collection[str]]:
    """The forms that can hold the answer to a query, and the media types to ask a store for."""
    found = (word for word, is_name, _ in words(text) if not is_name)
    first = next((word for word in found if word in ("SELECT", "ASK", *_BUILDING)), None)
    return (TRIPLE_FORMS, _TURTLES) if first in _BUILDING else (TABLE_FORMS, _ROWS)


def _read_rows(data: bytes, kind: str, form: str) -> bytes:
    """Rows in the form wanted; those that came in it stay as they are, with what else is said."""
    found = parse_query_results(data, _ROWS[kind])
    if isinstance(found, QuerySolutions) and [each.value for each in found.variables] == [_ASKED]:
        said = b"true" if any(row[0] == _TRUE for row in found) else b"false"
        found, kind = parse_query_results(_BOOLEAN % said, QueryResultsFormat.JSON), ""
    if kind != _MEDIA[form]:
        return write(found, (form,), Caps()).data
    if isinstance(found, QuerySolutions):
        deque(found, maxlen=0)  # see that it can be read to its end
    return data


def _read_triples(data: bytes, form: str) -> bytes:
    found = (quad.triple for quad in parse(data, RdfFormat.TURTLE))
    return write_graph(found, form, Caps()).data


class Body:
    """What a file holds, as often as it is sent: who asks to be told a password hears it twice."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = file.seek(0, SEEK_END)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(0)
        while chunk := self._file.read(_CHUNK):
            yield chunk


def _asked(remote: Remote, text: str, kinds: Iterable[str]) -> tuple[str, bytes, bool]:
    known = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
    body = urlencode({"query": known + text}).encode()
    accept = ", ".join(kinds)
    request = remote.request("POST", remote.url, body, content_type=_FORM, accept=accept)
    try:
        with remote.opened().open(request, timeout=remote.seconds) as answer:
            data = answer.read(LARGEST + 1)
            kind = answer.headers.get_content_type()
            complete = answer.headers.get("KG-Complete", "true") != "false"
    except FAILURES as error:
        raise QueryError(said_of_failure(remote, error), Fault.FAILED) from error
    if len(data) > LARGEST:
        raise QueryError(f"{remote.url}: the answer is too large", Fault.FAILED)
    return kind, data, complete


def said_of_failure(remote: Remote, error: Exception) -> str:
    """Why a request has no answer, in one line that begins with the address."""
    if isinstance(error, HTTPError):
        told = _HINTS.get(error.code) or _words_of(error)
        return f"{remote.url}: HTTP {error.code}: {told[:300] or error.reason}"
    if isinstance(error, HTTPException):
        said = " ".join(str(error).split())[:300]
        return f"{remote.url}: no answer that HTTP knows: {said or type(error).__name__}"
    reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
    return f"{remote.url}: {reason}"


def _words_of(error: HTTPError) -> str:
    """What an error says in its body, as far as it comes."""
    try:
        return " ".join(error.read(2000).decode("utf-8", "replace").split())
    except (HTTPException, OSError):
        return ""
