"""The forms of RDF, each a writer that takes how much to tell of evidence."""

from typing import BinaryIO, Protocol

from kg.settings import EvidenceLevel
from kg.store import Store

FORMS = ("ttl", "nt", "nq", "trig", "rdf", "jsonld")


class RdfExporter(Protocol):
    """Writes a store; without ``evidence`` as much of it as the store was built to tell."""

    def __call__(
        self, store: Store, output: BinaryIO, evidence: EvidenceLevel | None = None
    ) -> None:
        """Write."""


def _load_when_used(form: str) -> RdfExporter:
    """The writer of a form; :mod:`kg.rdf` is imported when it is first called."""

    def export(store: Store, output: BinaryIO, evidence: EvidenceLevel | None = None) -> None:
        from kg.rdf import WRITERS

        WRITERS[form](store, output, evidence)

    return export


RDF_EXPORTERS: dict[str, RdfExporter] = {form: _load_when_used(form) for form in FORMS}
