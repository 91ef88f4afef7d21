"""What can go wrong, as one tree.

::

    KgError
    ├── SettingsError           an option or a configuration file that makes no sense
    ├── SourceError             input that cannot be read; carries path and line
    │   ├── DecisionError       a line of a decisions file, or of a table of links, that is none
    │   └── NothingToReadError  no usable paper in all of the input
    ├── KnowledgeError          a data file of ours that breaks its own rules; path and line
    ├── ModelError              a reading model that is missing or unusable
    ├── StoreError              graph.db is missing, damaged, busy or from another version
    ├── NotFoundError           no such name in the graph; carries the nearest names
    ├── QueryError              a query that is malformed or not allowed
    │   └── MissingValueError   a named query that needs a value; carries of what
    ├── ExportError             a form that cannot hold what it was given, or a place to write
    └── MissingExtraError       an optional part that is not installed; names the extra

A ``KgError`` is for the user: its text is one line that says what to do. Everything else is a bug.
"""

from collections.abc import Sequence
from enum import StrEnum

_LONGEST_NAME = 80  # characters of a name that a message repeats


class KgError(Exception):
    """The root of all errors that are the user's to mend."""


class SettingsError(KgError):
    """An option or a configuration file that makes no sense."""


class SourceError(KgError):
    """Input that cannot be read.

    Args:
        message: what is wrong with it.
        path: the file, ``-`` for standard input.
        line: the line, counted from 1, or None where the whole file is meant.
    """

    def __init__(self, message: str, path: str, line: int | None = None) -> None:
        super().__init__(f"{path}: {message}" if line is None else f"{path}:{line}: {message}")
        self.message = message
        self.path = path
        self.line = line


class NothingToReadError(SourceError):
    """No usable paper in all of the input."""


class DecisionError(SourceError):
    """A line of the user's decisions or of a table of links that is none; path and line."""


class KnowledgeError(KgError):
    """A data file of the package (lexicon, cues, queries) that breaks its own rules."""

    def __init__(self, message: str, path: str, line: int | None = None) -> None:
        super().__init__(f"{path}: {message}" if line is None else f"{path}:{line}: {message}")
        self.path = path
        self.line = line


class ModelError(KgError):
    """A reading model that is missing or unusable."""


class StoreError(KgError):
    """``graph.db`` is missing, damaged, busy or from another version."""


class NotFoundError(KgError):
    """No node of that name; carries the nearest names."""

    def __init__(self, name: str, suggestions: Sequence[str] = ()) -> None:
        hint = f"; did you mean {', '.join(suggestions)}?" if suggestions else ""
        called = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
        super().__init__(f"nothing in the graph is called {called!r}{hint}")
        self.name = name
        self.suggestions = tuple(suggestions)


class Fault(StrEnum):
    """What kind of trouble a query is, for programs; the values never change."""

    MALFORMED = "malformed"
    TOO_LONG = "too-long"
    REFUSED = "refused"
    NO_FORM = "no-such-form"
    TIME_LIMIT = "time-limit"
    BUSY = "busy"
    FAILED = "failed"


class QueryError(KgError):
    """A query that is malformed, asks for what is not allowed, or cannot be answered.

    Args:
        message: what is wrong with it.
        fault: the same for programs.
    """

    def __init__(self, message: str, fault: Fault = Fault.MALFORMED) -> None:
        super().__init__(message)
        self.fault = fault


class MissingValueError(QueryError):
    """A named query that was not told what it needs; how to tell it depends on where it is asked.

    Args:
        query: the name of the query.
        parameter: what has no value.
        description: what its value would be.
    """

    def __init__(self, query: str, parameter: str, description: str) -> None:
        super().__init__(f"query {query} needs a value of {parameter}: {description}")
        self.query = query
        self.parameter = parameter
        self.description = description


class ExportError(KgError):
    """A form that cannot hold what it was given, or a place that cannot be written."""


class MissingExtraError(KgError):
    """An optional part of paper-kg that is not installed."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs an extra: pip install 'paper-kg[{extra}]'")
        self.extra = extra
