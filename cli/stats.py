"""``kg stats``."""

from dataclasses import asdict
from typing import Annotated

import typer

from cli.console import show, show_table
from cli.options import DEFAULT_GRAPH, GraphDir, Json


def stats(
    graph: GraphDir = DEFAULT_GRAPH,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to name of each.")] = 10,
    json: Json = False,
) -> None:
    """Count what is in the graph, and name what most papers share.

    Example:
        kg stats
        kg stats --limit 3 --json
    """
    from kg.knowledge_graph import load
    from kg.report import stats as count

    with load(graph) as built:
        found = count(built.store, limit)
    if json:
        import json as form

        show(form.dumps(asdict(found), ensure_ascii=False, indent=2))
        return
    show_table(["", "count"], found.counts)
    show()
    show_table(["edges", "count"], found.edges)
    for kind, connected in found.top:
        show()
        rows = [(named.name, papers, named.id) for named, papers in connected]
        show_table([kind, "papers", "id"], rows)
