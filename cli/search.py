"""``kg search``."""

from dataclasses import asdict
from typing import Annotated

import typer

from cli.console import note, show, show_table
from cli.options import DEFAULT_GRAPH, GraphDir, Json


def search(
    words: Annotated[str, typer.Argument(metavar="TEXT", help="Words, or beginnings of words.")],
    graph: GraphDir = DEFAULT_GRAPH,
    limit: Annotated[int, typer.Option("--limit", min=1, help="The most hits wanted.")] = 20,
    json: Json = False,
) -> None:
    """Look for words in names, aliases, titles and abstracts, whatever their case and accents.

    Example:
        kg search "policy optimization"
    """
    from kg.knowledge_graph import load

    if not words.strip():
        raise typer.BadParameter("say what to look for")

    with load(graph) as built:
        hits = built.search(words, limit)
    if json:
        import json as form

        show(form.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=2))
    elif hits:
        rows = [(hit.score, hit.node.kind, hit.where, hit.node.id) for hit in hits]
        show_table(["score", "kind", "found in", "id"], rows)
    else:
        note(f"kg: nothing bears {words!r}")
