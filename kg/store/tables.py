"""Rows put into the tables of ``schema.sql``, whatever they stand for."""

from collections.abc import Iterable, Sequence
from itertools import chain, product
from typing import Any

from kg.store.connection import mending
from kg.store.records import Records
from kg.store.rows import Row

_KEY_OF = "SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk"
_COLUMNS = {"settings": 2, "papers": 13, "readings": 2, "entities": 5, "aliases": 3}
_COLUMNS |= {"relations": 4, "evidence": 17, "results": 20, "mentions": 11}
_COLUMNS |= {"merges": 7, "doubts": 5, "matches": 5, "traces": 2}
_COLUMNS |= {"ties": 3, "meanings": 3, "doubtful": 1, "bearers": 3, "sought": 3}


class Tables(Records):
    """A ``graph.db`` that can be written to, row by row."""

    def _renew(
        self,
        table: str,
        found: Iterable[Row],
        of: Iterable[str] | None = None,
        columns: Sequence[str] = ("entity",),
    ) -> None:
        """Put rows in the place of others; those that stand there already stay.

        Args:
            table: where they stand.
            found: the new rows.
            of: in whose place: the rows with one of these; None for all of the table.
            columns: where these may stand in a row.
        """
        key = [name for (name,) in self._rows(_KEY_OF, table)]
        new = {row[: len(key)]: row for row in found}
        gone = []
        for row in self._rows_of(table, of, columns):
            held = row[: len(key)]
            if new.get(held) == row:
                del new[held]
            elif held not in new:
                gone.append(held)
        where = " AND ".join(f'"{name}" = ?' for name in key)
        with mending(self.path):
            self._connection.executemany(f"DELETE FROM {table} WHERE {where}", gone)  # noqa: S608
        self._write_rows(table, new.values())

    def _replace(self, table: str, found: Iterable[Row]) -> None:
        """Put rows in the place of all of a table, holding none of them."""
        self._write(f"DELETE FROM {table}")  # noqa: S608  the names are ours
        self._write_rows(table, found)

    def _rows_of(
        self, table: str, of: Iterable[str] | None, columns: Sequence[str]
    ) -> Iterable[Row]:
        query = f"SELECT * FROM {table}"  # noqa: S608  the names are ours
        if of is None:
            return self._rows(query)
        places = product(sorted(of), columns)
        each = (self._rows(f"{query} WHERE {column} = ?", value) for value, column in places)
        return dict.fromkeys(chain.from_iterable(each))

    def _write(self, statement: str, *values: Any) -> None:
        with mending(self.path):
            self._connection.execute(statement, values)

    def _write_rows(self, table: str, found: Iterable[Row]) -> None:
        marks = ", ".join("?" * _COLUMNS[table])
        with mending(self.path):
            self._connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", found)  # noqa: S608
