"""The program ``kg``: puts the commands together and turns errors into one line."""

import inspect
import logging
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated

import typer

from cli.console import NoteHandler, note, tolerate_any_text
from kg.errors import KgError

# One module a command, in the order of the help; each holds a function of its own name.
COMMANDS = ("build", "extract", "evaluate", "query", "show", "search", "stats", "export", "view")

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
        if find_spec(f"cli.{name}") is None:
            continue
        function = getattr(import_module(f"cli.{name}"), name)
        app.command(name, help=_help_of(function))(function)


_assemble()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and exit: 0 done, 1 an error of the input, 2 of usage, 130 interrupted."""
    tolerate_any_text()
    logging.getLogger("kg").addHandler(NoteHandler())
    try:
        app(arguments, prog_name="kg")
    except KgError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except SystemExit as ended:
        if ended.code == _INTERRUPTED:
            note("kg: interrupted")
        raise


def _fail(message: str) -> None:
    note(f"kg: {' '.join(message.split())}")
    sys.exit(1)
