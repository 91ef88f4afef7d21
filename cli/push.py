"""``kg push``: a built graph into another store."""

from typing import Annotated, Optional

import typer

from cli.console import note, tracking
from cli.options import DEFAULT_GRAPH, GraphDir, PasswordFile, TokenFile, User


def push(
    store: Annotated[
        str, typer.Option("--store", metavar="URL", help="The graph store to send it to.")
    ],
    graph: GraphDir = DEFAULT_GRAPH,
    quads: Annotated[
        bool, typer.Option("--quads", help="Send all at once; all that is there is replaced.")
    ] = False,
    default_graph: Annotated[
        Optional[str],  # noqa: UP045  typer reads it at run time on 3.11
        typer.Option("--default-graph", metavar="IRI", help="What takes the default graph."),
    ] = None,
    user: User = None,
    password_file: PasswordFile = None,
    token_file: TokenFile = None,
) -> None:
    """Send the graph to a SPARQL store, by the Graph Store Protocol.

    Each of its graphs takes the place of what the store holds under the same name. Stores that load
    all graphs at once, such as Oxigraph's server, do that faster: --quads.

    Example:
        kg push --store http://127.0.0.1:7878/store --quads
        kg push --store http://127.0.0.1:8890/sparql-graph-crud-auth --default-graph urn:paper-kg:
    """
    from kg.knowledge_graph import load
    from kg.sparql.pushing import push
    from kg.sparql.remote import make_remote

    remote = make_remote(store, user, password_file, token_file)
    with load(graph) as built, tracking() as track:
        sent = push(built.store, remote, as_quads=quads, default_graph=default_graph, track=track)
    note(f"sent {sent:,} statements to {store}")
