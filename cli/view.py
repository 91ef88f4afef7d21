"""``kg view``: the page of a built graph, in the browser."""

from cli.console import note, show
from cli.options import DEFAULT_GRAPH, GraphDir


def view(graph: GraphDir = DEFAULT_GRAPH) -> None:
    """Open the page of a built graph in the browser, and print where it lies.

    Example:
        kg view
        kg view -g output
    """
    import webbrowser

    from kg.knowledge_graph import load

    with load(graph) as built:
        page = built.page()
    show(str(page))
    if not webbrowser.open(page.as_uri()):
        note("no browser here: open this file in one")
