"""``kg serve``."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from cli.console import show
from cli.options import DEFAULT_GRAPH, GraphDir


def serve(
    graph: GraphDir = DEFAULT_GRAPH,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Listen here.")] = (
        "127.0.0.1"
    ),
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")
    ] = 8765,
    processes: Annotated[
        Optional[int],  # noqa: UP045  typer reads it at run time on 3.11
        typer.Option(
            "--processes", min=1, help="How many queries run at once.  [default: processors]"
        ),
    ] = None,
    time_limit: Annotated[
        float, typer.Option("--time-limit", min=0.1, metavar="SECONDS", help="For one query.")
    ] = 10.0,
    rows: Annotated[int, typer.Option("--rows", min=1, help="Rows of one answer, at most.")] = (
        10_000
    ),
    allow_host: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--allow-host", metavar="NAME", help="A name the server is known by as well."),
    ] = None,
    cors: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--cors", metavar="ORIGIN", help="Pages from there may ask; * is any."),
    ] = None,
    writable: Annotated[
        bool, typer.Option("--writable", help="Serve the store of --store, and take updates.")
    ] = False,
    store: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--store", metavar="DIR", help="A store of its own, outside of any graph."),
    ] = None,
    token_file: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--token-file", metavar="FILE", help="Holds the token that updates need."),
    ] = None,
) -> None:
    """Serve the graph: a SPARQL endpoint at /sparql, and pages to look at it.

    The graph is only read. With --writable a store of its own is served instead, which whoever has
    the token may change by SPARQL Update. Needs the extra "serve".

    Example:
        kg serve
        kg serve -g output --port 8080 --time-limit 5
        kg serve --writable --store notes --token-file token
    """
    from kg.serve.running import Serving, serve, serve_writable
    from kg.sparql.pool import Limits

    limits = Limits(seconds=time_limit, rows=rows)
    how = Serving(host, port, processes, limits, allow_host or (), cors or ())
    if not writable:
        if store is not None or token_file is not None:
            raise typer.BadParameter("--store and --token-file go with --writable")
        serve(graph, how, _say)
    elif store is None or token_file is None:
        raise typer.BadParameter("--writable needs --store DIR and --token-file FILE")
    else:
        serve_writable(store, token_file, how, _say)


def _say(line: str) -> None:
    import sys

    show(line)
    sys.stdout.flush()
