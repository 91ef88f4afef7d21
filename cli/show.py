"""``kg show``."""

import json as to_json
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from cli.console import is_terminal, out, text
from cli.console import show as show_line
from cli.options import DEFAULT_GRAPH, GraphDir, Json
from kg.model import Predicate

if TYPE_CHECKING:
    from kg.model import Merge
    from kg.report import Card, Neighbour, Support

_SHOWN = 10

# What stands over the neighbours: where the relation starts here, and where it ends here.
_HEADINGS = {
    Predicate.INTRODUCES: ("introduces", "introduced in"),
    Predicate.USES: ("uses", "used in"),
    Predicate.COMPARES_WITH: ("compares with", "compared in"),
    Predicate.MENTIONS: ("mentions", "mentioned in"),
    Predicate.EVALUATES_ON: ("evaluates on", "used to evaluate in"),
    Predicate.TRAINS_ON: ("trains on", "used to train in"),
    Predicate.ADDRESSES: ("addresses", "addressed in"),
    Predicate.HAS_REPOSITORY: ("has repository", "repository of"),
    Predicate.REPORTS: ("reports", "reported in"),
    Predicate.MEASURED_ON: ("measured on", "benchmark of"),
    Predicate.USED_FOR: ("used for", "solved by"),
    Predicate.VARIANT_OF: ("variant of", "has variant"),
    Predicate.PART_OF: ("part of", "has part"),
    Predicate.IMPLEMENTED_BY: ("implemented by", "implements"),
}


class Line(NamedTuple):
    """A line of the card: its words, how far it is indented, and its style on a terminal."""

    words: str
    indent: int = 0
    style: str = ""


def show(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A name, an alias, a title or an id.")
    ],
    graph: GraphDir = DEFAULT_GRAPH,
    everything: Annotated[
        bool, typer.Option("--all", help=f"Show all neighbours, not {_SHOWN} of each kind.")
    ] = False,
    why: Annotated[
        bool, typer.Option("--why", help="Say why its names are taken to be one thing.")
    ] = False,
    json: Json = False,
) -> None:
    """Show one paper, method, benchmark, task or repository, with its neighbours and evidence.

    Where several things bear the name, the most connected is shown and the others are listed.

    Example:
        kg show PPO
        kg show benchmark/imagenet --all
        kg show RL --why
    """
    from kg.knowledge_graph import load

    with load(graph) as built:
        found = built.show(name)
        merges = built.why(found.node.id) if why else []
    if why:
        _show_why(found, merges, as_json=json)
    elif json:
        _print_json(found)
    else:
        _print(found, None if everything else _SHOWN)


def _show_why(card: "Card", merges: "list[Merge]", *, as_json: bool) -> None:
    if as_json:
        from kg.records import to_record

        show_line(to_json.dumps([to_record(merge) for merge in merges], ensure_ascii=False))
        return
    show_line(f"{card.node.name} · {card.node.id}")
    if not merges:
        show_line("  it has one name only")
    for merge in merges:
        papers = f"{merge.papers} papers" if merge.papers > 1 else ""
        said = (merge.reason.value, merge.source, papers, f"{merge.confidence:g}")
        show_line(f"  {merge.name} = {merge.other} · {' · '.join(filter(None, said))}")


def _print_json(card: "Card") -> None:
    import json
    from dataclasses import asdict

    show_line(json.dumps(asdict(card), ensure_ascii=False, indent=2))


def _print(card: "Card", limit: int | None) -> None:
    head, rest = list(_head(card)), [*_around(card, limit), *_results(card, limit), *_others(card)]
    if not is_terminal():
        for line in [*head, *rest]:
            show_line(" " * line.indent + " ".join(line.words.split()))
        return
    _draw(head, rest, card.node.kind)


def _draw(head: list[Line], rest: list[Line], kind: str) -> None:
    from rich.console import Group
    from rich.padding import Padding
    from rich.panel import Panel

    inside, below = (
        Group(*(Padding(text(line.words, line.style), (0, 0, 0, line.indent)) for line in part))
        for part in (head, rest)
    )
    out().print(Panel(inside, title=text(kind, "dim"), title_align="right"))
    out().print(below)


def _head(card: "Card") -> Iterator[Line]:
    yield Line(card.node.name, style="bold")
    yield Line(f"{card.node.kind} · {card.node.id}", style="dim")
    if card.aliases:
        yield Line(f"also: {', '.join(card.aliases)}")
    if card.text:
        yield Line(card.text)
    for key, value in card.properties:
        yield Line(f"{key}: {value}", style="dim")
    for link in card.links:
        yield Line(link, style="cyan")


def _around(card: "Card", limit: int | None) -> Iterator[Line]:
    for (predicate, outgoing), group in groupby(
        card.neighbours, lambda each: (each.predicate, each.outgoing)
    ):
        neighbours = list(group)
        heading = _HEADINGS[predicate][0 if outgoing else 1]
        yield Line(f"{heading} ({len(neighbours)})", style="bold")
        for neighbour in neighbours[:limit]:
            yield from _neighbour(neighbour)
        yield from _more(len(neighbours), limit)


def _neighbour(neighbour: "Neighbour") -> Iterator[Line]:
    yield Line(f"{neighbour.node.name} · {neighbour.confidence:g} · {neighbour.node.id}", 2)
    for support in neighbour.support[:1]:
        more = len(neighbour.support) - 1
        yield Line(_evidence(support) + (f" (and {more} more)" if more else ""), 4, "dim")


def _evidence(support: "Support") -> str:
    if support.kind == "text":
        return f"“{support.text}” — {support.source}, {support.rule}"
    said = " · ".join(filter(None, (support.rule, support.source, support.text)))
    return f"{support.kind}: {said}"


def _results(card: "Card", limit: int | None) -> Iterator[Line]:
    if card.results:
        yield Line(f"results ({len(card.results)})", style="bold")
    for result in card.results[:limit]:
        told = (result.method, result.benchmark, result.metric, result.value, result.kind)
        flags = ("! " + ", ".join(result.flags),) if result.flags else ()
        yield Line(" · ".join(filter(None, told + flags)), 2)
        yield Line(f"“{result.sentence}” — {result.paper}", 4, "dim")
    yield from _more(len(card.results), limit)


def _more(count: int, limit: int | None) -> Iterator[Line]:
    if limit is not None and count > limit:
        yield Line(f"… and {count - limit} more: --all", 2, "dim")


def _others(card: "Card") -> Iterator[Line]:
    if card.homonyms:
        yield Line("of the same name", style="bold")
    for other in card.homonyms:
        yield Line(f"{other.name} · {other.kind} · {other.id}", 2)
