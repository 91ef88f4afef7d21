"""The program ``kg``: puts the commands together and turns errors into one line."""

import inspect
import logging
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from cli.console import NoteHandler, note, tolerate_any_text
from kg.errors import KgError

# One module a command, in the order of the help; each holds a function of its own name.
COMMANDS = (
    *("build", "extract", "evaluate", "query", "show", "search", "stats", "resolve", "export"),
    *("leaderboard", "compare", "diff", "view"),
)

_INTERRUPTED = 130

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"kg {version('paper-kg')}")
        raise typer.Exit


def _kg(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Say which.")
    ] = False,
) -> None:
    """From a pile of abstracts to a knowledge graph one can query.

    Example:
        kg build seeds -o output
        kg show PPO
        kg build --help
    """


def _help_of(function: Callable[..., object]) -> str:
    """A docstring as help: paragraphs with indented lines, such as examples, keep their lines."""
    paragraphs = inspect.cleandoc(function.__doc__ or "").split("\n\n")
    return "\n\n".join(f"\b\n{part}" if "\n " in part else part for part in paragraphs)


def _assemble() -> None:
    app.callback(help=_help_of(_kg))(_kg)
    for name in COMMANDS:
        function = getattr(import_module(f"cli.{name}"), name)
        app.command(name, help=_help_of(function))(function)


_assemble()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and exit: 0 done, 1 an error of the input, 2 of usage, 130 interrupted."""
    tolerate_any_text()
    logging.getLogger("kg").addHandler(NoteHandler())
    try:
        _run(arguments)
    except KgError as error:
        _fail(str(error))
    except BrokenPipeError:
        _drop_output()
        sys.exit(1)
    except OSError as error:
        _drop_output()
        said = error.strerror or str(error)
        _fail(f"{error.filename}: {said}" if error.filename else said)
    except SystemExit as ended:
        if ended.code == _INTERRUPTED:
            note("kg: interrupted")
        raise


def _run(arguments: Sequence[str] | None) -> None:
    try:
        app(arguments, prog_name="kg")
    finally:
        sys.stdout.flush()  # here, where what goes wrong can still be said


def _drop_output() -> None:
    """Let what cannot be written go, so that Python does not try again when it ends."""
    with suppress(OSError), Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _fail(message: str) -> None:
    note(f"kg: {' '.join(message.split())}")
    sys.exit(1)
