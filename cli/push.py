"""``kg push``: a built graph into another store."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from cli.console import note, tracking
from cli.options import DEFAULT_GRAPH, GraphDir
from kg.errors import SettingsError

_Text = Optional[str]  # noqa: UP045  typer reads it at run time on 3.11
_File = Optional[Path]  # noqa: UP045


def push(
    store: Annotated[
        str, typer.Option("--store", metavar="URL", help="The graph store to send it to.")
    ],
    graph: GraphDir = DEFAULT_GRAPH,
    quads: Annotated[
        bool, typer.Option("--quads", help="Send all at once; all that is there is replaced.")
    ] = False,
    default_graph: Annotated[
        _Text,
        typer.Option("--default-graph", metavar="IRI", help="What takes the default graph."),
    ] = None,
    user: Annotated[_Text, typer.Option("--user", metavar="NAME", help="Who asks.")] = None,
    password_file: Annotated[
        _File, typer.Option("--password-file", metavar="FILE", help="Holds the user's password.")
    ] = None,
    token_file: Annotated[
        _File, typer.Option("--token-file", metavar="FILE", help="Holds a bearer token.")
    ] = None,
) -> None:
    """Send the graph to a SPARQL store, by the Graph Store Protocol.

    Each of its graphs takes the place of what the store holds under the same name. Stores that load
    all graphs at once, such as Oxigraph's server, do that faster: --quads.

    Example:
        kg push --store http://127.0.0.1:7878/store --quads
        kg push --store http://127.0.0.1:8890/sparql-graph-crud-auth --default-graph urn:paper-kg:
    """
    from kg.knowledge_graph import load
    from kg.sparql.remote import Remote, push

    remote = Remote(store, user, _secret(password_file), _secret(token_file))
    with load(graph) as built, tracking() as track:
        sent = push(built.store, remote, as_quads=quads, default_graph=default_graph, track=track)
    note(f"sent {sent:,} statements to {store}")


def _secret(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read") from error
