"""What every request passes before anything else looks at it, and every answer on its way out."""

import asyncio
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.refusals import RefusedError

_LOG = logging.getLogger("kg.serve")
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?")
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_QUERIES = ("/sparql", "/queries/")  # where the address says what is asked
_ASKED = ("GET", "HEAD", "POST", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask.

    Attributes:
        hosts: the names, without port, by which the server may be addressed.
        origins: the origins of other sites whose pages may ask; ``*`` is any.
    """

    hosts: frozenset[str]
    origins: frozenset[str] = frozenset()

    def check(self, method: str, path: str, headers: Headers) -> str | None:
        """The foreign origin that asks and may; None where the page is our own, or none.

        Raises:
            RefusedError: the request may not be answered.
        """
        if method not in _ASKED:
            raise RefusedError(
                "wrong-method", f"{method[:20]} is not done here", {"Allow": "GET, POST"}
            )
        host = self._host(headers.getlist("host"))
        origins = headers.getlist("origin")
        if len(origins) > 1:
            raise RefusedError("malformed-request", "more than one Origin")
        if origins and origins[0].lower() not in (f"http://{host}", f"https://{host}"):
            if not self.origins & {origins[0], "*"}:
                raise RefusedError("foreign-origin", "pages of other sites may not ask here")
            return origins[0]
        is_foreign = not origins and "*" not in self.origins and not _is_own(headers)
        if is_foreign and not _is_visit(method, path, headers):
            raise RefusedError("foreign-origin", "pages of other sites may not ask here")
        return None

    def _host(self, said: Sequence[str]) -> str:
        found = _HOST.fullmatch(said[0].lower()) if len(said) == 1 else None
        if found is None or found[1] not in self.hosts:
            raise RefusedError(
                "wrong-host", "the server is not known by this name; see --allow-host"
            )
        return said[0].lower()


def _is_own(headers: Headers) -> bool:
    """Whether a page of ours asks, the user, or what is no browser."""
    return headers.get("sec-fetch-site", "none") in ("none", "same-origin")


def _is_visit(method: str, path: str, headers: Headers) -> bool:
    """Whether the user followed a link to a page that asks nothing of the other site's choice."""
    told = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest"))
    is_link = method in ("GET", "HEAD") and told == ("navigate", "document")
    return is_link and not path.startswith(_QUERIES)


class Guard:
    """An application around another: refuses who may not ask, hides what went wrong."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app = app
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        answering = _Answering(send, None)
        try:
            headers = Headers(scope=scope)
            answering.origin = self.access.check(scope["method"], scope["path"], headers)
            if scope["method"] == "OPTIONS":
                await _preflight(answering.origin)(scope, receive, answering)
            else:
                await self.app(scope, receive, answering)
        except RefusedError as refused:
            await to_response(refused)(scope, receive, answering)
        except asyncio.CancelledError:  # the server was told to stop, and waited long enough
            if answering.begun:
                raise
            stopping = RefusedError("busy", "the server stops", {"Connection": "close"})
            await to_response(stopping)(scope, receive, answering)
        except Exception:
            _LOG.exception("a request failed")
            if answering.begun and not answering.finished:
                raise  # the connection is closed, or half an answer would look like a whole one
            if answering.finished:
                return
            failed = RefusedError("failed", "the server failed; what it logged says why")
            await to_response(failed)(scope, receive, answering)


class _Answering:
    """Sends an answer with the headers that each one has."""

    def __init__(self, send: Send, origin: str | None) -> None:
        self._send = send
        self.origin = origin
        self.begun = False
        self.finished = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in _ALWAYS.items():
                headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", _NOTHING)
            headers.setdefault("Cache-Control", "no-store")
            headers.add_vary_header("Accept, Origin")
            if self.origin is not None:
                headers["Access-Control-Allow-Origin"] = self.origin
                headers["Access-Control-Expose-Headers"] = "KG-Complete"
                headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        await self._send(message)
        if message["type"] == "http.response.body":
            self.finished = not message.get("more_body", False)


def to_response(refused: RefusedError) -> Response:
    """A refusal as an answer."""
    return JSONResponse(refused.to_json(), refused.status, headers=refused.headers)


def _preflight(origin: str | None) -> Response:
    if origin is None:
        return Response(status_code=204, headers={"Allow": "GET, HEAD, POST, OPTIONS"})
    allowed = {
        "Access-Control-Allow-Methods": "GET, POST",
        "Access-Control-Allow-Headers": "Content-Type, Accept, Authorization",
        "Access-Control-Max-Age": "600",
    }
    return Response(status_code=204, headers=allowed)
