"""``kg resolve``: the joins that only a person can decide."""

import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.console import is_terminal, note, show, show_table
from cli.options import DEFAULT_GRAPH, GraphDir

if TYPE_CHECKING:
    from kg.report.review import Question

_KEYS = "[s]ame, [d]ifferent, [n]ext, [q]uit"

Review = Annotated[bool, typer.Option("--review", help="Go through the uncertain pairs.")]
DecisionsFile = Annotated[
    Path,
    typer.Option("--decisions", metavar="FILE", help="The file that answers are written into."),
]
Limit = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="How many pairs at most.")]


def resolve(
    review: Review = False,
    graph: GraphDir = DEFAULT_GRAPH,
    decisions: DecisionsFile = Path("decisions.txt"),
    limit: Limit = 50,
) -> None:
    """Decide which things of the graph are one, the most consequential pairs first.

    On a terminal each pair is asked about, and the answers are written into the decisions file,
    which kg build obeys; elsewhere the pairs are listed with the lines that would decide them.
    docs/resolution.md describes that file.

    Example:
        kg resolve --review
        kg resolve --review -g mine --decisions mine.txt --limit 10
    """
    from kg.knowledge_graph import load

    if not review:
        raise typer.BadParameter("say what to do: --review")
    with load(graph) as built:
        questions = list(islice(built.review(), limit))
    if is_terminal() and sys.stdin.isatty():
        _ask(questions, decisions)
    else:
        rows = [(q.papers, q.reason.value, q.confidence, q.same) for q in questions]
        show_table(["papers", "why", "chance", "the line that joins them"], rows)


def _ask(questions: "list[Question]", decisions: Path) -> None:
    answered = 0
    for number, question in enumerate(questions, 1):
        show(f"{number} of {len(questions)} · {question.reason.value} · {question.papers} papers")
        for side in (question.one, question.other):
            show(f"  {side.name} · {side.id}")
            show(f"    … {side.sentence} …")
        answer = typer.prompt(_KEYS, default="n")[:1].lower()
        if answer == "q":
            break
        if answer in "sd":
            _append(decisions, question.same if answer == "s" else question.different)
            answered += 1
    if answered:
        note(f"kg: wrote {answered} to {decisions}; kg build obeys them")


def _append(decisions: Path, line: str) -> None:
    before = decisions.read_text("utf-8") if decisions.exists() else ""
    gap = "" if not before or before.endswith("\n") else "\n"
    with decisions.open("a", encoding="utf-8") as file:
        file.write(f"{gap}{line}\n")
