"""Papers for the benchmarks, as a file that ``kg build`` reads."""

import json
from collections.abc import Iterable
from pathlib import Path

from kg.model import Paper


def write(file: Path, papers: Iterable[Paper]) -> None:
    """Write the ids, titles and abstracts of papers as JSON Lines."""
    told = ({"id": each.id, "title": each.title, "abstract": each.abstract} for each in papers)
    file.write_text("".join(json.dumps(each) + "\n" for each in told), "utf-8")
