"""The program ``kg``: puts the commands together and turns errors into one line."""

import inspect
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Annotated, TextIO

import typer

from cli.console import NoteHandler, note, tolerate_any_text
from kg.errors import KgError

# One module a command, in the order of the help; each holds a function of its own name.
COMMANDS = (
    *("build", "extract", "evaluate", "query", "show", "search", "stats", "resolve", "export"),
    *("leaderboard", "compare", "diff", "view", "validate", "serve", "push", "train"),
)

_INTERRUPTED = 130
_TERMINATED = 143

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
    """Run the program and exit.

    The status is 0 for done, 1 for an error of the input, 2 for one of usage, 130 for interrupted
    and 143 for told to stop.
    """
    _fill_closed_streams()
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
        with _stopping_in_order():
            app(arguments, prog_name="kg")
    finally:
        sys.stdout.flush()  # here, where what goes wrong can still be said


@contextmanager
def _stopping_in_order() -> Iterator[None]:
    """Let SIGTERM end the program as an error does: files half written go, the store is closed."""

    def stop(*_: object) -> None:
        raise SystemExit(_TERMINATED)

    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what a signal does
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before or signal.SIG_DFL)


def _fill_closed_streams() -> None:
    """Let what would go to a closed standard stream go nowhere, and no file take its number.

    Standard input stays closed, which those who read it say; its number is taken all the same.
    """
    if sys.stdin is None:
        os.open(os.devnull, os.O_RDONLY)
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _drop_output() -> None:
    """Let what cannot be written go, so that Python does not try again when it ends."""
    with suppress(OSError), Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _fail(message: str) -> None:
    note(f"kg: {' '.join(message.split())}")
    sys.exit(1)
