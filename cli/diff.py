"""``kg diff``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.console import show
from cli.options import Json

if TYPE_CHECKING:
    from kg.report import Diff

_SHOWN = 20
_PARTS = ("papers", "entities", "edges", "results")


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The folder of an earlier build.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The folder of a later one.")],
    everything: Annotated[
        bool, typer.Option("--all", help=f"Show all lines, not {_SHOWN} of each kind.")
    ] = False,
    json: Json = False,
) -> None:
    """Say what a later build added, removed or changed: papers, entities, edges, results.

    Example:
        kg diff output.old output
        kg diff output.old output --json
    """
    from kg.knowledge_graph import load

    with load(old) as before, load(new) as after:
        found = before.diff(after)
    if json:
        _print_json(found)
    else:
        _print(found, None if everything else _SHOWN)


def _print_json(found: "Diff") -> None:
    from dataclasses import asdict
    from json import dumps

    show(dumps(asdict(found), ensure_ascii=False, indent=2))


def _print(found: "Diff", limit: int | None) -> None:
    if found.empty:
        show("nothing differs")
        return
    for name in _PARTS:
        part = getattr(found, name)
        counts = (len(part.added), len(part.removed), len(part.changed))
        show(f"{name}: {counts[0]} added, {counts[1]} removed, {counts[2]} changed")
        _lines([f"  + {_called(id, said)}" for id, said in part.added], limit)
        _lines([f"  - {_called(id, said)}" for id, said in part.removed], limit)
        changed = (
            (each, "; ".join(f"{c.field}: {c.old} → {c.new}" for c in each.changes))
            for each in part.changed
        )
        _lines([f"  ~ {_called(each.id, each.name)} ({what})" for each, what in changed], limit)


def _called(id: str, name: str) -> str:
    return id if name in ("", id) else f"{id}  {' '.join(name.split())}"


def _lines(lines: list[str], limit: int | None) -> None:
    for line in lines[:limit]:
        show(line)
    if limit is not None and len(lines) > limit:
        show(f"  … and {len(lines) - limit} more: --all")
