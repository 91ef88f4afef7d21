"""The pages of the site, and what is found at the addresses of nodes."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response

from kg.errors import MissingValueError, QueryError
from kg.rdf.terms import PREFIXES
from kg.serve.endpoint import Sparql, to_answer
from kg.serve.negotiation import PAGE, TRIPLES, negotiated
from kg.serve.nodes import to_node, to_path
from kg.serve.pages import groups, rendered, static, to_cells, words
from kg.serve.refusals import RefusedError
from kg.serve.shelf import Shelf
from kg.sparql import NamedQuery, named_queries
from kg.sparql.parameters import bound

T = TypeVar("T")

_FOUND = 20
_TYPED = 10  # names offered while one types
_NODE_FORMS = (*PAGE, *TRIPLES)
_SUFFIXES = {"ttl": "ttl", "nt": "nt", "jsonld": "jsonld", "rdf": "rdf"}
# The page of graph.html names the hashes of its scripts itself.
_EXPLORER_POLICY = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'"
_KNOWN = """{{ <{0}> ?p ?o }} UNION {{ ?s ?p <{0}> }} UNION {{ GRAPH ?g {{ <{0}> ?p ?o }} }}"""
_ABOUT = """CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ BIND (<{0}> AS ?s) <{0}> ?p ?o }} UNION {{ BIND (<{0}> AS ?o) ?s ?p <{0}> }}
  UNION {{ GRAPH ?g {{ <{0}> ?p ?o }} BIND (<{0}> AS ?s) }}
}}"""
_SAID = """SELECT ?property ?value WHERE {{
  {{ <{0}> ?property ?value }} UNION {{ GRAPH ?g {{ <{0}> ?property ?value }} }}
}} ORDER BY ?property ?value"""


@dataclass(slots=True)
class Site:
    """The pages over a built graph, or, without one, over a store that is written to."""

    sparql: Sparql
    shelf: Shelf | None
    threads: CapacityLimiter

    async def home(self, _: Request) -> Response:
        """The first page."""
        stats = await self._run(self.shelf.stats) if self.shelf else None
        return self._page("home.html", stats=stats)

    async def query(self, _: Request) -> Response:
        """The page with the editor; it asks ``/sparql`` itself."""
        named = list(named_queries().values()) if self.shelf else []
        base = self.shelf.base_iri if self.shelf else ""
        told = {"words": json.loads(words()), "base": base, "prefixes": dict(PREFIXES)}
        examples = [(each.title, bound(each.text, each.values({}, base))) for each in _ready(named)]
        return self._page("query.html", told=told, examples=examples)

    async def queries(self, _: Request) -> Response:
        """The list of named queries."""
        self._graph()
        return self._page("queries.html", queries=named_queries().values())

    async def named(self, request: Request) -> Response:
        """One named query: its form, and its answer where the form was filled in."""
        shelf, query = self._graph(), named_queries().get(request.path_params["name"])
        if query is None:
            raise RefusedError("not-found", "there is no such named query")
        given = {name: value for name, value in request.query_params.items() if value}
        wanted = bool(_ready([query]) or given)
        told = await self._answered(request, query, given, shelf.base_iri) if wanted else {}
        return self._page("named.html", query=query, given=given, **{**_UNASKED, **told})

    async def search(self, request: Request) -> Response:
        """What bears the words typed: a page, or JSON for the box in which they are typed."""
        shelf, typed = self._graph(), request.query_params.get("q", "")
        limit = _FOUND if request.url.path == "/search" else _TYPED
        found = await self._run(shelf.find, typed, limit)
        if request.url.path == "/search":
            return self._page("search.html", typed=typed, found=found)
        hits = [
            {"name": each.node.name, "kind": each.node.kind, "as": each.name,
             "path": to_path(each.node.id)}
            for each in found
        ]  # fmt: skip
        return JSONResponse(hits)

    async def explorer(self, _: Request) -> Response:
        """``graph.html``."""
        page = self._graph().page
        if not page.is_file():
            raise RefusedError("not-found", "there is no graph.html; kg view makes it")
        return FileResponse(page, headers={"Content-Security-Policy": _EXPLORER_POLICY})

    async def node(self, request: Request) -> Response:
        """A node: a page, or its triples, as the client accepts or ``?format=`` says."""
        shelf, id = self._graph(), to_node(request.scope["raw_path"])
        if id is None:
            raise RefusedError("not-found", "there is no such page")
        form = _node_form(request)
        if form == "html":
            return await self._node_page(request, shelf, id)
        iri = shelf.base_iri + id
        known = await self.sparql.ask(request, f"ASK {{ {_KNOWN.format(iri)} }}", "json")
        if not json.loads(known.data)["boolean"]:
            return await self._missing(shelf, id)
        return to_answer(await self.sparql.ask(request, _ABOUT.format(iri), form))

    async def health(self, _: Request) -> Response:
        """Whether the server can answer: it asks its own data."""
        await self.sparql.check()
        told = {
            "status": "ok",
            "records": await self._run(self.shelf.records) if self.shelf else None,
            "isolation": self.sparql.data.nets,
            "writable": self.sparql.written is not None,
        }
        return JSONResponse(told)

    def missing(self, refused: RefusedError) -> Response:
        """The page in the place of one that is not there."""
        return self._page("missing.html", status=refused.status, message=refused.message)

    async def static(self, request: Request) -> Response:
        """A script or a style sheet."""
        found = static(request.path_params["name"])
        if found is None:
            raise RefusedError("not-found", "there is no such file")
        return found

    async def _node_page(self, request: Request, shelf: Shelf, id: str) -> Response:
        card = await self._run(shelf.card, id)
        if card is not None:
            limit = None if "all" in request.query_params else 50
            return self._page("node.html", card=card, groups=groups(card, limit), id=id)
        said = await self.sparql.ask(request, _SAID.format(shelf.base_iri + id), "json")
        _, rows = to_cells(json.loads(said.data), shelf.base_iri)
        if not rows:
            return await self._missing(shelf, id)
        return self._page("thing.html", rows=rows, id=id)

    async def _missing(self, shelf: Shelf, id: str) -> Response:
        now = await self._run(shelf.moved, id)
        if now is None:
            raise RefusedError("not-found", "the graph has no such node")
        return RedirectResponse(to_path(now), 301)

    async def _answered(
        self, request: Request, query: NamedQuery, given: Mapping[str, str], base: str
    ) -> dict[str, Any]:
        try:
            values = query.values(given, base)
            # Bound where it is run, once it was judged: escapes in a value stay what they are.
            found = await self.sparql.ask(request, query.text, "json", values=values)
        except MissingValueError as error:
            return {"problem": f"Fill in {error.parameter}: {error.description}"}
        except (QueryError, RefusedError) as error:
            return {"problem": str(error)}
        columns, rows = to_cells(json.loads(found.data), base)
        told = {"columns": columns, "rows": rows, "complete": found.complete}
        return {**told, "text": bound(query.text, values)}

    def _graph(self) -> Shelf:
        if self.shelf is None:
            raise RefusedError("not-found", "this server serves a store, not a built graph")
        return self.shelf

    def _page(self, template: str, **told: Any) -> Response:
        return rendered(template, has_graph=self.shelf is not None, **told)

    async def _run(self, work: Callable[..., T], *given: Any) -> T:
        return await to_thread.run_sync(work, *given, limiter=self.threads)


_UNASKED: dict[str, Any] = {
    "columns": None, "rows": [], "complete": True, "problem": None, "text": None,
}  # fmt: skip


def _ready(queries: Iterable[NamedQuery]) -> list[NamedQuery]:
    """Those that need not be told anything."""
    return [each for each in queries if all(p.default is not None for p in each.parameters)]


def _node_form(request: Request) -> str:
    said = request.query_params.get("format")
    if said is not None:
        if said not in _SUFFIXES:
            raise RefusedError("no-such-form", f"a node can be {', '.join(_SUFFIXES)}")
        return _SUFFIXES[said]
    form = negotiated(request.headers.get("accept"), _NODE_FORMS)
    if form is None:
        raise RefusedError(
            "no-such-form", "a node can be HTML, Turtle, N-Triples, JSON-LD, RDF/XML"
        )
    return form
