"""``kg extract``: what each paper says, as JSON Lines."""

import json
from collections.abc import Iterable
from typing import Annotated

import typer

from cli.console import is_terminal, note, tracking
from cli.options import Captured, Config, FromFormat, Model, OutputFile, Paths, Processes, Strict
from cli.output import STANDARD, writing
from cli.reading import Problems, read_input, settings_of
from kg.progress import silently
from kg.records import Record
from kg.settings import MODEL

Spans = Annotated[
    bool, typer.Option("--spans", help="Add each mention with its offsets, and how sure all is.")
]


def extract(
    paths: Paths,
    output: OutputFile = STANDARD,
    spans: Spans = False,
    from_format: FromFormat = None,
    captured: Captured = None,
    strict: Strict = False,
    model: Model = None,
    processes: Processes = None,
    config: Config = None,
) -> None:
    """Read papers and write what each says, as JSON Lines.

    One object a paper, in the order of the input: the entities it names, its links, the results
    it reports. docs/extraction.md describes the form.

    Example:
        kg extract seeds -o extraction.jsonl
        kg extract papers.csv --spans
    """
    from kg.extraction import to_extraction
    from kg.nlp import read

    said = settings_of(config, captured=captured, model=model, processes=processes, strict=strict)
    problems = Problems()
    papers = read_input(paths, from_format, said, problems)
    annotations = read(papers, model=said.model or MODEL, processes=said.processes or 1)
    with tracking() as bars:
        track = silently if output == STANDARD and is_terminal() else bars
        read_so_far = track(annotations, "reading", None)
        count = _write((to_extraction(one, spans=spans) for one in read_so_far), output)
    note(f"kg: {count} {'paper' if count == 1 else 'papers'}, {problems}")


def _write(records: Iterable[Record], output: str) -> int:
    count = 0
    with writing(output) as file:
        for count, record in enumerate(records, 1):  # noqa: B007  counts them
            file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
    return count
