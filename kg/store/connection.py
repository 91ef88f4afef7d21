"""Opening ``graph.db``; what SQLite says becomes a :class:`~kg.errors.StoreError`."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from kg.errors import StoreError

APPLICATION = 0x504B4721  # "PKG!": tells graph.db from any other SQLite file
SCHEMA_VERSION = 4
_UNREADABLE = (
    *("Could not decode", "database disk image is malformed", "malformed", "corrupt"),
    *("no such", "string or blob too big"),
)
_WAIT = 5.0  # seconds for another writer to finish


@contextmanager
def mending(path: Path) -> Iterator[None]:
    """Turn an error of SQLite, or text that it cannot hold, into one line that says what to do."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise StoreError(f"{path}: cannot hold text that is not valid Unicode") from error
    except sqlite3.Error as error:
        raise StoreError(_advice(path, error)) from error
    except UnicodeDecodeError as error:  # what SQLite says may itself be damaged
        raise StoreError(_damaged(path)) from error


@contextmanager
def decoding(path: Path) -> Iterator[None]:
    """Turn what a damaged row leads to into one line; around nothing but the reading of rows."""
    try:
        with mending(path):
            yield
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise StoreError(_damaged(path)) from error


def open_reading(path: Path) -> sqlite3.Connection:
    """Open an existing store; nothing can be written through it.

    Raises:
        StoreError: it is missing, no store of ours, damaged, busy, or from another version.
    """
    _refuse_folder(path)
    if not is_begun(path):
        raise StoreError(f"{path}: there is no graph here; run kg build first")
    with mending(path):
        connection = _connect(f"{path.absolute().as_uri()}?mode=ro")
        _check(connection, path)
    return connection


def open_writing(path: Path) -> sqlite3.Connection:
    """Open a store for writing; make an empty one where there is no file.

    Raises:
        StoreError: it is no store of ours, damaged, busy, from another version, or cannot be made.
    """
    _refuse_folder(path)
    with mending(path):
        connection = _connect(f"{path.absolute().as_uri()}?mode=rwc")
        if not connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
            _lay_out(connection)
        _check(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def is_begun(path: Path) -> bool:
    """Whether there is a store at all; a crash may leave a file without a byte, which is none."""
    return path.exists() and (not path.is_file() or path.stat().st_size > 0)


def close_writing(connection: sqlite3.Connection) -> None:
    """Close so that one file is left, unless a reader still holds the log."""
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    connection.close()


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise StoreError(f"{path}: is a folder, not a graph; give another output folder")


def _connect(uri: str) -> sqlite3.Connection:
    # isolation_level None: transactions are begun by Store.transaction and by nothing else.
    return sqlite3.connect(
        uri, uri=True, timeout=_WAIT, isolation_level=None, check_same_thread=False
    )


def _lay_out(connection: sqlite3.Connection) -> None:
    schema = resources.files("kg.store").joinpath("schema.sql").read_text("utf-8")
    connection.executescript(
        f"BEGIN IMMEDIATE; PRAGMA application_id = {APPLICATION};"
        f"PRAGMA user_version = {SCHEMA_VERSION}; {schema} COMMIT;"
    )


def _check(connection: sqlite3.Connection, path: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION:
        raise StoreError(f"{path}: not a graph of paper-kg; give another output folder")
    if version != SCHEMA_VERSION:
        raise StoreError(
            f"{path}: written by another version of paper-kg (store version {version}, this one"
            f" reads {SCHEMA_VERSION}); build into another folder or remove the file"
        )


def _advice(path: Path, error: sqlite3.Error) -> str:
    said = str(error)
    if said.startswith(_UNREADABLE):  # first: it may quote what it could not read
        return _damaged(path)
    if "locked" in said or "busy" in said:
        return f"{path}: another process is writing to it; try again when that has finished"
    if "not a database" in said:
        return f"{path}: not a graph of paper-kg; give another output folder"
    if "unable to open" in said:
        return f"{path}: cannot be opened; check that its folder exists and may be written"
    return f"{path}: {said}"


def _damaged(path: Path) -> str:
    return f"{path}: damaged; remove it and run kg build again"
