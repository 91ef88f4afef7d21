"""Papers in, annotations out, in order: in this process or in several."""

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import Annotation, Paper
from kg.nlp.models import SHIPPED, find_model, make_model, model_digest
from kg.settings import MODEL

if TYPE_CHECKING:
    from spacy.language import Language

BATCH = 64
_SURROGATE = re.compile("[\ud800-\udfff]")


def read(
    papers: Iterable[Paper], *, model: str = MODEL, processes: int = 1
) -> Iterator[Annotation]:
    """Read papers.

    Args:
        papers: what to read; consumed as annotations are taken.
        model: ``fast``, ``default``, a folder, or a package; :mod:`kg.nlp.models` finds it.
        processes: how many processes read at once; the annotations are the same for any number.

    Yields:
        The annotation of each paper, in the order of the papers.

    Raises:
        ModelError: there is no such model, or a reading process died.
    """
    find_model(model)
    if processes <= 1:
        return (read_paper(paper, model) for paper in papers)
    batches = _batches(papers)
    # A pool costs seconds to start, so what fits in one batch is read here.
    first = list(islice(batches, 2))
    if len(first) <= 1:
        return (read_paper(paper, model) for paper in chain.from_iterable(first))
    from kg.nlp.pool import read_in_pool

    return read_in_pool(chain(first, batches), model, processes)


def read_paper(paper: Paper, model: str) -> Annotation:
    """Read one paper in this process, where the model is loaded once."""
    from kg.nlp.annotate import annotate

    text = _SURROGATE.sub("\ufffd", paper.text)  # spaCy keeps its strings in UTF-8
    return annotate(_load(model)(text), paper)


def read_batch(papers: list[Paper], model: str) -> list[Annotation]:
    """Read a few papers in this process."""
    return [read_paper(paper, model) for paper in papers]


@cache
def _load(model: str) -> "Language":
    nlp = make_model(find_model(model))
    nlp.max_length = sys.maxsize  # spaCy's limit is there for parsers, of which we have none
    return nlp


def _batches(papers: Iterable[Paper]) -> Iterator[list[Paper]]:
    waiting = iter(papers)
    while batch := list(islice(waiting, BATCH)):
        yield batch


@cache
def pipeline_version(model: str = MODEL) -> str:
    """What differs whenever a reading could: SHA-256 over model, code, data and versions.

    Raises:
        ModelError: there is no such model.
    """
    digest = hashlib.sha256(f"spacy {version('spacy')}".encode())
    digest.update(model_digest(find_model(model)))
    package = Path(str(files("kg")))
    parts = [
        path
        for path in (package / "nlp").rglob("*")
        if path.is_file() and path.suffix != ".pyc" and SHIPPED not in path.parents
    ]
    beside = ("surface.py", "model.py", "metrics.py", "metrics.tsv")
    for path in sorted([*parts, *(package / name for name in beside)]):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
