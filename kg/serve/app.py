"""The ASGI application: which address leads where."""

from collections.abc import Callable

from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kg.serve.asking import Askable
from kg.serve.endpoint import Sparql
from kg.serve.guarding import Access, Guard, to_response
from kg.serve.kept import KeptAnswers
from kg.serve.negotiation import PAGE, negotiated
from kg.serve.nodes import KINDS
from kg.serve.protocol import PATIENCE
from kg.serve.refusals import RefusedError
from kg.serve.shelf import Shelf
from kg.serve.site import Site
from kg.sparql.writable import WritableStore

_WAITING = 64  # queries on their way or waiting
_READING = 4  # pages being made
_PAGE_OR_DATA = (("application/json", "json"), *PAGE)


def make_app(
    data: Askable,
    access: Access,
    *,
    shelf: Shelf | None = None,
    written: WritableStore | None = None,
    token: str | None = None,
    patience: float = PATIENCE,
) -> ASGIApp:
    """The application.

    Args:
        data: what answers queries.
        access: who may ask.
        shelf: the built graph that the site shows; None: there is only the endpoint.
        written: what updates change; None: nothing is.
        token: the secret of those who may update.
        patience: seconds in which a body must have come; the server sees to the head.
    """
    limiter = CapacityLimiter(_WAITING)
    sparql = Sparql(data, limiter, _kept(shelf, written), written, token, patience)
    site = Site(sparql, shelf, CapacityLimiter(_READING))
    routes = [
        Route("/sparql", sparql.answer, methods=["GET", "POST"]),
        Route("/sparql/", sparql.answer, methods=["GET", "POST"]),
        Route("/health", site.health),
        Route("/", site.home),
        Route("/query", site.query),
        Route("/queries", site.queries),
        Route("/queries/{name}", site.named),
        Route("/search", site.search),
        Route("/search.json", site.search),
        Route("/explorer", site.explorer),
        Route("/static/{name}", site.static),
        *(Route(f"/{kind}/{{rest:path}}", site.node) for kind in KINDS),
    ]
    refuse = _refusing(site)
    handlers = {HTTPException: refuse, RefusedError: refuse, Exception: _fail}
    app = Starlette(routes=routes, exception_handlers=handlers)
    app.router.redirect_slashes = False
    return Guard(app, access)


def _kept(shelf: Shelf | None, written: WritableStore | None) -> KeptAnswers | None:
    return KeptAnswers(shelf.generation) if shelf and not written else None


def _refusing(site: Site) -> Callable[[Request, Exception], Response]:
    """Says why a request is refused: a page where one is wanted, else JSON."""

    def refuse(request: Request, error: Exception) -> Response:
        refused = error if isinstance(error, RefusedError) else _to_refusal(error)
        is_page = refused.code == "not-found" and request.url.path != "/search.json"
        if is_page and negotiated(request.headers.get("accept"), _PAGE_OR_DATA) == "html":
            return site.missing(refused)
        return to_response(refused)

    return refuse


def _fail(_: Request, error: Exception) -> Response:
    return to_response(RefusedError("failed", "the server failed; what it logged says why"))


def _to_refusal(error: Exception) -> RefusedError:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        allowed = {"Allow": (error.headers or {}).get("Allow", "GET")}
        return RefusedError("wrong-method", "this is not done here", allowed)
    return RefusedError("not-found", "there is no such page")
