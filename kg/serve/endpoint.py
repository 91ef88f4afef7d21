"""``/sparql``: the SPARQL 1.1 Protocol over HTTP."""

import asyncio
import hmac
from dataclasses import dataclass
from importlib import resources

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.serve.asking import Endpoint, Question, Reply
from kg.serve.negotiation import PAGE, RESULTS, TRIPLES, media_type, negotiated
from kg.serve.protocol import Asked, read_get, read_post
from kg.serve.refusals import Refusal

LARGEST = 1_000_000
"""The largest body of a request, in bytes; what is read of a query is far less."""

_PATIENCE = 20.0  # seconds in which a body must have come


@dataclass(slots=True)
class Sparql:
    """The endpoint: what it asks, the token of those who may change it, and who waits.

    Attributes:
        data: what answers.
        token: the secret of those who may update; None: nobody may.
        limiter: how many questions may be on their way or waiting.
    """

    data: Endpoint
    token: str | None
    limiter: CapacityLimiter

    async def answer(self, request: Request) -> Response:
        """Answer one request of the protocol."""
        query_string = request.scope["query_string"]
        if request.method in ("GET", "HEAD"):
            asked = read_get(query_string)
            if asked is None:
                return self._described(request)
        else:
            content_type = request.headers.get("content-type")
            body = await read_body(request)
            asked = read_post(query_string, content_type, body)
        if asked.is_update:
            return await self._updated(request, asked)
        return await self._asked(request, asked)

    async def ask(self, question: Question) -> Reply:
        """Ask in a thread of its own; refuse where too many wait already.

        Raises:
            Refusal: too many wait, or the data refuses.
        """
        if self.limiter.available_tokens < 1:
            raise Refusal("busy", "too many queries wait; try again", {"Retry-After": "1"})
        return await to_thread.run_sync(self.data.ask, question, limiter=self.limiter)

    async def _asked(self, request: Request, asked: Asked) -> Response:
        accept = request.headers.get("accept")
        results, triples = negotiated(accept, RESULTS), negotiated(accept, TRIPLES)
        question = Question(
            asked.text, base_of(request), asked.default_graphs, asked.named_graphs
        ).written_as(results, triples)
        reply = await self.ask(question)
        offered, form = (TRIPLES, triples) if reply.kind == "triples" else (RESULTS, results)
        if form is None:
            known = ", ".join(dict.fromkeys(media for media, _ in offered))
            raise Refusal("not-acceptable", f"an answer of this kind can be {known}")
        headers = {"KG-Complete": str(reply.complete).lower()}
        return Response(said_in_json(reply, form), 200, headers, media_type(offered, form))

    async def _updated(self, request: Request, asked: Asked) -> Response:
        self._check_token(request)
        using = (asked.default_graphs, asked.named_graphs)
        await to_thread.run_sync(
            self.data.update, asked.text, base_of(request), using, limiter=self.limiter
        )
        return Response(status_code=204)

    def _check_token(self, request: Request) -> None:
        if self.token is None or not self.data.is_writable:
            raise Refusal("read-only", "this server answers queries only")
        said = request.headers.getlist("authorization")
        scheme, _, token = (said[0] if len(said) == 1 else "").partition(" ")
        known = hmac.compare_digest(token.strip().encode(), self.token.encode())
        if scheme.lower() != "bearer" or not known:
            wanted = {"WWW-Authenticate": 'Bearer realm="kg serve"'}
            raise Refusal("unauthorized", "an update needs the bearer token", wanted)

    def _described(self, request: Request) -> Response:
        if negotiated(request.headers.get("accept"), (*TRIPLES, *PAGE)) == "html":
            return RedirectResponse("/query", 303)
        text = resources.files("kg.serve").joinpath("description.ttl").read_text("utf-8")
        told = text.replace("<>", f"<{base_of(request)}>")
        if self.token is None:
            told = told.replace("sd:SPARQL11Query, sd:SPARQL11Update", "sd:SPARQL11Query")
        return Response(told, media_type="text/turtle; charset=utf-8")


def base_of(request: Request) -> str:
    """The address of the endpoint: what relative IRIs in a query are relative to."""
    return f"{request.url.scheme}://{request.headers['host']}/sparql"


def said_in_json(reply: Reply, form: str) -> bytes:
    """The body, with ``complete`` in it where it is JSON of rows or a boolean."""
    if form != "json" or reply.kind == "triples":
        return reply.body
    return b'{"complete":' + str(reply.complete).lower().encode() + b"," + reply.body[1:]


async def read_body(request: Request) -> bytes:
    """The body of a request.

    Raises:
        Refusal: it is too large, or does not come.
    """
    said = request.headers.get("content-length", "0")
    if said.isdigit() and int(said) > LARGEST:
        raise Refusal("too-large", f"more than {LARGEST:,} bytes", {"Connection": "close"})
    held = bytearray()
    try:
        async with asyncio.timeout(_PATIENCE):
            async for chunk in request.stream():
                held += chunk
                if len(held) > LARGEST:
                    raise Refusal("too-large", f"more than {LARGEST:,} bytes")
    except TimeoutError as error:
        said = f"the body did not come within {_PATIENCE:.0f} s"
        raise Refusal("slow-request", said, {"Connection": "close"}) from error
    return bytes(held)
