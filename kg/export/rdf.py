"""Turtle and N-Triples."""

from typing import BinaryIO

from kg.store import Store


def write_ttl(store: Store, output: BinaryIO) -> None:
    """Write the graph as Turtle."""
    from kg.rdf import write_turtle

    write_turtle(store, output)


def write_nt(store: Store, output: BinaryIO) -> None:
    """Write the graph as N-Triples."""
    from kg.rdf import write_ntriples

    write_ntriples(store, output)
