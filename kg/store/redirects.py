"""``redirects.tsv``: ids that a build changed, and what they are now.

A larger collection may change an id: a second paper introduces a thing of the same name, and the
first gets its paper's id added. The file grows by a line for each, old and new with a tab between.
It tells of the builds that were made, not of the collection, and is no part of what is compared.
"""

from collections.abc import Mapping
from pathlib import Path

from kg.store.beside import writing

REDIRECTS = "redirects.tsv"


def read_redirects(path: Path) -> dict[str, str]:
    """Old id to the newest; what is not there, or moved in a circle, is left out."""
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").split("\n")
    moved = dict(line.split("\t", 1) for line in lines if "\t" in line)
    found = {}
    for old, next_one in moved.items():
        seen, new = {old}, next_one
        while new in moved and new not in seen:
            seen.add(new)
            new = moved[new]
        if new not in seen:
            found[old] = new
    return found


def append_redirects(path: Path, moved: Mapping[str, str]) -> bool:
    """Add ids that moved; whether there were any."""
    if not moved:
        return False
    with writing(path):
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        part = path.with_name(f".{path.name}.part")
        added = "".join(f"{old}\t{new}\n" for old, new in sorted(moved.items()))
        part.write_text(before + added, encoding="utf-8")
        part.replace(path)
    return True
