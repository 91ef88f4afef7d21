"""``/sparql``: the SPARQL 1.1 Protocol over HTTP."""

import asyncio
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import resources
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from kg.errors import QueryError
from kg.serve.asking import Askable
from kg.serve.kept import KeptAnswers
from kg.serve.negotiation import PAGE, RESULTS, TRIPLES, negotiated
from kg.serve.protocol import PATIENCE, Asked, read_get, read_post
from kg.serve.refusals import RefusedError, to_refusal
from kg.sparql.forms import Written, media_type
from kg.sparql.parameters import Term
from kg.sparql.writable import WritableStore

T = TypeVar("T")

LARGEST = 1_000_000
"""The largest body of a request, in bytes; what is read of a query is far less."""

_READ_OUT = 4 * LARGEST


@dataclass(slots=True)
class Sparql:
    """The endpoint: what it asks, the token of those who may change it, and who waits.

    Attributes:
        data: what answers.
        limiter: how many questions may be on their way or waiting.
        kept: the answers that are kept; None: the data may change at any time.
        written: what updates change; None: nothing is.
        token: the secret of those who may update.
        patience: seconds in which a body must have come.
    """

    data: Askable
    limiter: CapacityLimiter
    kept: KeptAnswers | None = None
    written: WritableStore | None = None
    token: str | None = None
    patience: float = PATIENCE

    async def answer(self, request: Request) -> Response:
        """Answer one request of the protocol."""
        query_string = request.scope["query_string"]
        if request.method in ("GET", "HEAD"):
            asked = read_get(query_string)
            if asked is None:
                return self._described(request)
        else:
            content_type = request.headers.get("content-type")
            body = await read_body(request, self.patience)
            asked = read_post(query_string, content_type, body)
        return await (self._updated if asked.is_update else self._asked)(request, asked)

    async def ask(
        self,
        request: Request,
        text: str,
        *forms: str,
        values: Mapping[str, Term] | None = None,
        graphs: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
    ) -> Written:
        """Ask in a thread of its own; refuse where too many wait already.

        Raises:
            RefusedError: too many wait, or there is no answer.
        """
        base = base_of(request)
        chosen = {"default_graphs": graphs[0], "named_graphs": graphs[1]}
        run = partial(self.data.run, text, values=values, forms=forms, base=base, **chosen)
        if self.kept is None:
            return await self._in_turn(run)
        key = (text, frozenset((values or {}).items()), forms, base, graphs)
        return await self._in_turn(partial(self.kept.answer, key, run))

    async def check(self) -> None:
        """See that the data answers.

        Raises:
            RefusedError: it does not.
        """
        await self._in_turn(partial(self.data.run, "ASK {}"))

    async def _asked(self, request: Request, asked: Asked) -> Response:
        accept = request.headers.get("accept")
        chosen = (negotiated(accept, RESULTS), negotiated(accept, TRIPLES))
        forms = [form for form in chosen if form is not None]
        if not forms:
            raise RefusedError("no-such-form", "an answer has one of the forms of SPARQL or of RDF")
        graphs = (asked.default_graphs, asked.named_graphs)
        return to_answer(await self.ask(request, asked.text, *forms, graphs=graphs))

    async def _updated(self, request: Request, asked: Asked) -> Response:
        written = self._check_token(request)
        graphs = {"using": asked.default_graphs, "using_named": asked.named_graphs}
        await self._in_turn(partial(written.update, asked.text, base=base_of(request), **graphs))
        return Response(status_code=204)

    async def _in_turn(self, work: Callable[[], T]) -> T:
        if self.limiter.available_tokens < 1:
            raise RefusedError("busy", "too many queries wait; try again", {"Retry-After": "1"})
        try:
            return await to_thread.run_sync(work, limiter=self.limiter)
        except QueryError as error:
            raise to_refusal(error) from error

    def _check_token(self, request: Request) -> WritableStore:
        if self.token is None or self.written is None:
            raise RefusedError("read-only", "this server answers queries only")
        said = request.headers.getlist("authorization")
        scheme, _, token = (said[0] if len(said) == 1 else "").partition(" ")
        known = hmac.compare_digest(token.strip().encode(), self.token.encode())
        if scheme.lower() != "bearer" or not known:
            wanted = {"WWW-Authenticate": 'Bearer realm="kg serve"'}
            raise RefusedError("unauthorized", "an update needs the bearer token", wanted)
        return self.written

    def _described(self, request: Request) -> Response:
        if negotiated(request.headers.get("accept"), (*TRIPLES, *PAGE)) == "html":
            return RedirectResponse("/query", 303)
        text = resources.files("kg.serve").joinpath("description.ttl").read_text("utf-8")
        told = text.replace("<>", f"<{base_of(request)}>")
        if self.written is None:
            told = told.replace("sd:SPARQL11Query, sd:SPARQL11Update", "sd:SPARQL11Query")
        return Response(told, media_type="text/turtle; charset=utf-8")


def base_of(request: Request) -> str:
    """The address of the endpoint: what relative IRIs in a query are relative to."""
    return f"{request.url.scheme}://{request.headers['host']}/sparql"


def to_answer(written: Written) -> Response:
    """An answer as it is sent; whether it is complete stands in a header, and in JSON."""
    said = str(written.complete).lower()
    data = written.data
    if written.form == "json" and written.complete:
        data = b'{"complete":true,' + data[1:]
    return Response(data, 200, {"KG-Complete": said}, media_type(written.form))


async def read_body(request: Request, patience: float) -> bytes:
    """The body of a request.

    One that is a little too large is read to its end and dropped: to who still sends, a connection
    that closes would tell nothing.

    Raises:
        RefusedError: it is too large, or does not come.
    """
    too_large = RefusedError("too-large", f"more than {LARGEST:,} bytes", {"Connection": "close"})
    said = request.headers.get("content-length", "0")
    if said.isdigit() and int(said) > _READ_OUT:
        raise too_large
    held, total = bytearray(), 0
    try:
        async with asyncio.timeout(patience):
            async for chunk in request.stream():
                total += len(chunk)
                if total <= LARGEST:
                    held += chunk
                elif total > _READ_OUT:
                    break
    except TimeoutError as error:
        said = f"the body did not come within {patience:g} s"
        raise RefusedError("slow-request", said, {"Connection": "close"}) from error
    except ClientDisconnect as error:
        raise RefusedError("malformed-request", "the body ended too early") from error
    if total > LARGEST:
        raise too_large
    return bytes(held)
