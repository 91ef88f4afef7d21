"""The options and arguments that several commands share, each written once."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Optional

import typer

from kg.settings import EvidenceLevel


def _named(file: str) -> str:
    if not file:
        raise typer.BadParameter("name a file, or - for standard output")
    return file


Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATHS", help="Files, folders or globs to read; - is standard input."),
]
GraphDir = Annotated[
    Path,
    typer.Option("-g", "--graph", metavar="DIR", help="The folder that kg build wrote."),
]
OutputFile = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        callback=_named,
        help="Where to write; - is standard output.",
    ),
]
FromFormat = Annotated[
    Optional[str],  # noqa: UP045  typer reads it at run time on 3.11
    typer.Option(
        "--from", metavar="FORMAT", help="The format of the input, where it should not be guessed."
    ),
]
Captured = Annotated[
    Optional[datetime],  # noqa: UP045
    typer.Option(
        "--captured",
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="When a listing page was taken: gives its dates their year.",
    ),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Stop at the first record that cannot be read.")
]
Model = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--model",
        metavar="NAME|DIR",
        help="What reads the papers: default, fast, or one of your own.  [default: default]",
    ),
]
Processes = Annotated[
    Optional[int],  # noqa: UP045
    typer.Option("--processes", min=1, metavar="N", help="How many processes read at once."),
]
Config = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--config",
        envvar="KG_CONFIG",
        metavar="FILE",
        help="A TOML file whose [tool.paper-kg] holds settings.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]

Evidence = Annotated[
    Optional[EvidenceLevel],  # noqa: UP045
    typer.Option(
        "--evidence",
        metavar="LEVEL",
        help="How much the RDF tells of what a statement rests on: none, compact (where the words"
        " stand) or full (the words too).",
    ),
]

User = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--user", metavar="NAME", help="Who asks the store."),
]
PasswordFile = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--password-file", metavar="FILE", help="Holds the user's password."),
]
TokenFile = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--token-file", metavar="FILE", help="Holds a bearer token for the store."),
]

DEFAULT_GRAPH = Path("output")
