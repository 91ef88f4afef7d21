"""The forms that a graph can leave in: one table of writers, for the library and the command line.

A writer takes a store and a binary file; it writes UTF-8 and the same bytes for the same records.
"""

from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO, TypeAlias

from kg.export.files import write_file
from kg.export.rdf import RDF_EXPORTERS
from kg.store import Store

Exporter: TypeAlias = Callable[[Store, BinaryIO], None]


def _load_when_used(module: str, writer: str) -> Exporter:
    """The writer of this name; its module is imported when it is first called."""

    def export(store: Store, output: BinaryIO) -> None:
        getattr(import_module(module), writer)(store, output)

    return export


EXPORTERS: dict[str, Exporter] = {
    **RDF_EXPORTERS,
    "mentions": _load_when_used("kg.export.mentions", "write_mentions"),
    "html": _load_when_used("kg.export.html", "write_html"),
    "graphml": _load_when_used("kg.export.graphml", "write_graphml"),
    "csv": _load_when_used("kg.export.table", "write_csv"),
    "json": _load_when_used("kg.export.document", "write_json"),
}

__all__ = ["EXPORTERS", "RDF_EXPORTERS", "Exporter", "write_file"]
