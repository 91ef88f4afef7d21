"""Which papers and entities rows are written of, from one moment on."""

import sqlite3

_OF_PAPER = "(SELECT node FROM papers WHERE id = {row}.paper)"
# For each table the units (:mod:`kg.store.units`) that a row of it tells of.
_UNITS = {
    "papers": ("{row}.node",),
    "relations": ("{row}.subject",),
    "results": (_OF_PAPER,),
    "evidence": (
        f"CASE WHEN {{row}}.ground IN ('text', 'record') THEN {_OF_PAPER} ELSE {{row}}.subject END",
    ),
    "entities": (
        "{row}.id",
        "(SELECT node FROM papers WHERE id = json_extract({row}.description, '$.paper'))",
    ),
    "aliases": ("{row}.entity",),
    "matches": ("{row}.entity",),
}


def watch(connection: sqlite3.Connection) -> None:
    """Begin to note the units of all rows that come or go."""
    connection.execute("PRAGMA recursive_triggers = ON")  # else what is replaced goes unseen
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS touched (unit PRIMARY KEY)")
    connection.execute("DELETE FROM temp.touched")
    for table, units in _UNITS.items():
        for event, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
            noted = " ".join(
                f"INSERT OR IGNORE INTO touched SELECT {unit.format(row=row)};" for unit in units
            )
            connection.execute(
                f"CREATE TEMP TRIGGER IF NOT EXISTS {event}_{table} AFTER {event} ON main.{table}"
                f" BEGIN {noted} END"
            )


def watched(connection: sqlite3.Connection) -> set[str]:
    """The units noted since."""
    found = connection.execute("SELECT unit FROM temp.touched WHERE unit IS NOT NULL")
    return {unit for (unit,) in found}
