"""Reading files: one reader a format, and one :class:`~kg.model.Paper` for each paper they hold.

:func:`read_papers` finds the files, tells their formats by their content, reads record after
record, and merges those that are of the same paper. A new format is a reader in ``READERS`` and
what shows it in :mod:`kg.sources.formats`.
"""

from kg.sources.formats import READERS
from kg.sources.reading import log_problem, read_papers
from kg.sources.record import Reader, SourceRecord

__all__ = ["READERS", "Reader", "SourceRecord", "log_problem", "read_papers"]
